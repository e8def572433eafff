"""A card that nobody has vouched for leaves so many actions a day, and no more."""

from uuid import UUID

from kiosk.effects import Effects
from kiosk.messages import ActionRecorded, IntakeChanged, LogIn, LoginAnswered, LoginSubject, Submit
from kiosk.screens.dock.line import Line
from sync.draft import IntakeStopped, Recorded
from sync.outbox import Limits
from sync.wire import LoginAccepted
from tests.kiosk.effects.desk import UNKNOWN_VISIT, VISIT, Desk
from tests.kiosk.flow.journey import resident
from tests.sync.conftest import CARD, NUMBER
from tests.sync.far_end import NOW_MS, FarEnd

UNVERIFIED_MAX = Limits().unverified_max
DAY_MS = 24 * 3_600_000


def leave(desk: Desk, effects: Effects, visit: UUID, first: int, count: int) -> list[object]:
    """A visit types its card's password and records so many actions; what it is answered."""
    effects.seal(LoginSubject(visit, CARD, None), bytearray(b"1234"))
    before = len(desk.of(ActionRecorded))
    for number in range(first, first + count):
        effects.carry_out(Submit(desk.draft(number, visit)))
    return [one.result for one in desk.wait_for(ActionRecorded, before + count)[before:]]


def test_submit__of_a_card_that_the_centre_has_not_seen_ends_for_the_day(
    desk: Desk, line: Line
) -> None:
    line.cut()
    effects, full = desk.start(), IntakeStopped("unverified")
    taken = leave(desk, effects, VISIT, 1, UNVERIFIED_MAX)
    assert all(isinstance(one, Recorded) for one in taken)
    assert leave(desk, effects, UNKNOWN_VISIT, 101, 1) == [full]
    assert desk.of(IntakeChanged) == [IntakeChanged(None)]
    effects.seal(LoginSubject(VISIT, None, NUMBER), bytearray(b"1234"))
    effects.carry_out(Submit(desk.draft(102)))
    other = desk.wait_for(ActionRecorded, UNVERIFIED_MAX + 2)[-1]
    assert isinstance(other.result, Recorded)
    effects.stop()
    again = desk.start()
    assert leave(desk, again, VISIT, 103, 1) == [full], "a restart forgets nothing"
    desk.clock.advance(DAY_MS)
    (next_day,) = leave(desk, again, VISIT, 104, 1)
    assert isinstance(next_day, Recorded)


def test_submit__of_a_visit_that_the_centre_accepted_is_not_counted(
    desk: Desk, far_end: FarEnd
) -> None:
    far_end.login_answer = LoginAccepted(resident=resident(), bookings=(), centre_ms=NOW_MS)
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    desk.wait_for(LoginAnswered)
    taken = leave(desk, effects, VISIT, 1, UNVERIFIED_MAX + 1)
    assert all(isinstance(one, Recorded) for one in taken)
