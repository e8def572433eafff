"""What terminals say of themselves, and what is said of those that are silent."""

from datetime import timedelta
from threading import Event

import pytest
import time_machine

from central import clock
from central.ids import new_id
from central.journal.commands import Context
from central.journal.work import work
from central.journal.write import carry_out
from central.lottery import jobs as lottery_jobs
from central.policies import municipalities, policy_digest
from central.terminals.bounds import UNHEARD_MAX
from central.terminals.jobs import JOBS
from central.terminals.models import Alarm, StateReport, Terminal
from central.terminals.use_cases import answer_call
from central.terminals.watch import silent_terminals
from central.terminals.words import rules_text
from sync.wire import STATE_PATH, StateNoted
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


def alarms() -> list[tuple[str, str]]:
    work([municipalities()["ono"]], JOBS, lambda _: None, Event())
    return list(Alarm.objects.order_by("raised_at").values_list("kind", "about"))


def test_state__is_kept_and_answered_with_the_keys(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    noted = terminal.report(line, paper="paper_out", intake="disk").read(StateNoted)
    assert noted.sealing_keys == (terminal.sealing,)
    report = StateReport.objects.get()
    assert (report.paper, report.reader, report.intake) == ("paper_out", "ready", "disk")
    assert (report.version, report.unsent, report.oldest_at) == ("0.1.0", 0, None)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        terminal.report(line)
    report = StateReport.objects.get()
    assert (report.paper, report.intake, report.kid_since) == ("ready", "", NOW)
    assert report.reported_at == Terminal.objects.get().seen_at == NOW + timedelta(minutes=1)


def test_state__says_by_which_rules_the_terminal_decides(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    said = {}
    digest = policy_digest("ono")
    for name, changes in {
        "none": {},
        "same": {"policy": digest},
        "older": {"policy": "a" * 64},
        "refused": {"policy": "a" * 64, "policy_refused": True},
    }.items():
        terminal.report(line, **changes).read(StateNoted)
        report = StateReport.objects.get()
        assert report.policy == changes.get("policy", "")
        assert report.policy_refused == (name == "refused")
        said[name] = rules_text(report)
    assert said["same"] == "最新"
    assert len(set(said.values())) == 4


def test_state__of_a_wrong_clock_is_told_and_changes_no_age(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    an_hour = 3_600_000
    clock_ms = clock.millis(NOW) - 5 * an_hour
    terminal.report(line, clock_ms=clock_ms, oldest_ms=clock_ms - an_hour, unsent=3)
    report = StateReport.objects.get()
    assert report.clock_off_ms == -5 * an_hour
    assert report.oldest_at == NOW - timedelta(hours=1)
    huge = {"clock_ms": 10**30, "oldest_ms": 0, "unsent": 10**30}
    terminal.report(line, **huge).read(StateNoted)


def test_state__of_what_waits_is_what_a_draw_waits_for(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    ono = municipalities()["ono"]
    assert not lottery_jobs._is_awaited(ono)
    terminal.report(line, unsent=2)
    assert lottery_jobs._is_awaited(ono)
    terminal.report(line, unsent=0)
    assert not lottery_jobs._is_awaited(ono)


def test_state__is_signed_of_this_time_and_counts_once(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    stranger = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing)
    assert stranger.report(line).problem == "bad_signature"
    terminal.report(line, nonce="n" * 16).read(StateNoted)
    again = terminal.report(line, nonce="n" * 16, paper="paper_out")
    assert (again.status, again.problem) == (401, "used_nonce")
    assert StateReport.objects.get().paper == "ready"
    assert line.post(STATE_PATH, terminal.sign_text("{}")).status == 422
    Terminal.objects.update(revoked=True)
    assert terminal.report(line).problem == "revoked_terminal"


def test_silence__is_listed_and_told_once(line: InProcess, terminal: HandMadeTerminal) -> None:
    terminal.report(line)
    assert alarms() == []
    silent = NOW + UNHEARD_MAX + timedelta(seconds=1)
    with time_machine.travel(silent, tick=False):
        assert [one.name for one in silent_terminals("ono", clock.now())] == [terminal.name]
        assert alarms() == alarms() == [("silent_terminal", terminal.name)]
        terminal.report(line)
        assert not silent_terminals("ono", clock.now()).exists()
    with time_machine.travel(silent + 2 * UNHEARD_MAX, tick=False):
        assert len(alarms()) == 2
        Terminal.objects.update(revoked=True)
        assert not silent_terminals("ono", clock.now()).exists()


def test_quarantine__is_told_once(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    terminal.prev = "f" * 64
    terminal.verdict(line, Visit.offline(terminal).act(body()))
    assert alarms() == alarms() == [("quarantined_terminal", terminal.name)]


def test_call__is_an_alarm_at_once_and_stands_until_the_visit_is_over(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    called_ms = clock.millis(NOW)
    for _ in range(2):
        terminal.report(line, called_ms=called_ms).read(StateNoted)
    report = StateReport.objects.get()
    assert (report.called_at, report.is_calling) == (NOW, True)
    raised = Alarm.objects.values_list("kind", "about", "acknowledged_at")
    assert list(raised) == [("staff_called", terminal.name, None)]
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        terminal.report(line)
    report.refresh_from_db()
    assert (report.called_at, report.is_calling) == (None, False)
    assert Alarm.objects.get().acknowledged_at is None, "nobody has gone there"


def test_call__that_somebody_answers_calls_no_more(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    terminal.report(line, called_ms=clock.millis(NOW))
    later = NOW + timedelta(seconds=30)
    context = Context(municipalities()["ono"], later, "staff:counter.ono", new_id())
    carry_out(answer_call.Body(terminal=terminal.name), context)
    terminal.report(line, called_ms=clock.millis(NOW))
    assert not StateReport.objects.get().is_calling
    alarm = Alarm.objects.get()
    assert (alarm.acknowledged_at, alarm.acknowledged_by) == (later, "staff:counter.ono")
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        terminal.report(line, called_ms=clock.millis(NOW + timedelta(minutes=5)))
    assert StateReport.objects.get().is_calling, "the next one calls anew"
    assert Alarm.objects.filter(acknowledged_at=None).count() == 1


def test_call__of_a_day_to_come_is_one_of_now(line: InProcess, terminal: HandMadeTerminal) -> None:
    terminal.report(line, called_ms=10**30).read(StateNoted)
    assert StateReport.objects.get().called_at == NOW
