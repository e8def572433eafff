"""What a receipt printer (ESC/POS) is asked over its line, and what its answers mean.

python-escpos takes silence for plenty of paper and any byte for an answer, so this is our own:
an answer has the form of an answer or is none, and a printer that says nothing is not ready.
"""

import socket
import time

from kiosk.devices.ports import PrinterStatus

__all__ = ["STATUS_BACK_OFF", "Dialogue"]

#: GS a 0: do not tell of changes unasked.
STATUS_BACK_OFF = b"\x1da\x00"

_ANSWER_S = 1.0
_DRAIN_S = 0.005

#: After the printer has worked through everything, so long may the proof come still.
_GRACE_S = 2.0


class Dialogue:
    """One connection; nothing here waits longer than it says."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def status(self) -> PrinterStatus:
        """Ask for everything that can be wrong (DLE EOT 1 to 4)."""
        answers = []
        for about in (1, 2, 3, 4):
            answer = self._ask(about)
            if answer is None:
                return PrinterStatus.UNKNOWN
            answers.append(answer)
        return _meaning(*answers)

    def wait_for_proof(self, name: bytes, timeout_s: float) -> bool:
        """Whether the printer says that everything up to now is on paper (GS ( H 48).

        A printer that does not know the question skips it, and then answers GS r, which is asked
        behind it and answered in its turn: so the wait for such a printer is short.
        """
        self._line.sendall(b"\x1d(H\x06\x0000" + name + b"\x1dr\x01")
        proof = b"7\x22" + name + b"\x00"
        heard = b""
        end = time.monotonic() + timeout_s
        while more := self._hear(end):
            heard += more
            if proof in heard:
                return True
            if _has_paper_answer(heard):
                end = min(end, time.monotonic() + _GRACE_S)
        return False

    def _ask(self, about: int) -> int | None:
        """One byte, of the form 0xx1xx10; what was said before the question is thrown away."""
        self._hear(time.monotonic() + _DRAIN_S)
        self._line.sendall(bytes([0x10, 0x04, about]))
        end = time.monotonic() + _ANSWER_S
        while heard := self._hear(end):
            for byte in heard:
                if byte & 0x93 == 0x12:
                    return byte
        return None

    def _hear(self, end: float) -> bytes:
        """Some bytes; none when the time has come, or the line is closed."""
        left = end - time.monotonic()
        if left <= 0:
            return b""
        self._line.settimeout(left)
        try:
            return self._line.recv(256)
        except TimeoutError:
            return b""


def _meaning(printer: int, offline: int, error: int, paper: int) -> PrinterStatus:
    """One word for four answers: what a person can mend, before what shows only as offline."""
    if offline & 0x04:
        return PrinterStatus.COVER_OPEN
    if offline & 0x20 or paper & 0x60:
        return PrinterStatus.PAPER_OUT
    if error & 0x08:
        return PrinterStatus.CUTTER
    if printer & 0x08 or offline & 0x40 or error & 0x60:
        return PrinterStatus.OFFLINE
    return PrinterStatus.PAPER_LOW if paper & 0x0C else PrinterStatus.READY


def _has_paper_answer(heard: bytes) -> bool:
    """Whether an answer to GS r stands among what was heard, outside the longer answers."""
    at = 0
    while at < len(heard):
        if heard[at] == 0x37:  # an answer in a block, which a NUL ends
            end = heard.find(0, at)
            at = len(heard) if end < 0 else end + 1
        elif heard[at] & 0x93 == 0x10:  # a change that was told unasked, four bytes
            at += 4
        elif heard[at] & 0x90 == 0:
            return True
        else:
            at += 1
    return False
