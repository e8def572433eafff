"""A card for vpcd, the virtual reader of pcscd: real pcscd and real PC/SC calls, no hardware.

vpcd listens, and a card is one connection to it: made, the card is there; closed, it is gone. A
message is two bytes of length and so many bytes. One byte is a control code, of which only the
request for the ATR is answered; anything longer is a command to the card, and is answered.
"""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

__all__ = ["ANSWERS_NOTHING", "DEBIANS_PORT", "OWN_PORT", "VirtualCard", "listens", "uid_answers"]

#: Of the first slot; the second one's is the next. Debian's lies among those that the system
#: gives to outgoing connections, and while one of them has it vpcd cannot start.
DEBIANS_PORT = 0x8C7B
OWN_PORT = 0x4C7B

_LISTEN = "0A"

_ATR_WANTED = 4

#: What a contactless reader makes up for a MIFARE Classic card with 1 kilobyte.
_ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")

Answers = Callable[[bytes], bytes]


def uid_answers(uid: bytes) -> Answers:
    """A card with this UID or IDm and nothing more."""

    def answer(command: bytes) -> bytes:
        return uid + b"\x90\x00" if command[:4] == b"\xff\xca\x00\x00" else b"\x6d\x00"

    return answer


def ANSWERS_NOTHING(_command: bytes) -> bytes:  # noqa: N802 - stands where a card's answers stand
    """A card that is taken away in the middle of a command."""
    return b""


def listens(port: int) -> bool:
    """Looked up and not tried, for a connection to vpcd would be a card."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return any(row[1].endswith(f":{port:04X}") and row[3] == _LISTEN for row in rows)


class VirtualCard:
    """``insert`` holds it to the reader of this slot (0 or 1), ``remove`` takes it away."""

    def __init__(self, answers: Answers, slot: int = 0) -> None:
        self._answers = answers
        self._slot = slot
        self._line: socket.socket | None = None
        self._thread: Thread | None = None

    def insert(self) -> None:
        assert self._line is None, "the card lies on the reader already"
        port = OWN_PORT if listens(OWN_PORT) else DEBIANS_PORT
        self._line = socket.create_connection(("127.0.0.1", port + self._slot), timeout=5)
        self._line.settimeout(None)
        self._thread = Thread(target=_serve, args=(self._line, self._answers), daemon=True)
        self._thread.start()

    def remove(self) -> None:
        if self._line is None or self._thread is None:
            return
        with suppress(OSError):  # pcscd may have gone first
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(5)
        self._line = None


def _serve(line: socket.socket, answers: Answers) -> None:
    with line, line.makefile("rb") as messages:
        try:
            while True:
                (length,) = struct.unpack(">H", _exactly(messages.read(2), 2))
                message = _exactly(messages.read(length), length)
                if length > 1:
                    answer = answers(message)
                    if not answer:
                        return
                elif message[0] == _ATR_WANTED:
                    answer = _ATR
                else:
                    continue
                line.sendall(struct.pack(">H", len(answer)) + answer)
        except (EOFError, OSError):
            return


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) < length:
        raise EOFError
    return data
