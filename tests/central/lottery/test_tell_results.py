"""The result of a draw is told to whoever wishes it, once, in one mail for all of their entries."""

from datetime import date

import pytest
from pydantic import ValidationError

from central.decision import Decision
from central.lottery.models import Entry
from central.lottery.use_cases import tell_results
from central.lottery.use_cases.tell_results import RESIDENTS_MAX
from central.notices.models import Mail, MailWish
from central.registry.models import Resident
from tests.central.lottery.lots import (
    DRAWN,
    MONTH,
    commit,
    do,
    drawn,
    entered,
    person,
    slot,
    withdrawing,
)
from tests.central.lottery.lots import ENTERED as AT

pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture
def residents(line: object) -> list[Resident]:
    """Two who want the same slot, each of whom wants another, too."""
    commit()
    both = [person(f"Mihon0{number}") for number in (1, 2)]
    for resident in both:
        MailWish.objects.create(municipality="kumamoto", resident=resident, results=True)
        entered(resident, slot())
        entered(resident, slot(day=4), preference=2)
    return both


def telling(*users: str, month: date = MONTH) -> Decision:
    return do(tell_results.Body(month=month, users=users), DRAWN)


def users() -> list[str]:
    return sorted(set(Entry.objects.values_list("user", flat=True)))


def test_results__are_one_mail_each_and_once(residents: list[Resident]) -> None:
    drawn()
    assert telling(*users()).outcome == {"told": 2}
    assert telling(*users()).outcome == {"told": 0}
    mails = {mail.resident_id: mail.params for mail in Mail.objects.all()}
    assert mails.keys() == {resident.id for resident in residents}
    won = sorted(len(params["won"]) for params in mails.values())
    assert (won, {params["month"] for params in mails.values()}) == ([1, 1], {"2026-11"})
    assert {len(params["won"]) + len(params["lost"]) for params in mails.values()} == {2}
    assert all(params["confirm_until"] for params in mails.values())


def test_results__to_nobody_who_does_not_wish_it(residents: list[Resident]) -> None:
    drawn()
    MailWish.objects.update(results=False)
    assert telling(*users()).outcome == {"told": 2}
    assert not Mail.objects.exists()


def test_results__of_what_takes_no_part_are_none(residents: list[Resident]) -> None:
    first = residents[0]
    for entry in Entry.objects.filter(resident=first):
        assert withdrawing(first, entry.number, AT).verdict == "applied"
    drawn()
    assert telling(*users()).outcome == {"told": 1}
    assert Mail.objects.get().resident == residents[1]


def test_results__before_the_draw_there_are_none(residents: list[Resident]) -> None:
    assert telling(*users()).outcome == {"told": 0}
    assert not Mail.objects.exists()
    drawn()
    assert telling(*users()).outcome == {"told": 2}


def test_results__of_nobody_and_of_another_month(residents: list[Resident]) -> None:
    drawn()
    assert telling("ZZZZZ-ZZZZZ").outcome == {"told": 0}
    assert telling(*users(), month=date(2026, 12, 1)).outcome == {"told": 0}
    assert not Mail.objects.exists()


@pytest.mark.parametrize("count", [0, RESIDENTS_MAX + 1])
def test_results__of_nobody_or_of_too_many_are_no_command(count: int) -> None:
    with pytest.raises(ValidationError):
        tell_results.Body(month=MONTH, users=("AAAAA-AAAAA",) * count)
