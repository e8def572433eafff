"""A terminal's durable half as it runs in the street, whose power goes at any of its effects."""

import random  # noqa: TID251 - from the seed of the episode
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sync.draft import Draft, IntakeStopped, Recorded
from sync.enrolment import enrol
from sync.holds import Held
from sync.identity import Identity, IdentityError, read_identity
from sync.link import Http, Patience
from sync.outbox import Limits
from sync.outbox_row import OutboxRow
from sync.replies import Failed
from sync.reports import (
    AnswerDelayed,
    FaultFound,
    Report,
    SnapshotTaken,
    VerdictArrived,
)
from sync.service import Chance, Service, Settings
from sync.wire import LoginAccepted, LoginRefused, Sealed
from tests.simulation.centre import Known, Time
from tests.simulation.effects import Fuse, PowerCut, Watched
from tests.simulation.laws import LawBrokenError
from tests.simulation.line import Line

__all__ = ["LIMITS", "Clock", "Image", "Machine", "World"]

Image = dict[str, bytes]
T = TypeVar("T")
URL = "http://centre"
#: Through a line that loses one message in five.
TRIES_MAX = 60
#: Of this computer's own disk nothing is asked.
LIMITS = Limits(free_bytes_min=0)


def half_hours(_town: str, _room: str, _day: object, start: int, end: int) -> range:
    return range(start, end, 30)


def nobody() -> UUID | None:
    return None


@dataclass
class Clock:
    """A wall clock that somebody or an empty battery sets; a boot clock that only goes on."""

    time: Time
    boot_id: UUID
    booted_ms: int
    off_ms: int = 0

    def wall_ms(self) -> int:
        """An empty battery's begins in 1970 at every start, and goes on from there."""
        return max(self.time.ms + self.off_ms, self.boot_ms())

    def boot_ms(self) -> int:
        return self.time.ms - self.booted_ms


@dataclass(frozen=True, slots=True)
class World:
    """What all machines of an episode share."""

    chance: random.Random
    time: Time
    fuse: Fuse
    watched: Watched
    report: Callable[["Machine", Report], None]

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


@dataclass(eq=False)
class Machine:
    """``disk`` counts how often its disk was set back; ``retired``: nobody visits it any more."""

    index: int
    state: Path
    world: World
    line: Line
    name: str = ""
    disk: int = 0
    retired: bool = False
    #: The slots in its hands, as its screens have them.
    holds: tuple[Held, ...] = ()
    service: Service | None = None
    #: The last report of each kind that says how it stands.
    stands: dict[type, Report] = field(default_factory=dict)
    #: Who else hears of reports while somebody stands before it, and of which visit.
    also_reported: Callable[[Report], None] | None = None
    visit: Callable[[], UUID | None] = nobody

    def __post_init__(self) -> None:
        self.clock = Clock(self.world.time, self.world.new_id(), self.world.time.ms)

    # Its life ------------------------------------------------------------------------------------

    def enrol(self, code: str) -> None:
        """Whoever puts it up types the code again until the centre has answered."""
        self.state.mkdir(mode=0o700, parents=True)
        http = Http(URL, Patience())
        http._session.mount(URL, self.line)
        for _ in range(TRIES_MAX):
            done = self.powered(lambda: self._enrolled(http, code))
            if isinstance(done, Identity):
                self.name = done.terminal
                return
        raise LawBrokenError(f"machine {self.index} could not be enrolled")

    def _enrolled(self, http: Http, code: str) -> Identity | Failed:
        """Where the power went just after the last word was written, it is one already."""
        try:
            return read_identity(self.state)
        except IdentityError:
            return enrol(self.state, http, code)

    def on(self) -> Service:
        """Running; where the power goes while it starts, it starts again."""
        while self.service is None:
            self.powered(self._start)
        return self.service

    def off(self) -> None:
        """The power goes now."""
        image = self.image()
        self.service = None
        self.leave()
        self.stands.clear()
        self.world.watched.forget(self.state)
        self.restore(image)

    def leave(self) -> None:
        """Nobody stands before it any more."""
        self.also_reported, self.visit = None, nobody

    def reboot(self) -> None:
        """The machine, and not the program alone: its boot clock begins anew."""
        self.off()
        self.clock.boot_id, self.clock.booted_ms = self.world.new_id(), self.world.time.ms

    def image(self) -> Image:
        return {file.name: file.read_bytes() for file in self.state.iterdir() if file.is_file()}

    def restore(self, image: Image) -> None:
        """A disk that is as it was; the machine is off."""
        assert self.service is None, "it runs"
        shutil.rmtree(self.state)
        self.state.mkdir(mode=0o700)
        for name, content in image.items():
            (self.state / name).write_bytes(content)

    # What residents and its worker do ------------------------------------------------------------

    def box(self, visit: UUID, known: Known, password: str) -> Sealed:
        typed = bytearray(password.encode())
        return self.on().sealer(visit, known.card, None, typed)

    def log_in(self, visit: UUID, box: Sealed) -> LoginAccepted | LoginRefused | None:
        service = self.on()
        return self.powered(lambda: service.login(visit, "ono", box))

    def submit(self, draft: Draft) -> Recorded | IntakeStopped | None:
        """None: the power went, and nobody was told anything."""
        service = self.on()
        return self.powered(lambda: service.submit(draft))

    def step(self) -> float | None:
        return self.powered(self.on().step)

    def rows(self) -> tuple[OutboxRow, ...]:
        return self.on()._parts.outbox.recent(1_000_000)

    @property
    def unsent(self) -> int:
        return self.on()._parts.outbox.unsent

    def _start(self) -> None:
        world = self.world
        settings = Settings(
            self.state,
            URL,
            world.new_id(),
            half_hours,
            limits=LIMITS,
            watching=self._watching,
        )
        chance = Chance(world.chance.random, lambda: f"{world.chance.getrandbits(128):032x}")
        service = Service.open(settings, self.clock, chance, self._reported)
        service._parts.link._http._session.mount(URL, self.line)
        self.service = service

    def _watching(self) -> UUID | None:
        """Asked each time anew: one visit follows another."""
        return self.visit()

    def _reported(self, report: Report) -> None:
        if isinstance(report, SnapshotTaken):
            self.holds = report.snapshot.holds
        if isinstance(report, VerdictArrived | FaultFound):
            self.world.report(self, report)
        elif not isinstance(report, AnswerDelayed):
            self.stands[type(report)] = report
        if self.also_reported is not None:
            self.also_reported(report)
        self.world.fuse.burn("report")

    def powered(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except PowerCut:
            if self.world.chance.random() < 0.5:
                self.reboot()
            else:
                self.off()
            return None
