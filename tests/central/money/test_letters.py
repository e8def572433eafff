"""Letters about debts, and accounts that stop after the last of them."""

from datetime import date
from uuid import uuid4  # noqa: TID251 - a test makes its own ids

import pytest

from central.journal.jobs import all_jobs
from central.money.letters import letters_due
from central.money.models import Charge, Letter
from central.money.use_cases import mark_unpaid, pay_at_desk, send_letter, stop_for_debt
from central.policies import municipalities
from central.registry.models import Resident, StateChange
from central.registry.use_cases import change_state
from rules.calendar import day_of
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, do, kumamoto, ogaki
from tests.central.world import InProcess

#: Due on 2025-08-30; a debt of July's end, therefore.
SLOT = Slot("paid/sogo/large", "badminton", 1, date(2025, 9, 20), 13 * 60, 15 * 60)
NOW = at("2025-08-27T10:00")
AUGUST, SEPTEMBER, OCTOBER = at("2025-08-31T10:00"), at("2025-09-01T10:00"), at("2025-10-01T10:00")


@pytest.fixture
def resident(line: InProcess) -> Resident:
    known = kumamoto()
    book(known, SLOT, NOW)
    do(mark_unpaid.Body(charges=(charge().id,)), "kumamoto", AUGUST)
    return known


def charge() -> Charge:
    return Charge.objects.get()


def write(step: str, now, owed: Charge | None = None):
    body = send_letter.Body(charge=(owed or charge()).id, step=step)
    return do(body, "kumamoto", now)


def stops(now) -> list:
    job = next(job for job in all_jobs() if job.name == "stops_for_debts")
    return [due.body for due in job.due(municipalities()["kumamoto"], now)]


def report(now) -> list:
    due = letters_due(municipalities()["kumamoto"], day_of(now))
    return [(letter.step, letter.pay_by) for letter in due]


def pay(now) -> None:
    do(pay_at_desk.Body(charge=charge().id, yen=charge().yen), "kumamoto", now)


def test_ladder__reminder_demand_and_stop(resident: Resident) -> None:
    """KM-80, KM-81, KM-83: each letter in its month, the stop after the second one's day."""
    assert charge().unpaid_since == date(2025, 8, 30)
    assert report(AUGUST) == [("reminder", date(2025, 8, 31))]
    assert write("reminder", AUGUST).outcome["pay_by"] == "2025-08-31"
    assert report(AUGUST) == []
    assert write("demand", AUGUST).reasons[0].code == "letter_not_yet"
    assert report(SEPTEMBER) == [("demand", date(2025, 9, 30))]
    assert write("demand", SEPTEMBER).outcome["pay_by"] == "2025-09-30"
    assert report(OCTOBER) == []
    assert stops(at("2025-09-30T23:59")) == []
    assert stops(OCTOBER) == [stop_for_debt.Body(resident=resident.id)]
    assert do(stops(OCTOBER)[0], "kumamoto", OCTOBER).verdict == "applied"
    resident.refresh_from_db()
    assert resident.state == "suspended"
    assert StateChange.objects.get().why == "stopped_for_debts"
    assert stops(OCTOBER) == []


def test_ladder__paying_does_not_open_the_account_again(resident: Resident) -> None:
    """KM-82: paid in full, and the staff have been told."""
    write("reminder", AUGUST)
    write("demand", SEPTEMBER)
    do(stop_for_debt.Body(resident=resident.id), "kumamoto", OCTOBER)
    opened = change_state.Body(resident=resident.id, to="active", why="paid")
    assert do(opened, "kumamoto", OCTOBER).verdict == "rejected"
    pay(OCTOBER)
    resident.refresh_from_db()
    assert resident.state == "suspended"
    assert do(opened, "kumamoto", OCTOBER).verdict == "applied"
    check_the_books()


def test_ladder__paid_in_time_stops_nothing(resident: Resident) -> None:
    write("reminder", AUGUST)
    write("demand", SEPTEMBER)
    pay(SEPTEMBER)
    assert stops(OCTOBER) == []
    late = do(stop_for_debt.Body(resident=resident.id), "kumamoto", OCTOBER)
    assert late.reasons[0].code == "no_debt"


def test_ladder__nobody_stops_without_the_letter(resident: Resident) -> None:
    """A letter that is sent late asks for the end of its own month."""
    write("reminder", AUGUST)
    assert stops(OCTOBER) == []
    assert do(stop_for_debt.Body(resident=resident.id), "kumamoto", OCTOBER).verdict == "rejected"
    assert write("demand", OCTOBER).outcome["pay_by"] == "2025-10-31"
    assert stops(at("2025-10-31T23:59")) == []
    assert len(stops(at("2025-11-01T00:00"))) == 1


def test_letter__once_in_order_and_only_about_a_debt(resident: Resident) -> None:
    assert write("demand", SEPTEMBER).reasons[0].code == "letter_not_yet"
    assert write("reminder", SEPTEMBER).verdict == "applied"
    assert write("reminder", SEPTEMBER).reasons[0].code == "letter_sent"
    assert write("postcard", SEPTEMBER).reasons[0].code == "no_such_letter"
    assert write("demand", SEPTEMBER, Charge(id=uuid4())).reasons[0].code == "no_such_charge"
    pay(SEPTEMBER)
    assert write("demand", SEPTEMBER).reasons[0].code == "no_debt"
    assert Letter.objects.count() == 1


def test_letter__where_there_is_no_ladder(line: InProcess) -> None:
    slot = Slot("sports/gym/arena", "badminton", 1, date(2025, 10, 5), 13 * 60, 15 * 60)
    book(ogaki(), slot, at("2025-09-20T10:00"))
    body = send_letter.Body(charge=charge().id, step="reminder")
    assert do(body, "ogaki", NOW).reasons[0].code == "no_such_letter"
    assert letters_due(municipalities()["ogaki"], day_of(NOW)) == ()


def test_stop__unknown_or_not_active(resident: Resident) -> None:
    nobody = do(stop_for_debt.Body(resident=uuid4()), "kumamoto", OCTOBER)
    assert nobody.reasons[0].code == "no_such_resident"
    Resident.objects.update(state="closed")
    closed = do(stop_for_debt.Body(resident=resident.id), "kumamoto", OCTOBER)
    assert closed.reasons[0].code == "no_such_transition"
