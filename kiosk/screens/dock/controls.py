"""What the dock's presses do to the simulated devices, and the view that shows their state."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PIL.Image import Image

from kiosk.screens.dock.view import View
from kiosk.screens.parts import Look, Press

__all__ = [
    "Card",
    "CardHeld",
    "CardTaken",
    "Controls",
    "Hands",
    "LineSwitched",
    "PaperSwitched",
    "TicketTurned",
    "read_cards",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a demonstration resident; the password is shown, for it opens nothing else."""

    uid: str
    password: str
    label: str


class Hands(Protocol):
    """What a person can do at the reader."""

    def tap(self, card: str) -> None: ...

    def lift(self) -> None: ...


class Line(Protocol):
    @property
    def up(self) -> bool: ...

    def cut(self) -> None: ...

    def restore(self) -> None: ...


class Printer(Protocol):
    """The paper side of the printer: what came out, and whether there is paper."""

    paper_out: bool

    @property
    def tickets(self) -> list[Image]: ...


@dataclass(frozen=True, slots=True)
class CardHeld:
    uid: str


@dataclass(frozen=True, slots=True)
class CardTaken:
    pass


@dataclass(frozen=True, slots=True)
class LineSwitched:
    pass


@dataclass(frozen=True, slots=True)
class PaperSwitched:
    pass


@dataclass(frozen=True, slots=True)
class TicketTurned:
    by: int


class Controls:
    """One for the whole demonstration; used on the UI thread."""

    def __init__(
        self,
        cards: tuple[Card, ...],
        hands: Hands,
        printer: Printer,
        line: Line,
        text: Callable[..., str],
    ) -> None:
        self._cards = cards
        self._hands = hands
        self._printer = printer
        self._line = line
        self._text = text
        self._turned = 0
        self._seen = 0

    def act(self, event: object) -> None:
        match event:
            case CardHeld(uid):
                self._hands.tap(uid)
            case CardTaken():
                self._hands.lift()
            case LineSwitched():
                (self._line.cut if self._line.up else self._line.restore)()
            case PaperSwitched():
                self._printer.paper_out = not self._printer.paper_out
            case TicketTurned(by):
                self._turned += by

    def view(self) -> View:
        text = self._text
        return View(
            title=text("dock.title"),
            cards=tuple(
                Press(
                    text("dock.card", label=card.label, password=card.password), CardHeld(card.uid)
                )
                for card in self._cards
            ),
            card_note=text("dock.card_note"),
            switches=self._switches(),
            tray_note=self._tray_note(),
            tray=self._tray(),
            ticket=self._ticket(),
        )

    def _switches(self) -> tuple[Press, ...]:
        line = "dock.line_cut" if self._line.up else "dock.line_restore"
        paper = "dock.paper_back" if self._printer.paper_out else "dock.paper_end"
        return (
            Press(self._text("dock.card_take"), CardTaken()),
            Press(self._text(line), LineSwitched(), look=_weight(alarm=not self._line.up)),
            Press(self._text(paper), PaperSwitched(), look=_weight(alarm=self._printer.paper_out)),
        )

    def _tray_note(self) -> str:
        count = len(self._printer.tickets)
        if count == 0:
            return self._text("dock.tray_empty")
        return self._text("dock.tray", number=self._position() + 1, count=count)

    def _tray(self) -> tuple[Press, ...]:
        last = len(self._printer.tickets) - 1
        at = self._position()
        back = Press(self._text("dock.tray_back"), TicketTurned(-1))
        on = Press(self._text("dock.tray_on"), TicketTurned(1))
        return replace(back, enabled=at > 0), replace(on, enabled=at < last)

    def _position(self) -> int:
        """The ticket that is looked at; a new one comes to the top."""
        count = len(self._printer.tickets)
        if count != self._seen:
            self._seen, self._turned = count, 0
        self._turned = min(0, max(self._turned, 1 - count))
        return max(0, count - 1 + self._turned)

    def _ticket(self) -> Image | None:
        tickets = self._printer.tickets
        return tickets[self._position()] if tickets else None


def _weight(*, alarm: bool) -> Look:
    return Look.STOP if alarm else Look.PLAIN


def read_cards(file: Path) -> tuple[Card, ...]:
    """The demonstration residents' cards; the same file that the centre's load-demo reads."""
    residents = tomllib.loads(file.read_text(encoding="utf-8"))["residents"]
    return tuple(Card(row["card"], row.get("password", ""), row["label"]) for row in residents)
