"""The journal keeps one verdict an action, whatever a terminal, a copy of it, or a bug does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.utils import OperationalError

from central import transactions
from central.booking.models import Booking, Cell
from central.journal.models import Line
from central.terminals.models import Action, Fork, Terminal
from central.terminals.use_cases import settle_action
from sync.wire import RECEIPT_PATH, ActionsAnswer, Envelope, ReceiptState, chain_hash
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(line: InProcess, terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.logged_in(line, terminal)


def test_action__sent_a_hundred_times_is_one_booking(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    answers = {terminal.send(line, signed).model_dump_json() for _ in range(100)}
    assert len(answers) == 1
    assert (Booking.objects.count(), Action.objects.count()) == (1, 1)


def test_action__sent_twenty_times_at_once_is_one_booking(
    terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())

    def send(_: int) -> str:
        try:
            return terminal.send(InProcess(), signed).model_dump_json()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    assert len(answers) == 1
    assert (Booking.objects.count(), Action.objects.count()) == (1, 1)


def test_action__its_id_at_another_place_is_refused_at_once(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided under the id stands; the next of the terminal is decided as ever."""
    pauses: list[float] = []
    monkeypatch.setattr(transactions.time, "sleep", pauses.append)
    first = visit.act(body())
    action = Envelope.model_validate_json(first.text).action
    done = terminal.verdict(line, first)
    again = visit.act(body(courts=2), action=action)
    refused = terminal.verdict(line, again)
    assert (refused.verdict, [reason.code for reason in refused.reasons]) == (
        "rejected",
        ["action_known"],
    )
    assert len(pauses) == 1
    assert refused.booking is None
    assert terminal.verdict(line, again) == refused
    assert terminal.verdict(line, first) == done
    later = terminal.verdict(line, visit.act(body(start_minute=540, end_minute=600)))
    assert (later.verdict, Booking.objects.count()) == ("applied", 2)
    state = line.get(f"{RECEIPT_PATH}?number={done.booking.number}").read(ReceiptState)
    assert state.state == "applied"


def test_action__its_id_twice_in_one_batch_is_decided_once(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first = visit.act(body())
    action = Envelope.model_validate_json(first.text).action
    said = terminal.send(line, first, visit.act(body(), action=action), visit.act(body(people=3)))
    assert [one.verdict for one in said.verdicts][:2] == ["applied", "rejected"]
    assert said.next_seq == 4
    assert Line.objects.filter(kind="book").count() == 2


def test_action__its_id_of_another_terminal_tells_nothing_of_it(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first = visit.act(body())
    action = Envelope.model_validate_json(first.text).action
    terminal.verdict(line, first)
    another = Visit.logged_in(line, enrolled(line))
    refused = another.terminal.verdict(line, another.act(body(), action=action))
    assert (refused.verdict, refused.booking, refused.outcome) == ("rejected", None, {})


def test_action__a_refusal_is_kept_like_anything_else(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    signed = Visit.offline(terminal, card="04EE").act(body())
    first = terminal.send(line, signed)
    register(card="04EE")
    assert terminal.send(line, signed) == first
    assert first.verdicts[0].verdict == "rejected"


def test_action__ahead_of_its_turn_waits_without_a_verdict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first, second = visit.act(body()), visit.act(body())
    early = terminal.send(line, second)
    assert (early.verdicts, early.next_seq) == ((), 1)
    both = terminal.send(line, first, second)
    assert [verdict.verdict for verdict in both.verdicts] == ["applied", "applied"]


def test_action__of_a_copied_terminal_is_quarantined_and_kept(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    copy = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing, key=terminal.key)
    known = visit.act(body())
    before = terminal.send(line, known)
    forked = Visit(copy, visit.visit, visit.box).act(body())
    answer = copy.send(line, forked)
    assert answer.verdicts[0].verdict == "quarantined"
    assert copy.send(line, forked).verdicts == answer.verdicts
    assert Terminal.objects.get().quarantined
    assert Fork.objects.get().digest == chain_hash(forked)
    assert Booking.objects.count() == 1
    assert terminal.send(line, known).verdicts == before.verdicts


def test_action__after_a_fork_nothing_of_the_terminal_is_decided(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.prev = "f" * 64
    stray, later = visit.act(body()), visit.act(body())
    answer = terminal.send(line, stray, later)
    assert [verdict.verdict for verdict in answer.verdicts] == ["quarantined", "quarantined"]
    assert answer.next_seq == 1
    assert Fork.objects.count() == 2
    assert not Action.objects.exists()


def test_action__that_fails_inside_is_parked_and_blocks_nothing(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = settle_action.book

    def breaks(resident, body, context):
        whole(resident, body, context)
        raise ZeroDivisionError

    monkeypatch.setattr(settle_action, "book", breaks)
    broken = visit.act(body())
    parked = terminal.send(line, broken)
    monkeypatch.undo()
    assert parked.verdicts[0].verdict == "parked"
    assert terminal.send(line, broken) == parked
    assert not Booking.objects.exists() and not Cell.objects.exists()
    assert Action.objects.get().signed != ""
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"


def test_action__with_the_database_away_is_not_decided(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(resident, body, context):
        raise OperationalError

    signed = visit.act(body())
    monkeypatch.setattr(settle_action, "book", away)
    answer = terminal.post(line, signed)
    monkeypatch.undo()
    assert (answer.status, answer.problem) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert terminal.verdict(line, signed).verdict == "applied"


def test_action__that_loses_every_race_is_a_conflict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.verdict(line, visit.act(body(courts=6)))
    monkeypatch.setattr("central.booking.known.room_from", lambda *_: (frozenset(), ()))
    verdict = terminal.verdict(line, visit.act(body()))
    assert (verdict.verdict, verdict.reasons[0].code) == ("conflict", "courts_taken")
    assert Booking.objects.count() == 1


def test_action__takes_few_statements(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.verdict(line, visit.act(body()))
    signed = visit.act(body())
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql.split(maxsplit=1)[0])
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(count):
        terminal.post(line, signed).read(ActionsAnswer)
    assert [word for word in asked if word not in {"BEGIN", "COMMIT"}] == [
        "UPDATE",
        "SELECT",
        "SELECT",
        "SELECT",
        "SELECT",
        "SELECT",
        "INSERT",
        "INSERT",
        "INSERT",
        "INSERT",
        "INSERT",
    ]
