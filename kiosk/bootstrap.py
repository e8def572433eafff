"""The only place that builds things and puts them together."""

import os
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from threading import Event

from kiosk.app import Beside, KioskApp, Panel
from kiosk.assets import ASSETS, MUNICIPALITIES
from kiosk.clock import Clock, jitter, new_id, nonce
from kiosk.closed_mark import ClosedMark
from kiosk.config import Config
from kiosk.devices.open import open_driver
from kiosk.devices.ports import CardReader, Ticket, TicketPrinter
from kiosk.devices.ticket_printer.raster import render
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.effects import Effects
from kiosk.flow.staff import CLOSINGS
from kiosk.fonts import find_fonts
from kiosk.journal import Code, Journal
from kiosk.messages import Event as Happening
from kiosk.messages import PolicyArrived, Ticked
from kiosk.notify import Supervisor
from kiosk.probe import Probe
from kiosk.screens.parts import Shown
from kiosk.staff_cards import StaffCards
from kiosk.texts import Texts
from kiosk.turn import Turn
from kiosk.uplink import Uplink
from kiosk.visit import ReaderKind, Site, Town
from rules.floor import granules
from rules.policy import Municipality
from sync.identity import Identity, IdentityError, read_identity
from sync.link import Patience
from sync.outbox import Granules
from sync.policies import current_policy
from sync.reports import Report
from sync.service import Chance, Service, Settings
from sync.state_report import Devices

__all__ = ["Terminal"]


class Terminal:
    """One terminal, put together and ready to run; ``close`` ends what ``run`` began."""

    def __init__(
        self, config: Config, *, beside: Beside | None = None, demonstration: bool = False
    ) -> None:
        self.clock = Clock()
        #: Set with the first frame.
        self.begun = Event()
        self.journal = Journal(self.clock.wall_ms)
        self.texts = Texts.load(ASSETS / "locale")
        self._config = config
        self._demonstration = demonstration
        known = {name: _policy(config, name) for name in config.serves}
        self._towns = {name: municipality for name, (municipality, _) in known.items()}
        self._policies = {name: digest for name, (_, digest) in known.items()}
        self._municipality = self._towns[config.municipality]
        self._supervisor = Supervisor.of(os.environ)
        identity = _placed(read_identity(config.state_dir), self._municipality)
        self._closed = ClosedMark(config.state_dir)
        self.reader = _reader(config)
        self.effects = self._effects(_printer(config))
        self.turn = Turn(
            self._site(identity),
            new_id=new_id,
            now=self.clock.now,
            draw=self._draw,
            carry_out=self.effects.carry_out,
            forget=self._forget,
        )
        self.app = self._app(config, beside)

    def run(self) -> None:
        """Open everything and show it until the window closes."""
        self.effects.start()
        self.reader.start(self.app.post)
        self.journal.log(Code.STARTED)
        try:
            with self._probe(), Uplink(self.effects.network_changed):
                self.app.run()
        finally:
            self._supervisor.stopping()
            self.reader.stop()
            self.effects.stop()
            self.journal.log(Code.STOPPED)

    def _probe(self) -> Probe:
        effects = self.effects
        return Probe(self._config.centre_url, lambda: effects.line_up, effects.network_changed)

    def _site(self, identity: Identity) -> Site:
        own, *others = self._towns.values()
        return Site(
            municipality=self._municipality,
            venue=identity.venue,
            texts=self.texts,
            reader_kind=ReaderKind(self._config.reader_kind),
            demonstration=self._demonstration,
            version=_version(),
            staff=_staff(self._config),
            towns=(Town(own, identity.venue), *map(Town, others)) if others else (),
            closed=self._closed.read(CLOSINGS),
        )

    def _effects(self, printer: TicketPrinter) -> Effects:
        fonts = find_fonts()

        def picture(ticket: str, paper: Paper) -> Ticket:
            return Ticket(ticket, render(paper, printer.width_px, fonts), paper.qr)

        return Effects(
            open_service=self._open_service,
            printer=printer,
            picture=picture,
            post=self._post,
            journal=self.journal,
            closed=self._closed,
        )

    def _open_service(self, report: Callable[[Report], None]) -> Service:
        settings = Settings(
            state_dir=self._config.state_dir,
            centre_url=self._config.centre_url,
            session=new_id(),
            granules=_granules(self._towns),
            patience=Patience(answer_s=self._municipality.terminal.answer_wait_s),
            devices=self._devices,
            watching=lambda: self.turn.visit,
            also_serves=self._config.also_serves,
            policies=self._policies,
        )
        chance = Chance(jitter, nonce)
        return Service.open(settings, self.clock, chance, report)

    def _devices(self) -> Devices:
        site = self.turn.site
        return Devices(_version(), paper=site.printer.value, reader=site.reader.value)

    def _app(self, config: Config, beside: Beside | None) -> KioskApp:
        panel = config.panel
        return KioskApp(
            Panel(panel.width_px, panel.height_px, panel.width_mm, panel.fullscreen),
            self.turn.shown,
            emit=self.turn.take,
            seal=self.effects.seal,
            beside=beside,
            drawn=self._first_frame,
            tick=self._tick,
        )

    def _draw(self, shown: Shown) -> None:
        self.app.show(shown)

    def _forget(self) -> None:
        self.app.forget()

    def _post(self, event: Happening) -> None:
        if isinstance(event, PolicyArrived):
            # What waits in the outbox is drawn on the floors of the new rules.
            self._towns[event.municipality.id] = event.municipality
        self.app.post(event)

    def _first_frame(self) -> None:
        self.journal.log(Code.FIRST_FRAME, ms=_process_age_ms())
        self._supervisor.ready()
        self.begun.set()

    def _tick(self) -> None:
        self.turn.take(Ticked(self.clock.now()))
        if self.effects.alive:
            self._supervisor.alive()


def _policy(config: Config, name: str) -> tuple[Municipality, str]:
    """The rules that the centre told last, or those that came with this program."""
    return current_policy(config.state_dir, MUNICIPALITIES / name)


def _placed(identity: Identity, municipality: Municipality) -> Identity:
    """The identity, where it is one for this municipality's data."""
    if identity.municipality != municipality.id:
        said = f"enrolled in {identity.municipality}, and configured for {municipality.id}"
        raise IdentityError(f"{identity.file}: municipality: {said}")
    if identity.venue not in municipality.venues:
        said = f"{municipality.id} has no venue {identity.venue}"
        raise IdentityError(f"{identity.file}: venue: {said}")
    return identity


def _staff(config: Config) -> StaffCards:
    staff = config.staff
    return StaffCards() if staff is None else StaffCards(staff.salt, frozenset(staff.cards))


def _reader(config: Config) -> CardReader:
    device = config.card_reader
    return open_driver("card_reader", device.driver, device.settings)


def _printer(config: Config) -> TicketPrinter:
    device = config.ticket_printer
    return open_driver("ticket_printer", device.driver, device.settings)


def _granules(towns: Mapping[str, Municipality]) -> Granules:
    """Where a room's floor is divided in time; a room that is gone from the data has no cells."""

    def starts(
        town: str, facility: str, _day: date, start_minute: int, end_minute: int
    ) -> Iterable[int]:
        room = towns[town].rooms.get(facility) if town in towns else None
        return () if room is None else granules(room.floor, start_minute, end_minute)

    return starts


@cache
def _version() -> str:
    project = tomllib.loads((ASSETS.parent / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def _process_age_ms() -> int:
    """Milliseconds since the kernel started this process."""
    started_ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")
    return round(age_s * 1000)
