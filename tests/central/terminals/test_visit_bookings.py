"""What a resident reads at a terminal: all that is theirs, in one answer."""

from datetime import timedelta

import pytest

from central.booking.models import Booking
from central.lottery.models import Entry, EntryState
from central.money.models import Charge
from central.notices.use_cases import block_room
from central.registry.models import Resident
from central.registry.use_cases import change_data, change_state
from sync.wire import AVAILABILITY_PATH, MINE_PATH, Availability, CancelBody, MyBookings
from tests.central.lottery import lots
from tests.central.registry.commands import do
from tests.central.terminals.asks import Person, people_at
from tests.central.world import DAY, NOW, InProcess, body, enrolled, register


@pytest.fixture
def person(line: InProcess) -> Person:
    return people_at(line, "ono").logged_in(register())


def test_mine__of_somebody_new_is_empty(person: Person) -> None:
    mine = person.mine()
    assert (mine.bookings, mine.past, mine.entries, mine.charges) == ((), (), (), ())
    assert (mine.renewals, mine.closures, mine.withdrawn_on) == ((), (), None)
    assert mine.resident is not None
    assert (mine.resident.state, mine.resident.stopped_for) == ("active", None)


def test_mine__what_is_booked_and_what_is_due(person: Person) -> None:
    booking = person.asks(body()).booking
    mine = person.mine()
    assert mine.bookings == (booking,)
    (charge,) = mine.charges
    assert (charge.booking, charge.state, charge.owed_yen) == (booking.number, "due", booking.fee)
    assert charge.due_ms is not None


def test_mine__what_ended_is_past_and_costs_nothing(person: Person) -> None:
    booking = person.asks(body()).booking
    person.asks(CancelBody(number=booking.number, cost_yen=0))
    mine = person.mine()
    assert (mine.bookings, mine.charges) == ((), ())
    assert [(one.number, one.state) for one in mine.past] == [(booking.number, "cancelled")]


def test_mine__what_was_used_long_ago_is_left_out(person: Person) -> None:
    person.asks(body())
    for days, told in ((1, 1), (100, 1), (101, 0)):
        Booking.objects.update(day=NOW.date() - timedelta(days=days))
        assert len(person.mine().past) == told


def test_mine__what_is_given_back_says_where_and_until_when(person: Person) -> None:
    """ON-36, ON-37"""
    booking = person.asks(body()).booking
    until = NOW + timedelta(days=50)
    Charge.objects.update(
        paid_yen=booking.fee, yen=0, state="refund", refund_until=until, refund_desk="argo"
    )
    (charge,) = person.mine().charges
    assert (charge.state, charge.refund_yen, charge.owed_yen) == ("refund", booking.fee, 0)
    assert (charge.refund_desk, charge.refund_until_ms) == ("argo", until.timestamp() * 1000)


def test_mine__a_notice_that_meets_a_booking(person: Person) -> None:
    person.asks(body())
    told = {"scope": "argo/arena", "day": DAY, "last_day": DAY, "reason": "weather"}
    for start, end in ((19, 21), (9, 10)):
        hours = {"start_minute": start * 60, "end_minute": end * 60, "text": "雨天のため"}
        assert do(block_room.Body.model_validate(told | hours)).verdict == "applied"
    (closure,) = person.mine().closures
    assert (closure.facility, closure.start_minute, closure.text) == (
        "argo/arena",
        19 * 60,
        "雨天のため",
    )
    bearer = person.terminal.bearer(person.line)
    boards = person.line.get(f"{AVAILABILITY_PATH}?municipality=ono", **bearer).read(Availability)
    assert [one.start_minute for one in boards.closures] == [9 * 60, 19 * 60]


def test_mine__why_an_account_is_stopped(person: Person) -> None:
    """KM-81: of what the staff wrote only that it was they; the address that is unknown (KT-13)."""
    who = Resident.objects.get().id
    do(change_state.Body(resident=who, to="suspended", why="内輪の話"))
    do(change_data.Body(resident=who, mail_returned=True))
    after = person.mine()
    assert after.resident is not None
    assert (after.resident.state, after.resident.stopped_for) == ("suspended", "staff")
    assert (after.resident.stopped_on, after.resident.mail_returned) == (NOW.date(), True)
    assert "内輪" not in after.model_dump_json()


def test_mine__entries_from_the_receipt_to_the_confirmation(line: InProcess) -> None:
    """KM-30 to KM-32: the leaf and the commitment, and until when a win is confirmed."""
    resident = lots.person("Mihon01")
    lots.commit()
    lots.entered(resident)
    person = people_at(line, "kumamoto").logged_in(resident)
    (entry,) = person.mine().entries
    kept = Entry.objects.get()
    assert (entry.number, entry.state, entry.user) == (kept.number, "entered", kept.user)
    assert entry.commitment is not None
    assert (entry.confirm_until_ms, entry.bookings) == (None, ())
    draw = lots.drawn()
    (entry,) = person.mine().entries
    assert (entry.state, entry.confirm_until_ms) == ("won", lots.at(16).timestamp() * 1000)
    assert entry.bookings == tuple(Booking.objects.values_list("number", flat=True))
    assert f'"{entry.number}"' in draw.listing
    Entry.objects.update(state=EntryState.VOID, void="double")
    assert person.mine().entries[0].why == "double"


def test_mine__is_nobody_elses(person: Person) -> None:
    person.asks(body())
    other = people_at(person.line, "ono").logged_in(register("90000002", card="04BB"))
    mine: MyBookings = other.mine()
    assert (mine.bookings, mine.charges) == ((), ())


def test_mine__belong_to_the_terminal_of_the_login(line: InProcess, person: Person) -> None:
    other = enrolled(line).bearer(line)
    answer = line.get(f"{MINE_PATH}?visit={person.visit}", **other)
    assert (answer.status, answer.problem) == (404, "unknown_visit")
