"""A terminal on the real window whose centre, card and printer answer at the effects' edge.

What is touched is touched with a finger, and what is answered comes in by the door of the threads.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kiosk.app import KioskApp
from kiosk.app import Panel as AppPanel
from kiosk.devices.ports import CardTouched, Printed
from kiosk.messages import (
    ActionRecorded,
    ActionSettled,
    BookingConfirmed,
    CellChosen,
    DayChosen,
    Effect,
    Event,
    FetchMine,
    LogIn,
    LoginAnswered,
    MineArrived,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SportChosen,
    StopPressed,
    Submit,
    TicketDone,
)
from kiosk.screens.keyboard.layout import CharacterTyped, Done
from kiosk.screens.parts import Event as Pressed
from kiosk.screens.parts import Shown
from kiosk.turn import Turn
from kiosk.visit import Site
from sync.draft import Recorded
from sync.wire import ActionVerdict, LoginAccepted, MyBookings, Sealed, receipt_number
from tests.kiosk.flow.journey import CARD, DAY, NOW, booking, resident
from tests.support.window import Panel, TouchWindow

__all__ = ["PASSWORD", "Stand"]

PASSWORD = "hima25"
#: Frames after which an answer that was posted is drawn.
ANSWERED_FRAMES = 3


@dataclass
class Stand:
    """``now`` is the terminal's clock; ``effects`` went out; ``drawn`` is what was shown."""

    window: TouchWindow
    site: Site
    panel: Panel
    now: datetime = NOW
    visits: int = 0
    effects: list[Effect] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turn = Turn(
            self.site,
            new_id=self._new_id,
            now=lambda: self.now,
            draw=self._draw,
            carry_out=self._carry_out,
            forget=self._forget,
        )
        panel = AppPanel(self.panel.width, self.panel.height, self.panel.width_mm, fullscreen=False)
        self.app = KioskApp(panel, self.turn.shown, emit=self.turn.take, seal=_sealed)
        self.window.hold(self.app, self.panel)

    @property
    def shown(self) -> Shown:
        return self.turn.shown

    def tap(self, event: Pressed) -> None:
        self.window.tap_event(event)
        self.window.frames(1)

    def tell(self, event: Event) -> None:
        """From another thread, as the card reader does; until it is drawn."""
        self.app.post(event)
        self.window.frames(ANSWERED_FRAMES)

    def log_in(self) -> None:
        self.tell(CardTouched(CARD))
        for character in PASSWORD:
            self.tap(CharacterTyped(character))
        self.tap(Done())
        self.window.frames(ANSWERED_FRAMES)

    def to_the_card(self) -> None:
        for event in (
            PageOpened("look.sport"),
            SportChosen("badminton"),
            DayChosen(DAY),
            CellChosen(2, 18 * 60),
            CellChosen(2, 19 * 60),
            NextPressed(),
            PeopleChosen(4),
        ):
            self.tap(event)

    def book(self) -> None:
        """A whole visit: looked for, logged in, booked, printed, and ended."""
        self.to_the_card()
        self.log_in()
        self.tap(BookingConfirmed())
        self.window.frames(ANSWERED_FRAMES)
        assert self.shown.kind == "result", self.shown
        self.tap(StopPressed())
        assert self.shown.kind == "home", self.shown
        self.effects.clear()

    def _new_id(self) -> UUID:
        self.visits += 1
        return UUID(int=self.visits)

    # The application is made after the turn, whose first picture it shows.

    def _draw(self, shown: Shown) -> None:
        self.app.show(shown)

    def _forget(self) -> None:
        self.app.forget()

    def _carry_out(self, effect: Effect) -> None:
        self.effects.append(effect)
        for answer in _answers(effect):
            self.app.post(answer)


def _sealed(_subject: object, _typed: bytearray) -> Sealed:
    return Sealed(kid="key-1", box="AAAA")


def _answers(effect: Effect) -> tuple[Event, ...]:
    match effect:
        case LogIn(visit):
            answer = LoginAccepted(resident=resident(), bookings=(), decided=(), centre_ms=0)
            return (LoginAnswered(visit, answer),)
        case Submit(draft):
            number = receipt_number(draft.action)
            verdict = {
                "seq": 1,
                "action": draft.action,
                "verdict": "applied",
                "booking": booking(number),
                "outcome": {"fee": 800, "payment_due": "2025-12-10T18:00:00+09:00"},
                "centre_ms": 0,
            }
            return (
                ActionRecorded(draft.visit, Recorded(draft.action, 1, number, 1)),
                ActionSettled(draft.visit, ActionVerdict.model_validate(verdict)),
            )
        case FetchMine(visit):
            return (MineArrived(visit, (), MyBookings(bookings=(), centre_ms=0)),)
        case PrintTicket(visit, ticket):
            return (TicketDone(visit, Printed(ticket)),)
        case _:
            raise AssertionError(f"nobody answers {effect}")
