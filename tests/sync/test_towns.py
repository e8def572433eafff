"""A terminal of several municipalities: a list and a file for each, and one outbox for all."""

import pytest

from sync.reports import SnapshotTaken, VerdictArrived
from sync.wire import RoomDay
from tests.sync.conftest import DAY, Terminal
from tests.sync.far_end import problem
from tests.sync.test_worker import booked

TOWNS = ("ono", "miki", "himeji")


@pytest.fixture
def asked(far_end, monkeypatch):
    """Whose list was asked for (``*``: changes), with which cursor; ``miki`` has one cell taken."""
    requests = []
    board, one, changes = far_end._board, far_end._get_availability, far_end._get_changes

    def made(municipality, *, full):
        taken = RoomDay(facility="algo_gym", day=DAY, taken=((540, 1),))
        far_end.days = (taken,) if municipality == "miki" else ()
        return board(municipality, full=full)

    def listen_to_one(query, headers):
        requests.append((query["municipality"], query.get("cursor")))
        return one(query, headers)

    def listen_to_all(query, headers):
        requests.append(("*", query["cursor"]))
        return changes(query, headers)

    monkeypatch.setattr(far_end, "_board", made)
    monkeypatch.setattr(far_end, "_get_availability", listen_to_one)
    monkeypatch.setattr(far_end, "_get_changes", listen_to_all)
    return requests


@pytest.fixture
def three(terminal: Terminal) -> Terminal:
    terminal.also_serves = TOWNS[1:]
    return terminal


def turn(terminal: Terminal, service, count: int = 1) -> None:
    """So many steps, each when it is due."""
    for _ in range(count):
        terminal.clock.advance(int(service.step() * 1000) + 1)


def latest(terminal: Terminal) -> dict[str, object]:
    return {one.snapshot.municipality: one.snapshot for one in terminal.of(SnapshotTaken)}


def taken(terminal: Terminal, town: str) -> frozenset[tuple[int, int]]:
    return latest(terminal)[town].occupied("algo_gym", DAY)


def test_lists__are_fetched_one_a_step_then_what_changes_in_all_of_them(
    three, asked, far_end
) -> None:
    service = three.open()
    turn(three, service, 6)
    assert asked == [*((name, None) for name in TOWNS), *[("*", "c")] * 3]
    assert far_end.serves == TOWNS
    gets = [request for request in far_end.requests if request.startswith("GET")]
    assert gets[3:] == ["GET /v1/changes"] * 3


def test_changes__begin_at_the_earliest_cursor_of_all(three, asked, far_end, monkeypatch) -> None:
    cursors = {"ono": "1000", "miki": "998", "himeji": "999"}
    board = far_end._board
    monkeypatch.setattr(
        far_end,
        "_board",
        lambda name, *, full: board(name, full=full).model_copy(update={"cursor": cursors[name]}),
    )
    turn(three, three.open(), 4)
    assert asked[3:] == [("*", "998")]


def test_changes__that_are_none_confirm_every_list(three, asked) -> None:
    service = three.open()
    turn(three, service, 4)
    before = latest(three)
    turn(three, service)
    now = latest(three)
    assert all(now[town].as_of > before[town].as_of for town in TOWNS)


def test_changes__that_say_nothing_of_one_leave_it_to_a_question_of_its_own(
    three, asked, far_end
) -> None:
    service = three.open()
    turn(three, service, 3)
    # A centre that came back from a backup may not know any more what this terminal serves.
    answer = far_end._get_changes
    far_end._get_changes = lambda query, headers: (
        setattr(far_end, "serves", ("ono",)) or answer(query, headers)
    )
    turn(three, service, 3)
    assert [name for name, _ in asked[3:]] == ["*", "miki", "himeji"]
    assert latest(three)["miki"].as_of is not None


def test_lists__are_each_shown_as_their_own_municipality(three, asked) -> None:
    service = three.open()
    assert latest(three).keys() == set(TOWNS)
    turn(three, service, 3)
    assert [taken(three, town) for town in TOWNS] == [set(), {(540, 1)}, set()]
    assert all(snapshot.as_of is not None for snapshot in latest(three).values())


def test_lists__survive_a_restart_each_in_its_file(three, asked) -> None:
    turn(three, three.open(), 3)
    three.close()
    three.reports.clear()
    service = three.open()
    assert taken(three, "miki") == {(540, 1)}
    turn(three, service)
    assert asked[-1] == ("*", "c")
    names = {file.name for file in three.state_dir.glob("replica-*.db")}
    assert names == {f"replica-{town}.db" for town in TOWNS}


def test_damaged_file__of_one_leaves_the_others(three, asked) -> None:
    turn(three, three.open(), 3)
    three.close()
    (three.state_dir / "replica-ono.db").write_bytes(b"no database" * 500)
    three.reports.clear()
    service = three.open()
    assert latest(three)["ono"].as_of is None
    assert taken(three, "miki") == {(540, 1)}
    turn(three, service)
    assert asked[-1] == ("ono", None)


def test_pace__missing_lists_are_fetched_at_once_and_then_there_is_rest(three, asked) -> None:
    service = three.open()
    assert [service.step() for _ in TOWNS] == [0.0, 0.0, 3.0]


def test_pace__a_disk_that_keeps_no_list_is_not_a_reason_to_ask_without_rest(
    three, asked, monkeypatch
) -> None:
    monkeypatch.setattr("sync.replica.Replica.position", lambda *_: (None, None))
    service = three.open()
    assert [service.step() for _ in TOWNS] == [0.0, 0.0, 3.0]


def test_list__that_the_centre_does_not_have_stops_no_other(three, asked, far_end) -> None:
    answer = far_end._get_availability
    far_end._get_availability = lambda query, headers: (
        problem(404, "unknown_municipality")
        if query["municipality"] == "miki"
        else answer(query, headers)
    )
    service = three.open()
    turn(three, service, 4)
    assert [name for name, _ in asked] == ["ono", "himeji", "*"]
    assert latest(three)["miki"].as_of is None
    far_end._get_availability = answer
    turn(three, service)
    assert asked[-1] == ("miki", None)


def test_action__names_its_municipality_and_is_drawn_there_alone(
    three, asked, far_end, draft
) -> None:
    service = three.open()
    turn(three, service, 3)
    named = []
    far_end.decide = lambda envelope: named.append(envelope.municipality) or "applied"
    service.submit(draft(municipality="himeji"))
    waiting = {(540, 2), (540, 3), (570, 2), (570, 3)}
    assert (taken(three, "himeji"), taken(three, "ono")) == (waiting, set())
    turn(three, service)
    assert (named, len(three.of(VerdictArrived))) == (["himeji"], 1)
    turn(three, service)
    assert asked[-1][0] == "*"
    assert taken(three, "himeji") == set()


def test_own_booking__stays_drawn_until_the_list_of_its_municipality_has_it(
    three, asked, far_end, draft, monkeypatch
) -> None:
    verdict = far_end._verdict

    def with_booking(signed):
        return verdict(signed).model_copy(update={"booking": booked()})

    monkeypatch.setattr(far_end, "_verdict", with_booking)
    service = three.open()
    turn(three, service, 3)
    service.submit(draft(municipality="himeji"))
    service.step()
    far_end.close()
    turn(three, service)
    assert taken(three, "himeji")
    assert not taken(three, "ono")


def test_action__of_a_municipality_that_is_not_served_any_more_is_sent(
    three, far_end, draft
) -> None:
    three.open().submit(draft(municipality="himeji"))
    three.close()
    three.also_serves = ()
    named = []
    far_end.decide = lambda envelope: named.append(envelope.municipality) or "applied"
    three.drain(three.open())
    assert named == ["himeji"]
