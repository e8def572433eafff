"""Visit after visit on the real window: each ends blank, and nothing of them piles up."""

import gc
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from kivy.input.motionevent import MotionEvent

from kiosk.devices.ports import CardLifted, CardTouched
from kiosk.messages import (
    PageOpened,
    SettingChanged,
    StopPressed,
    Ticked,
    Touched,
)
from kiosk.screens.keyboard.layout import CharacterTyped
from kiosk.screens.message.view import View as Message
from kiosk.visit import ReaderKind
from kiosk.widgets.baked import Baked
from tests.kiosk.flow.journey import CARD, NOW, site
from tests.support.stand import Stand
from tests.support.window import Panel, TouchWindow

#: One pixel a millimetre: the same layout, drawn in no time.
SMALL = Panel(270, 480, 268)
VISITS_FIRST, VISITS = 3, 15
OURS = ("kiosk.", "sync.", "rules.", "kivy.")
#: Of one type; a leak is one a visit at least, and other things of its type may go meanwhile.
LEAKING = 10


@pytest.fixture
def stand(window: TouchWindow) -> Stand:
    return Stand(window, site(), SMALL)


def alive() -> Counter[str]:
    """Our things and Kivy's; it keeps the last touches for a while, to look for a double one."""
    gc.collect()
    kinds = (type(thing) for thing in gc.get_objects() if not isinstance(thing, MotionEvent))
    return Counter(kind.__qualname__ for kind in kinds if str(kind.__module__).startswith(OURS))


def test_visits__leave_no_objects_behind(stand: Stand) -> None:
    """What leaks grows with every visit; a cache that fills does so once."""
    counts = []
    for visits in (VISITS_FIRST, VISITS, VISITS):
        for _ in range(visits):
            stand.book()
        counts.append(alive())
    grown = [later - earlier for earlier, later in pairwise(counts)]
    leaking = {name for name, more in grown[0].items() if min(more, grown[1][name]) >= LEAKING}
    assert leaking == set()
    assert stand.visits == VISITS_FIRST + 2 * VISITS + 1


def pixels(stand: Stand) -> bytes:
    """What the next frame shows."""
    stand.window.frames(1)
    return bytes(stand.app.terminal.export_as_image().texture.pixels)


def test_visit__is_blank_in_the_next_frame_when_it_is_over(stand: Stand) -> None:
    home = pixels(stand)
    sheets = [child for child in stand.app.terminal.children if isinstance(child, Baked)]
    stand.to_the_card()
    stand.log_in()
    assert stand.shown.kind == "confirm"
    stand.window.press(*stand.window.middle_of(StopPressed()))
    stand.window.finger.lift(*stand.window.middle_of(StopPressed()))
    assert pixels(stand) == home
    assert not {id(sheet) for sheet in sheets} & {id(c) for c in stand.app.terminal.children}


def test_visit__settings_are_reset_at_its_end(stand: Stand) -> None:
    home, first = pixels(stand), stand.shown
    stand.tap(PageOpened("look.sport"))
    for name in ("text_scale", "theme", "reach", "language"):
        stand.tap(SettingChanged(name))
    assert (stand.shown.text_scale, stand.shown.theme) == (1.25, "contrast")
    assert (stand.shown.reach, stand.shown.language) == (True, "en")
    stand.tap(StopPressed())
    assert stand.shown == first
    assert pixels(stand) == home


def test_idle__asks_after_a_minute_counts_in_sight_and_ends(stand: Stand) -> None:
    home = pixels(stand)
    stand.to_the_card()
    tick(stand, 59)
    assert stand.shown.kind == "card"
    seen = []
    for seconds in (60, 61, 79):
        tick(stand, seconds)
        assert isinstance(stand.shown.view, Message)
        seen.append((stand.shown.view.countdown_s, pixels(stand)))
    assert [second for second, _ in seen] == [20, 19, 1]
    assert len({picture for _, picture in seen}) == len(seen)
    tick(stand, 80)
    assert stand.shown.kind == "home"
    tick(stand, 0)  # the clock on the picture as it was
    assert pixels(stand) == home


def test_idle__the_large_key_brings_the_page_back(stand: Stand) -> None:
    stand.to_the_card()
    card = stand.shown
    tick(stand, 70)
    assert stand.shown.kind == "message"
    stand.tap(Touched())
    assert stand.shown.view == card.view


def test_tray__lifting_the_card_ends_the_visit(window: TouchWindow) -> None:
    stand = Stand(window, site(reader_kind=ReaderKind.TRAY), SMALL)
    home = pixels(stand)
    stand.to_the_card()
    stand.log_in()
    assert stand.shown.kind == "confirm"
    stand.app.post(CardLifted())
    stand.window.frames(1)
    assert stand.shown.kind == "home"
    assert pixels(stand) == home


def test_tray__a_key_held_while_the_visit_ends_means_nothing_to_the_next(
    window: TouchWindow,
) -> None:
    stand = Stand(window, site(reader_kind=ReaderKind.TRAY), SMALL)
    stand.tap(PageOpened("mine.list"))
    stand.log_in()
    place = window.middle_of(PageOpened("look.sport"))
    window.press(*place)
    stand.tell(CardLifted())
    window.lift(*place)
    assert stand.visits == 2
    assert stand.shown.kind == "home"


def test_keyboard__what_was_typed_is_gone_with_the_visit(stand: Stand) -> None:
    stand.tap(PageOpened("mine.list"))
    stand.tell(CardTouched(CARD))
    keyboard = stand.app.terminal.content
    stand.tap(CharacterTyped("h"))
    secret = keyboard._secret._bytes
    assert secret[:1] == b"h"
    stand.tap(StopPressed())
    assert set(secret) == {0}


def tick(stand: Stand, seconds: int) -> None:
    stand.now = NOW + timedelta(seconds=seconds)
    stand.tell(Ticked(stand.now))
