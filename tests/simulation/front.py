"""What a resident stands before: the real flow and its effects, on a machine's real service."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from PIL import Image

from kiosk.closed_mark import ClosedMark
from kiosk.devices.ports import Ticket
from kiosk.devices.ticket_printer.simulated import Driver, Settings
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.effects import Effects, Job, _Crew
from kiosk.journal import Journal
from kiosk.messages import Effect, Event, Submit
from kiosk.screens.parts import Shown
from kiosk.texts import Texts
from kiosk.turn import Turn
from kiosk.visit import Site
from rules.calendar import JAPAN
from sync.reports import Report
from sync.service import Service
from tests.simulation.kept import municipality
from tests.simulation.terminal import Machine

__all__ = ["TEXTS", "Front"]

TEXTS = Texts.load(Path(__file__).parents[2] / "assets/locale")
#: Where a thread has more to do at once.
ROUNDS_MAX = 20
#: A ticket is read as text here; its picture is a matter of other tests.
STILL = Image.new("1", (8, 1))


class _AtHand(_Crew):
    """In place of a thread: it goes round when it is told to."""

    def __init__(self, name: str, journal: Journal) -> None:
        super().__init__(name, journal, _nothing)
        self._waiting: deque[Job] = deque()
        self._between: Callable[[], float] = _at_once

    def start(self, first: Job, between: Callable[[], float], _: Job) -> None:
        first()
        self._between = between
        between()

    def put(self, job: Job) -> None:
        self._waiting.append(job)

    def go_round(self) -> bool:
        """One job, and what the thread does of itself then; False where nothing waits."""
        if not self._waiting:
            return False
        self._waiting.popleft()()
        for _ in range(ROUNDS_MAX):
            if self._between() > 0:
                break
        return True


class Front:
    """``asked`` hears of every action that the flow wants recorded, before it is.

    ``heard`` is told every event at once, before the flow, which comes to it later.
    """

    def __init__(
        self,
        machine: Machine,
        journal: Journal,
        asked: Callable[[Submit], None],
        heard: Callable[[Event], None],
    ) -> None:
        self._machine = machine
        self._asked, self._heard = asked, heard
        self._posted: deque[Event] = deque()
        self._papers: dict[str, Paper] = {}
        self.printer = Driver(Settings())
        self.effects = Effects(
            open_service=self._opened,
            printer=self.printer,
            picture=self._picture,
            post=self._post,
            journal=journal,
            closed=ClosedMark(machine.state),
        )
        self._line = self.effects._line = _AtHand("sync", journal)
        self._print = self.effects._print = _AtHand("printer", journal)
        self.turn = Turn(
            Site(municipality(), "argo", TEXTS),
            new_id=machine.world.new_id,
            now=self.now,
            draw=_nothing_with,
            carry_out=self._carry_out,
            forget=_nothing,
        )
        machine.visit = lambda: self.turn.visit
        self.effects.start()

    @property
    def shown(self) -> Shown:
        return self.turn.shown

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._machine.clock.wall_ms() / 1000, JAPAN)

    def happens(self) -> Iterator[Event]:
        """What is posted until nothing is left to be done; ``turn`` is still to be given each."""
        while True:
            while self._posted:
                yield self._posted.popleft()
            if not (self._line.go_round() or self._print.go_round()) and not self._posted:
                return

    def papers(self) -> Iterator[Paper]:
        """What has come out of the printer since it was asked last."""
        tickets = self.printer.handle.tickets
        while tickets:
            yield self._papers.pop(tickets.popleft().ticket)

    def _opened(self, report: Callable[[Report], None]) -> Service:
        """It runs already; what it told last is how the terminal stands."""
        service = self._machine.on()
        for told in tuple(self._machine.stands.values()):
            report(told)
        self._machine.also_reported = report
        return service

    def _carry_out(self, effect: Effect) -> None:
        if isinstance(effect, Submit):
            self._asked(effect)
        self.effects.carry_out(effect)

    def _post(self, event: Event) -> None:
        self._heard(event)
        self._posted.append(event)

    def _picture(self, ticket: str, paper: Paper) -> Ticket:
        self._papers[ticket] = paper
        return Ticket(ticket, STILL, paper.qr)


def _nothing() -> None:
    """Nobody looks."""


def _nothing_with(_: Shown) -> None:
    """What is drawn is read where it stands."""


def _at_once() -> float:
    return 0.0
