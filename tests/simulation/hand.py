"""A resident's hand: it knows what is on the screen, and what its owner came for."""

import random  # noqa: TID251 - from the seed of the episode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.devices.ports import CardTouched
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    ChangeChosen,
    CourtsChosen,
    DayChosen,
    Event,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SlotAdded,
    SportChosen,
    StopPressed,
    Touched,
)
from kiosk.messages.lottery import EntriesConfirmed, WithdrawChosen, WithdrawConfirmed
from kiosk.messages.registration import EndConfirmed, RegistrationConfirmed
from kiosk.screens.keyboard.view import View as Keyboard
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.parts import Shown
from kiosk.screens.typing.view import View as Typing
from sync.holds import Held
from sync.wire import Sealed
from tests.simulation.centre import Known
from tests.simulation.wishes import ROOMS
from tests.support.presses import presses

__all__ = ["Hand", "Purpose"]


class Purpose(StrEnum):
    BOOK = "book"
    OWN = "own"
    DRAW = "draw"
    LOOK = "look"


FIRST = {
    Purpose.BOOK: PageOpened("look.sport"),
    Purpose.OWN: PageOpened("mine.list"),
    Purpose.DRAW: PageOpened("lottery.months"),
}
#: What one looks for on a page, the first that is there; which of several is chance.
SURE: tuple[type, ...] = (
    BookingConfirmed,
    CancelConfirmed,
    EntriesConfirmed,
    WithdrawConfirmed,
    Touched,
)
ONWARD: tuple[type, ...] = (
    SportChosen,
    PeopleChosen,
    CourtsChosen,
)
THEN: tuple[type, ...] = (NextPressed, DayChosen, MonthChosen)
OWN: tuple[type, ...] = (CancelChosen, ChangeChosen, WithdrawChosen)
#: The others need a registration that goes on, and nobody is registered under a word like these.
NEVER = (EndConfirmed, RegistrationConfirmed)
SPORTS = tuple(SportChosen(sport) for _, sport, _ in ROOMS)
BEGUN_MAX, HALF_HOUR = 3, 30
#: So many days from the first that a month shows: where everybody wants to be.
DAYS = 12


@dataclass
class Hand:
    """``secret`` is the password that was typed last for a new one."""

    chance: random.Random
    known: Known
    purpose: Purpose
    password: str
    seal: Callable[[object, bytearray], Sealed | None]
    #: A slot in the terminal's hands that its owner would like best.
    held: Held | None = None
    secret: str = ""
    _begun: int = 0

    def next(self, shown: Shown) -> Event | None:
        """What it does now; None where it lets be and walks away."""
        drawn = self.chance.random()
        if drawn < 0.012:
            return None
        if shown.kind == "card" and drawn < 0.97:
            return CardTouched(self.known.card)
        match shown.view:
            case Keyboard():
                return self._type(shown.view)
            case Keypad() if drawn < 0.9:
                return self._digits(shown.view)
            case Typing() if drawn < 0.7:
                return self._text(shown.view)
        seen = [event for event in presses(shown) if not isinstance(event, NEVER)]
        at_random = drawn < 0.06 or self.purpose is Purpose.LOOK
        wanted = None if at_random else self._wanted(seen)
        return wanted or (self.chance.choice(seen) if seen else None)

    def _wanted(self, seen: Sequence[Event]) -> Event | None:
        if SlotAdded() in seen and self.chance.random() < 0.1:
            return SlotAdded()
        return (
            self._one(seen, SURE)
            or self._begin(seen)
            or self._wish(seen)
            or self._one(seen, ONWARD)
            or self._one(seen, OWN if self.purpose is Purpose.OWN else ())
            or self._cell(seen)
            or self._one(seen, THEN)
            or self._end(seen)
        )

    def _begin(self, seen: Sequence[Event]) -> Event | None:
        """What one came for, and as often again."""
        first = FIRST[self.purpose]
        if first not in seen or self._begun >= BEGUN_MAX:
            return None
        self._begun += 1
        return first

    def _wish(self, seen: Sequence[Event]) -> Event | None:
        """Mostly what everybody else wants, too: a slot that is held, or a sport of many."""
        wanted = SPORTS if self.held is None else self._held_slot(self.held, seen)
        found = [event for event in seen if event in wanted]
        return self._any(found) if found and self.chance.random() < 0.85 else None

    def _held_slot(self, held: Held, seen: Sequence[Event]) -> tuple[Event, ...]:
        """Its sport, then its day, then an hour of it."""
        if NextPressed() in seen:
            return ()
        if any(isinstance(event, CellChosen) for event in seen):
            span = range(held.start_minute, held.end_minute, HALF_HOUR)
            return tuple(CellChosen(0, minute) for minute in span)
        return (SportChosen(ROOMS[0][1]), DayChosen(held.day))

    def _cell(self, seen: Sequence[Event]) -> Event | None:
        """A first touch; where something is chosen, sometimes a longer time."""
        cells = [event for event in seen if isinstance(event, CellChosen)]
        goes_on = NextPressed() in seen and self.chance.random() < 0.7
        return None if not cells or goes_on else self._any(cells)

    def _one(self, seen: Sequence[Event], kinds: tuple[type, ...]) -> Event | None:
        for kind in kinds:
            found = [event for event in seen if isinstance(event, kind)]
            if found:
                return self._any(found[: DAYS + 3] if kind is DayChosen else found)
        return None

    def _any(self, found: Sequence[Event]) -> Event:
        return self.chance.choice(found)

    def _end(self, seen: Sequence[Event]) -> Event | None:
        """Done: out; or whatever else there is."""
        ends = [event for event in seen if isinstance(event, StopPressed)]
        return ends[0] if ends and self.chance.random() < 0.5 else None

    def _type(self, view: Keyboard) -> Event:
        """The password, or a new one; now and then another."""
        word = self.password if self.chance.random() < 0.97 else "himitsu-wrong"
        if view.again is not None:
            word = self.secret = f"himitsu{self.chance.randrange(1000):03}"
        sealed = self.seal(view.subject, bytearray(word.encode()))
        if sealed is None:
            return BackPressed()
        typed: Event = view.sealed(sealed.kid, sealed.box)
        return typed

    def _digits(self, view: Keypad) -> Event:
        number = view.length_max == len(self.known.number)
        entered: Event = view.entered(self.known.number if number else "2" * view.length_min)
        return entered

    def _text(self, view: Typing) -> Event:
        typed: Event = view.typed(f"mihon-{self.chance.randrange(1000)}@example.com")
        return typed
