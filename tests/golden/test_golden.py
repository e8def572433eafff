"""Every screen looks as in its golden picture; one that was meant to change is painted anew.

``scripts/screenshots --golden`` does that; look at what changed before it is kept.
"""

from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image

from kiosk.flow import PAGES
from tests.golden.compare import why_unlike
from tests.golden.gallery import write_gallery
from tests.golden.scenes import MORE, scene
from tests.golden.shots import SHOTS, Shot
from tests.golden.store import PICTURES, fonts_here, fonts_then, golden
from tests.kiosk.flow.journey import show_page
from tests.support.window import PANELS, TouchWindow


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_golden__looks_as_before(shot: Shot) -> None:
    assert why_unlike(golden(shot), shot.paint()) == "", (
        f"{shot.name}: scripts/screenshots shows it"
    )


def test_golden__is_of_every_shot_and_of_nothing_else() -> None:
    kept = {str(file.relative_to(PICTURES).with_suffix("")) for file in PICTURES.rglob("*.png")}
    assert kept == {shot.name for shot in SHOTS}


def test_golden__was_made_with_the_fonts_of_this_machine() -> None:
    """Where it was not, all pictures differ: make them anew and look at them."""
    assert fonts_here() == fonts_then()


@pytest.mark.parametrize("name", [*PAGES, *MORE])
def test_scene__of_a_page_stands_there(name: str) -> None:
    """A new page of the flow needs a walk that comes to it (tests/golden/walks.py)."""
    assert show_page(scene(name)) == name.split("-", maxsplit=1)[0]


@pytest.mark.parametrize("name", ["pages/look.day", "pages/book.confirm", "kinds/list-english"])
def test_golden__is_what_the_window_shows(window: TouchWindow, tmp_path: Path, name: str) -> None:
    (shot,) = (shot for shot in SHOTS if shot.name == name)
    window.show(shot.shown(), PANELS[shot.panel])
    with Image.open(window.picture(tmp_path / "seen.png")) as seen:
        assert seen.convert("RGB").tobytes() == shot.paint().tobytes()


def test_gallery__has_each_picture_once(tmp_path: Path) -> None:
    write_gallery(tmp_path, SHOTS)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(page.count(f'src="{shot.name}.png"') == 1 for shot in SHOTS)
    groups = [name for name, _ in groupby(SHOTS, lambda shot: shot.group)]
    assert page.count("<h2>") == len(groups) == len(set(groups))
