"""Slots in the hands of terminals (端末確保枠): granted, used, returned, recalled, released."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4  # noqa: TID251 - a test makes its own ids

import pytest
import time_machine

from central import clock
from central.__main__ import _parser
from central.booking.commandline import holds
from central.booking.models import Booking, Cell, Hold
from central.booking.use_cases import ask_hold_release, grant_hold, recall_hold, release_hold
from central.desk.accounts import make_account
from central.desk.models import Role
from central.journal.copies import different_rows, into_empty, recorded_lines
from central.journal.replay import replay
from central.operation.scrape import _holds, _stranded
from central.policies import municipalities
from central.registry.models import Resident, ResidentState
from rules.families.holds import Settings
from sync.wire import AVAILABILITY_PATH, Availability, HeldSlot
from tests.central.booking.world import check_the_cells, codes, do, run_jobs
from tests.central.world import DAY, NOW, InProcess, Visit, body, enrolled, here, register
from tests.rules.test_hold_slots import SAID
from tests.support.terminal import HandMadeTerminal

ARENA = {"slots_max": 1, "from_days_before": 7, "until_days_before": 7}


@pytest.fixture(autouse=True)
def held_in_the_arena(monkeypatch: pytest.MonkeyPatch) -> None:
    ono = municipalities()["ono"]
    said = Settings.model_validate({"offered": SAID | ARENA})
    parts = {
        key: {**old, Settings: said} if key[0] == "argo/arena" else old
        for key, old in ono.parts.items()
    }
    monkeypatch.setitem(municipalities(), "ono", replace(ono, parts=parts))


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    """It has told in which session it is."""
    register()
    terminal = enrolled(line)
    terminal.report(line, session=terminal.session)
    return terminal


def told(line: InProcess, terminal: HandMadeTerminal) -> tuple[HeldSlot, ...]:
    path = f"{AVAILABILITY_PATH}?municipality=ono"
    return line.get(path, **terminal.bearer(line)).read(Availability).holds


def granted(line: InProcess, terminal: HandMadeTerminal) -> HeldSlot:
    """The whole evening in the arena, of one court."""
    grant = grant_hold.Body(
        terminal=terminal.name,
        session=terminal.session,
        facility="argo/arena",
        sport="badminton",
        day=DAY,
        start_minute=18 * 60,
        end_minute=20 * 60,
    )
    before = told(line, terminal)
    assert do(grant, "ono", clock.now(), "job:grant_holds").verdict == "applied"
    (held,) = set(told(line, terminal)) - set(before)
    return held


def fill(line: InProcess, terminal: HandMadeTerminal, courts: int) -> None:
    visit = Visit.logged_in(line, terminal)
    verdict = terminal.verdict(line, visit.act(body(courts=courts)))
    assert verdict.verdict == "applied", verdict


def state_of(held: HeldSlot) -> str:
    return Hold.objects.get(pk=held.grant).state


def test_job__grants_what_the_policy_lets_a_terminal_have_and_no_more(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    assert run_jobs("ono", NOW) == [("grant_holds", "applied")]
    assert run_jobs("ono", NOW) == []
    (held,) = told(line, terminal)
    assert (held.terminal, held.session) == (terminal.name, terminal.session)
    assert (held.facility, held.day, held.recalled) == ("argo/arena", DAY, False)
    check_the_cells()


def test_job__grants_nothing_to_a_terminal_that_is_silent_or_told_no_session(
    line: InProcess,
) -> None:
    terminal = enrolled(line)
    terminal.report(line)
    assert run_jobs("ono", NOW) == []
    terminal.report(line, session=terminal.session)
    assert run_jobs("ono", NOW + timedelta(minutes=6)) == []


def test_job__gives_no_more_after_a_restart(line: InProcess, terminal: HandMadeTerminal) -> None:
    """What an earlier session holds stays held: a ticket of it may be on paper."""
    run_jobs("ono", NOW)
    terminal.report(line, session=uuid4())
    assert run_jobs("ono", NOW) == []


def test_job__asks_back_what_is_no_longer_in_its_time(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    later = NOW + timedelta(days=1)
    assert ("recall_holds", "applied") in run_jobs("ono", later)
    with time_machine.travel(later, tick=False):
        assert [one.recalled for one in told(line, terminal)] == [True]
    assert state_of(held) == "held"
    check_the_cells()


def test_grant__is_refused_where_the_policy_holds_nothing(terminal: HandMadeTerminal) -> None:
    grant = grant_hold.Body(
        terminal=terminal.name,
        session=terminal.session,
        facility="argo/arena",
        sport="badminton",
        day=DAY + timedelta(days=1),
        start_minute=18 * 60,
        end_minute=20 * 60,
    )
    assert codes(do(grant, "ono", NOW)) == {("not_held_here", "")}


def test_hold__is_taken_for_everybody_else_who_then_has_it_asked_back(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    fill(line, terminal, 5)
    register("90000002", card="04BB")
    visit = Visit.logged_in(line, terminal, card="04BB")
    assert terminal.verdict(line, visit.act(body())).verdict == "conflict"
    assert [one.recalled for one in told(line, terminal)] == [True]
    assert state_of(held) == "held"
    terminal.report(line, session=terminal.session, returned=(held.grant,))
    assert told(line, terminal) == ()
    assert state_of(held) == "returned"
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"
    check_the_cells()


def test_hold__is_used_by_the_booking_that_names_its_grant(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    fill(line, terminal, 5)
    register("90000002", card="04BB")
    visit = Visit.logged_in(line, terminal, card="04BB")
    verdict = terminal.verdict(line, visit.act(body(grant=held.grant)))
    assert verdict.verdict == "applied"
    assert verdict.booking is not None
    assert verdict.booking.cells == held.cells
    assert state_of(held) == "used"
    assert told(line, terminal) == ()
    check_the_cells()


def test_hold__that_is_used_in_part_frees_the_rest(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    visit = Visit.logged_in(line, terminal)
    wanted = body(grant=held.grant, start_minute=19 * 60)
    assert terminal.verdict(line, visit.act(wanted)).verdict == "applied"
    assert not Cell.objects.filter(hold__isnull=False).exists()
    check_the_cells()


def test_hold__is_used_once(line: InProcess, terminal: HandMadeTerminal) -> None:
    held = granted(line, terminal)
    fill(line, terminal, 5)
    visit = Visit.logged_in(line, terminal)
    first, second = (visit.act(body(grant=held.grant)) for _ in range(2))
    verdicts = terminal.send(line, first, second).verdicts
    assert [one.verdict for one in verdicts][1] in {"conflict", "rejected"}
    assert Booking.objects.filter(courts=1).count() <= 1
    check_the_cells()


def test_hold__serves_no_other_session_and_no_other_terminal(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """A disk that was set back or copied goes on in a session of its own."""
    held = granted(line, terminal)
    fill(line, terminal, 5)
    register("90000002", card="04BB")
    other = enrolled(line)
    other.session = terminal.session
    other_visit = Visit.logged_in(line, other, card="04BB")
    assert other.verdict(line, other_visit.act(body(grant=held.grant))).verdict == "conflict"
    terminal.session = uuid4()
    visit = Visit.logged_in(line, terminal, card="04BB")
    assert terminal.verdict(line, visit.act(body(grant=held.grant))).verdict == "conflict"
    assert state_of(held) == "held"
    check_the_cells()


@pytest.mark.parametrize("changed", ["session", "terminal"])
def test_return__of_another_session_or_terminal_frees_nothing(
    line: InProcess, terminal: HandMadeTerminal, changed: str
) -> None:
    held = granted(line, terminal)
    by = enrolled(line) if changed == "terminal" else terminal
    session = uuid4() if changed == "session" else terminal.session
    by.report(
        line,
        session=session,
        returned=(
            held.grant,
            UUID(int=1),
        ),
    )
    assert state_of(held) == "held"
    check_the_cells()


def test_promise__on_paper_is_kept_whatever_happened_to_the_person_since(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    visit = Visit.logged_in(line, terminal)
    action = visit.act(body(grant=held.grant))
    Resident.objects.update(state=ResidentState.SUSPENDED)
    verdict = terminal.verdict(line, action)
    assert verdict.verdict == "applied", verdict
    assert verdict.outcome["against"]
    assert verdict.outcome["fee"] is not None
    check_the_cells()


def test_place__that_is_only_kept_waits_for_the_password(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """The place was kept; a wrong password gives it back."""
    held = granted(line, terminal)
    fill(line, terminal, 5)
    wrong = Visit.offline(terminal, password="machigai1")
    assert terminal.verdict(line, wrong.act(body(grant=held.grant))).verdict == "rejected"
    assert state_of(held) == "returned"
    check_the_cells()


def test_place__that_is_only_kept_is_booked_by_the_right_password(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    fill(line, terminal, 5)
    register("90000002", card="04BB")
    right = Visit.offline(terminal, card="04BB")
    assert terminal.verdict(line, right.act(body(grant=held.grant))).verdict == "applied"
    assert state_of(held) == "used"
    check_the_cells()


def test_place__that_is_only_kept_is_refused_by_the_rules(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    Resident.objects.update(state=ResidentState.SUSPENDED)
    visit = Visit.offline(terminal)
    assert terminal.verdict(line, visit.act(body(grant=held.grant))).verdict == "rejected"
    assert state_of(held) == "returned"
    check_the_cells()


def test_hold__does_not_end_by_time(line: InProcess, terminal: HandMadeTerminal) -> None:
    held = granted(line, terminal)
    for days in range(1, 30):
        run_jobs("ono", NOW + timedelta(days=days))
    assert state_of(held) == "held"


def test_release__needs_two_people(line: InProcess, terminal: HandMadeTerminal) -> None:
    held = granted(line, terminal)
    told = {"grant": held.grant, "why": "端末の故障"}
    release, ask = release_hold.Body(**told), ask_hold_release.Body(**told)
    assert codes(do(release, "ono", NOW, "staff:a")) == {("two_people_needed", "")}
    assert do(ask, "ono", NOW, "staff:a").verdict == "applied"
    assert codes(do(release, "ono", NOW, "staff:a")) == {("two_people_needed", "")}
    assert state_of(held) == "held"
    assert do(release, "ono", NOW, "staff:b").verdict == "applied"
    assert state_of(held) == "released"
    for late in (release, ask, recall_hold.Body(grant=held.grant)):
        assert codes(do(late, "ono", NOW)) == {("hold_ended", "")}
    check_the_cells()


def typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{word}\n" for word in passwords)))


def on_the_command_line(*arguments: str) -> int:
    parsed = _parser().parse_args(["holds", *arguments])
    return holds(parsed)


def test_command_line__releases_by_two_managers(
    line: InProcess,
    terminal: HandMadeTerminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    held = granted(line, terminal)
    for name in ("ichi", "ni"):
        assert make_account(name, f"himitsu-no-{name}", "ono", Role.MANAGER) == ""
    make_account("san", "himitsu-no-san", "ono", Role.COUNTER)
    assert on_the_command_line("list") == 0
    assert str(held.grant) in capsys.readouterr().out
    release = (
        "release",
        "--terminal",
        terminal.name,
        "--why",
        "端末の故障",
        "--by",
        "ichi",
        "--and",
    )
    for second, word, told in (
        ("ichi", "himitsu-no-ichi", "two people are needed"),
        ("san", "himitsu-no-san", "san: not the password of a manager"),
        ("ni", "chigau", "ni: not the password of a manager"),
    ):
        typed(monkeypatch, "himitsu-no-ichi", word)
        assert on_the_command_line(*release, second) == 1
        assert told in capsys.readouterr().err
    assert on_the_command_line("release", "--terminal", terminal.name) == 1
    assert on_the_command_line("release", "--terminal", "x", "--why", "x", *release[5:], "ni") == 1
    assert state_of(held) == "held"
    typed(monkeypatch, "himitsu-no-ichi", "himitsu-no-ni")
    assert on_the_command_line(*release, "ni") == 0
    assert "applied" in capsys.readouterr().out
    assert state_of(held) == "released"
    check_the_cells()


def test_metrics__count_what_is_held_and_what_is_stranded(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    granted(line, terminal)
    assert list(_holds()) == [("held", 1)]
    assert list(_stranded()) == []
    terminal.report(line, session=uuid4())
    assert list(_stranded()) == [("ono", 1)]


def test_release__lets_a_late_ticket_try_as_any_booking(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    held = granted(line, terminal)
    visit = Visit.logged_in(line, terminal)
    release = release_hold.Body(grant=held.grant, by="staff:a", agreed="staff:b", why="端末の故障")
    do(release, "ono", NOW)
    assert terminal.verdict(line, visit.act(body(grant=held.grant))).verdict == "applied"
    check_the_cells()


def test_replay__of_holds_comes_to_the_same(
    line: InProcess, terminal: HandMadeTerminal, tmp_path: Path
) -> None:
    with time_machine.travel(NOW, tick=False) as travelling:
        used = granted(line, terminal)
        travelling.shift(1)
        kept = granted(line, terminal)
        travelling.shift(1)
        do(recall_hold.Body(grant=kept.grant), "ono", clock.now())
        travelling.shift(1)
        terminal.report(line, session=terminal.session, returned=(used.grant,))
    with into_empty(tmp_path):
        assert replay(municipalities()["ono"], recorded_lines("ono")).difference is None
        faults = [fault for fault in different_rows() if "booking." in fault]
    assert faults == []


def test_clock__of_the_terminal_is_no_part_of_it(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """An action that was recorded before the hold was recalled arrives a week later."""
    held = granted(line, terminal)
    visit = Visit.logged_in(line, terminal)
    action = visit.act(body(grant=held.grant), here())
    do(recall_hold.Body(grant=held.grant), "ono", NOW)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert terminal.verdict(line, action).verdict == "applied"
    assert state_of(held) == "used"
