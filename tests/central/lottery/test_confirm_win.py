"""KM-32, KM-46, KM-65, KX-4: what becomes of a win."""

from datetime import datetime

import pytest

from central.booking.facts import occupied
from central.booking.models import Booking, Cell
from central.booking.use_cases import book
from central.decision import Decision
from central.lottery.models import Entry
from central.lottery.use_cases import lapse_wins
from central.money.models import Charge
from central.registry.models import Resident
from rules.facts import Channel
from sync.wire import BookBody
from tests.central.lottery.lots import (
    CONFIRMED,
    DAY,
    HALL,
    LAPSED,
    MINUTE,
    MONTH,
    at,
    codes,
    commit,
    confirming,
    do,
    drawn,
    entered,
    lapse,
    person,
    slot,
    states,
)

pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture
def winner(line) -> Resident:
    """Of two days."""
    commit()
    resident = person("Mihon01")
    entered(resident, slot(3))
    entered(resident, slot(5), preference=2)
    drawn()
    return resident


def test_confirm__makes_bookings_that_are_to_be_paid(winner: Resident) -> None:
    """KM-32, KM-65: online by the 18th of the month in which it was confirmed."""
    winner.payment_method = "online"
    winner.save()
    decision = confirming(winner)
    bookings = Booking.objects.order_by("day")
    assert decision.verdict == "applied"
    assert [(b.state, b.won, b.booked_on) for b in bookings] == [
        ("confirmed", True, CONFIRMED.date())
    ] * 2
    assert decision.outcome["bookings"] == " ".join(b.number for b in bookings)
    assert set(states().values()) == {"confirmed"}
    assert set(Charge.objects.values_list("due_at", flat=True)) == {at(19)}
    assert sum(Charge.objects.values_list("yen", flat=True)) == decision.outcome["fee"]


def test_confirm__one_that_is_named(winner: Resident) -> None:
    first = Entry.objects.get(preference=1)
    assert confirming(winner, [first.number]).verdict == "applied"
    assert sorted(states().values()) == ["confirmed", "won"]
    assert confirming(winner).verdict == "applied"
    assert set(states().values()) == {"confirmed"}


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (at(11, 9) - MINUTE, ("confirmation_not_open", "KM-32")),
        (LAPSED, ("confirmation_over", "KM-32")),
    ],
)
def test_confirm__outside_of_its_days_is_refused(winner: Resident, now, reason) -> None:
    """KM-32"""
    assert codes(confirming(winner, now=now)) == [reason]
    assert set(states().values()) == {"won"}


def test_confirm__recorded_in_time_and_not_lapsed_yet_counts(winner: Resident) -> None:
    """KM-32"""
    late = confirming(winner, now=LAPSED + MINUTE, recorded_at=LAPSED - MINUTE)
    assert late.verdict == "applied"


def test_confirm__anothers_or_twice_or_none_is_refused(winner: Resident) -> None:
    number = Entry.objects.get(preference=1).number
    nothing = [("nothing_to_confirm", "CM-07")]
    other = person("Mihon02")
    assert codes(confirming(other)) == codes(confirming(other, [number])) == nothing
    assert codes(confirming(winner, [number, "0000-0000-0000"])) == nothing
    assert codes(confirming(winner, ["a\x00b"])) == nothing
    assert confirming(winner).verdict == "applied"
    assert codes(confirming(winner)) == nothing


def test_confirm__somebody_who_was_suspended_since_is_refused(winner: Resident) -> None:
    winner.state = "suspended"
    winner.save()
    assert confirming(winner).verdict == "rejected"
    assert set(states().values()) == {"won"}


def test_lapse__frees_what_nobody_confirmed(winner: Resident) -> None:
    """KM-32, KM-50: on the 16th at midnight; from 9:00 it is there for whoever comes first."""
    first = Entry.objects.get(preference=1)
    confirming(winner, [first.number])
    assert codes(lapse(LAPSED - MINUTE)) == [("confirmation_not_over", "")]
    assert occupied("kumamoto", HALL, DAY.replace(day=5))
    decision = lapse()
    assert (decision.verdict, decision.outcome) == ("applied", {"lapsed": 1})
    assert not occupied("kumamoto", HALL, DAY.replace(day=5))
    assert occupied("kumamoto", HALL, DAY)
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["confirmed", "lapsed"]
    assert Booking.objects.get(state="lapsed").changed_at == LAPSED
    assert sorted(states().values()) == ["confirmed", "lapsed"]


def test_lapse__then_others_book_it_from_nine_o_clock(winner: Resident) -> None:
    """KM-50"""
    other = person("Mihon02")

    def booking(now: datetime) -> Decision:
        wish = BookBody(
            facility=HALL,
            sport="badminton",
            courts=1,
            people=4,
            day=DAY,
            start_minute=13 * 60,
            end_minute=15 * 60,
        )
        return do(book.Body(resident=other.id, channel=Channel.WEB, wish=wish), now)

    assert ("courts_taken", "CM-01") in codes(booking(CONFIRMED))
    lapse()
    assert codes(booking(at(16, 9) - MINUTE)) == [("not_yet_open", "KM-50")]
    assert booking(at(16, 9)).verdict == "applied"


def test_lapse__twice_is_nothing(winner: Resident) -> None:
    lapse()
    assert lapse(LAPSED + MINUTE).outcome == {"lapsed": 0}
    assert not Cell.objects.exists()


def test_lapse__of_no_draw_is_refused() -> None:
    assert codes(do(lapse_wins.Body(month=MONTH), LAPSED)) == [("no_such_draw", "")]
