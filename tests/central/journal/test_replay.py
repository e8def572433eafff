"""python -m central replay: the same use cases come to the same, or say where they do not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from central import clock
from central.booking.models import Booking, Cell
from central.booking.use_cases import cancel
from central.journal import orders
from central.journal.commandline import replay_into
from central.journal.copies import into_empty, recorded_lines
from central.journal.models import Line
from central.journal.replay import Replayed, replay
from central.registry.models import Resident
from central.terminals.use_cases import settle_action
from rules.facts import Channel
from sync.wire import CancelBody
from tests.central.journal.world import ONO, booking, do, registered, seal_all
from tests.central.world import InProcess, Visit, body, enrolled
from tests.support.centre import central

SERVED = {"ono": ONO}


def withdrawal(resident: Resident, number: str) -> cancel.Body:
    return cancel.Body(
        resident=resident.id, channel=Channel.DESK, number=number, recorded_at=clock.now()
    )


def at_a_terminal(line: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Booked, taken, cancelled, refused, offline, parked, and one whom nobody knows."""
    registered()
    terminal = enrolled(line)
    visit, offline = Visit.logged_in(line, terminal), Visit.offline(terminal)
    unknown = Visit.offline(terminal, card="04EE")
    first = terminal.verdict(line, visit.act(body(courts=6)))

    def breaks(*_):
        raise ZeroDivisionError

    acts = [
        visit.act(body()),
        visit.act(CancelBody(number=first.booking.number)),
        visit.act(body()),
        visit.act(body(courts=99)),
        offline.act(body(start_minute=540, end_minute=600)),
        unknown.act(body()),
    ]
    said = [terminal.verdict(line, act).verdict for act in acts]
    assert said == ["conflict", "applied", "applied", "rejected", "applied", "rejected"]
    monkeypatch.setattr(settle_action, "book", breaks)
    assert terminal.verdict(line, visit.act(body())).verdict == "parked"
    monkeypatch.undo()


def replayed(folder: Path) -> Replayed:
    with into_empty(folder):
        return replay(ONO, recorded_lines("ono"))


def test_replay__comes_to_the_same(
    ticking: InProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    at_a_terminal(ticking, monkeypatch)
    assert len(seal_all()) == 9
    do(booking(Resident.objects.get(), start_minute=660, end_minute=720))
    assert replay_into(SERVED, tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "replayed 10 lines: the same"
    assert (tmp_path / "central.sqlite3").exists()
    assert Booking.objects.count() == 4, "the database of record is in place again"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: Booking.objects.update(people=5), "booking.Booking: {}: people"),
        (
            lambda: Cell.objects.all().delete(),
            "booking.Cell: ono argo/arena 2026-09-17 1080 0 is new",
        ),
        (lambda: Resident.objects.update(name="x"), "registry.Resident: {resident}: name"),
    ],
)
def test_replay__finds_a_row_that_was_changed(
    ticking: InProcess,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[], object],
    said: str,
) -> None:
    resident = registered()
    made = do(booking(resident)).booking
    change()
    assert replay_into(SERVED, tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [said.format(made.id, resident=resident.id)]


def test_replay__finds_a_row_that_no_command_made(
    ticking: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resident = registered()
    resident.pk, resident.number = Line.objects.get().pk, "90000077"
    resident.save(force_insert=True)
    assert replay_into(SERVED, tmp_path) == 1
    said = capsys.readouterr().err
    assert said == f"registry.Resident: {resident.pk} is missing\n"


def test_replay__names_the_first_line_that_is_answered_otherwise(
    ticking: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resident = registered()
    do(booking(resident))
    refused = Line.objects.get(kind="book")
    Line.objects.filter(pk=refused.pk).update(
        answer=refused.answer.replace('"applied"', '"rejected"')
    )
    seal_all()
    assert replay_into(SERVED, tmp_path) == 1
    said = capsys.readouterr().err
    assert f"line {refused.pk} at place 2, book of staff:desk, was answered" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "fly"}, "there is no command fly"),
        ({"body": "{}"}, "its body is none of book: Field required"),
    ],
)
def test_replay__of_a_line_that_is_no_command(
    ticking: InProcess, tmp_path: Path, change: dict, said: str
) -> None:
    do(booking(registered()))
    Line.objects.filter(kind="book").update(**change)
    assert replayed(tmp_path).difference.answer == said


def test_replay__of_a_command_that_fails_now_says_so(
    ticking: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(booking(registered()))

    def breaks(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("central.booking.use_cases.book.take_cells", breaks)
    assert replayed(tmp_path).difference.answer == "it fails: ZeroDivisionError"


def test_replay__refuses_a_broken_chain(
    ticking: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registered()
    line = seal_all()[0]
    Line.objects.update(actor="staff:other")
    assert replay_into(SERVED, tmp_path) == 1
    assert capsys.readouterr().err == f"journal of ono: line {line.pk} at place 1 is broken\n"
    assert not (tmp_path / "central.sqlite3").exists()


def test_replay__wants_an_empty_directory_and_a_municipality_that_is_served(
    ticking: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registered()
    assert replay_into({}, None) == 1
    said = "journal of ono: no municipality of that name is served\n"
    assert capsys.readouterr().err == said
    assert replay_into(SERVED, tmp_path) == 0
    assert replay_into(SERVED, tmp_path) == 1
    assert "replay wants an empty directory" in capsys.readouterr().err


def test_replay__tells_of_lines_under_other_rules(
    ticking: InProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    registered()
    Line.objects.update(policy="0" * 64)
    assert replay_into(SERVED, None) == 0
    said = capsys.readouterr().err
    assert said == "journal of ono: 1 lines were written under other rules than today's\n"


def swap(one: Line, other: Line) -> None:
    """As if the clock had seen them in the other order."""
    for line, written_at in ((one, other.written_at), (other, one.written_at)):
        Line.objects.filter(pk=line.pk).update(written_at=written_at)


@pytest.mark.parametrize("pair", [(2, 3), (3, 4)])
def test_replay__finds_the_order_in_which_lines_saw_each_other(
    ticking: InProcess, tmp_path: Path, pair: tuple[int, int]
) -> None:
    """One has the room, another is refused, the first gives it back: any two were at once."""
    first, second = registered(), registered("90000002", None)
    number = do(booking(first, courts=6)).booking.number
    assert do(booking(second, courts=6)).verdict == "conflict"
    assert do(withdrawal(first, number)).verdict == "applied"
    lines = list(Line.objects.order_by("written_at"))
    swap(lines[pair[0]], lines[pair[1]])
    seal_all()
    found = replayed(tmp_path)
    assert (found.difference, found.lines) == (None, 5)
    assert found.moved >= 1


def test_replay__moves_no_line_past_one_that_it_cannot_have_met(
    ticking: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = registered()
    number = do(booking(resident, courts=6)).booking.number
    do(booking(resident, courts=6))
    do(withdrawal(resident, number))
    lines = list(Line.objects.order_by("written_at"))
    swap(lines[2], lines[3])
    monkeypatch.setattr(orders, "_met", lambda line, others: 0)
    assert replayed(tmp_path).difference.line.pk == lines[2].pk


def test_replay__of_the_demonstration_is_the_same(tmp_path: Path) -> None:
    central("load-demo", state=tmp_path)
    said = central("replay", "--into", str(tmp_path / "again"), state=tmp_path).splitlines()
    assert re.fullmatch(r"replayed [1-9]\d+ lines: the same", said[-1])
    assert central("check", state=tmp_path / "again").splitlines()[1:] == said[:-1]
