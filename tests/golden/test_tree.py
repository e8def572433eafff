"""Every page of the flow, laid out in every setting on every panel, in both languages."""

import re
from dataclasses import replace
from itertools import product

import pytest

from kiosk.flow import PAGES, show
from kiosk.messages import PageOpened
from kiosk.screens.parts import Look
from kiosk.theme import THEMES, Sizes
from kiosk.visit import Settings
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Icon, Plate
from tests.golden.scenes import MORE, scene
from tests.golden.shots import USUAL
from tests.kiosk.screens.letters import WatchingBrush, cut_texts
from tests.support.checks import check, texts
from tests.support.painting import frame_of, laid, pages, sheet_of
from tests.support.window import PANELS

SCENES = (*PAGES, *MORE)
#: Their cells are painted whole, so that no line of them stands among the tiles' texts.
GRIDS = {"month", "board"}
JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
#: The key that leads back to Japanese; what was typed in kana; the keys for it.
STAYS = re.compile("日本語|[ァ-ヶー・゛゜ ]+( [0-9-]+)?")
TEXT_ID = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@pytest.mark.parametrize("scale", (1.0, 1.25, 1.5))
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("language", ("ja", "en"))
def test_page__shows_all_of_it_within_reach(language: str, panel: str, scale: float) -> None:
    size = PANELS[panel]
    brush = Brush(Sizes(size.px_per_mm, scale), THEMES["standard"])
    for name, reach in product(SCENES, (False, True) if panel == "portrait" else (False,)):
        what = show(replace(scene(name), settings=Settings(language, scale, reach=reach)))
        for one in laid(what, size):
            check(one, size, brush)


@pytest.mark.parametrize("scale", (1.0, 1.25, 1.5))
@pytest.mark.parametrize("panel", PANELS)
def test_page__cuts_no_text_inside_of_a_grid(panel: str, scale: float) -> None:
    size = PANELS[panel]
    for name, language in product(SCENES, ("ja", "en")):
        what = show(replace(scene(name), settings=Settings(language, scale)))
        if what.kind not in GRIDS:
            continue
        sheet = sheet_of(what, size)
        sheet.brush = brush = WatchingBrush(Sizes(size.px_per_mm, scale))
        for picture in pages(sheet, what.view, frame_of(what, size).content):
            assert cut_texts(picture, brush) == [], name


@pytest.mark.parametrize("name", SCENES)
def test_page__is_in_english(name: str) -> None:
    what = show(replace(scene(name), settings=Settings("en")))
    said = [text for one in laid(what, PANELS["portrait"]) for text in texts(one.tiles)]
    assert said
    left = [text for text in said if JAPANESE.search(text) and not STAYS.fullmatch(text)]
    assert left == []


@pytest.mark.parametrize("name", SCENES)
def test_page__shows_no_id_of_a_text(name: str) -> None:
    what = show(replace(scene(name), settings=USUAL))
    said = [text for one in laid(what, PANELS["portrait"]) for text in texts(one.tiles)]
    assert [text for text in said if TEXT_ID.fullmatch(text)] == []


@pytest.mark.parametrize(
    ("panel", "language", "reach"), [("middle", "en", False), ("portrait", "ja", True)]
)
def test_results__begin_on_the_first_page(panel: str, language: str, reach: bool) -> None:
    settings = Settings(language, 1.5, reach=reach)
    what = show(replace(scene("action.results"), settings=settings))
    first = next(laid(what, PANELS[panel]))
    assert what.view.rows[0].word in set(texts(first.tiles))


def test_page__where_something_is_given_up_has_one_red_key() -> None:
    shown = {name: show(scene(name)) for name in PAGES}
    given_up = {
        name: what.frame.stop
        for name, what in shown.items()
        if what.kind == "confirm" and what.view.go.look is Look.STOP
    }
    assert given_up.keys() == {"mine.cancel", "lottery.withdraw", "renewal.end"}
    for stop in given_up.values():
        assert stop is not None
        assert (stop.label, stop.icon, stop.look) == ("残して終了", "home", Look.PLAIN)


@pytest.mark.parametrize("scale", (1.0, 1.25, 1.5))
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("language", ("ja", "en"))
def test_page__has_the_way_out_on_one_line(language: str, panel: str, scale: float) -> None:
    what = show(replace(scene("mine.cancel"), settings=Settings(language, scale)))
    assert what.frame.stop is not None
    assert what.frame.stop.label in set(texts(next(laid(what, PANELS[panel])).tiles))


@pytest.mark.parametrize(
    ("name", "asked"), [("register.text", "団体の名前"), ("roster.count", "メンバーは何人ですか")]
)
def test_page__asks_by_name_for_what_is_typed(name: str, asked: str) -> None:
    assert show(scene(name)).frame.question.startswith(asked)


@pytest.mark.parametrize("name", SCENES)
def test_page__has_another_sign_for_the_desks_than_for_calling_somebody(name: str) -> None:
    """The bell stands on every page, and what it calls comes; a desk is gone to."""
    what = show(replace(scene(name), settings=USUAL))
    tiles = (tile for one in laid(what, PANELS["portrait"]) for tile in one.tiles)
    desks = [tile.look for tile in tiles if tile.event == PageOpened("desk")]
    inks = [ink for look in desks if isinstance(look, Plate) for ink in look.inks]
    assert "staff" not in [ink.name for ink in inks if isinstance(ink, Icon)]


@pytest.mark.parametrize("language", ("ja", "en"))
@pytest.mark.parametrize("panel", ("landscape", "middle", "small"))
def test_home__shows_all_that_can_be_done_at_once_in_the_largest_letters(
    panel: str, language: str
) -> None:
    what = show(replace(scene("home"), settings=Settings(language, 1.5)))
    assert len(list(laid(what, PANELS[panel]))) == 1
