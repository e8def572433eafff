from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from central.registry.models import CardState, ResidentState
from central.terminals.models import Action, FailedLogin
from central.terminals.models import Visit as VisitRow
from sync.wire import CancelBody, LoginAccepted, LoginRefused
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


def refused(answer) -> tuple[str, int | None]:
    read = answer.read(LoginRefused)
    return read.code, read.tries_left


def test_login__by_card_tells_what_advice_needs(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    accepted = Visit.offline(terminal).log_in(line).read(LoginAccepted)
    assert (accepted.resident.type, accepted.resident.age) == ("city_group", 36)
    assert (accepted.resident.mail, accepted.resident.number_end) == (True, "0001")
    assert (accepted.bookings, accepted.decided) == ((), ())


def test_login__by_number(line: InProcess, terminal: HandMadeTerminal) -> None:
    register(card=None)
    visit = Visit.offline(terminal)
    box = terminal.box(visit.visit, "himitsu1", number="90000001")
    terminal.log_in(line, visit.visit, box).read(LoginAccepted)


def test_login__an_expired_registration_may_look(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register(valid_until=NOW.date() - timedelta(days=1))
    accepted = Visit.offline(terminal).log_in(line).read(LoginAccepted)
    assert accepted.resident.valid_until == NOW.date() - timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"card": "04BB"}, "unknown_card"),
        ({"card_state": CardState.LOST}, "blocked_card"),
        ({"card_state": CardState.REPLACED}, "blocked_card"),
        ({"state": ResidentState.CLOSED}, "no_registration"),
        ({"municipality": "elsewhere"}, "unknown_card"),
    ],
)
def test_login__what_a_card_is_refused_for(
    line: InProcess, terminal: HandMadeTerminal, changes: dict, code: str
) -> None:
    register(**changes)
    assert refused(Visit.offline(terminal).log_in(line)) == (code, None)
    assert not VisitRow.objects.exists()


def test_login__an_unknown_number_looks_like_a_wrong_password(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    visit = Visit.offline(terminal)
    box = terminal.box(visit.visit, "himitsu1", number="nobody")
    assert refused(terminal.log_in(line, visit.visit, box)) == ("credential", 4)


def test_login__wrong_passwords_wait_and_a_right_one_forgets_them(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    wrong = [refused(Visit.offline(terminal, "wrong").log_in(line)) for _ in range(6)]
    assert wrong == [*(("credential", left) for left in (4, 3, 2, 1, 0)), ("throttled", None)]
    assert refused(Visit.offline(terminal).log_in(line)) == ("throttled", None)
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        Visit.logged_in(line, terminal)
    assert not FailedLogin.objects.exists()


def test_login__wrong_passwords_lock_nobody_out_elsewhere(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    for _ in range(6):
        Visit.offline(terminal, "wrong").log_in(line)
    Visit.logged_in(line, enrolled(line))


def test_login__sent_again_is_the_same_visit(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    visit.log_in(line).read(LoginAccepted)
    assert VisitRow.objects.count() == 1


def test_login__a_box_of_another_visit_is_refused(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    box = Visit.offline(terminal).box
    answer = terminal.log_in(line, Visit.offline(terminal).visit, box)
    assert (answer.status, answer.problem) == (422, "bad_seal")


def test_login__an_unknown_municipality_is_refused(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    terminal.municipality = "nowhere"
    answer = Visit.offline(terminal).log_in(line)
    assert (answer.status, answer.problem) == (404, "unknown_municipality")


def test_login__tells_what_became_of_actions_that_were_left_undecided(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    alone = Visit.offline(terminal)
    verdict = terminal.verdict(line, alone.act(body()))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        visit = Visit.offline(terminal)
        accepted = visit.log_in(line).read(LoginAccepted)
        again = visit.log_in(line).read(LoginAccepted)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        later = Visit.offline(terminal).log_in(line).read(LoginAccepted)
    assert [(past.number, past.verdict) for past in accepted.decided] == [
        (verdict.booking.number, "applied")
    ]
    assert again.decided == accepted.decided
    assert [booking.number for booking in later.bookings] == [verdict.booking.number]
    assert later.decided == ()


def test_login__tells_a_cancellation_from_a_booking(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    alone = Visit.offline(terminal)
    booked = terminal.verdict(line, alone.act(body()))
    terminal.verdict(line, alone.act(CancelBody(number=booked.booking.number)))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        decided = Visit.offline(terminal).log_in(line).read(LoginAccepted).decided
    assert {(past.verb, past.verdict) for past in decided} == {
        ("book", "applied"),
        ("cancel", "applied"),
    }


def test_login__does_not_repeat_what_was_shown_at_once(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    terminal.verdict(line, visit.act(body()), watching=visit.visit)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        accepted = Visit.offline(terminal).log_in(line).read(LoginAccepted)
    assert accepted.decided == ()


@pytest.mark.parametrize("next_visit", [None, UUID(int=5)])
def test_login__tells_who_left_a_moment_before_the_verdict(
    line: InProcess, terminal: HandMadeTerminal, next_visit: UUID | None
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        terminal.verdict(line, visit.act(body()), watching=next_visit)
    (past,) = Visit.offline(terminal).log_in(line).read(LoginAccepted).decided
    assert past.verdict == "applied"


@pytest.mark.parametrize("count", [1, 2])
def test_login__tells_whose_answer_was_lost_until_they_had_left(
    line: InProcess, terminal: HandMadeTerminal, count: int
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    actions = [visit.act(body(start_minute=60 * n, end_minute=60 * n + 60)) for n in (9, 10)]
    actions = actions[:count]
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        first = terminal.send(line, *actions, watching=visit.visit)
        terminal.send(line, *actions, watching=visit.visit)
    assert not Action.objects.filter(untold=True).exists()
    assert terminal.send(line, *actions).verdicts == first.verdicts
    decided = Visit.offline(terminal).log_in(line).read(LoginAccepted).decided
    assert len(decided) == count


def test_login__tells_a_wrong_password_of_an_action_to_the_owner(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    terminal.verdict(line, Visit.offline(terminal, "wrong").act(body()))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        (past,) = Visit.offline(terminal).log_in(line).read(LoginAccepted).decided
    assert (past.verdict, past.reasons[0].code) == ("rejected", "credential")
