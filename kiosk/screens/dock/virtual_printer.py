"""A receipt printer made of a TCP port: it answers as one, and its paper is pictures.

The demonstration prints on it, and so do the tests, with the same driver as on a real printer.
"""

from collections.abc import Callable
from enum import StrEnum
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread

from PIL import Image

from kiosk.screens.dock.printer_commands import (
    AskedPaper,
    AskedProof,
    AskedStatus,
    Command,
    Commands,
    Cut,
    Fed,
    Initialised,
    NotACommandError,
    Raster,
    StatusBackSet,
)

__all__ = ["Fault", "VirtualPrinter"]

_ROWS_A_LINE = 30
_TICKETS_MAX = 200


class Fault(StrEnum):
    """What can be wrong with it; with ``NO_PROOF`` it never says that it has printed."""

    OFFLINE = "offline"
    COVER = "cover"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    CUTTER = "cutter"
    MUTE = "mute"
    NO_PROOF = "no_proof"


_STOPS = frozenset({Fault.OFFLINE, Fault.COVER, Fault.PAPER_OUT, Fault.CUTTER})


class VirtualPrinter:
    """Listens on the loopback until ``close``; ``port`` 0 takes a free one."""

    def __init__(
        self, port: int = 0, on_ticket: Callable[[Image.Image], None] | None = None
    ) -> None:
        self.faults: set[Fault] = set()
        #: Rows of dots until the paper ends; None is a full roll.
        self.rows_left: int | None = None
        #: Sent to whoever connects, as a printer does that tells of changes unasked.
        self.greeting = b""
        self._on_ticket = on_ticket
        self._tickets: list[Image.Image] = []
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="virtual-printer", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def tickets(self) -> list[Image.Image]:
        """What was cut off, oldest first."""
        with self._lock:
            return list(self._tickets)

    @property
    def paper_out(self) -> bool:
        return Fault.PAPER_OUT in self.faults

    @paper_out.setter
    def paper_out(self, out: bool) -> None:
        (self.faults.add if out else self.faults.discard)(Fault.PAPER_OUT)

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer_status(self, about: int) -> bytes:
        """One byte of DLE EOT: bits 1 and 4 are always set, 0 and 7 never."""
        has = self.faults.__contains__
        match about:
            case 1:
                bits = {3: bool(self.faults & _STOPS)}
            case 2:
                bits = {2: has(Fault.COVER), 5: has(Fault.PAPER_OUT), 6: has(Fault.CUTTER)}
            case 3:
                bits = {3: has(Fault.CUTTER)}
            case _:
                near = has(Fault.NEAR_END) or has(Fault.PAPER_OUT)
                out = has(Fault.PAPER_OUT)
                bits = {2: near, 3: near, 5: out, 6: out}
        return bytes([0x12 | sum(1 << bit for bit, on in bits.items() if on)])

    def use_paper(self, rows: int) -> bool:
        """Whether there was paper for these rows; the last of it ends the roll."""
        if self.faults & _STOPS:
            return False
        if self.rows_left is not None:
            self.rows_left -= rows
            self.paper_out = self.rows_left < 0
        return not self.paper_out

    def keep(self, ticket: Image.Image) -> None:
        with self._lock:
            self._tickets.append(ticket)
            del self._tickets[:-_TICKETS_MAX]
        if self._on_ticket is not None:
            self._on_ticket(ticket)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], printer: VirtualPrinter) -> None:
        self.printer = printer
        super().__init__(address, _Job)


class _Job(BaseRequestHandler):
    """One connection: its bytes are carried out in order."""

    server: _Server

    def handle(self) -> None:
        self._paper: list[Image.Image] = []
        self._feed_rows = 0
        commands = Commands()
        try:
            self._send(self.server.printer.greeting)
            while data := self.request.recv(65536):
                for command in commands.feed(data):
                    self._carry_out(command)
        except (OSError, NotACommandError):
            return  # the line is closed: who prints here has gone, or speaks another language

    def _carry_out(self, command: Command) -> None:
        printer = self.server.printer
        match command:
            case Initialised() | StatusBackSet():
                pass
            case Raster(image):
                self._print(image)
            case Fed(lines):
                self._feed_rows += lines * _ROWS_A_LINE
            case Cut():
                self._cut()
            case AskedStatus(about):
                self._send(printer.answer_status(about))
            case AskedPaper() if not printer.faults & _STOPS:
                self._send(b"\x00")
            case AskedProof(name) if not printer.faults & (_STOPS | {Fault.NO_PROOF}):
                self._send(b"7\x22" + name + b"\x00")

    def _print(self, image: Image.Image) -> None:
        if self.server.printer.use_paper(image.height):
            if self._paper and self._feed_rows:
                self._paper.append(Image.new("1", (image.width, self._feed_rows), 1))
            self._feed_rows = 0
            self._paper.append(image)

    def _cut(self) -> None:
        if self._paper and not self.server.printer.faults & _STOPS:
            self.server.printer.keep(_stack(self._paper))
            self._paper = []
        self._feed_rows = 0

    def _send(self, answer: bytes) -> None:
        if Fault.MUTE not in self.server.printer.faults:
            self.request.sendall(answer)


def _stack(pieces: list[Image.Image]) -> Image.Image:
    width = max(piece.width for piece in pieces)
    whole = Image.new("1", (width, sum(piece.height for piece in pieces)), 1)
    top = 0
    for piece in pieces:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole
