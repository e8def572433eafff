"""What the terminal asks of its devices: one to three methods each, and unions for answers.

A driver owns one thread; it never raises for what is expected, it reports. Every driver file has a
``class Driver`` that is built from its ``Settings``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PIL.Image import Image

__all__ = [
    "CardLifted",
    "CardReader",
    "CardTouched",
    "CardUnreadable",
    "NotPrinted",
    "PrintOutcome",
    "PrintUnknown",
    "Printed",
    "PrinterStatus",
    "ReaderEvent",
    "ReaderStatus",
    "ReaderStatusChanged",
    "Ticket",
    "TicketPrinter",
]


class ReaderStatus(StrEnum):
    READY = "ready"
    NO_READER = "no_reader"
    NO_SERVICE = "no_service"


@dataclass(frozen=True, slots=True)
class CardTouched:
    """``card`` is the UID or IDm, hex, upper case: an identifier and never a secret."""

    card: str


@dataclass(frozen=True, slots=True)
class CardLifted:
    """The card that was touched is gone again."""


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """A card was there and could not be read: taken away too soon, or of a foreign kind.

    ``why`` is one of ``lifted``, ``foreign``, ``random_id``.
    """

    why: str


@dataclass(frozen=True, slots=True)
class ReaderStatusChanged:
    status: ReaderStatus


ReaderEvent = CardTouched | CardLifted | CardUnreadable | ReaderStatusChanged


class CardReader(Protocol):
    """Tells of cards from its own thread, from ``start`` until ``stop``."""

    def start(self, tell: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch; the first thing told is the status."""

    def stop(self) -> None:
        """End the watcher and wait for it."""


class PrinterStatus(StrEnum):
    """``UNKNOWN`` is no good answer: a printer that is silent is not a printer that is ready."""

    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket ready for paper: ``image`` is mode "1" and as wide as the paper."""

    ticket: str
    image: Image
    qr: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer itself said that this ticket came out."""

    ticket: str


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Nothing came out, for this reason; it is safe to print again."""

    ticket: str
    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class PrintUnknown:
    """Sent, and not confirmed: it may have come out."""

    ticket: str


PrintOutcome = Printed | NotPrinted | PrintUnknown


class TicketPrinter(Protocol):
    """Blocking; called on the printer's own thread only."""

    @property
    def width_px(self) -> int:
        """How wide the paper is: a ticket's image is drawn for it."""

    def status(self) -> PrinterStatus: ...

    def print(self, ticket: Ticket) -> PrintOutcome: ...
