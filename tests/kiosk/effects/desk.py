"""A terminal without a window: a real outbox, a far end that signs and seals, a printer."""

import io
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from PIL import Image

from kiosk.closed_mark import ClosedMark
from kiosk.devices.ports import Ticket, TicketPrinter
from kiosk.devices.ticket_printer.simulated import Driver, Settings
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.effects import Effects
from kiosk.journal import Journal
from kiosk.messages import Event
from sync.draft import Draft
from sync.identity import Identity
from sync.outbox import Limits
from sync.reports import Report
from sync.sealer import Sealer
from sync.service import Chance, Service
from sync.service import Settings as ServiceSettings
from sync.wire import BookBody, Sealed
from tests.support.waiting import wait_until
from tests.sync.conftest import (
    CARD,
    DAY,
    NUMBER,
    PASSWORD,
    PATIENCE,
    ROOMY,
    SESSION,
    FakeClock,
    half_hours,
)
from tests.sync.far_end import NOW_MS

#: The far end knows the visits that do not begin with a nought.
VISIT = UUID("99999999-0000-4000-8000-000000000000")
UNKNOWN_VISIT = UUID(int=1)
PAPER = Paper("予約票", "アルゴ", "予約番号", "AAAAA-BBBBB", (), (), "", "", qr="x:AAAAA-BBBBB")


@dataclass
class Desk:
    """A terminal without a window: what is posted is kept in order."""

    state: Path
    url: str
    identity: Identity
    printer: TicketPrinter = field(default_factory=lambda: Driver(Settings()))
    service: type[Service] = Service
    limits: Limits = ROOMY
    jitter: float = 0.5
    events: list[Event] = field(default_factory=list)
    stream: io.StringIO = field(default_factory=io.StringIO)
    made: list[Effects] = field(default_factory=list)
    clock: FakeClock = field(default_factory=FakeClock)

    def effects(self) -> Effects:
        return Effects(
            open_service=self._open,
            printer=self.printer,
            picture=lambda name, paper: Ticket(name, Image.new("1", (576, 99), 1), paper.qr),
            post=self.events.append,
            journal=Journal(lambda: NOW_MS, self.stream),
            closed=ClosedMark(self.state),
        )

    def start(self) -> Effects:
        one = self.effects()
        one.start()
        self.made.append(one)
        return one

    def draft(self, action: int = 1, visit: UUID = VISIT) -> Draft:
        return Draft(
            action=UUID(int=action),
            visit=visit,
            municipality="ono",
            body=BookBody(
                facility="algo_gym",
                sport="badminton",
                courts=1,
                people=4,
                day=DAY,
                start_minute=540,
                end_minute=600,
            ),
            credential=self.credential(visit),
        )

    def credential(self, visit: UUID = VISIT) -> Sealed:
        return Sealer(self.identity)(visit, CARD, NUMBER, bytearray(PASSWORD.encode()))

    def of(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    def wait_for(self, kind: type[Event], count: int = 1) -> list[Event]:
        wait_until(lambda: len(self.of(kind)) >= count, f"{count} {kind.__name__}")
        return self.of(kind)

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def codes(self) -> list[object]:
        return [line["code"] for line in self.lines]

    def _open(self, report: Callable[[Report], None]) -> Service:
        nonces = itertools.count()
        settings = ServiceSettings(
            self.state, self.url, SESSION, half_hours, limits=self.limits, patience=PATIENCE
        )
        chance = Chance(lambda: self.jitter, lambda: f"nonce-{next(nonces):020}")
        return self.service.open(settings, self.clock, chance, report)
