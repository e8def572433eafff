"""What a booking or a registration costs somebody: the doors by which other apps come in.

Each runs inside the transaction of the command that calls it. ``outcome`` is that of the rules'
verdict as it is, with its dates and instants.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid5

from central.booking.models import Booking
from central.journal.commands import Context
from central.money.ledger import charges_of, price_at, record, tell_booking, to_give_back_yen
from central.money.models import Charge, MovementKind
from central.registry.models import Resident
from central.sql import insert_new
from rules import facts
from rules.calendar import last_of_month
from rules.case import cases_of
from rules.facts import Channel, Facts, Request, Slot, Verb
from rules.families import payment

__all__ = [
    "charge_for",
    "charge_less",
    "charge_more",
    "charge_registration",
    "move_charge",
    "void_or_keep",
]

CASH = "cash"


@dataclass(frozen=True, slots=True)
class Terms:
    """How and until when something is paid."""

    method: str
    due_at: datetime | None
    debit_on: date | None


def charge_for(booking: Booking, outcome: Mapping[str, object], context: Context) -> Charge | None:
    """After a booking or a confirmed win; None where it costs nothing (KM-71).

    A booking has one charge for its use, whatever happens: the id follows from the booking's.
    """
    if not booking.fee:
        return None
    settings = _settings(booking, context)
    method = payment.way_to_pay(settings, _chosen(booking, settings)) or CASH
    debit = settings.debit if method == "debit" else None
    debit_on = None if debit is None else payment.debit_day(debit, booking.day)
    due_at = outcome.get("payment_due")
    assert due_at is None or isinstance(due_at, datetime), "the outcome is that of the verdict"
    charge = _new(booking, "use", booking.fee, Terms(method, due_at, debit_on), context)
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
    terms = _terms(booking, from_minute, context)
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
    charge = charge_for(later, {}, context)
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


def charge_registration(
    resident: Resident,
    outcome: Mapping[str, object],
    context: Context,
    purpose: str = "registration",
) -> Charge | None:
    """After a registration or a ``renewal`` that costs something (KT-07, KT-11).

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
        terms = Terms(CASH, None, None)
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
    return Charge(
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


def _settings(booking: Booking, context: Context) -> payment.Settings:
    found = context.municipality.settings(booking.facility, booking.day).get(payment.Settings)
    return found if isinstance(found, payment.Settings) else payment.Settings()


def _chosen(booking: Booking, settings: payment.Settings) -> facts.Resident | None:
    """Who pays, as far as that matters: nothing is read where there is one way for all."""
    free = settings.method is not None and not settings.method.fixed
    resident = booking.resident if free else None
    if resident is None:
        return None
    return facts.Resident(resident.type, payment_method=resident.payment_method or None)


def _terms(booking: Booking, from_minute: int | None, context: Context) -> Terms:
    """What the rules say of a booking of this time that is made now."""
    start = booking.start_minute if from_minute is None else from_minute
    slot = Slot(
        booking.facility, booking.sport, booking.courts, booking.day, start, booking.end_minute
    )
    settings = _settings(booking, context)
    resident = _chosen(booking, settings)
    request = Request(Verb.BOOK, Channel.DESK, slot=slot)
    case = next(cases_of(context.municipality, request, resident, Facts(), context.now))
    said = {} if case is None else payment.outcome(case)
    due_at, debit_on = said.get("payment_due"), said.get("debit_on")
    assert due_at is None or isinstance(due_at, datetime)
    assert debit_on is None or isinstance(debit_on, date)
    return Terms(payment.way_to_pay(settings, resident) or CASH, due_at, debit_on)
