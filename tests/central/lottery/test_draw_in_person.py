"""The result of a draw in person, as the staff enter it (enter_draw_result, ON-52)."""

from datetime import date

import pytest

from central.booking.models import Booking, Cell
from central.decision import Decision
from central.journal.models import Line
from central.lottery.use_cases import enter_draw_result
from central.money.models import Charge
from central.policies import municipalities
from central.reasons import reason_text
from tests.central.booking.world import at, booked, check_the_cells, do, paid, run_jobs, wish
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

#: The draw for use in September 2025 is on 1 August, from 9:30.
MONTH, SATURDAY = date(2025, 9, 1), date(2025, 9, 13)
DRAWN, OPEN = at("2025-08-01T10:30"), at("2025-08-02T00:00")
FIELD = ("oike/baseball", "baseball")


def team(number: str, **changes):
    valid = {"registered_on": date(2025, 1, 5), "valid_until": date(2027, 1, 5)}
    return register(number=number, card=None, **valid | changes)


def won(number: str, hours=(9, 11), day: date = SATURDAY, **changes):
    told = {"number": number, "wish": wish(*FIELD, day, hours, people=18)}
    return enter_draw_result.Given(**told | changes)


def enter(*results, month: date = MONTH, now=DRAWN) -> Decision:
    body = enter_draw_result.Body(month=month, results=results)
    return do(body, "ono", now, actor="staff:mihon")


def reasons(decision: Decision) -> list[tuple[str, str, object]]:
    assert decision.verdict != "applied", decision
    return [(one.code, one.rule, one.params["line"]) for one in decision.reasons]


def test_result__becomes_bookings_that_are_paid_as_any_other() -> None:
    """ON-52, ON-30: confirmed, with a charge that is due at the start; the journal says by whom."""
    resident = team("90000001")
    team("90000002")
    decision = enter(won("90000001"), won("90000002", (13, 15)))
    assert decision.outcome == {"results": 2, "new": 2}
    booking = Booking.objects.get(resident=resident)
    assert (booking.state, booking.won, booking.day) == ("confirmed", True, SATURDAY)
    charge = Charge.objects.get(booking=booking)
    assert (charge.yen, charge.due_at) == (booking.fee, at("2025-09-13T09:00"))
    assert Line.objects.get(kind="enter_draw_result").actor == "staff:mihon"
    assert run_jobs("ono", at("2025-09-13T09:00")) == [("lapse_unpaid", "applied")]
    check_the_cells()


def test_result__entered_again_is_there_once() -> None:
    """ON-52: the same sheet, a line twice, and a longer one."""
    team("90000001")
    team("90000002")
    assert enter(won("90000001"), won("90000001")).outcome == {"results": 2, "new": 1}
    assert enter(won("90000001")).outcome == {"results": 1, "new": 0}
    longer = enter(won("90000001"), won("90000002", (13, 15)))
    assert longer.outcome == {"results": 2, "new": 1}
    assert Booking.objects.count() == Charge.objects.count() == 2
    paid(Booking.objects.get(resident__number="90000001"), DRAWN)
    assert enter(won("90000001")).outcome == {"results": 1, "new": 0}


def test_result__a_sheet_with_a_fault_is_refused_whole_and_says_each_line() -> None:
    team("90000001")
    team("90000003", type="outside_group")
    refusal = enter(
        won("90000001"),
        won("90009999", (13, 15)),
        won("90000001", (13, 15), date(2025, 10, 4)),
        won("90000001", holder="見本"),
        won("90000003", (13, 15)),
        won("90000001", (15, 17), date(2025, 9, 10)),
    )
    assert refusal.verdict == "rejected"
    assert reasons(refusal) == [
        ("no_such_resident", "", 2),
        ("other_month", "", 3),
        ("resident_or_holder", "", 4),
        ("not_in_the_draw", "ON-52", 5),
        ("not_drawn_here", "ON-52", 6),
    ]
    assert not Booking.objects.exists() and not Cell.objects.exists()
    assert all(reason_text(one, "ja", municipalities()["ono"]) for one in refusal.reasons)


def test_result__of_a_time_that_is_taken_is_a_conflict() -> None:
    """CM-01: also where the sheet itself gives it twice."""
    team("90000001")
    other = team("90000002")
    twice = enter(won("90000001"), won("90000002"))
    assert (twice.verdict, reasons(twice)) == ("conflict", [("courts_taken", "CM-01", 2)])
    assert not Booking.objects.exists()
    booked(other, won("90000002").wish, OPEN)
    assert enter(won("90000001"), now=OPEN).verdict == "conflict"
    check_the_cells()


def test_result__asks_for_no_equipment_that_is_not_lent() -> None:
    """OG-Y5, CM-04: a line of the sheet is asked about as any other wish is."""
    team("90000001")
    lent = wish(*FIELD, SATURDAY, (9, 11), people=18, equipment={"microphone": 1})
    refusal = enter(won("90000001", wish=lent))
    assert reasons(refusal) == [("no_such_equipment", "CM-04", 1)]
    assert not Booking.objects.exists()


def test_result__is_not_entered_before_the_draw() -> None:
    """ON-52: nor of another month's draw, that of October on 1 September."""
    team("90000001")
    early = enter(won("90000001"), now=at("2025-08-01T09:29"))
    assert reasons(early) == [("not_drawn_yet", "ON-52", 1)]
    october = enter(won("90000001", day=date(2025, 10, 4)), month=date(2025, 10, 1))
    assert reasons(october) == [("not_drawn_yet", "ON-52", 1)]


def test_result__not_for_who_is_not_registered_or_whose_registration_is_over() -> None:
    """ON-10, ON-24: the rules are asked as at the desk."""
    team("90000001", valid_until=date(2025, 7, 31))
    refusal = enter(won("90000001"), won("", (13, 15), holder="見本"))
    assert {line for _, _, line in reasons(refusal)} == {1, 2}
    assert not Booking.objects.exists()


def test_result__keeps_others_out_until_the_day_after() -> None:
    """ON-53: what is left is first come, first served from the next day."""
    team("90000001")
    assert enter(won("90000001")).verdict == "applied"
    wanted = won("90000002", (13, 15)).wish
    booking = booked(team("90000002"), wanted, OPEN)
    assert not booking.won
    check_the_cells()
