"""The real centre, a process on loopback: the line is cut, it is killed itself, nothing is lost."""

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4  # noqa: TID251 - ids of a test

import pytest

from kiosk.clock import Clock
from kiosk.screens.dock.line import Line
from sync.draft import Draft, Recorded
from sync.enrolment import enrol
from sync.form_lock import GivenBack, KeptUnder
from sync.identity import Identity
from sync.link import Http, Patience
from sync.outbox import Limits
from sync.reports import AnswerDelayed, LineReported, Report, SnapshotTaken, VerdictArrived
from sync.service import Chance, Service, Settings
from sync.wire import (
    ActionVerdict,
    BookBody,
    FormRefused,
    LoginAccepted,
    LoginRefused,
    UnfinishedRegistration,
)
from tests.support.centre import MUNICIPALITY, ROOT, Centre, central

ROOM, SPORT = "argo/arena", "badminton"


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    state = tmp_path_factory.mktemp("centre")
    central("load-demo", state=state)
    made = Centre(state)
    yield made
    made.kill()


@pytest.fixture(scope="module")
def resident() -> dict[str, str]:
    file = ROOT / "assets" / "demonstration" / "ono.toml"
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["residents"][0]
    return found


@dataclass
class Site:
    """A terminal of its own, on a cable of its own, as the demonstration has it."""

    state_dir: Path
    line: Line
    resident: dict[str, str]
    reports: list[Report] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    visit: UUID = field(default_factory=uuid4)

    def open(self) -> Service:
        settings = Settings(
            self.state_dir,
            f"http://127.0.0.1:{self.line.port}",
            uuid4(),
            lambda _town, _room, _day, start, end: range(start, end, 60),
            limits=Limits(free_bytes_min=0),
            patience=Patience(2.0, 20.0),
        )
        chance = Chance(lambda: 0.0, lambda: uuid4().hex)
        return Service.open(settings, self.clock, chance, self.reports.append)

    def draft(self, service: Service, slot: tuple[date, int], password: str = "") -> Draft:
        typed = bytearray((password or self.resident["password"]).encode())
        box = service.sealer(self.visit, self.resident["card"], None, typed)
        body = BookBody(
            facility=ROOM,
            sport=SPORT,
            courts=1,
            people=4,
            day=slot[0],
            start_minute=slot[1],
            end_minute=slot[1] + 60,
        )
        return Draft(uuid4(), self.visit, MUNICIPALITY, body, box, frozenset({0}))

    def verdicts(self) -> list[ActionVerdict]:
        return [one.verdict for one in self.reports if isinstance(one, VerdictArrived)]

    def delays(self) -> list[AnswerDelayed]:
        return [one for one in self.reports if isinstance(one, AnswerDelayed)]


def drain(service: Service) -> None:
    """Step until nothing is due: the poll is seconds away."""
    for _ in range(50):
        if service.step() >= 1.0:
            return
    raise AssertionError("the service never rests")


@pytest.fixture
def site(centre: Centre, resident: dict[str, str], tmp_path: Path) -> Iterator[Site]:
    door = Http(centre.url, Patience(2.0, 20.0))
    found = enrol(tmp_path / "state", door, centre.code())
    door.close()
    assert isinstance(found, Identity), found
    line = Line(centre.port)
    yield Site(tmp_path / "state", line, resident)
    line.close()


def free_slots(site: Site) -> Iterator[tuple[date, int]]:
    """Hours at which the whole room is free, on days on which it is open (some hour is taken)."""
    known = [one.snapshot for one in site.reports if isinstance(one, SnapshotTaken)][-1]
    assert known.as_of is not None
    today = site.clock.now().date()
    for number, hour in itertools.product(range(7, 40), range(9, 20)):
        day = today + timedelta(days=number)
        taken = {minute for minute, _ in known.occupied(ROOM, day)}
        if taken and hour * 60 not in taken:
            yield day, hour * 60


def logged_in(site: Site, service: Service) -> LoginAccepted:
    typed = bytearray(site.resident["password"].encode())
    box = service.sealer(site.visit, site.resident["card"], None, typed)
    answer = service.login(site.visit, MUNICIPALITY, box)
    assert isinstance(answer, LoginAccepted)
    return answer


def test_online__the_booking_is_decided_at_once(site: Site) -> None:
    service = site.open()
    drain(service)
    assert logged_in(site, service).resident.number_end
    wanted = site.draft(service, next(free_slots(site)))
    recorded = service.submit(wanted)
    assert isinstance(recorded, Recorded)
    drain(service)
    (verdict,) = site.verdicts()
    assert (verdict.verdict, site.delays()) == ("applied", []), verdict.reasons
    assert verdict.booking is not None
    assert verdict.booking.number == recorded.number
    mine = service.mine(site.visit)
    assert mine is not None
    assert recorded.number in {booking.number for booking in mine.bookings}
    service.close()


def test_wrong_password__is_refused_and_the_line_is_up(site: Site) -> None:
    service = site.open()
    box = service.sealer(site.visit, site.resident["card"], None, bytearray(b"nonsense"))
    answer = service.login(site.visit, MUNICIPALITY, box)
    assert isinstance(answer, LoginRefused)
    assert answer.code == "credential"
    assert site.reports[-1] == LineReported(up=True)
    service.close()


def test_line_cut__actions_wait_through_a_restart_and_are_decided(site: Site) -> None:
    service = site.open()
    drain(service)
    slots = free_slots(site)
    site.line.cut()
    right = site.draft(service, next(slots))
    wrong = site.draft(service, next(slots), password="nonsense")
    for draft in (right, wrong):
        assert isinstance(service.submit(draft), Recorded)
        service.step()
    assert [delay.unknown for delay in site.delays()] == [False, False]
    service.close()
    site.line.restore()
    service = site.open()
    drain(service)
    said = {verdict.action: verdict.verdict for verdict in site.verdicts()}
    assert said == {right.action: "applied", wrong.action: "rejected"}, site.verdicts()
    decided = {past.number: past.verdict for past in logged_in(site, service).decided}
    assert set(decided.values()) <= {"applied", "rejected"}
    service.close()


def test_killed_centre__loses_and_doubles_nothing(site: Site, centre: Centre) -> None:
    service = site.open()
    drain(service)
    wanted = [site.draft(service, slot) for slot in itertools.islice(free_slots(site), 3)]
    service.submit(wanted[0])
    centre.kill()
    for draft in wanted[1:]:
        service.submit(draft)
        service.step()
    assert site.verdicts() == []
    centre.start()
    service.nudge()
    drain(service)
    assert [verdict.action for verdict in site.verdicts()] == [draft.action for draft in wanted]
    service.close()


def test_unfinished__is_resumed_at_another_terminal(
    site: Site, centre: Centre, tmp_path: Path
) -> None:
    """AG-13: kept at one terminal, given back at another, by what stands on the slip alone."""
    door = Http(centre.url, Patience(2.0, 20.0))
    found = enrol(tmp_path / "other", door, centre.code())
    door.close()
    assert isinstance(found, Identity), found
    form = UnfinishedRegistration(type="city_individual", name="𠮷田 髙﨑")
    first, second = site.open(), replace(site, state_dir=tmp_path / "other").open()
    kept = first.keep_form(MUNICIPALITY, form, None)
    assert isinstance(kept, KeptUnder)
    assert kept.until == site.clock.now().date() + timedelta(days=14)
    back = second.resume_form(MUNICIPALITY, "register", kept.code)
    assert isinstance(back, GivenBack)
    assert back.form == form
    anew = second.keep_form(MUNICIPALITY, form, back.digest)
    assert isinstance(anew, KeptUnder)
    refused = first.resume_form(MUNICIPALITY, "register", kept.code)
    assert isinstance(refused, FormRefused)
    assert refused.code == "unknown"
    assert isinstance(first.resume_form(MUNICIPALITY, "register", anew.code), GivenBack)
    first.close()
    second.close()
