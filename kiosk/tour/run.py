"""The stops of the tour, and the page of pictures that it leaves."""

import shutil
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

import zxingcpp
from PIL import Image

from kiosk.assets import residents_of
from kiosk.bootstrap import Terminal
from kiosk.config import Panel
from kiosk.demonstration import (
    MUNICIPALITY,
    Demonstration,
    DemonstrationError,
    Equipment,
)
from kiosk.messages import (
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    DayChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SettingChanged,
    SportChosen,
    StopPressed,
)
from kiosk.screens.dock.controls import CardHeld, CardTaken, LineSwitched, PaperSwitched, read_cards
from kiosk.screens.keyboard.layout import CharacterTyped, Done
from kiosk.screens.month.view import View as MonthView
from kiosk.screens.parts import Mark, Shown
from kiosk.screens.result.view import Tone
from kiosk.start import EXPECTED
from kiosk.tour.code import number_in
from kiosk.tour.guide import Guide, LostError
from kiosk.tour.page import write_page

__all__ = ["tour"]

PANEL = Panel(width_px=1080, height_px=1920, width_mm=268, fullscreen=False)
DOCK_WIDTH_PX = 420
#: What the centre must have of a booking that a resident was told is confirmed.
BOOKED = ("book: applied", "booking: confirmed")


def tour(state: Path, out: Path, equipment: Equipment | None = None, panel: Panel = PANEL) -> int:
    """Walk through everything in a new demonstration; 0 where all of it was as it should be."""
    for folder in (state, out):
        shutil.rmtree(folder, ignore_errors=True)
    out.mkdir(parents=True)
    try:
        with closing(Demonstration(state, partial(print, flush=True), equipment)) as demonstration:
            terminal = demonstration.terminal(panel, dock_width_px=DOCK_WIDTH_PX)
            return _walk(demonstration, terminal, out)
    except (DemonstrationError, *EXPECTED) as cause:
        print(f"tour: {cause}", file=sys.stderr)
        return 1


def _walk(demonstration: Demonstration, terminal: Terminal, out: Path) -> int:
    lost: list[BaseException] = []
    ended = Event()

    def walk() -> None:
        terminal.begun.wait()
        try:
            _Tour(demonstration, terminal, out).walk()
        except BaseException as cause:  # noqa: BLE001 - told by the thread that waits
            lost.append(cause)
        ended.set()
        terminal.app.on_ui(terminal.app.stop)

    # Never joined: where the window ends first, nobody answers a walker any more.
    Thread(target=walk, name="tour", daemon=True).start()
    terminal.run()
    if not ended.is_set():
        print("tour: ended before its last stop", file=sys.stderr)
        return 1
    for cause in lost:
        print(f"tour: {type(cause).__name__}: {cause}", file=sys.stderr)
    return 1 if lost else 0


class _Tour:
    def __init__(self, demonstration: Demonstration, terminal: Terminal, out: Path) -> None:
        self._demonstration = demonstration
        self._terminal = terminal
        self._out = out
        self._guide = Guide(terminal, lambda: demonstration.dock, out)
        self._card = read_cards(residents_of(MUNICIPALITY))[0]
        self._checks: list[str] = []
        self._tickets_seen = 0

    def walk(self) -> None:
        for stop in (
            self._look_around,
            self._book_online,
            self._settings,
            self._line_cut,
            self._line_back,
            self._no_paper,
            self._cancel,
        ):
            print(f"tour: {stop.__name__.strip('_').replace('_', ' ')}", flush=True)
            stop()
        write_page(self._out, self._guide.pictures, self._checks)
        print(f"tour: {len(self._guide.pictures)} pictures, see {self._out / 'index.html'}")

    # Stops ----------------------------------------------------------------------------------

    def _look_around(self) -> None:
        guide = self._guide
        guide.see("home")
        guide.wait_for("the line to the centre", lambda: guide.shown.frame.line_up)
        guide.picture("home", "The first screen. Nobody is logged in.")

    def _book_online(self) -> None:
        guide, before = self._guide, self._guide.touches
        self._choose_slot(pictures=True)
        self._log_in(pictures=True)
        self._confirm(pictures=True)
        self._result(Tone.CONFIRMED, "booked", "Confirmed: the centre has decided.")
        touches = guide.touches - before - len(self._card.password) - 1
        self._checks.append(
            f"From home to the ticket: {touches} touches, the password not counted."
        )
        number = self._ticket("confirmed", "The ticket of a confirmed booking, from its bytes.")
        self._in_centre(number, *BOOKED)
        guide.tap(StopPressed)

    def _settings(self) -> None:
        guide = self._guide
        guide.tap(PageOpened("look.sport"))
        for name, what in (
            ("text_scale", "Text one and a quarter times as large."),
            ("text_scale", "Text one and a half times as large."),
            ("theme", "High contrast."),
            ("theme", "Dim, for the night."),
            ("reach", "Everything in the lower half, for a seated person."),
            ("language", "English."),
        ):
            guide.tap(SettingChanged(name))
            guide.picture(f"setting-{name}", what)
        guide.tap(StopPressed)
        guide.see("home")

    def _line_cut(self) -> None:
        guide = self._guide
        guide.tap_dock(LineSwitched())
        guide.wait_for("the line to be noticed", lambda: not guide.shown.frame.line_up)
        guide.picture("line-cut", "The line to the centre is cut, and the screen says so.")
        self._choose_slot(pictures=False)
        self._log_in(pictures=False)
        self._confirm(pictures=False)
        self._result(Tone.RECEIVED, "received", "Received, not confirmed; and how many wait.")
        self._waiting = self._ticket("received", "The ticket says 仮受付, and what that means.")
        guide.tap(StopPressed)

    def _line_back(self) -> None:
        guide = self._guide
        guide.tap_dock(LineSwitched())
        guide.wait_for("nothing left unsent", lambda: not guide.shown.frame.unsent_text)
        self._in_centre(self._waiting, *BOOKED)
        self._to_mine()
        guide.picture("news", "At the next login: what became of what was only received.")
        guide.tap(NextPressed)
        guide.wait_for("the bookings", lambda: any(row.actions for row in guide.shown.view.rows))
        guide.picture("mine", "The resident's bookings.")
        guide.tap(StopPressed)

    def _no_paper(self) -> None:
        guide = self._guide
        guide.tap_dock(PaperSwitched())
        self._choose_slot(pictures=False)
        self._log_in(pictures=False)
        self._confirm(pictures=False)
        shown = self._result(Tone.CONFIRMED, "no-paper", "No paper: the number stays on screen.")
        self._in_centre(shown.view.number, *BOOKED)
        guide.tap_dock(PaperSwitched())
        guide.tap(StopPressed)

    def _cancel(self) -> None:
        guide = self._guide
        self._to_mine()
        guide.tap(CancelChosen)
        guide.see("confirm")
        guide.picture("cancel", "What cancelling costs stands before the button.")
        guide.tap(CancelConfirmed)
        self._result(Tone.CANCELLED, "cancelled", "Cancelled: the cells are free again.")
        number = self._ticket("cancelled", "The ticket of a cancellation has its own number.")
        self._in_centre(number, "cancel: applied")
        guide.tap(StopPressed)

    # Parts ----------------------------------------------------------------------------------

    def _choose_slot(self, *, pictures: bool) -> None:
        guide = self._guide
        picture = guide.picture if pictures else _no_picture
        guide.tap(PageOpened("look.sport"))
        guide.see("choose")
        picture("sport", "What do you want to play?")
        guide.tap(SportChosen("badminton"))
        guide.see("month")
        picture("month", "To the end of the month after next, without a card.")
        guide.tap(DayChosen, self._is_free)
        guide.see("board")
        picture("board", "One day: time down, courts across.")
        guide.tap(CellChosen)
        picture("board-chosen", "One hour is chosen; touch on to make it longer.")
        guide.tap(NextPressed)
        guide.see("choose")
        picture("people", "How many people?")
        guide.tap(PeopleChosen(4))

    def _is_free(self, event: DayChosen) -> bool:
        """Some days ahead: never today, so that the tour goes as well late in the evening."""
        view: MonthView = self._guide.shown.view
        days = [day for month in view.months for day in month.days if day.event == event]
        today = self._terminal.clock.now().date()
        return event.day > today and any(day.mark in {Mark.FREE, Mark.FEW} for day in days)

    def _log_in(self, *, pictures: bool) -> None:
        guide = self._guide
        picture = guide.picture if pictures else _no_picture
        guide.see("card")
        picture("card", "Hold the card here; or type the number.")
        guide.tap_dock(CardHeld(self._card.uid))
        guide.see("keyboard")
        guide.tap_dock(CardTaken())
        guide.type_in(self._card.password, CharacterTyped)
        picture("password", "Only the keys that are allowed; no character is shown.")
        guide.tap(Done)

    def _to_mine(self) -> None:
        self._guide.tap(PageOpened("mine.list"))
        self._log_in(pictures=False)
        self._guide.see("list")

    def _confirm(self, *, pictures: bool) -> None:
        guide = self._guide
        guide.see("confirm")
        if pictures:
            guide.picture("confirm", "Everything on one page, before the button.")
        guide.tap(BookingConfirmed())

    def _result(self, tone: Tone, name: str, what: str) -> Shown:
        guide = self._guide
        guide.see("result")
        guide.wait_for(f"the result {tone}", lambda: guide.shown.view.tone == tone)
        printing = self._terminal.texts.of(guide.shown.language).say("paper.printing")
        guide.wait_for("word of the paper", lambda: guide.shown.view.ticket not in {"", printing})
        guide.picture(name, what)
        return guide.shown

    def _ticket(self, name: str, what: str) -> str:
        """Keep the newest ticket as a picture, and read the number back from its QR code."""
        printed = self._guide.wait_for("a ticket", self._new_ticket)
        file = self._guide.note(f"ticket-{name}", what)
        printed.convert("L").save(self._out / file)
        codes = zxingcpp.read_barcodes(printed.convert("L"))
        if not codes:
            raise LostError(f"{file}: the QR code cannot be read")
        return number_in(codes[0].text)

    def _new_ticket(self) -> Image.Image | None:
        tickets = self._demonstration.printer.tickets
        if len(tickets) == self._tickets_seen:
            return None
        self._tickets_seen = len(tickets)
        return tickets[-1]

    def _in_centre(self, number: str, *facts: str) -> None:
        """What the paper says is true: the centre's database has it."""
        found = self._demonstration.find(number)
        if missing := set(facts) - found:
            raise LostError(f"{number}: the centre has {found}, and not {missing}")
        self._checks.append(f"{number} in the centre's database: {', '.join(sorted(facts))}.")


def _no_picture(_name: str, _what: str) -> None:
    pass
