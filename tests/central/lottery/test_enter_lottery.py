"""KM-30, KM-33, KM-34, KM-47: entries by command; the rules themselves are tested elsewhere."""

from datetime import timedelta

import pytest

from central.journal.models import Line
from central.lottery.facts import entries_of
from central.lottery.models import Entry
from central.lottery.use_cases import void_entry
from central.notices.models import RoomNotice
from sync.wire import entry_number
from tests.central.lottery.lots import (
    CLOSES,
    DAY,
    ENTERED,
    HALL,
    MINUTE,
    MONTH,
    OPENS,
    close,
    codes,
    commit,
    do,
    entered,
    entering,
    person,
    slot,
    states,
    withdrawing,
)
from tests.central.world import InProcess

pytestmark = pytest.mark.usefixtures("line")


def test_enter__gives_a_number_a_commitment_and_a_leaf() -> None:
    draw, resident = commit(), person("Mihon01")
    decision = entering(resident, slot())
    entry = Entry.objects.get()
    assert (decision.verdict, entry.number) == ("applied", entry_number(entry.id))
    assert decision.outcome["commitment"] == draw.commitment
    assert decision.outcome["draw"] == "kumamoto/2026-11"
    assert len(str(decision.outcome["leaf"])) == 64
    assert (entry.user, entry.state) == (decision.outcome["user"], "entered")
    assert Line.objects.filter(kind="enter_lottery", id=entry.id).exists()


def test_enter__further_entries_are_of_the_same_user() -> None:
    commit()
    first, other = person("Mihon01"), person("Mihon02")
    one = entered(first, slot(3))
    two = entered(first, slot(4), slot(5), preference=2)
    assert (two.user, len(two.slots)) == (one.user, 2)
    assert entered(other, slot(3)).user != one.user
    withdrawing(first, one.number, ENTERED)
    assert entered(first, slot(6)).user == one.user
    assert [fact.preference for fact in entries_of(first, MONTH)] == [1, 2]


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (OPENS - MINUTE, ("lottery_not_open", "KM-30")),
        (CLOSES, ("lottery_over", "KM-30")),
    ],
)
def test_enter__outside_of_the_period_is_refused(now, reason) -> None:
    """KM-30"""
    commit()
    assert codes(entering(person("Mihon01"), now=now)) == [reason]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("now", [OPENS, CLOSES - timedelta(seconds=1)])
def test_enter__at_both_ends_of_the_period(now) -> None:
    """KM-30"""
    commit()
    assert entering(person("Mihon01"), now=now).verdict == "applied"


def test_enter__what_was_recorded_in_time_takes_part_until_the_list_is_closed() -> None:
    """KM-30: the trusted recorded time of a terminal counts."""
    commit()
    entry = entered(
        person("Mihon01"), now=CLOSES + 30 * MINUTE, recorded_at=CLOSES - timedelta(seconds=1)
    )
    assert close(CLOSES + 40 * MINUTE).verdict == "applied"
    assert states() == {entry.number: "entered"}


def test_enter__what_comes_after_the_list_is_late_and_takes_no_part() -> None:
    """KM-30"""
    commit()
    assert close().verdict == "applied"
    late = entering(person("Mihon01"), now=CLOSES + MINUTE, recorded_at=CLOSES - MINUTE)
    assert codes(late) == [("lottery_over", "KM-30")]
    assert list(states().values()) == ["late"]


def test_enter__the_eleventh_is_refused_until_one_is_withdrawn() -> None:
    """KM-33"""
    commit()
    resident = person("Mihon01")
    mine = [entered(resident, slot(day), preference=day) for day in range(1, 11)]
    eleventh = entering(resident, slot(20), preference=10)
    assert ("too_many_entries", "KM-33") in codes(eleventh)
    assert withdrawing(resident, mine[9].number, ENTERED).verdict == "applied"
    assert entering(resident, slot(20), preference=10).verdict == "applied"


def test_enter__a_set_over_two_places_is_refused() -> None:
    """KM-34"""
    commit()
    other = slot(4, facility="paid/takuma/arena")
    assert ("set_of_several_places", "KM-34") in codes(entering(person("Mihon01"), slot(3), other))


def test_enter__nobody_takes_a_preference_twice() -> None:
    """KM-37"""
    commit()
    resident = person("Mihon01")
    entered(resident, slot(3))
    assert ("preference_taken", "KM-37") in codes(entering(resident, slot(4)))


def test_enter__a_room_that_a_notice_closes_is_refused() -> None:
    commit()
    RoomNotice.objects.create(
        id="00000000-0000-4000-8000-000000000001",
        municipality="kumamoto",
        facility=HALL,
        day=DAY,
        start_minute=0,
        end_minute=1440,
        reason="repair",
        made_at=OPENS,
    )
    assert entering(person("Mihon01"), slot(3)).verdict == "rejected"
    assert entering(person("Mihon01b"), slot(4)).verdict == "applied"


def test_enter__without_a_commitment_nobody_enters() -> None:
    assert codes(entering(person("Mihon01"))) == [("no_draw_yet", "")]
    assert not Entry.objects.exists()


def test_enter__somebody_who_is_suspended_is_refused() -> None:
    commit()
    assert entering(person("Mihon01", state="suspended")).verdict == "rejected"


def test_withdraw__inside_the_period_only() -> None:
    """KM-47"""
    commit()
    resident = person("Mihon01")
    entry = entered(resident)
    after = withdrawing(resident, entry.number, CLOSES)
    assert codes(after) == [("lottery_over", "KM-47")]
    assert withdrawing(resident, entry.number, CLOSES - MINUTE).verdict == "applied"
    assert states() == {entry.number: "withdrawn"}


def test_withdraw__recorded_in_time_but_after_the_list_is_refused() -> None:
    """KM-47"""
    commit()
    resident = person("Mihon01")
    entry = entered(resident)
    close()
    late = withdrawing(resident, entry.number, CLOSES + MINUTE, recorded_at=CLOSES - MINUTE)
    assert codes(late) == [("lottery_over", "KM-30")]
    assert states() == {entry.number: "entered"}


@pytest.mark.parametrize("number", ["", "0000-0000-0000", "a\x00b"])
def test_withdraw__anothers_and_none_are_refused_alike(number) -> None:
    commit()
    theirs = entered(person("Mihon01")).number
    other = person("Mihon02")
    for unknown in (theirs, number):
        assert codes(withdrawing(other, unknown, ENTERED)) == [("not_own", "CM-07")]


def test_void__takes_an_entry_out_with_its_reason() -> None:
    commit()
    number = entered(person("Mihon01")).number
    body = void_entry.Body(number=number, why="second_registration")
    assert do(body, ENTERED).verdict == "applied"
    assert codes(do(body, ENTERED)) == [("no_such_entry", "")]
    assert Entry.objects.get().void == "second_registration"


def test_void__not_once_the_list_is_closed() -> None:
    commit()
    number = entered(person("Mihon01")).number
    close()
    body = void_entry.Body(number=number, why="not_entitled")
    assert codes(do(body, CLOSES + MINUTE)) == [("already_closed", "")]


def test_enter__by_nobody_known(line: InProcess) -> None:
    commit()
    gone = person("Mihon01")
    gone.pk = gone.id = "00000000-0000-4000-8000-000000000000"
    assert codes(entering(gone)) == [("no_such_resident", "")]
