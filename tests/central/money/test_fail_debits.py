"""Debits that the bank sent back, many at once: each row by itself, and each once (KM-69)."""

from datetime import date

import pytest
from pydantic import ValidationError

from central.decision import Decision
from central.money.models import Charge, ChargeState
from central.money.use_cases import fail_debit, fail_debits, run_debit
from central.money.use_cases.fail_debits import ROWS_MAX
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, do, kumamoto

DAY = date(2025, 9, 1)
HELD = at("2025-09-01T03:00")


@pytest.fixture
def debited(line: object) -> list[Charge]:
    """Two residents whose debit went through."""
    for number in ("k00001", "k00002"):
        slot = Slot("paid/sogo/large", "badminton", 1, date(2025, 7, 20), 780, 960)
        book(kumamoto(number, method="debit"), slot, at("2025-07-01T10:00"))
    charges = list(Charge.objects.order_by("resident__number"))
    for charge in charges:
        assert charge.debit_on == DAY
    assert do(
        run_debit.Body(charges=tuple(sorted(charge.id for charge in charges))), "kumamoto", HELD
    )
    return charges


def told(*numbers: str, day: date = DAY, municipality: str = "kumamoto") -> Decision:
    rows = tuple(fail_debit.Body(number=number, debit_on=day) for number in numbers)
    return do(fail_debits.Body(rows=rows), municipality, at("2025-09-05T10:00"))


def states() -> list[str]:
    return list(Charge.objects.order_by("resident__number").values_list("state", flat=True))


def test_rows__fail_each_by_itself(debited: list[Charge]) -> None:
    """KM-69: one that names nobody hinders no other, and is named."""
    decision = told("k00002", "nobody")
    assert decision.outcome == {"failed": 1, "yen": debited[1].yen, "unknown": "nobody"}
    assert states() == [ChargeState.PAID, ChargeState.FAILED]
    check_the_books()


def test_rows__told_twice_fail_once(debited: list[Charge]) -> None:
    assert told("k00001", "k00001").outcome["failed"] == 1
    again = told("k00001", "k00002")
    assert (again.outcome["failed"], again.outcome["yen"]) == (1, debited[1].yen)
    assert told("k00001", "k00002").outcome == {"failed": 0, "yen": 0, "unknown": ""}
    check_the_books()


@pytest.mark.parametrize("where", [{"day": date(2025, 9, 2)}, {"municipality": "ogaki"}])
def test_rows__of_another_day_or_municipality_change_nothing(
    debited: list[Charge], where: dict
) -> None:
    assert told("k00001", **where).outcome == {"failed": 0, "yen": 0, "unknown": "k00001"}
    assert states() == [ChargeState.PAID, ChargeState.PAID]


@pytest.mark.parametrize("count", [0, ROWS_MAX + 1])
def test_rows__none_or_too_many_are_no_command(count: int) -> None:
    row = fail_debit.Body(number="k00001", debit_on=DAY)
    with pytest.raises(ValidationError):
        fail_debits.Body(rows=(row,) * count)
