"""A terminal gives a hold back (端末確保枠): its own, of its session, once."""

from uuid import UUID, uuid4  # noqa: TID251 - a terminal makes its own ids

import pytest

from central.booking.models import Cell, Hold
from central.booking.use_cases import return_hold
from central.decision import Decision
from central.policies import municipalities
from rules.floor import occupy
from tests.central.booking.world import check_the_cells, codes, do
from tests.central.world import DAY, NOW, InProcess

ENDED = {("hold_ended", "")}
SESSION = UUID(int=7)
ARENA = municipalities()["ono"].rooms["argo/arena"]


@pytest.fixture
def hold(line: InProcess) -> Hold:
    """An hour of one court, in the hands of a terminal."""
    place = {"municipality": "ono", "facility": "argo/arena", "day": DAY}
    time = {"start_minute": 18 * 60, "end_minute": 19 * 60}
    hold = Hold.objects.create(
        id=uuid4(),
        terminal="ono-argo-mihon",
        session=SESSION,
        sport="badminton",
        cells=[0],
        granted_at=NOW,
        **place,
        **time,
    )
    for minute, cell in occupy(ARENA.floor, [0], *time.values()):
        Cell.objects.create(id=uuid4(), **place, start_minute=minute, cell=cell, hold=hold)
    check_the_cells()
    return hold


def given_back(hold: Hold, municipality: str = "ono", **changes: object) -> Decision:
    told = {"grant": hold.id, "terminal": hold.terminal, "session": SESSION}
    actor = f"terminal:{hold.terminal}"
    return do(return_hold.Body.model_validate(told | changes), municipality, NOW, actor)


def test_return__frees_its_cells(hold: Hold) -> None:
    assert given_back(hold).verdict == "applied"
    hold.refresh_from_db()
    assert (hold.state, hold.ended_at) == ("returned", NOW)
    assert not Cell.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"session": UUID(int=8)},
        {"terminal": "ono-argo-other"},
        {"grant": UUID(int=9)},
        {"municipality": "kumamoto"},
    ],
    ids=["another session", "another terminal", "no such grant", "another municipality"],
)
def test_return__of_what_is_not_its_own_frees_nothing(hold: Hold, changes: dict) -> None:
    """A ticket of another session may be on paper."""
    assert codes(given_back(hold, **changes)) == ENDED
    hold.refresh_from_db()
    assert hold.state == "held"
    check_the_cells()


@pytest.mark.parametrize("state", ["used", "returned", "released"])
def test_return__of_one_that_has_ended(hold: Hold, state: str) -> None:
    Hold.objects.update(state=state)
    assert codes(given_back(hold)) == ENDED
    assert Hold.objects.get().state == state
    assert Cell.objects.exists()
