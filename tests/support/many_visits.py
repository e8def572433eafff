"""A terminal without a window in a process of its own, in which residents log in by the hundred.

Everything but the window is the terminal's: flow, threads, outbox, line, log. Between them a finger
types characters one by one, which never stand together but in the bytes of the keyboard.

A word and a number on standard input make so many visits; the word on standard output ends them.
"""

import queue
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.bootstrap import Terminal
from kiosk.clock import new_id
from kiosk.config import read
from kiosk.devices.ports import CardTouched
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    Event,
    NextPressed,
    NumberTyped,
    PageOpened,
    PrintWanted,
    StopPressed,
    Submit,
    Ticked,
    TicketDone,
)
from kiosk.screens.keyboard.secret import Secret
from kiosk.screens.parts import Shown
from sync.draft import Draft
from sync.wire import CancelBody, Form, RegisterBody, Registrant
from tests.support.secrets import MASK

__all__ = ["CARD", "NAME", "NUMBER", "PASSWORD_LENGTH_MAX"]

CARD, NUMBER, NAME = "04D1C2B3A4{:04}", "7183{:04}", "ミホン ナマエ {:04}"
PASSWORD_LENGTH_MAX = 64
ANSWER_S = 20.0
#: About as often a clock ticks.
ROUND_S = 1.0
#: Every so many visits a real ticket is drawn.
DRAWN_EVERY = 50
_WAITS = {"identify.wait"}


class Windowless:
    """In the place of the window: what is posted waits until it is taken."""

    def __init__(self) -> None:
        self.posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.post = self.posted.put

    def show(self, shown: Shown) -> None:
        pass

    def forget(self) -> None:
        pass


class Blind(Terminal):
    def _app(self, _config: object, _beside: object) -> Any:
        return Windowless()


class Visits:
    """``word`` is what all passwords begin with, masked; the visit's number follows."""

    def __init__(self, terminal: Terminal, word: bytes) -> None:
        self._terminal, self._word = terminal, word
        self._app: Any = terminal.app
        self._turn = terminal.turn
        self._count = 0
        self.kept: list[str] = []

    def visit(self) -> None:
        """One resident, from the first page to the first page."""
        self.log_in()
        self.end()

    def log_in(self) -> None:
        """Until the password is sealed and nothing more."""
        index = self._count = self._count + 1
        self._turn.take(PageOpened("mine.list"))
        if index % 2:
            self._turn.take(CardTouched(CARD.format(index)))
        else:
            self._turn.take(PageOpened("identify.number"))
            self._turn.take(NumberTyped(NUMBER.format(index)))
        self._type(index)

    def end(self) -> None:
        self._until(lambda: self._now.page not in _WAITS)
        self._ask(self._count)
        if self._count % DRAWN_EVERY == 1 and (own := self._now.person.bookings):
            self._turn.take(NextPressed())  # past what the account says
            self._turn.take(PrintWanted(own[0].number))
            self._await(TicketDone)
        self._turn.take(StopPressed())
        assert self._turn.shown.kind == "home", self._turn.shown.kind

    def plant(self) -> None:
        """What must never be of a password: a word that stands somewhere."""
        self.kept.append("".join(chr(sign ^ MASK) for sign in reversed(self._word)))

    def calm(self) -> None:
        """Until the centre has decided all."""
        self._terminal.effects.nudge()
        self._until(lambda: self._turn.site.unsent == 0 and self._turn.site.line_up)

    @property
    def _now(self) -> Any:
        return self._turn._visit

    def _type(self, index: int) -> None:
        view: Any = self._turn.shown.view
        secret = Secret(PASSWORD_LENGTH_MAX)
        for sign in self._word:
            secret.add(chr(sign ^ MASK))
        for digit in f"{index:04}":
            secret.add(digit)
        plain = secret.copy()
        secret.wipe()
        sealed = self._terminal.effects.seal(view.subject, plain)
        plain[:] = bytes(len(plain))
        assert sealed is not None
        self._turn.take(view.sealed(sealed.kid, sealed.box))

    def _ask(self, index: int) -> None:
        """An action with the login's box, every other one with a form that has a name."""
        visit, action = self._now, new_id()
        body: RegisterBody | CancelBody = CancelBody(number="AAAAA-BBBBB")
        form: Form | None = None
        if index % 4 < 2:
            name, number = NAME.format(index), NUMBER.format(index)
            body = RegisterBody()
            form = Registrant(type="adult", name=name, born_on=date(1990, 4, 1), number=number)
        credential = visit.person.credential
        draft = Draft(action, visit.visit, visit.site.municipality.id, body, credential)
        self._terminal.effects.carry_out(Submit(draft, form))
        self._await(ActionRecorded)
        self._await(ActionSettled, ActionDelayed)

    def _next(self) -> Event:
        try:
            return self._app.posted.get(timeout=ROUND_S)  # type: ignore[no-any-return]
        except queue.Empty:
            return Ticked(self._terminal.clock.now())

    def _await(self, *kinds: type[Event]) -> None:
        seen: list[Event] = []
        self._until(lambda: bool(seen), lambda event: isinstance(event, kinds), seen)

    def _until(
        self,
        done: Callable[[], bool],
        wanted: Callable[[Event], bool] = lambda _: False,
        seen: list[Event] | None = None,
    ) -> None:
        end = time.monotonic() + ANSWER_S
        while not done():
            assert time.monotonic() < end, (self._count, self._now.page, self._turn.site.line_up)
            event = self._next()
            if wanted(event) and seen is not None:
                seen.append(event)
            self._turn.take(event)


def main(config: str, word: str) -> None:
    terminal = Blind(read(Path(config)))
    terminal.effects.start()
    visits = Visits(terminal, bytes.fromhex(word))
    for line in sys.stdin:
        order, count = line.split()
        for _ in range(int(count)):
            getattr(visits, order)()
        print(order, flush=True)
    terminal.effects.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
