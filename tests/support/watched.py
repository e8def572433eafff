"""A whole terminal in a process of its own, touched from outside, that tells what it remembers.

``python -m tests.support.watched CONFIG``. Each line of its input is one word and what it is about,
as JSON; it answers each with a line. Secrets come in a character at a time or backwards, so that
none stands whole in what was read.
"""

import gc
import json
import sys
from pathlib import Path
from threading import Thread
from typing import Any

from kiosk.bootstrap import Terminal
from kiosk.config import read
from kiosk.devices.card_reader import simulated
from kiosk.tour.guide import Guide

__all__: list[str] = []


class Watched:
    def __init__(self, terminal: Terminal) -> None:
        assert isinstance(terminal.reader, simulated.Driver)
        self._terminal = terminal
        self._hands = terminal.reader.handle
        self._guide = Guide(terminal, lambda: None, Path())  # type: ignore[arg-type,return-value]

    def tap(self, about: str) -> None:
        self._guide.tap(object, lambda event: repr(event) == about)

    def see(self, kind: str) -> None:
        self._guide.see(kind)

    def card(self, backwards: str) -> None:
        self._hands.tap(backwards[::-1])

    def lift(self, _: str) -> None:
        self._hands.lift()

    def texts(self, file: str) -> None:
        """Every text and every run of bytes that any object of this process leads to."""
        Path(file).write_bytes(b"\0".join(self._terminal.app.on_ui(_texts)))
        # What lives now grows old: as in a long visit, it does not go with the young garbage.
        self._terminal.app.on_ui(gc.collect)

    def end(self, _: str) -> None:
        self._terminal.app.on_ui(self._terminal.app.stop)


def _texts() -> set[bytes]:
    todo: list[Any] = [gc.get_objects(), sys._current_frames()]
    seen: set[int] = {id(todo)}
    found: set[bytes] = set()
    while todo:
        for thing in gc.get_referents(todo.pop()):
            if isinstance(thing, str):
                found.add(thing.encode("utf-8", "surrogatepass"))
            elif isinstance(thing, bytes | bytearray):
                found.add(bytes(thing))
            elif id(thing) not in seen:
                seen.add(id(thing))
                todo.append(thing)
    return found


def _obey(terminal: Terminal) -> None:
    terminal.begun.wait()
    watched = Watched(terminal)
    for line in sys.stdin:
        word, about = json.loads(line)
        getattr(watched, word)(about)
        del line, about
        print(word, flush=True)


def main(config: str) -> None:
    terminal = Terminal(read(Path(config)))
    Thread(target=_obey, args=(terminal,), daemon=True).start()
    terminal.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
