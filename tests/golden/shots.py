"""What there are pictures of: every kind with its examples, every page, a dozen settings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from PIL import Image

import kiosk
from kiosk.flow import PAGES, show
from kiosk.screens.parts import Shown
from kiosk.visit import Settings
from tests.golden.scenes import MORE, scene
from tests.support.frames import FRAME, FRAME_EN, shown
from tests.support.painting import painted
from tests.support.window import PANELS

__all__ = ["SHOTS", "USUAL", "Shot", "examples", "kinds"]

SCREENS = Path(kiosk.__file__).parent / "screens"
#: A page, how it is set, and the panel: between them, whatever can be chosen or built in.
SETTINGS = (
    ("home", Settings("en"), "portrait"),
    ("home-rain", Settings("ja", theme="dim"), "landscape"),
    ("look.when", Settings("ja", text_scale=1.5), "portrait"),
    ("look.day", Settings("ja", theme="contrast"), "portrait"),
    ("look.day", Settings("en", text_scale=1.25), "landscape"),
    ("detailed", Settings("en", theme="contrast"), "middle"),
    ("identify.password", Settings("ja", reach=True), "portrait"),
    ("book.confirm", Settings("en", text_scale=1.5), "portrait"),
    ("book.confirm", Settings("ja", text_scale=1.5, reach=True), "portrait"),
    ("action.result", Settings("en", text_scale=1.5, theme="contrast"), "middle"),
    ("mine.list", Settings("ja", text_scale=1.25), "small"),
    ("lottery.order", Settings("ja", text_scale=1.5), "portrait"),
)
USUAL = Settings("ja")


@dataclass(frozen=True)
class Shot:
    """``name`` is the path of its file without its ending; ``group`` is the heading it is under."""

    name: str
    group: str
    what: str
    panel: str
    shown: Callable[[], Shown]

    def paint(self) -> Image.Image:
        return painted(self.shown(), PANELS[self.panel])


def kinds() -> list[str]:
    """Of the terminal's own screen; the dock stands beside it in the demonstration."""
    found = sorted(path.parent.name for path in SCREENS.glob("*/widget.py"))
    return [kind for kind in found if kind != "dock"]


def examples(kind: str) -> dict[str, object]:
    found: dict[str, object] = import_module(f"kiosk.screens.{kind}.view").EXAMPLES
    return found


def _of_example(kind: str, name: str) -> Shot:
    frame = FRAME_EN if name == "english" else FRAME
    file = f"kinds/{kind}-{name.replace(' ', '_')}"
    view = examples(kind)[name]
    return Shot(file, f"Kind: {kind}", name, "portrait", lambda: shown(kind, view, frame))


def _of_page(name: str) -> Shot:
    group = f"Pages: {name.split('-', maxsplit=1)[0].split('.', maxsplit=1)[0]}"
    return Shot(f"pages/{name}", group, name, "portrait", lambda: _set(name, USUAL))


def _of_setting(name: str, settings: Settings, panel: str) -> Shot:
    said = [settings.language, settings.theme, f"x{settings.text_scale}", panel]
    said += ["low"] if settings.reach else []
    what = f"{name}: {', '.join(said)}"
    file = f"settings/{name}-{'-'.join(said)}"
    return Shot(file, "Settings", what, panel, lambda: _set(name, settings))


def _set(name: str, settings: Settings) -> Shown:
    return show(replace(scene(name), settings=settings))


def _shots() -> Iterator[Shot]:
    for kind in kinds():
        yield from (_of_example(kind, name) for name in examples(kind))
    # A journey's pages in the order of the table, each with its variants behind it.
    pages = [_of_page(name) for page in PAGES for name in (page, *_variants(page))]
    for group in dict.fromkeys(shot.group for shot in pages):
        yield from (shot for shot in pages if shot.group == group)
    yield from (_of_setting(*one) for one in SETTINGS)


def _variants(page: str) -> Iterator[str]:
    return (name for name in MORE if name.split("-")[0] == page)


SHOTS = tuple(_shots())
