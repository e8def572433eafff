"""What is taken, as a terminal reads it, and what changed since."""

import gzip
from collections import defaultdict
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.booking.models import Cell
from central.booking.use_cases.availability import availability
from central.ids import new_id
from central.policies import municipalities
from sync.wire import (
    AVAILABILITY_PATH,
    CHANGES_PATH,
    Availability,
    CancelBody,
    Changes,
    RoomDay,
)
from tests.central.world import DAY, NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

PATH = f"{AVAILABILITY_PATH}?municipality=ono"
LAST = date(2026, 11, 30)
#: Municipality, room, day, granule and cell, here and there one that no resident may see.
CELLS = st.sets(
    st.tuples(
        st.sampled_from(["ono", "ono", "ono", "izumi"]),
        st.sampled_from(["argo/arena", "act/arena", "nowhere/arena"]),
        st.sampled_from([DAY, NOW.date(), NOW.date() - timedelta(days=1), LAST]),
        st.integers(0, 1440),
        st.integers(0, 11) | st.integers(0, 2**31 - 1),
    ),
    max_size=60,
)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(line: InProcess, terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.logged_in(line, terminal)


@pytest.fixture
def bearer(line: InProcess, terminal: HandMadeTerminal) -> dict[str, str]:
    return terminal.bearer(line)


def boards(line: InProcess, bearer: dict[str, str], cursor: str = "") -> Availability:
    return line.get(PATH + (f"&cursor={cursor}" if cursor else ""), **bearer).read(Availability)


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer x:y:z", "Basic YTpi"])
def test_boards__want_a_token(line: InProcess, token: str) -> None:
    answer = line.get(PATH, Authorization=token)
    assert (answer.status, answer.problem) == (401, "bad_token")


def test_boards__full_answer_has_what_is_taken(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, bearer: dict[str, str]
) -> None:
    booking = terminal.verdict(line, visit.act(body())).booking
    full = boards(line, bearer)
    taken = tuple((minute, cell) for minute in (1080, 1140) for cell in booking.cells)
    assert full.full
    assert full.days == (RoomDay(facility="argo/arena", day=DAY, taken=taken),)
    assert len(full.sealing_keys) == 1


@given(cells=CELLS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("line")
def test_boards__have_each_taken_cell_once_and_in_order(
    cells: set[tuple[str, str, date, int, int]],
) -> None:
    Cell.objects.all().delete()
    Cell.objects.bulk_create(
        Cell(
            id=new_id(),
            municipality=municipality,
            facility=facility,
            day=day,
            start_minute=minute,
            cell=cell,
            booking_id=new_id(),
        )
        for municipality, facility, day, minute, cell in cells
    )
    one_by_one = defaultdict(list)
    for cell in Cell.objects.filter(municipality="ono").order_by("start_minute", "cell"):
        if cell.facility != "nowhere/arena" and NOW.date() <= cell.day <= LAST:
            one_by_one[cell.facility, cell.day].append((cell.start_minute, cell.cell))
    told = availability(municipalities()["ono"], None, (), NOW)
    assert told.days == tuple(
        RoomDay(facility=facility, day=day, taken=tuple(taken))
        for (facility, day), taken in sorted(one_by_one.items())
    )


def test_boards__end_with_the_month_after_next(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, bearer: dict[str, str]
) -> None:
    last, beyond = date(2026, 11, 30), date(2026, 12, 1)
    with time_machine.travel(NOW + timedelta(days=25), tick=False):
        verdicts = terminal.send(
            line, *(visit.act(body(day=day, facility="act/arena")) for day in (last, beyond))
        ).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["applied", "applied"]
    assert [day.day for day in boards(line, bearer).days] == [last]


def test_boards__a_cursor_tells_what_changed_since(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, bearer: dict[str, str]
) -> None:
    first = terminal.verdict(line, visit.act(body())).booking
    cursor = boards(line, bearer).cursor
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        quiet = boards(line, bearer, cursor=str(int(cursor) + 120_000))
        terminal.verdict(line, visit.act(CancelBody(number=first.number)))
        terminal.verdict(line, visit.act(body(facility="act/arena")))
        changed = boards(line, bearer, cursor=cursor)
    assert (quiet.full, quiet.days) == (False, ())
    assert [(day.facility, len(day.taken) > 0) for day in changed.days] == [
        ("act/arena", True),
        ("argo/arena", False),
    ]


def test_boards__a_commit_just_before_the_cursor_is_told_again(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, bearer: dict[str, str]
) -> None:
    terminal.verdict(line, visit.act(body()))
    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        cursor = boards(line, bearer).cursor
        assert len(boards(line, bearer, cursor).days) == 1
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        assert boards(line, bearer, boards(line, bearer).cursor).days == ()


@pytest.mark.parametrize("cursor", ["yesterday", "9" * 40, "-1", "１"])
def test_boards__a_cursor_that_is_not_ours_gets_all(
    line: InProcess, bearer: dict[str, str], cursor: str
) -> None:
    assert boards(line, bearer, cursor).full


def test_boards__unchanged_are_not_sent_again(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, bearer: dict[str, str]
) -> None:
    tag = {"If-None-Match": line.get(PATH, **bearer).headers["ETag"]}
    same = line.get(PATH, **bearer, **tag)
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", tag["If-None-Match"])
    terminal.verdict(line, visit.act(body()))
    assert line.get(PATH, **bearer, **tag).status == 200


def test_boards__travel_packed_where_that_is_understood(
    line: InProcess, visit: Visit, bearer: dict[str, str]
) -> None:
    hours = [body(day=DAY + timedelta(days=n)) for n in range(10)]
    visit.terminal.send(line, *(visit.act(wanted) for wanted in hours))
    plain, packed = (
        line.get(PATH, **bearer),
        line.get(PATH, **bearer, **{"Accept-Encoding": "gzip"}),
    )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_changes__are_those_of_all_that_the_terminal_serves(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    bearer = terminal.bearer(line, "izumi", "ono", "nowhere")
    cursor = boards(line, bearer).cursor
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        terminal.verdict(line, visit.act(body()))
        told = line.get(f"{CHANGES_PATH}?cursor={cursor}", **bearer).read(Changes)
    assert [board.municipality for board in told.boards] == ["izumi", "ono"]
    assert [board.full for board in told.boards] == [False, False]
    assert [[(one.facility, one.day) for one in board.days] for board in told.boards] == [
        [],
        [(body().facility, DAY)],
    ]


def test_changes__without_a_word_of_others_are_those_of_its_place(
    line: InProcess, bearer: dict[str, str]
) -> None:
    cursor = boards(line, bearer).cursor
    told = line.get(f"{CHANGES_PATH}?cursor={cursor}", **bearer).read(Changes)
    assert [board.municipality for board in told.boards] == ["ono"]


def test_changes__that_are_known_are_not_sent_again(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    bearer = terminal.bearer(line, "ono", "izumi")
    asked = f"{CHANGES_PATH}?cursor={boards(line, bearer).cursor}"
    tag = {"If-None-Match": line.get(asked, **bearer).headers["ETag"]}
    again = line.get(asked, **bearer, **tag)
    assert (again.status, again.body) == (304, b"")
    terminal.verdict(line, visit.act(body()))
    assert line.get(asked, **bearer, **tag).status == 200


def test_changes__want_a_token_and_a_cursor(line: InProcess, bearer: dict[str, str]) -> None:
    assert line.get(f"{CHANGES_PATH}?cursor=1").problem == "bad_token"
    assert line.get(CHANGES_PATH, **bearer).status == 422


def test_boards__of_an_unknown_municipality_are_none(
    line: InProcess, bearer: dict[str, str]
) -> None:
    answer = line.get(f"{AVAILABILITY_PATH}?municipality=nowhere", **bearer)
    assert (answer.status, answer.problem) == (404, "unknown_municipality")
