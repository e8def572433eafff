"""The first page of every municipality without a window: all tiles at once, where they can be."""

import pytest

from kiosk.flow import show
from kiosk.screens.home.layout import lay
from kiosk.screens.home.view import EXAMPLES, View
from kiosk.theme import Sizes
from kiosk.widgets.frame import lay as frame
from tests.kiosk.flow.towns import at
from tests.kiosk.screens.letters import WatchingBrush, content
from tests.support.checks import texts
from tests.support.window import PANELS

TOWNS = ("ono", "kumamoto", "ogaki", "kumatori", "osaka")
WORDS = ("前へ", "次へ")


def pages(town: str, panel: str, scale: float) -> int:
    """On so many pages every press of the first page is found, in its own frame."""
    shown, size = show(at(town)), PANELS[panel]
    brush = WatchingBrush(Sizes(size.px_per_mm, scale))
    box = frame.lay(brush, shown.frame, size.width, size.height, reach=False).content
    view: View = shown.view
    wanted, found, page = {press.event for press in (*view.lead, *view.more)}, set(), 0
    while not wanted <= found:
        assert page < len(wanted), wanted - found
        found |= {tile.event for tile in lay(view, box, brush, page, WORDS)}
        page += 1
    return page


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("town", TOWNS)
def test_home__shows_every_tile_at_once(town: str, panel: str) -> None:
    assert pages(town, panel, 1.0) == 1
    assert pages(town, panel, 1.25) <= 2
    assert pages(town, panel, 1.5) <= 2


@pytest.mark.parametrize("panel", ["portrait", "landscape"])
@pytest.mark.parametrize("town", TOWNS)
def test_home__shows_every_tile_at_once_in_the_largest_type(town: str, panel: str) -> None:
    assert pages(town, panel, 1.5) == 1


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("name", ["normal", "english", "many_notices"])
def test_home__begins_with_the_first_notice(name: str, panel: str, scale: float) -> None:
    """What closes a place today is not on the last of several pages."""
    view: View = EXAMPLES[name]
    brush, box = content(panel, scale)
    said = "".join(texts(lay(view, box, brush, 0, WORDS)))
    assert view.notices[0].replace(" ", "") in said.replace(" ", "")
