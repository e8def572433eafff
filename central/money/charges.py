"""What a booking or a registration costs somebody: the doors by which other apps come in.

Each runs inside the transaction of the command that calls it. ``outcome`` is that of the rules'
verdict as it is, with its dates and instants.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from uuid import uuid5

from central.booking.models import Booking
from central.journal.commands import Context
from central.money.ledger import (
    charges_of,
    price_at,
    record,
    set_terms,
    tell_booking,
    to_give_back_yen,
)
from central.money.models import Charge, ChargeState, MovementKind
from central.money.terms import Terms, basis_of, settings_of, terms_of, way_to_pay
from central.registry.models import Resident
from central.sql import insert_new, new
from rules.calendar import day_of, last_of_month
from rules.families import payment

__all__ = [
    "charge_for",
    "charge_less",
    "charge_more",
    "charge_registration",
    "move_charge",
    "renew_terms",
    "void_or_keep",
]

#: What is over: it is owed as it was, or not at all.
SETTLED = frozenset({ChargeState.FAILED, ChargeState.VOID})


def charge_for(booking: Booking, outcome: Mapping[str, object], context: Context) -> Charge | None:
    """After a booking or a confirmed win; None where it costs nothing (KM-71).

    A booking has one charge for its use, whatever happens: the id follows from the booking's.
    """
    if not booking.fee:
        return None
    settings = settings_of(booking, context)
    way = way_to_pay(booking, settings)
    due_at = outcome.get("payment_due")
    assert due_at is None or isinstance(due_at, datetime), "the outcome is that of the verdict"
    terms = Terms(way, due_at, payment.debit_on(settings, way, booking.day))
    charge = _new(booking, "use", booking.fee, terms, context)
    charge.id = uuid5(booking.id, "use")
    insert_new(charge)
    return charge


def void_or_keep(booking: Booking, outcome: Mapping[str, object], context: Context) -> int:
    """After the end of a booking: what of its charges stays, and the yen to be given back.

    An outcome that says nothing of a fee leaves nothing owed: a booking that lapsed.
    """
    kept = outcome.get("fee_due") or 0
    assert isinstance(kept, int), "the outcome is that of the verdict"
    return _keep(booking, kept, outcome, context)


def charge_less(booking: Booking, yen: int, outcome: Mapping[str, object], context: Context) -> int:
    """A booking costs so much in all from now on (KM-76, KM-90); the yen to be given back.

    ``outcome`` may say until when and where, as that of a cancellation does.
    """
    return _keep(booking, yen, outcome, context)


def charge_more(
    booking: Booking, yen: int, purpose: str, context: Context, from_minute: int | None = None
) -> Charge | None:
    """So much more for a booking: ``extension`` (KM-92) or ``surcharge`` (KM-95).

    It is paid like a booking of the added time that is made now; ``from_minute`` is where that
    begins. A debit has it added to that of the use.
    """
    if yen <= 0:
        return None
    terms = terms_of(booking, context, day_of(context.now), from_minute=from_minute)
    charge = _new(booking, purpose, yen, terms, context)
    charge.id = context.make_id(f"{purpose}:{booking.id}")
    charge.from_minute = from_minute
    insert_new(charge)
    tell_booking(booking.id, context)
    booking.refresh_from_db(fields=["paid"])
    return charge


def move_charge(booking: Booking, later: Booking, kept_yen: int, context: Context) -> Charge | None:
    """What was paid for a use that fell through pays for a later one (振替, KM-91).

    The first booking keeps what it still costs; what is left over beyond the later one's fee is
    to be given back.
    """
    terms = terms_of(later, context, later.booked_on)
    charge = charge_for(later, {"payment_due": terms.due_at}, context)
    _keep(booking, kept_yen, {}, context)
    if charge is None:
        return None
    for source in charges_of(booking):
        yen = min(to_give_back_yen(source), charge.yen - charge.paid_yen)
        if yen > 0:
            reference = context.make_id(f"move:{source.id}").hex
            record(source, MovementKind.MOVED_OUT, yen, reference, context)
            record(charge, MovementKind.MOVED_IN, yen, reference, context)
    later.refresh_from_db(fields=["paid"])
    return charge


def renew_terms(booking: Booking, context: Context) -> Mapping[str, object]:
    """A booking is at another time: what is owed is paid as the rules say of that time.

    What was paid stays paid, and a debit that failed stays a debt. Says until when and how the
    use is paid now.
    """
    said: dict[str, object] = {}
    for charge in charges_of(booking):
        booked_on, won = basis_of(charge, booking)
        terms = terms_of(booking, context, booked_on, won=won, from_minute=charge.from_minute)
        if charge.state not in SETTLED:
            set_terms(charge, terms, context)
            said = said or {"payment_due": terms.due_at, "debit_on": terms.debit_on}
    return said


def charge_registration(
    resident: Resident,
    outcome: Mapping[str, object],
    context: Context,
    purpose: Literal["registration", "renewal"],
) -> Charge | None:
    """After a registration or a renewal that costs something (KT-07, KT-11).

    Of the month of the debit the documents say no day: it is the last.
    """
    yen, month = outcome.get("charge"), outcome.get("charge_month")
    if not isinstance(yen, int) or yen == 0:
        return None
    assert isinstance(month, str), "what is charged has a month"
    charge = Charge(
        id=context.make_id(f"{purpose}:{resident.id}"),
        municipality=resident.municipality,
        resident_id=resident.id,
        purpose=purpose,
        yen=yen,
        method="debit",
        debit_on=last_of_month(date.fromisoformat(f"{month}-01")),
        made_at=context.now,
    )
    insert_new(charge)
    return charge


def _keep(booking: Booking, kept: int, outcome: Mapping[str, object], context: Context) -> int:
    """The oldest charge keeps first; a fee beyond all of them is the oldest's, or a new one."""
    charges, back = charges_of(booking), 0
    beyond = kept - sum(charge.yen for charge in charges)
    if beyond > 0 and not charges:
        terms = Terms("cash", None, None)
        charge = _new(booking, "cancellation", beyond, terms, context)
        charge.id = context.make_id(f"cancellation:{booking.id}")
        insert_new(charge)
    for index, charge in enumerate(charges):
        yen = min(kept, charge.yen) + (max(0, beyond) if index == 0 else 0)
        kept -= min(kept, charge.yen)
        price_at(charge, yen, context)
        back += to_give_back_yen(charge)
        _say_where(charge, outcome)
    booking.refresh_from_db(fields=["paid", "state"])
    return back


def _say_where(charge: Charge, outcome: Mapping[str, object]) -> None:
    """Until when and where what is too much is given back (ON-36, ON-37)."""
    until, desk = outcome.get("refund_until"), outcome.get("refund_desk")
    if not to_give_back_yen(charge) or (until is None and desk is None):
        return
    assert until is None or isinstance(until, datetime), "the outcome is that of the verdict"
    charge.refund_until = until
    charge.refund_desk = str(desk or "")
    charge.save(update_fields=["refund_until", "refund_desk"])


def _new(booking: Booking, purpose: str, yen: int, terms: Terms, context: Context) -> Charge:
    return new(
        Charge,
        municipality=booking.municipality,
        resident_id=booking.resident_id,
        booking_id=booking.id,
        purpose=purpose,
        yen=yen,
        method=terms.method,
        due_at=terms.due_at,
        debit_on=terms.debit_on,
        made_at=context.now,
    )
