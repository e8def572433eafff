"""What is done with a booking at a terminal: changed, given up, applied for; and what consents."""

from datetime import date, timedelta

import pytest
import time_machine

from central.booking.models import Booking
from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import Consent
from central.registry.terms import terms_version
from sync.wire import ApplyFormallyBody, BookBody, CancelBody, ChangeBody, ConsentBody
from tests.central.booking.world import check_the_cells, kumamoto, ogaki
from tests.central.terminals.asks import Person, codes, people_at
from tests.central.world import NOW, InProcess, body, here, register

TENNIS = BookBody(
    facility="paid/joyama/tennis",
    sport="tennis",
    courts=1,
    people=10,
    students=6,
    day=date(2026, 9, 24),
    start_minute=13 * 60,
    end_minute=16 * 60,
)


@pytest.fixture
def person(line: InProcess) -> Person:
    return people_at(line, "kumamoto").logged_in(kumamoto())


def test_book__with_more_students_than_others_costs_their_fee(person: Person) -> None:
    """KM-94"""
    verdict = person.asks(TENNIS)
    assert (verdict.verdict, verdict.booking.students) == ("applied", 6)
    assert verdict.outcome["fee_class"] == "student"
    adults = TENNIS.model_copy(update={"students": 5, "day": date(2026, 9, 25)})
    assert person.asks(adults).booking.fee == 2 * verdict.booking.fee


def test_book__several_slots_are_decided_one_by_one(line: InProcess, person: Person) -> None:
    closed = TENNIS.model_copy(update={"day": date(2026, 8, 1)})
    later = TENNIS.model_copy(update={"day": date(2026, 9, 25)})
    batch = [
        person.terminal.act(wish, person.visit, person.box, here())
        for wish in (TENNIS, closed, later)
    ]
    verdicts = person.terminal.send(line, *batch).verdicts
    assert [one.verdict for one in verdicts] == ["applied", "rejected", "applied"]
    assert Booking.objects.count() == 2


def test_change__keeps_the_number_and_says_what_it_costs(person: Person) -> None:
    """KM-76"""
    before = person.asks(TENNIS).booking
    to = TENNIS.model_copy(update={"end_minute": 15 * 60})
    verdict = person.asks(ChangeBody(number=before.number, to=to))
    assert (verdict.verdict, verdict.booking.number) == ("applied", before.number)
    assert (verdict.booking.end_minute, verdict.outcome["back_yen"]) == (15 * 60, 0)
    assert Line.objects.filter(pk=verdict.action, kind="change_booking").exists()
    check_the_cells()


def test_change__into_what_is_taken_leaves_the_slot(line: InProcess, person: Person) -> None:
    """KM-76: it is never lost between."""
    before = person.asks(TENNIS).booking
    taken = TENNIS.model_copy(update={"day": date(2026, 9, 25), "courts": 2})
    room = municipalities()["kumamoto"].rooms[TENNIS.facility]
    for number in range(room.sports["tennis"].courts):
        other = people_at(line, "kumamoto").logged_in(kumamoto(f"k1000{number}"))
        other.asks(taken.model_copy(update={"courts": 1}))
    verdict = person.asks(ChangeBody(number=before.number, to=taken))
    assert verdict.verdict == "conflict"
    kept = Booking.objects.get(number=before.number)
    assert (kept.day, kept.start_minute) == (TENNIS.day, TENNIS.start_minute)
    check_the_cells()


def test_change__of_somebody_elses_is_of_none(line: InProcess, person: Person) -> None:
    number = person.asks(TENNIS).booking.number
    other = people_at(line, "kumamoto").logged_in(kumamoto("k00002"))
    assert codes(other.asks(ChangeBody(number=number, to=TENNIS))) == {("not_own", "CM-07")}


@pytest.mark.parametrize(("arrives", "verdict"), [(17, "applied"), (24, "rejected")])
def test_change__counts_as_it_was_recorded_until_the_slot_begins(
    person: Person, arrives: int, verdict: str
) -> None:
    """KM-77: recorded eight days before, and sent when the line was back."""
    number = person.asks(TENNIS).booking.number
    to = TENNIS.model_copy(update={"end_minute": 15 * 60})
    with time_machine.travel(NOW.replace(day=16), tick=False):
        signed = person.terminal.act(
            ChangeBody(number=number, to=to), person.visit, person.box, here()
        )
    with time_machine.travel(NOW.replace(day=arrives, hour=23), tick=False):
        assert person.terminal.verdict(person.line, signed).verdict == verdict


def test_cancel__for_nothing_while_that_is_free(line: InProcess) -> None:
    """What undoes a booking: it costs nothing, or it is not done."""
    person = people_at(line, "ono").logged_in(register())
    number = person.asks(body()).booking.number
    verdict = person.asks(CancelBody(number=number, cost_yen=0))
    assert (verdict.verdict, verdict.booking.state) == ("applied", "cancelled")


def test_cancel__never_costs_more_than_was_shown(line: InProcess) -> None:
    """OG-W2"""
    person = people_at(line, "ogaki").logged_in(ogaki())
    number = person.asks(room("sunwork/room", 20)).booking.number
    refusal = person.asks(CancelBody(number=number, cost_yen=499))
    assert codes(refusal) == {("costs_more", "")}
    assert refusal.reasons[0].params == {"cost_yen": 500}
    assert person.asks(CancelBody(number=number, cost_yen=500)).booking.state == "cancelled"


def room(facility: str, days: int) -> BookBody:
    day = NOW.date() + timedelta(days=days)
    time = {"day": day, "start_minute": 13 * 60, "end_minute": 15 * 60}
    return BookBody(facility=facility, sport="meeting", courts=1, people=10, **time)


def test_consent__before_the_booking_that_needs_it(line: InProcess) -> None:
    """OG-01: to the version that stands, at the terminal, and the booking after it is taken."""
    resident = ogaki()
    Consent.objects.all().delete()
    person = people_at(line, "ogaki").logged_in(resident)
    assert person.mine().resident.agreed is not None
    version = terms_version(municipalities()["ogaki"], "sunwork")
    wish = ConsentBody(facility_class="sunwork", version=version)
    assert "sunwork" not in person.mine().resident.agreed
    assert person.asks(wish).verdict == "applied"
    assert "sunwork" in person.mine().resident.agreed
    old = ConsentBody(facility_class="sunwork", version="0" * 64)
    assert codes(person.asks(old)) == {("terms_changed", "")}


def test_apply_formally__at_the_terminal_where_that_is_taken(line: InProcess) -> None:
    """OG-C3"""
    person = people_at(line, "ogaki").logged_in(ogaki())
    booking = person.asks(room("suitopia/meeting", 20)).booking
    assert booking.state == "provisional"
    verdict = person.asks(ApplyFormallyBody(number=booking.number))
    assert (verdict.verdict, verdict.booking.state) == ("applied", "applied")


def test_apply_formally__of_a_booking_that_is_ones_own(line: InProcess) -> None:
    person = people_at(line, "kumamoto").logged_in(kumamoto())
    number = person.asks(TENNIS).booking.number
    refusal = person.asks(ApplyFormallyBody(number=number))
    assert codes(refusal) == {("no_formal_application", "CM-04")}
    assert codes(person.asks(ApplyFormallyBody(number="0"))) == {("not_own", "CM-07")}
