"""What falls due with money: debts, debits, their announcement, and accounts that stop."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from central.journal.jobs import Due, Job
from central.money.letters import ladder_of
from central.money.models import Charge, ChargeState, Letter, MovementKind
from central.money.use_cases import (
    mark_unpaid,
    remind_debit,
    remind_due,
    run_debit,
    stop_for_debt,
)
from central.registry.models import ResidentState
from rules.calendar import day_of, last_of_month
from rules.policy import Municipality

__all__ = ["JOBS"]

#: One turn; what is beyond it comes with the next.
TURN_MAX = 2_000
#: Told so long before it is too late; who was charged later than that knows.
REMINDED_BEFORE = timedelta(days=1)


def debits(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Charges whose day has come, each once."""
    today = day_of(now)
    due = _waiting(municipality, debit_on__lte=today).exclude(movements__kind=MovementKind.DEBIT)
    due = due.order_by("debit_on", "id")
    for batch in _batches(due, run_debit.BATCH):
        yield Due(_key(batch, today), run_debit.Body(charges=batch))


def debts(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Charges that were to be paid by now."""
    late = Charge.objects.filter(
        municipality=municipality.id, state=ChargeState.DUE, due_at__lte=now, unpaid_since=None
    )
    for batch in _batches(late.order_by("due_at", "id"), mark_unpaid.BATCH):
        yield Due(_key(batch, day_of(now)), mark_unpaid.Body(charges=batch))


def announcements(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """In the month of a debit, for those who wish to be told (KT-18)."""
    today = day_of(now)
    due = _waiting(municipality, debit_on__gt=today, debit_on__lte=last_of_month(today))
    wanted = due.filter(resident__mail_wishes__debits=True).values_list("resident_id", "debit_on")
    for resident, day in wanted.distinct().order_by("debit_on", "resident_id")[:TURN_MAX]:
        body = remind_debit.Body(resident=resident, debit_on=day)
        yield Due(f"{resident}:{day}", body)


def reminders(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """What is to be paid within a day, for those who wish to be told of their bookings."""
    soon = Charge.objects.filter(
        municipality=municipality.id,
        state=ChargeState.DUE,
        due_at__gt=now,
        due_at__lte=now + REMINDED_BEFORE,
        made_at__lte=F("due_at") - REMINDED_BEFORE,
        booking__isnull=False,
        resident__mail_wishes__bookings=True,
    )
    for charge in soon.order_by("due_at", "id")[:TURN_MAX]:
        assert charge.due_at is not None, "the filter says so"
        yield Due(
            f"{charge.id}:{charge.due_at}", remind_due.Body(charge=charge.id, due_at=charge.due_at)
        )


def stops(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Accounts whose last letter asked for a day that is past."""
    today = day_of(now)
    ladder = ladder_of(municipality, today)
    if ladder is None:
        return
    passed = Letter.objects.filter(
        municipality=municipality.id,
        step=ladder.stops_after.value,
        pay_by__lt=today,
        charge__unpaid_since__isnull=False,
        charge__resident__state=ResidentState.ACTIVE,
    )
    found = passed.order_by("pay_by", "id").values_list("id", "charge__resident_id")
    for letter, resident in found[:TURN_MAX]:
        yield Due(f"{letter}:{today}", stop_for_debt.Body(resident=resident))


JOBS = (
    Job("debits", debits),
    Job("debts", debts),
    Job("debit_announcements", announcements),
    Job("due_reminders", reminders),
    Job("stops_for_debts", stops),
)


def _waiting(municipality: Municipality, **days: date) -> QuerySet[Charge]:
    return Charge.objects.filter(
        municipality=municipality.id, state=ChargeState.DUE, method="debit", **days
    )


def _batches(charges: QuerySet[Charge], size: int) -> Iterator[tuple[UUID, ...]]:
    ids = list(charges.values_list("id", flat=True)[:TURN_MAX])
    for start in range(0, len(ids), size):
        yield tuple(ids[start : start + size])


def _key(batch: tuple[UUID, ...], today: date) -> str:
    """Done again on another day where it had to be; each charge sees to it that once is once."""
    return f"{batch[0]}:{batch[-1]}:{today}"
