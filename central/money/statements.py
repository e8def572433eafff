"""What a resident's use in a month comes to (利用料金通知書, OG-S10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from central.money.models import Charge, ChargeState
from central.registry.models import Resident
from rules.calendar import first_of_month, last_of_month

__all__ = ["Statement", "StatementLine", "statements"]


@dataclass(frozen=True, slots=True)
class StatementLine:
    day: date
    facility: str
    start_minute: int
    end_minute: int
    purpose: str
    yen: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of a month of use by day, with what is debited for them and when."""

    resident: Resident
    debit_on: date
    lines: tuple[StatementLine, ...]

    @property
    def yen(self) -> int:
        return sum(line.yen for line in self.lines)


def statements(municipality: str, month: date) -> Iterator[Statement]:
    """One for each resident who pays by debit for a use in the month of a day, by number."""
    charges = Charge.objects.filter(
        municipality=municipality,
        method="debit",
        booking__day__range=(first_of_month(month), last_of_month(month)),
        resident__isnull=False,
        debit_on__isnull=False,
        yen__gt=0,
    ).exclude(state=ChargeState.VOID)
    charges = charges.select_related("booking", "resident").order_by(
        "resident__number", "debit_on", "booking__day", "booking__start_minute", "made_at", "id"
    )
    for (resident, debit_on), found in groupby(charges, key=_whose):
        assert resident is not None, "the filter says so"
        assert debit_on is not None, "the filter says so"
        yield Statement(resident, debit_on, tuple(_line(charge) for charge in found))


def _whose(charge: Charge) -> tuple[Resident | None, date | None]:
    return charge.resident, charge.debit_on


def _line(charge: Charge) -> StatementLine:
    booking = charge.booking
    assert booking is not None, "the filter says so"
    start = booking.start_minute if charge.from_minute is None else charge.from_minute
    return StatementLine(
        booking.day, booking.facility, start, booking.end_minute, charge.purpose, charge.yen
    )
