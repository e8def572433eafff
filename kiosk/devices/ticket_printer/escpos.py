"""Receipt printers in the network that speak ESC/POS, through python-escpos.

Every job has a connection and a printer object of its own: python-escpos does not come back from
a line that was lost once. A ticket is printed as a picture, so every printer prints every kanji.
"""

import socket
from contextlib import closing
from itertools import count
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kiosk.devices.ports import (
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
    PrintUnknown,
    Ticket,
)
from kiosk.devices.ticket_printer.dialogue import STATUS_BACK_OFF, Dialogue

__all__ = ["Driver", "Settings"]

_CONNECT_S = 3.0
_SEND_S = 5.0
_FRAGMENT_ROWS = 256
_PRINTS = frozenset({PrinterStatus.READY, PrinterStatus.PAPER_LOW})


class Settings(BaseModel):
    """``width_px``: dots across the paper, 576 for 80 mm and 384 for 58 mm at 203 dpi."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1, max_length=253)
    port: int = Field(9100, ge=1, le=65535)
    width_px: int = Field(576, ge=256, le=1024, multiple_of=8)
    print_timeout_s: float = Field(10.0, gt=0, le=60)


class Driver:
    """A ``TicketPrinter`` at an address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names = count()

    @property
    def width_px(self) -> int:
        return self._settings.width_px

    def status(self) -> PrinterStatus:
        try:
            with self._line() as line:
                return Dialogue(line).status()
        except OSError:
            return PrinterStatus.OFFLINE

    def print(self, ticket: Ticket) -> PrintOutcome:
        assert ticket.image.width <= self.width_px, "the ticket is wider than the paper"
        sent = False
        try:
            with self._line() as line:
                status = Dialogue(line).status()
                if status not in _PRINTS:
                    return NotPrinted(ticket.ticket, status)
                sent = True
                proven = self._print_on(line, ticket)
        except OSError:
            if not sent:
                return NotPrinted(ticket.ticket, PrinterStatus.OFFLINE)
            return PrintUnknown(ticket.ticket)
        return Printed(ticket.ticket) if proven else PrintUnknown(ticket.ticket)

    def _print_on(self, line: socket.socket, ticket: Ticket) -> bool:
        line.settimeout(_SEND_S)
        line.sendall(b"\x1b@" + STATUS_BACK_OFF)
        name = b"%04d" % (next(self._names) % 10_000)
        with closing(_library_printer(self.width_px)) as printer:
            printer.device = line
            printer.image(ticket.image, impl="bitImageRaster", fragment_height=_FRAGMENT_ROWS)
            printer.cut()
            return Dialogue(line).wait_for_proof(name, self._settings.print_timeout_s)

    def _line(self) -> socket.socket:
        """Connected by us, for the library leaks the socket of a connection that was refused."""
        return socket.create_connection((self._settings.host, self._settings.port), _CONNECT_S)


def _library_printer(width_px: int) -> Any:
    # The library reads its table of printers when it is imported, which takes 0.4 seconds: it is
    # the first ticket that waits for it, and not the start.
    from escpos.capabilities import Profile  # noqa: PLC0415
    from escpos.printer import Network  # noqa: PLC0415

    profile = Profile(features={"paperFullCut": True})
    # Without a width the library complains on the standard output, for every picture.
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": width_px}}}
    return Network(profile=profile)
