"""Every page of the flow, laid out in every setting on every panel, in both languages."""

import re
from dataclasses import replace
from itertools import product

import pytest

from kiosk.flow import PAGES, show
from kiosk.theme import THEMES, Sizes
from kiosk.visit import Settings
from kiosk.widgets.brush import Brush
from tests.golden.scenes import MORE, scene
from tests.golden.shots import USUAL
from tests.support.checks import check, texts
from tests.support.painting import laid
from tests.support.window import PANELS

SCENES = (*PAGES, *MORE)
#: They fill the panel; what is to be low on them is tested with their layouts.
GRIDS = {"month", "board", "map"}
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
        if reach and what.kind in GRIDS:
            continue
        for one in laid(what, size):
            check(one, size, brush)


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
