"""A terminal's durable half in a temporary directory, and the far end that it talks to."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from sync.draft import Draft
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http, Patience
from sync.outbox import Limits, Outbox
from sync.reports import Report
from sync.sealer import Sealer
from sync.service import Chance, Service, Settings
from sync.wire import BookBody, Clock
from tests.sync.far_end import NOW_MS, FarEnd

BOOT = UUID(int=7)
SESSION = UUID(int=8)
VISIT = UUID(int=99)
DAY = date(2025, 11, 3)
PASSWORD = 'ひみつ"1234\\'
NUMBER = "00421337"
CARD = "04A1B2C3D4E5F6"
PATIENCE = Patience(connect_s=2.0, answer_s=5.0)
ROOMY = Limits(free_bytes_min=0)


class FakeClock:
    boot_id = BOOT

    def __init__(self) -> None:
        self.wall, self.boot = NOW_MS, 5_000_000

    def wall_ms(self) -> int:
        return self.wall

    def boot_ms(self) -> int:
        return self.boot

    def advance(self, ms: int) -> None:
        self.wall, self.boot = self.wall + ms, self.boot + ms

    def stamp(self) -> Clock:
        return Clock(
            boot_id=BOOT,
            boot_ms=self.boot,
            wall_ms=self.wall,
            trusted=False,
            centre_ms=None,
            centre_boot_ms=None,
        )


def half_hours(_municipality: str, _facility: str, _day: date, start: int, end: int) -> range:
    return range(start, end, 30)


@dataclass
class Terminal:
    """Opens the service as often as a test restarts the terminal."""

    state_dir: Path
    far_end: FarEnd
    clock: FakeClock
    reports: list[Report] = field(default_factory=list)
    opened: list[Service] = field(default_factory=list)
    limits: Limits = ROOMY
    patience: Patience = PATIENCE
    url: str = ""
    jitter: float = 0.5
    also_serves: tuple[str, ...] = ()
    policies: dict[str, str] = field(default_factory=dict)
    watching: Callable[[], UUID | None] = lambda: None

    def open(self) -> Service:
        nonces = itertools.count(len(self.opened) * 1000)
        settings = Settings(
            self.state_dir,
            self.url or self.far_end.url,
            SESSION,
            half_hours,
            limits=self.limits,
            patience=self.patience,
            also_serves=self.also_serves,
            policies=self.policies,
            watching=self.watching,
        )
        chance = Chance(lambda: self.jitter, lambda: f"nonce-{next(nonces):020}")
        service = Service.open(settings, self.clock, chance, self.reports.append)
        self.opened.append(service)
        return service

    def close(self) -> None:
        self.opened.pop().close()

    def of(self, kind: type[Report]) -> list[Report]:
        return [report for report in self.reports if isinstance(report, kind)]

    def drain(self, service: Service, steps: int = 400) -> None:
        """Step until the service wants to rest."""
        for _ in range(steps):
            if service.step() > 0:
                return
        raise AssertionError("the service never rests")


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    yield server
    server.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def identity(tmp_path: Path, far_end: FarEnd) -> Identity:
    http = Http(far_end.url, PATIENCE)
    found = enrol(tmp_path / "state", http, "ABCD-EFGH")
    http.close()
    assert isinstance(found, Identity)
    return found


@pytest.fixture
def terminal(identity: Identity, far_end: FarEnd, clock: FakeClock) -> Iterator[Terminal]:
    made = Terminal(identity.file.parent, far_end, clock)
    yield made
    for service in made.opened:
        service.close()


@pytest.fixture
def draft(identity: Identity) -> Callable[..., Draft]:
    """Drafts, each with its own action and the login box of its visit."""
    actions = itertools.count(1)
    sealer = Sealer(identity)

    def make(visit: UUID = VISIT, **changes: object) -> Draft:
        body = BookBody(
            facility="algo_gym",
            sport="badminton",
            courts=1,
            people=4,
            day=DAY,
            start_minute=540,
            end_minute=600,
        )
        made = Draft(
            action=UUID(int=next(actions)),
            visit=visit,
            municipality="ono",
            body=body,
            credential=sealer(visit, CARD, NUMBER, bytearray(PASSWORD.encode())),
            cells=frozenset({2, 3}),
        )
        return replace(made, **changes)

    return make


@pytest.fixture
def outbox(identity: Identity) -> Iterator[Callable[..., Outbox]]:
    opened: list[Outbox] = []

    def make(limits: Limits = ROOMY) -> Outbox:
        while opened:
            opened.pop().close()
        opened.append(Outbox(identity.file.parent, identity, SESSION, limits, NOW_MS))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
