"""The dock laid out at the widths in which it stands, and touched in a window."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from kivy.base import EventLoop
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.assets import residents_of
from kiosk.screens.dock.controls import (
    CardHeld,
    CardTaken,
    Controls,
    LineSwitched,
    PaperSwitched,
    TicketTurned,
    read_cards,
)
from kiosk.screens.dock.layout import lay
from kiosk.screens.dock.view import EXAMPLES, View
from kiosk.screens.dock.widget import PX_PER_MM, Dock
from kiosk.start import DOCK_WIDTH_PX
from kiosk.theme import THEMES, Sizes
from kiosk.tour.run import DOCK_WIDTH_PX as TOUR_DOCK_WIDTH_PX
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.tiles import Tile
from tests.kiosk.flow.journey import texts
from tests.kiosk.screens.dock.test_controls import Devices, say
from tests.support.checks import cut_texts
from tests.support.waiting import wait_until
from tests.support.window import TouchWindow

#: The demonstration's and the tour's, and a low one.
PLACES = {
    "window": Box(0, 0, DOCK_WIDTH_PX, 960),
    "low": Box(0, 0, DOCK_WIDTH_PX, 854),
    "tour": Box(0, 0, TOUR_DOCK_WIDTH_PX, 1920),
}
#: A finger wants more; here it is a mouse.
TARGET_PX = 30
TICKET = Image.new("1", (576, 1850), 1)
CARDS = read_cards(residents_of("ono"))


def brush() -> Brush:
    return Brush(Sizes(PX_PER_MM), THEMES["dim"])


def full(tickets: int, language: str) -> View:
    """As the demonstration has it: every resident's card, and tickets in the tray."""
    devices = Devices(tickets=[TICKET] * tickets)
    return Controls(CARDS, devices, devices, devices, texts().of(language).say).view()


VIEWS = {
    **EXAMPLES,
    "full": full(0, "ja"),
    "full with tickets": full(3, "ja"),
    "full in English": full(3, "en"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", VIEWS)
def test_dock__nothing_is_cut_or_stands_over_another(name: str, place: str) -> None:
    tiles = lay(VIEWS[name], PLACES[place], brush())
    assert [tile for tile in tiles if not tile.box.inside(PLACES[place])] == []
    assert cut_texts(tiles, brush()) == []
    assert [(a, b) for a, b in combinations(tiles, 2) if a.box.distance(b.box) < 0] == []
    small = [t for t in tiles if t.event and min(t.box.width, t.box.height) < TARGET_PX]
    assert small == []


@pytest.mark.parametrize("place", PLACES)
def test_dock__a_ticket_is_large_enough_to_be_read(place: str) -> None:
    ticket = lay(VIEWS["full with tickets"], PLACES[place], brush())[-1]
    shown_width = min(ticket.box.width, ticket.box.height * TICKET.width // TICKET.height)
    # The smallest letters of a ticket are 24 dots high: not less than 9 pixels on the screen.
    assert shown_width * 24 >= TICKET.width * 9


# In the window --------------------------------------------------------------------------------


class DockWindow:
    def __init__(self, window: TouchWindow) -> None:
        self.devices = Devices()
        self._window = window
        self._place = Widget(size=(DOCK_WIDTH_PX, 960))
        controls = Controls(CARDS, self.devices, self.devices, self.devices, say)
        EventLoop.window.size = (int(self._place.width), int(self._place.height))
        self.dock = Dock(controls)
        self.dock.size = self._place.size
        self._place.add_widget(self.dock)
        window.root.add_widget(self._place)
        window.frames(2)

    def tap(self, event: object) -> None:
        box = next(box for meant, box in self.dock.targets if meant == event)
        self._window.tap(box.left + box.width / 2, box.top + box.height / 2)

    def has(self, event: object) -> bool:
        return event in [meant for meant, _ in self.dock.targets]

    def look(self) -> Tile:
        self._window.frames(1)
        return self.dock.shown.tiles[-1]

    def close(self) -> None:
        self._window.root.remove_widget(self._place)


@pytest.fixture
def dock(window: TouchWindow) -> Iterator[DockWindow]:
    window.empty()
    made = DockWindow(window)
    yield made
    made.close()


def test_dock__every_device_is_within_reach(dock: DockWindow) -> None:
    dock.tap(CardHeld(CARDS[-1].uid))
    dock.tap(CardTaken())
    dock.tap(LineSwitched())
    dock.tap(LineSwitched())
    dock.tap(PaperSwitched())
    assert dock.devices.done == [f"tap {CARDS[-1].uid}", "lift", "cut", "restore"]
    assert dock.devices.paper_out
    dock.tap(PaperSwitched())
    assert not dock.devices.paper_out


def test_dock__shows_a_ticket_that_comes_out_and_turns_to_an_earlier_one(dock: DockWindow) -> None:
    assert not dock.has(TicketTurned(-1))
    for shade in (0, 1):
        dock.devices.print(shade)
    wait_until(lambda: dock.look() and dock.has(TicketTurned(-1)), "the dock looks again")
    newest = dock.look()
    dock.tap(TicketTurned(-1))
    assert dock.look().look != newest.look
    assert not dock.has(TicketTurned(-1))
    dock.tap(TicketTurned(1))
    assert dock.look().look == newest.look


def test_dock__a_key_that_is_changed_is_drawn_so_at_once(dock: DockWindow) -> None:
    before = dock.dock.shown
    dock.tap(LineSwitched())
    changed = [
        old.event
        for old, new in zip(before.tiles, dock.dock.shown.tiles, strict=True)
        if old.look != new.look
    ]
    assert changed == [LineSwitched()]
