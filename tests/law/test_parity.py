"""The flow's table, the screens' folders and their examples speak of the same things."""

import dataclasses
from importlib import import_module
from typing import Any, get_args

import pytest

from kiosk import messages
from kiosk.flow import EVERYWHERE, PAGES
from kiosk.flow.page import Page
from tests.law.tree import ROOT, files

KINDS = sorted({path.parent.name for path in files("view.py", "kiosk/screens")})

#: What no page draws: the demonstration's own.
BESIDE = {"dock"}
#: What every page answers alike, before the table is asked.
BEFORE_THE_TABLE = {
    messages.BackPressed,
    messages.InsteadChosen,
    messages.PageOpened,
    messages.StaffCalled,
    messages.StopPressed,
    messages.Touched,
}
#: Where a resident is without having been led there, or is led from every page alike.
STARTS = {"call", "closed", "home", "still_there"}


def leads_to(page: Page) -> set[str]:
    ways = [on.ways for on in page.on.values()] + ([page.opened.ways] if page.opened else [])
    return set(page.opens).union(*(way.values() for way in ways))


def reached() -> set[str]:
    found: set[str] = set()
    new = set(STARTS)
    while new:
        found |= new
        new = set().union(*(leads_to(PAGES[page]) for page in new)) - found
    return found


def test_table__leads_only_to_pages_of_its_own() -> None:
    led = {(name, page) for name, line in PAGES.items() for page in leads_to(line)}
    led |= {(kind.__name__, page) for kind, on in EVERYWHERE.items() for page in on.ways.values()}
    assert {(name, page) for name, page in led if page not in PAGES} == set()


def test_table__reaches_every_page() -> None:
    assert PAGES.keys() - reached() == set()


def test_table__draws_every_kind_of_screen() -> None:
    assert {page.kind for page in PAGES.values()} == set(KINDS) - BESIDE


def test_table__answers_every_event() -> None:
    answered = BEFORE_THE_TABLE.union(EVERYWHERE, *(page.on for page in PAGES.values()))
    assert set(get_args(messages.Event)) ^ answered == set()


@pytest.mark.parametrize("kind", KINDS)
def test_screen__has_its_folder_complete(kind: str) -> None:
    assert (ROOT / f"kiosk/screens/{kind}/widget.py").is_file()
    view: Any = import_module(f"kiosk.screens.{kind}.view")
    assert dataclasses.is_dataclass(view.View)
    assert vars(view.View)["__dataclass_params__"].frozen
    assert view.EXAMPLES
    assert {type(example) for example in view.EXAMPLES.values()} == {view.View}


def test_screen__is_a_folder_with_a_view() -> None:
    folders = {path.name for path in (ROOT / "kiosk/screens").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(KINDS)


def test_icon__is_asked_for_by_code() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in files("*.py", "kiosk"))
    drawn = {path.stem for path in (ROOT / "assets/icons").glob("*.svg")}
    assert drawn
    assert {icon for icon in drawn if f'"{icon}"' not in sources} == set()
