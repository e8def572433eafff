from datetime import timedelta

import pytest
import time_machine

from central.booking.facts import booking_facts, live_bookings, live_facts
from central.booking.models import Booking, Cell
from central.registry.models import CardState
from central.terminals.models import Action, Terminal
from sync.wire import BookBody, chain_hash, receipt_number
from tests.central.world import DAY, NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(line: InProcess, terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.logged_in(line, terminal)


def codes(verdict) -> list[tuple[str, str]]:
    return [(reason.rule, reason.code) for reason in verdict.reasons]


def test_book__writes_booking_cells_and_verdict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    answer = terminal.send(line, signed, unsent=3)
    (verdict,) = answer.verdicts
    booking = Booking.objects.get()
    assert verdict.verdict == "applied"
    assert verdict.booking.number == booking.number == receipt_number(verdict.action)
    assert (verdict.booking.fee, verdict.outcome["stage"]) == (800, "confirmed")
    assert Cell.objects.count() == len(verdict.booking.cells) * 2
    assert (answer.next_seq, answer.chain_head) == (2, chain_hash(signed))
    row = Terminal.objects.get()
    assert (row.next_seq, row.chain_head, row.unsent) == (2, chain_hash(signed), 2)
    line_of_journal = Action.objects.get()
    assert line_of_journal.resident == booking.resident
    assert "sealed" not in line_of_journal.clear
    assert line_of_journal.signed == ""


def test_book__a_batch_is_decided_one_by_one(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    batch = [visit.act(body(courts=courts)) for courts in (4, 7, 2, 1)]
    verdicts = terminal.send(line, *batch).verdicts
    assert [verdict.verdict for verdict in verdicts] == [
        "applied",
        "rejected",
        "applied",
        "conflict",
    ]
    assert codes(verdicts[3]) == [("CM-01", "courts_taken")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"courts": 7}, ("ON-04", "too_many_courts")),
        ({"facility": "argo/nowhere"}, ("CM-04", "no_such_room")),
        ({"sport": "futsal"}, ("CM-04", "sport_not_offered")),
        ({"day": DAY + timedelta(days=100)}, ("ON-55", "not_yet_open")),
        ({"day": NOW.date(), "start_minute": 540, "end_minute": 600}, ("CM-02", "in_the_past")),
        ({"end_minute": 18 * 60}, ("CM-03", "end_not_after_start")),
    ],
)
def test_book__a_rule_refuses(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, changes: dict, reason: tuple
) -> None:
    verdict = terminal.verdict(line, visit.act(body(**changes)))
    assert verdict.verdict == "rejected"
    assert reason in codes(verdict)
    assert not Booking.objects.exists()


def test_book__an_expired_registration_is_rejected(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register(valid_until=NOW.date() - timedelta(days=1))
    verdict = terminal.verdict(line, Visit.logged_in(line, terminal).act(body()))
    assert ("ON-24", "expired") in codes(verdict)


def test_book__no_mail_is_rejected(line: InProcess, terminal: HandMadeTerminal) -> None:
    register(mail="")
    verdict = terminal.verdict(line, Visit.logged_in(line, terminal).act(body()))
    assert codes(verdict) == [("ON-40", "mail_needed")]


def test_book__with_the_line_cut_the_password_is_looked_at_now(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    verdict = terminal.verdict(line, Visit.offline(terminal).act(body()))
    assert verdict.verdict == "applied"
    assert Action.objects.get().untold


@pytest.mark.parametrize(
    ("password", "changes", "code"),
    [
        ("wrong", {}, "credential"),
        ("himitsu1", {"card": "04BB"}, "unknown_card"),
        ("himitsu1", {"card_state": CardState.LOST}, "blocked_card"),
    ],
)
def test_book__with_the_line_cut_nobody_is_believed_unproven(
    line: InProcess, terminal: HandMadeTerminal, password: str, changes: dict, code: str
) -> None:
    register(**changes)
    verdict = terminal.verdict(line, Visit.offline(terminal, password).act(body()))
    assert (verdict.verdict, [reason.code for reason in verdict.reasons]) == ("rejected", [code])
    assert not Booking.objects.exists()


def test_book__a_box_of_another_action_is_not_believed(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first = terminal.envelope(body(), visit.visit, visit.box)
    moved = terminal.envelope(body(), visit.visit, visit.box).model_copy(
        update={"sealed": first.sealed}
    )
    verdict = terminal.verdict(line, terminal.sign(moved))
    assert [reason.code for reason in verdict.reasons] == ["credential"]


def test_book__another_box_in_a_visit_is_looked_at_afresh(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    typed_again = Visit(terminal, visit.visit, terminal.box(visit.visit, "wrong", card="04AA"))
    verdict = terminal.verdict(line, typed_again.act(body()))
    assert [reason.code for reason in verdict.reasons] == ["credential"]


@pytest.mark.parametrize("late_s", [0, 61])
def test_book__only_who_stands_there_is_told_by_the_verdict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, late_s: int
) -> None:
    first, second = visit.act(body()), visit.act(body(start_minute=540, end_minute=600))
    with time_machine.travel(NOW + timedelta(seconds=late_s), tick=False):
        terminal.verdict(line, first, watching=visit.visit)
        terminal.verdict(line, second)
    assert list(Action.objects.order_by("seq").values_list("untold", flat=True)) == [False, True]


def test_book__an_action_that_comes_twice_under_two_numbers_is_one_booking(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first = terminal.verdict(line, visit.act(body()))
    second = terminal.verdict(line, visit.act(body(), action=first.action))
    assert (first.verdict, second.verdict) == ("applied", "rejected")
    assert Booking.objects.count() == 1


def test_book__a_municipality_that_is_not_served_is_rejected(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.municipality = "nowhere"
    verdict = terminal.verdict(line, visit.act(body()))
    assert [reason.code for reason in verdict.reasons] == ["unknown_municipality"]
    terminal.municipality = "ono"
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"


def test_book__a_visit_counts_in_its_own_municipality_only(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register(municipality="elsewhere", card="04EE")
    register(number="90000002")
    visit = Visit.offline(terminal, card="04EE")
    verdict = terminal.verdict(line, visit.act(body()))
    assert [reason.code for reason in verdict.reasons] == ["unknown_card"]


def test_book__cells_of_different_sports_exclude_each_other(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    both_halves: BookBody = body(sport="basketball", courts=2)
    verdicts = terminal.send(line, visit.act(both_halves), visit.act(body())).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["applied", "conflict"]


def test_book__the_rules_see_the_same_bookings_as_the_resident(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.send(line, visit.act(body()), visit.act(body(facility="act/arena", courts=2)))
    resident = Booking.objects.first().resident
    shown = tuple(booking_facts(b) for b in live_bookings(resident, NOW.date()))
    assert live_facts(resident, NOW.date()) == shown
    assert len(shown) == 2
