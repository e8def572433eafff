"""What the staff do about a terminal: revoke, release, run or discard what was kept, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pydantic import ValidationError

from central import clock
from central.booking.models import Booking
from central.journal.commandline import replay_into
from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import Resident
from central.terminals import journal
from central.terminals.models import Action, Alarm, Fork, Terminal
from central.terminals.quarantine import Place, places_to_go_on, run_body, waits
from central.terminals.sealing import private_keys
from central.terminals.use_cases import (
    acknowledge_alarm,
    discard_kept,
    forget_alarms,
    forget_tries,
    raise_alarm,
    release_terminal,
    revoke_terminal,
    run_kept,
    settle_action,
)
from sync.wire import chain_hash
from tests.central.journal.world import do as give
from tests.central.journal.world import registered
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.offline(terminal)


@pytest.fixture
def ticking(line: InProcess) -> Iterator[InProcess]:
    """Lines of a journal have an order."""
    with time_machine.travel(NOW, tick=True):
        yield line


def copy_of(terminal: HandMadeTerminal) -> HandMadeTerminal:
    copy = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing, key=terminal.key)
    copy.seq, copy.prev = terminal.seq, terminal.prev
    return copy


def to_run(kept: Fork | Action):
    return run_body(kept, municipalities()["ono"], private_keys(), "rang up", clock.now())


def test_revoked__is_believed_no_more_and_who_and_why_stand_in_the_journal(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    wanted = revoke_terminal.Body(terminal=terminal.name, why="stolen")
    assert do(wanted).verdict == "applied"
    assert Terminal.objects.get().revoked
    assert visit.log_in(line).problem == "revoked_terminal"
    assert terminal.post(line, visit.act(body())).problem == "revoked_terminal"
    row = Line.objects.get(kind="revoke_terminal")
    assert row.actor == "staff:mihon"
    assert '"why":"stolen"' in row.body


@pytest.mark.parametrize(
    "kind", [revoke_terminal.Body, release_terminal.Body, discard_kept.Body, run_kept.Body]
)
def test_command__without_a_reason_is_none(kind) -> None:
    with pytest.raises(ValidationError, match="why"):
        kind(why="")


def test_released__the_true_terminal_goes_on_after_what_it_sent_since(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    first = visit.act(body())
    copy = copy_of(terminal)
    copy.seq, copy.prev = 1, "0" * 64
    terminal.send(line, first)
    copy.send(line, Visit(copy, visit.visit, visit.box).act(body()))
    since = [visit.act(body()), visit.act(body())]
    assert {one.verdict for one in terminal.send(line, *since).verdicts} == {"quarantined"}
    row = Terminal.objects.get()
    stood, after = places_to_go_on(row)
    assert stood == Place(2, chain_hash(first), None)
    assert (after.next_seq, after.chain_head) == (4, chain_hash(since[-1]))
    do(
        release_terminal.Body(
            terminal=row.name, next_seq=after.next_seq, chain_head=after.chain_head, why="found"
        )
    )
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"
    assert Fork.objects.filter(outcome="").count() == 3, "they wait for the staff all the same"


def test_released__never_before_what_is_decided(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.send(line, visit.act(body()))
    Terminal.objects.update(quarantined=True)
    do(release_terminal.Body(terminal=terminal.name, next_seq=1, chain_head="0" * 64, why="-"))
    row = Terminal.objects.get()
    assert (row.next_seq, row.quarantined) == (2, True)


def quarantined(line: InProcess, terminal: HandMadeTerminal, visit: Visit) -> Fork:
    terminal.prev = "f" * 64
    assert terminal.verdict(line, visit.act(body())).verdict == "quarantined"
    return Fork.objects.get()


def test_kept__is_run_under_the_number_of_its_ticket(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    fork = quarantined(line, terminal, visit)
    wanted = to_run(fork)
    assert do(wanted).verdict == "applied"
    assert Booking.objects.get().id == wanted.action
    fork.refresh_from_db()
    assert (fork.outcome, waits(fork)) == ("run", False)
    assert to_run(fork).reasons[0].code == "already_decided"
    assert do(wanted).reasons[0].code == "already_decided"
    assert Line.objects.filter(kind="run_kept").count() == 2


def test_kept__that_the_rules_refuse_stays(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    fork = quarantined(line, terminal, visit)
    wanted = to_run(fork)
    Resident.objects.update(state="suspended")
    assert do(wanted).verdict == "rejected"
    fork.refresh_from_db()
    assert waits(fork)


def test_kept__with_a_wrong_password_is_nobodys(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    wrong = Visit.offline(terminal, "wrong")
    assert to_run(quarantined(line, terminal, wrong)).reasons[0].code == "credential"


def test_kept__is_discarded_and_stays_to_be_read(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    fork = quarantined(line, terminal, visit)
    do(discard_kept.Body(kept=fork.pk, why="a copy"))
    fork.refresh_from_db()
    assert (fork.outcome, fork.signed != "") == ("discarded", True)
    assert to_run(fork).reasons[0].code == "already_decided"


def test_parked__is_run_or_discarded_as_well(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(resident, body, context):
        raise ZeroDivisionError

    monkeypatch.setattr(settle_action, "book", breaks)
    visit = Visit.logged_in(line, terminal)
    assert terminal.verdict(line, visit.act(body())).verdict == "parked"
    monkeypatch.undo()
    row = Action.objects.get()
    assert waits(row)
    assert do(to_run(row)).verdict == "applied"
    row.refresh_from_db()
    assert not waits(row)


def test_quarantine__holds_so_many_and_leaves_the_rest_in_the_terminal(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FORKS_MAX", 2)
    terminal.prev = "f" * 64
    sent = [visit.act(body()) for _ in range(4)]
    assert [one.seq for one in terminal.send(line, *sent).verdicts] == [1, 2]
    assert [one.seq for one in terminal.send(line, *sent).verdicts] == [1, 2]
    assert Fork.objects.count() == 2


def test_replay__of_what_the_staff_did_about_terminals_is_the_same(
    ticking: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Terminals are not there when the journal is run again: no answer depends on them."""
    registered()
    terminal = enrolled(ticking)
    fork = quarantined(ticking, terminal, Visit.offline(terminal))
    wanted = run_body(fork, municipalities()["ono"], private_keys(), "rang up", clock.now())
    assert give(wanted).verdict == "applied"
    go_on = {"next_seq": 2, "chain_head": "0" * 64}
    give(release_terminal.Body(terminal=terminal.name, **go_on, why="found"))
    give(discard_kept.Body(kept=fork.pk, why="done"))
    give(revoke_terminal.Body(terminal=terminal.name, why="stolen"))
    give(raise_alarm.Body(alarm="guessing", about=terminal.name, count=30))
    give(acknowledge_alarm.Body(alarm=Alarm.objects.get().pk, note="a child at play"))
    give(forget_tries.Body())
    give(forget_alarms.Body())
    assert replay_into(municipalities(), tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "replayed 9 lines: the same"
