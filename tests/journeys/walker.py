"""The words in which the tests walk: touch, type, tap a card, cut the line, take the ticket.

Touches go through the window's input; what can be touched is what a resident sees. Pages are
waited for, never slept for.
"""

import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import time_machine
import zxingcpp
from kivy.clock import Clock

from kiosk.assets import ASSETS
from kiosk.bootstrap import Terminal
from kiosk.devices.card_reader import simulated
from kiosk.messages import DayChosen, MonthChosen, PageOpened, StopPressed
from kiosk.screens.dock.line import Line
from kiosk.screens.dock.virtual_printer import VirtualPrinter
from kiosk.screens.keyboard.layout import CharacterTyped
from kiosk.screens.keyboard.layout import Done as PasswordDone
from kiosk.screens.keypad.layout import DigitTyped
from kiosk.screens.keypad.layout import Done as DigitsDone
from kiosk.screens.parts import Press, Shown
from kiosk.screens.result.view import Tone
from kiosk.screens.typing.layout import Done as TextDone
from kiosk.screens.typing.layout import KeyTyped
from kiosk.tour.code import number_in
from kiosk.tour.guide import Guide, LostError, Picture
from tests.journeys.desk import Desk

__all__ = ["STAFF_CARD", "Sample", "Walker"]

STAFF_CARD = "04000000000090"
NEXT_TRY_S = 300.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A resident of the demonstration."""

    label: str
    card: str
    number: str
    password: str


class Walker:
    """Goes through the window of one terminal; ``checks`` are what was found to be true."""

    def __init__(
        self,
        terminal: Terminal,
        line: Line,
        printer: VirtualPrinter,
        setting: dict[str, Any],
        traveller: time_machine.Traveller,
    ) -> None:
        self._terminal = terminal
        self._line = line
        self._printer = printer
        self._centre = Path(setting["centre"]) / "central.sqlite3"
        self._municipality = setting["municipality"]
        self._traveller = traveller
        self._port = setting["port"]
        self.told: list[str] = setting["told"]
        self._tickets_seen = 0
        self.out = Path(setting["out"])
        self.checks: list[str] = []

    def begin(self) -> None:
        """The window is there; wait for the line and for the first boards."""
        Clock._max_fps = 0  # frames as fast as they come
        self._guide = Guide(self._terminal, self._no_dock, self.out)
        self.until("the line", lambda: self.shown.frame.line_up)
        self.until("the boards", lambda: self._terminal.turn.site.snapshot.as_of is not None)

    # What is there ----------------------------------------------------------------------------

    @property
    def shown(self) -> Shown:
        return self._guide.shown

    @property
    def page(self) -> str:
        return self._terminal.turn._visit.page

    @property
    def touches(self) -> int:
        return self._guide.touches

    @property
    def pictures(self) -> list[Picture]:
        return self._guide.pictures

    def sample(self, word: str) -> Sample:
        """The resident of this municipality's demonstration whose label has the word."""
        file = ASSETS / "demonstration" / f"{self._municipality}.toml"
        for one in tomllib.loads(file.read_text("utf-8"))["residents"]:
            if word in one["label"]:
                return Sample(one["label"], one["card"], one["number"], one.get("password", ""))
        raise LostError(f"{file.name} has no {word}")

    def say(self, text_id: str, **values: object) -> str:
        return self._terminal.texts.of(self.shown.language).say(text_id, **values)

    def until(self, what: str, true: Callable[[], Any]) -> Any:
        return self._guide.wait_for(what, true)

    def at(self, page: str) -> Shown:
        """What is shown on this page, read between two turns."""
        self.until(f"the page {page}", lambda: self.page == page)
        shown: Shown = self._terminal.app.on_ui(lambda: self.shown)
        return shown

    def reads(self, *words: str) -> None:
        """Each of these stands somewhere on the screen."""
        for word in words:
            self.until(f"the words {word}", lambda word=word: word in str(self.shown))

    def said_wrong(self) -> bool:
        """The keyboard says that what was typed is not the password."""
        return bool(self.shown.view.error)

    # What a hand does -------------------------------------------------------------------------

    def touch(self, wanted: Any, fits: Callable[[Any], bool] = lambda _: True) -> None:
        self._guide.tap(wanted, fits)

    def touch_words(self, text_id: str) -> None:
        """The key that bears this text."""
        label = self.say(text_id)
        found = self.until(f"a key {label}", lambda: _key(self.shown, label))
        self.touch(found.event)

    def touch_day(self, day: date) -> None:
        """On the calendar; its month is made the large one first."""
        months = self.shown.view.months
        chosen = MonthChosen(day.replace(day=1))
        if months[self.shown.view.large].event != chosen:
            self.touch(chosen)
        self.touch(DayChosen(day))

    def type_password(self, password: str) -> None:
        self._guide.type_in(password, CharacterTyped)
        self.touch(PasswordDone)

    def type_digits(self, digits: str) -> None:
        self._guide.type_in(digits, DigitTyped)
        self.touch(DigitsDone)

    def type_text(self, *keys: str) -> None:
        """By the keys of the typing screen, some of which bear more than one letter."""
        for key in keys:
            self.touch(KeyTyped(key))
        self.touch(TextDone)

    def tap_card(self, card: str) -> None:
        """Hold it to the reader and take it away again."""
        reader = self._terminal.reader
        assert isinstance(reader, simulated.Driver)
        reader.handle.tap(card)
        reader.handle.lift()

    def log_in(self, who: Sample) -> None:
        """By a card, which is taken where a number is asked for, too."""
        self._asked_who()
        self.tap_card(who.card)
        self.at("identify.password")
        self.type_password(who.password)

    def log_in_by_number(self, number: str, password: str) -> None:
        """By the keys of this municipality: ten of them, or letters as well (KM-20)."""
        if self._asked_who() == "identify.card":
            self.touch(PageOpened("identify.number"))
        if self._asked_who("identify.number", "identify.letters") == "identify.letters":
            self.type_text(*number)
        else:
            self.type_digits(number)
        self.at("identify.password")
        self.type_password(password)

    def _asked_who(self, *pages: str) -> str:
        wanted = pages or ("identify.card", "identify.number", "identify.letters")
        self.until("who it is to be asked", lambda: self.page in wanted)
        return self.page

    def home(self) -> None:
        """The visit is over."""
        first = self._terminal.turn.site.first_page
        if self.page != first:
            self.touch(StopPressed)
        self.at(first)

    # The world --------------------------------------------------------------------------------

    def cut_line(self) -> None:
        self._line.cut()
        self._terminal.effects.nudge()
        self.until("the line to be noticed", lambda: not self.shown.frame.line_up)

    def mend_line(self) -> None:
        """Until everything that waited is sent and decided."""
        self._line.restore()
        self._terminal.effects.nudge()
        self.until("the line", lambda: self.shown.frame.line_up)
        self.until("nothing left unsent", lambda: self._terminal.turn.site.unsent == 0)

    def mend_line_far_away(self) -> None:
        """Where this machine sees nothing of it, and its next try is minutes away: the probe."""
        worker = self._terminal.effects._service._worker
        with patch.object(worker, "_back_off", return_value=NEXT_TRY_S):
            self._terminal.effects.nudge()
            far = NEXT_TRY_S * 1000 / 2 + worker._parts.clock.boot_ms()
            self.until("a long pause", lambda: worker._wake_boot_ms > far)
            self._line.restore()
            self.until("the line", lambda: self.shown.frame.line_up)

    def at_desk(self, name: str) -> Desk:
        """One of the staff at the centre, while somebody stands at the terminal."""
        return Desk(self._port, name)

    def fetch(self) -> None:
        """The terminal asks the centre now, and not at its next turn."""
        self._terminal.effects.nudge()

    def let_pass(self, seconds: int) -> None:
        """The clock goes on at once."""
        self._traveller.shift(timedelta(seconds=seconds))

    def centre(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the centre's own database has."""
        with closing(sqlite3.connect(f"file:{self._centre}?mode=ro", uri=True)) as database:
            return database.execute(question, values).fetchall()

    # What is kept of it -----------------------------------------------------------------------

    def picture(self, name: str, what: str) -> None:
        self._guide.picture(name, what)

    def result(self, tone: Tone, name: str, *, printed: bool = True) -> Shown:
        self.until("a result", lambda: self.shown.kind == "result")
        self.until(f"the result {tone}", lambda: self.shown.view.tone == tone)
        if printed:
            printing = self.say("paper.printing")
            self.until("word of the paper", lambda: self.shown.view.ticket not in {"", printing})
        self.picture(name, f"The result: {tone}.")
        return self.shown

    def ticket(self, name: str) -> str:
        """Keep the newest ticket as a picture; the number in its code."""
        self.until("a ticket", lambda: len(self._printer.tickets) > self._tickets_seen)
        self._tickets_seen += 1
        printed = self._printer.tickets[-1].convert("L")
        file = f"ticket-{name}.png"
        printed.save(self.out / file)
        self._guide.note(file, f"The ticket: {name}.")
        codes = zxingcpp.read_barcodes(printed)
        return number_in(codes[0].text) if codes else ""

    def in_centre(self, number: str, verb: str, state: str | None = None) -> None:
        """The action of this number was applied, and its booking is in this state."""
        verdicts = self.centre(
            "SELECT verb, verdict FROM terminals_action WHERE number = ?", number
        )
        assert verdicts == [(verb, "applied")], (number, verdicts)
        if state is not None:
            self.booking_is(number, state)
        self.checks.append(f"{number} in the centre's database: {verb} applied")

    def booking_is(self, number: str, state: str) -> None:
        states = self.centre("SELECT state FROM booking_booking WHERE number = ?", number)
        assert states == [(state,)], (number, states)
        self.checks.append(f"{number} in the centre's database: {state}")

    def _no_dock(self) -> Any:
        raise LostError("there is no dock beside this terminal")


def _key(shown: Any, label: str) -> Press | None:
    """The enabled press with this label, wherever in the view it stands."""
    match shown:
        case Press():
            return shown if shown.label == label and shown.enabled else None
        case tuple():
            parts = shown
        case _ if hasattr(shown, "__dataclass_fields__"):
            parts = tuple(getattr(shown, name) for name in shown.__dataclass_fields__)
        case _:
            return None
    return next((found for part in parts if (found := _key(part, label))), None)
