"""A ticket printer without hardware: it prints into memory, and its ``Handle`` breaks it."""

from collections import deque

from pydantic import BaseModel, ConfigDict, Field

from kiosk.devices.ports import (
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
    PrintUnknown,
    Ticket,
)

__all__ = ["Driver", "Handle", "Settings"]

_TICKETS_MAX = 200
_PRINTS = frozenset({PrinterStatus.READY, PrinterStatus.PAPER_LOW})


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    width_px: int = Field(576, ge=256, le=1024, multiple_of=8)


class Handle:
    """``tickets`` came out, oldest first; a mute printer has the status ``UNKNOWN``.

    Where ``proves`` is False, tickets come out and nobody is told.
    """

    def __init__(self) -> None:
        self.tickets: deque[Ticket] = deque(maxlen=_TICKETS_MAX)
        self.status = PrinterStatus.READY
        self.proves = True


class Driver:
    """A ``TicketPrinter`` whose paper lies in its ``handle``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.handle = Handle()

    @property
    def width_px(self) -> int:
        return self._settings.width_px

    def status(self) -> PrinterStatus:
        return self.handle.status

    def print(self, ticket: Ticket) -> PrintOutcome:
        assert ticket.image.width <= self.width_px, "the ticket is wider than the paper"
        if self.handle.status not in _PRINTS:
            return NotPrinted(ticket.ticket, self.handle.status)
        self.handle.tickets.append(ticket)
        return Printed(ticket.ticket) if self.handle.proves else PrintUnknown(ticket.ticket)
