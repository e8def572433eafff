"""Notices that close rooms, and notices of the service."""

from datetime import date, timedelta
from uuid import UUID, uuid4  # noqa: TID251 - an id of nothing

import pytest
import time_machine

from central.booking.models import BoardChange, Booking
from central.booking.use_cases import book
from central.clock import millis
from central.notices.facts import closures
from central.notices.models import RoomNotice, ServiceNotice
from central.notices.use_cases import block_room, lift_notice, post_notice
from rules.facts import Channel, Closure
from sync.wire import Availability, LoginRefused
from tests.central.registry.commands import codes, do
from tests.central.world import DAY, NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

ARENA = "argo/arena"


def block(**changes) -> block_room.Body:
    hours = {"start_minute": 18 * 60, "end_minute": 19 * 60, "reason": "repair"}
    return block_room.Body(
        **{"scope": ARENA, "day": DAY, "last_day": DAY, "text": "床の修理"} | hours | changes
    )


def booking() -> book.Body:
    return book.Body(resident=register().id, channel=Channel.DESK, wish=body())


def test_block__no_booking_in_these_hours(line: InProcess) -> None:
    """CM-08: the rules hear of the notice, and refuse."""
    assert do(block()).verdict == "applied"
    assert closures("ono", ARENA, DAY) == (Closure(ARENA, DAY, 1080, 1140, "repair"),)
    assert ("closed_by_notice", "CM-08") in codes(do(booking()))


def test_block__lifted_it_is_open_again(line: InProcess) -> None:
    do(block())
    notice = RoomNotice.objects.get()
    for _ in range(2):
        assert do(lift_notice.Body(notice=notice.id)).verdict == "applied"
    assert closures("ono", ARENA, DAY) == ()
    assert BoardChange.objects.count() == 2
    assert do(booking()).verdict == "applied"


def test_block__names_the_bookings_that_it_meets(line: InProcess) -> None:
    do(booking())
    number = Booking.objects.get().number
    assert do(block()).outcome == {"met": number}
    assert do(block(start_minute=9 * 60, end_minute=10 * 60)).outcome == {"met": ""}
    assert Booking.objects.get().state == "confirmed"


def test_block__a_venue_for_several_days(line: InProcess) -> None:
    do(block(scope="argo", last_day=DAY + timedelta(days=2)))
    rows = set(RoomNotice.objects.values_list("facility", "day"))
    assert {(ARENA, DAY + timedelta(days=n)) for n in range(3)} <= rows
    assert {room.split("/")[0] for room, _ in rows} == {"argo"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scope": "nowhere"}, "no_such_room"),
        ({"end_minute": 18 * 60}, "end_not_after_start"),
        ({"last_day": DAY - timedelta(days=1)}, "end_not_after_start"),
        ({"last_day": DAY + timedelta(days=92)}, "too_many_days"),
    ],
)
def test_block__bad_wishes_close_nothing(line: InProcess, changes: dict, code: str) -> None:
    assert do(block(**changes)).reasons[0].code == code
    assert not RoomNotice.objects.exists()


def test_lift__what_is_not_there(line: InProcess) -> None:
    assert codes(do(lift_notice.Body(notice=uuid4()))) == {("no_such_notice", "")}
    do(block())
    elsewhere = lift_notice.Body(notice=RoomNotice.objects.get().id)
    assert codes(do(elsewhere, "kumatori")) == {("no_such_notice", "")}


def post(**changes) -> post_notice.Body:
    until = NOW + timedelta(hours=2)
    said = {"begins_at": NOW, "ends_at": until, "text": {"ja": "保守のため停止します"}}
    return post_notice.Body(**said | changes)


def test_post__and_lift(line: InProcess) -> None:
    posted = do(post(stops=True)).outcome["notice"]
    row = ServiceNotice.objects.get()
    assert (str(row.id), row.stops, row.lifted) == (posted, True, False)
    do(lift_notice.Body(notice=UUID(str(posted))))
    assert ServiceNotice.objects.get().lifted


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_at": NOW}, "end_not_after_start"),
        ({"ends_at": NOW + timedelta(days=400)}, "end_not_after_start"),
        ({"text": {"en": "Stopped"}}, "text_missing"),
    ],
)
def test_post__bad_wishes_post_nothing(line: InProcess, changes: dict, code: str) -> None:
    assert do(post(**changes)).reasons[0].code == code
    assert not ServiceNotice.objects.exists()


def boards(line: InProcess, terminal: HandMadeTerminal) -> Availability:
    path = "/v1/availability?municipality=ono"
    return line.get(path, **terminal.bearer(line)).read(Availability)


def test_stop__turns_whoever_logs_in_away_and_is_told_to_terminals(line: InProcess) -> None:
    """KM-02: for its time, on every terminal; before and after it people log in."""
    terminal = enrolled(line)
    register()
    tomorrow = NOW + timedelta(days=1)
    do(post(stops=True, begins_at=tomorrow, ends_at=tomorrow + timedelta(hours=1)))
    (notice,) = boards(line, terminal).notices
    assert (notice.stops, notice.text) == (True, {"ja": "保守のため停止します"})
    assert (notice.begins_ms, notice.ends_ms) == (millis(tomorrow), millis(tomorrow) + 3_600_000)
    Visit.logged_in(line, terminal)
    with time_machine.travel(tomorrow, tick=False):
        refused = Visit.offline(terminal).log_in(line).read(LoginRefused)
        assert refused.code == "stopped"
    with time_machine.travel(tomorrow + timedelta(hours=1), tick=False):
        Visit.logged_in(line, terminal)
        assert boards(line, terminal).notices == ()


def test_notice__that_stops_nothing_lets_people_log_in(line: InProcess) -> None:
    register()
    do(post())
    Visit.logged_in(line, enrolled(line))


@pytest.mark.parametrize("day", [date(2026, 9, 16), date(2026, 9, 18)])
def test_closures__are_of_their_day_alone(line: InProcess, day: date) -> None:
    do(block())
    assert closures("ono", ARENA, day) == ()
