"""The journeys beside the first one, found by looking: each is one module of this folder.

A journey may have ``PAGES``, its lines of the flow table; ``TILE``, its button on the first page;
``GOALS``, those of its pages that somebody logged in arrives at; and ``TELLINGS``, by verb, what
its actions say of themselves on the result page and on paper.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from kiosk.flow.page import Page
from kiosk.screens.parts import Press
from kiosk.visit import Sent, Visit
from rules.verdict import Reason

__all__ = ["Telling", "Tile", "goals", "offered", "pages", "tellings", "tiles"]


@dataclass(frozen=True, slots=True)
class Tile:
    """A button of the first page; ``offered`` asks the municipality's data.

    ``rank``: the lower, the earlier it stands; what more people come for stands first.
    """

    text_id: str
    page: str
    icon: str
    offered: Callable[[Visit], bool]
    rank: int


def _nothing_to_do(_: Visit, __: Sent) -> tuple[Press, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What an action says of itself: ``lines`` on the result page, ``rows`` on its ticket.

    ``actions`` are what can be done next, beside printing once more and ending the visit.
    ``printed``: there is a ticket at all. ``instead`` is what is possible where a reason refuses
    it, None where that is the same as of a booking.
    """

    lines: Callable[[Visit, Sent], tuple[str, ...]]
    rows: Callable[[Visit, Sent], tuple[tuple[str, str], ...]]
    actions: Callable[[Visit, Sent], tuple[Press, ...]] = _nothing_to_do
    printed: bool = True
    instead: Callable[[Visit, Reason], Press] | None = None


@cache
def pages() -> Mapping[str, Page]:
    """Every page of a journey; no two have one name."""
    found: dict[str, Page] = {}
    for module in _modules():
        for name, page in getattr(module, "PAGES", {}).items():
            assert name not in found, f"two pages are called {name}"
            found[name] = page
    return found


@cache
def tiles() -> tuple[Tile, ...]:
    """In the order in which they stand; no two have one rank."""
    found = [module.TILE for module in _modules() if hasattr(module, "TILE")]
    assert len({tile.rank for tile in found}) == len(found), "each tile has a place of its own"
    return tuple(sorted(found, key=lambda tile: tile.rank))


def offered(visit: Visit) -> tuple[Tile, ...]:
    """Those that the municipality of the visit has."""
    return tuple(tile for tile in tiles() if tile.offered(visit))


@cache
def goals() -> frozenset[str]:
    return frozenset(goal for module in _modules() for goal in getattr(module, "GOALS", ()))


@cache
def tellings() -> Mapping[str, Telling]:
    """By verb."""
    return {
        verb: telling
        for module in _modules()
        for verb, telling in getattr(module, "TELLINGS", {}).items()
    }


def _modules() -> Iterator[ModuleType]:
    package = __name__.rpartition(".")[0]
    for found in sorted(pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda m: m.name):
        yield import_module(f"{package}.{found.name}")
