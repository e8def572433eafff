"""Holds between a terminal and the real centre: granted, the line cut, confirmed, applied."""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from uuid import uuid4  # noqa: TID251 - ids of a test

import pytest

from kiosk.screens.dock.line import Line
from sync.enrolment import enrol
from sync.holds import Held
from sync.identity import Identity
from sync.link import Http, Patience
from sync.reports import SnapshotTaken
from sync.service import Service
from sync.wire import BookBody
from tests.rules.test_hold_slots import WRITTEN
from tests.support.centre import ROOT, Centre, central
from tests.support.terminal import HandMadeTerminal
from tests.sync.test_with_centre import Site, drain, logged_in

#: Whatever day it is, some of these is open and booked first come, first served.
SAID = WRITTEN.replace("from_days_before = 3", "from_days_before = 31").replace(
    "until_days_before = 2", "until_days_before = 1"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The municipalities, with holds in the arena of Ono."""
    copy = tmp_path / "municipalities"
    copytree(ROOT / "assets" / "municipalities", copy)
    with (copy / "ono" / "policy.toml").open("a", encoding="utf-8") as file:
        file.write(SAID)
    return copy


@pytest.fixture
def program(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.support.with_policies", str(folder), "central")


@pytest.fixture
def centre(tmp_path: Path, program: tuple[str, ...]) -> Iterator[Centre]:
    state = tmp_path / "centre"
    central("load-demo", state=state, program=program)
    made = Centre(state, program=program)
    yield made
    made.kill()


@pytest.fixture
def residents() -> list[dict[str, str]]:
    file = ROOT / "assets" / "demonstration" / "ono.toml"
    found: list[dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))["residents"]
    return found


@pytest.fixture
def site(centre: Centre, residents: list[dict[str, str]], tmp_path: Path) -> Iterator[Site]:
    door = Http(centre.url, Patience(2.0, 20.0))
    found = enrol(tmp_path / "state", door, centre.code())
    door.close()
    assert isinstance(found, Identity), found
    line = Line(centre.port)
    yield Site(tmp_path / "state", line, residents[0])
    line.close()


def holds(site: Site) -> tuple[Held, ...]:
    return [one.snapshot for one in site.reports if isinstance(one, SnapshotTaken)][-1].holds


def granted(site: Site, service: Service, centre: Centre, program: tuple[str, ...]) -> Held:
    """The terminal has told of itself, and the worker of the centre comes by."""
    drain(service)
    central("work", "--once", state=centre.state, program=program)
    service.nudge()
    drain(service)
    return holds(site)[0]


def booking(held: Held, **changes: object) -> BookBody:
    told = {
        "facility": held.facility,
        "sport": "badminton",
        "courts": 1,
        "people": 4,
        "day": held.day,
        "start_minute": held.start_minute,
        "end_minute": held.end_minute,
    }
    return BookBody.model_validate(told | changes)


def test_hold__is_confirmed_with_the_line_cut_and_applied_when_it_is_back(
    site: Site,
    centre: Centre,
    program: tuple[str, ...],
    residents: list[dict[str, str]],
    tmp_path: Path,
) -> None:
    service = site.open()
    held = granted(site, service, centre, program)
    logged_in(site, service)
    site.line.cut()
    draft = site.draft(service, (held.day, held.start_minute))
    draft = replace(draft, body=booking(held, grant=held.grant), cells=held.cells)
    recorded = service.submit(draft)
    service.step()
    # This is what the ticket rests on.
    assert recorded.held
    assert [delay.action for delay in site.delays()] == [draft.action]
    assert held.grant not in {one.grant for one in holds(site)}

    _meanwhile_somebody_else_asks_for_the_whole_room(held, centre, residents[2])
    _a_copy_of_the_disk_has_no_holds(site, held, tmp_path)

    site.line.restore()
    service.nudge()
    drain(service)
    (verdict,) = site.verdicts()
    assert verdict.verdict == "applied", verdict.reasons
    assert verdict.booking is not None
    assert verdict.booking.number == recorded.number
    assert frozenset(verdict.booking.cells) == held.cells
    service.close()


def _meanwhile_somebody_else_asks_for_the_whole_room(
    held: Held, centre: Centre, resident: dict[str, str]
) -> None:
    other, http = HandMadeTerminal(), centre.http()
    other.enrol(http, centre.code())
    visit = uuid4()
    box = other.box(visit, resident["password"], card=resident["card"])
    for wanted in (booking(held, courts=6, grant=held.grant), booking(held, courts=6)):
        verdict = other.verdict(http, other.act(wanted, visit, box))
        assert verdict.verdict == "conflict", verdict.reasons
    http.close()


def _a_copy_of_the_disk_has_no_holds(site: Site, held: Held, tmp_path: Path) -> None:
    copytree(site.state_dir, tmp_path / "copy")
    clone = replace(site, state_dir=tmp_path / "copy", reports=[])
    service = clone.open()
    assert holds(clone) == ()
    draft = clone.draft(service, (held.day, held.start_minute))
    recorded = service.submit(replace(draft, body=booking(held, grant=held.grant)))
    assert not recorded.held
    service.close()


def test_hold__that_is_wanted_elsewhere_is_returned_within_a_poll(
    site: Site, centre: Centre, program: tuple[str, ...], residents: list[dict[str, str]]
) -> None:
    service = site.open()
    held = granted(site, service, centre, program)
    _meanwhile_somebody_else_asks_for_the_whole_room(held, centre, residents[2])
    service.nudge()
    drain(service)
    assert held.grant not in {one.grant for one in holds(site)}
    assert str(held.grant) not in central("holds", "list", state=centre.state, program=program)
    service.close()
