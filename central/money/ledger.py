"""What is owed and what was paid: the one place that changes either.

Rows are locked where the database has locks; that nothing is lost where it has none is a matter of
compare-and-set. A payment counts once because its row of ``Movement`` is unique.
"""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError

from central.booking.facts import booking_facts
from central.booking.models import Booking, BookingStatus
from central.find import find, find_one
from central.journal.commands import Context
from central.money.models import (
    AT_A_DESK,
    INCOMING,
    OWED,
    Charge,
    ChargeState,
    Movement,
    MovementKind,
)
from central.money.terms import Terms
from central.money.written import written
from central.sql import insert_new
from rules.families.payment import lapses_unpaid

__all__ = [
    "charges_of",
    "find_charge",
    "mark_failed",
    "owed_yen",
    "price_at",
    "record",
    "set_terms",
    "tell_booking",
    "to_give_back_yen",
]


def owed_yen(charge: Charge) -> int:
    return max(0, charge.yen - charge.paid_yen)


def to_give_back_yen(charge: Charge) -> int:
    return max(0, charge.paid_yen - charge.yen)


def find_charge(charge: UUID, context: Context) -> Charge | None:
    """A charge of the municipality, locked."""
    return (
        Charge.objects.select_for_update(of=("self",))
        .select_related("booking", "resident")
        .filter(municipality=context.municipality.id, id=charge)
        .first()
    )


def charges_of(booking: Booking) -> list[Charge]:
    """Every charge of a booking, the first one first, locked."""
    charges = find(Charge, lock=True, booking_id=booking.id)
    return sorted(charges, key=lambda charge: (charge.made_at, charge.id))


def record(
    charge: Charge, kind: MovementKind, yen: int, reference: str, context: Context
) -> Movement:
    """Money came or went; ``reference`` is unique among the movements of its kind."""
    assert yen > 0, "money that moves is more than none"
    movement = Movement(
        id=context.make_id(f"{kind}:{charge.id}:{reference}"),
        municipality=charge.municipality,
        charge_id=charge.id,
        kind=kind,
        yen=yen,
        reference=reference,
        at=context.now,
    )
    if kind in AT_A_DESK:
        movement.receipt = written(charge)
        movement.save(force_insert=True)
    else:
        insert_new(movement)
    _write(charge, charge.yen, charge.paid_yen + (yen if kind in INCOMING else -yen), context)
    return movement


def price_at(charge: Charge, yen: int, context: Context) -> None:
    """From now on it costs so much; whatever was paid beyond that is to be given back."""
    _write(charge, yen, charge.paid_yen, context)


def set_terms(charge: Charge, terms: Terms, context: Context) -> None:
    """From now on it is paid in this way and by then; it is no debt before that has passed."""
    charge.method, charge.due_at, charge.debit_on = terms.method, terms.due_at, terms.debit_on
    if terms.due_at is None or terms.due_at > context.now:
        charge.unpaid_since = None
    as_read = {"yen": charge.yen, "paid_yen": charge.paid_yen, "state": charge.state}
    found = Charge.objects.filter(id=charge.id, **as_read).update(
        method=charge.method,
        due_at=charge.due_at,
        debit_on=charge.debit_on,
        unpaid_since=charge.unpaid_since,
    )
    if found != 1:
        raise IntegrityError("the charge has changed meanwhile")


def mark_failed(charge: Charge, context: Context) -> None:
    """The bank did not pay: a debt since the day of the debit, and no second debit (振替不能)."""
    assert charge.debit_on is not None, "only what is debited fails"
    charge.unpaid_since = charge.debit_on
    _write(charge, charge.yen, charge.paid_yen, context, failed=True)


def _write(
    charge: Charge, yen: int, paid_yen: int, context: Context, *, failed: bool = False
) -> None:
    assert min(yen, paid_yen) >= 0, f"charge {charge.id} would come to {yen}, paid {paid_yen}"
    before = {"yen": charge.yen, "paid_yen": charge.paid_yen, "state": charge.state}
    was_failed = failed or charge.state == ChargeState.FAILED
    charge.yen, charge.paid_yen = yen, paid_yen
    charge.state = _state(charge, failed=was_failed)
    if charge.state not in OWED:
        charge.unpaid_since = None
    found = Charge.objects.filter(id=charge.id, **before).update(
        yen=yen, paid_yen=paid_yen, state=charge.state, unpaid_since=charge.unpaid_since
    )
    if found != 1:
        raise IntegrityError("the charge has changed meanwhile")
    if charge.booking_id is not None:
        tell_booking(charge.booking_id, context)


def _state(charge: Charge, *, failed: bool) -> ChargeState:
    if owed_yen(charge):
        return ChargeState.FAILED if failed else ChargeState.DUE
    if to_give_back_yen(charge):
        return ChargeState.REFUND
    return ChargeState.PAID if charge.paid_yen else ChargeState.VOID


def tell_booking(booking_id: UUID, context: Context) -> None:
    """A booking is paid when nothing of it is owed and something was paid."""
    states = {charge.state for charge in find(Charge, booking_id=booking_id)}
    paid = states.isdisjoint(OWED) and not states <= {ChargeState.VOID}
    booking = find_one(Booking, id=booking_id)
    assert booking is not None, "a charge has its booking"
    if booking.paid == paid:
        return
    booking.paid = paid
    if paid and _is_concluded(booking, context):
        booking.state = BookingStatus.CONFIRMED
    booking.save(update_fields=["paid", "state"])


def _is_concluded(booking: Booking, context: Context) -> bool:
    """Whether payment was all that it waited for: unpaid it would have ended by itself (OG-W3)."""
    if booking.state != BookingStatus.PROVISIONAL:
        return False
    unpaid = replace(booking_facts(booking), paid=False)
    return lapses_unpaid(context.municipality, unpaid) is not None
