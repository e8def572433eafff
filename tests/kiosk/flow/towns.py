"""Visits at terminals of other municipalities than the one of the usual journey."""

from datetime import datetime
from functools import cache

from kiosk.visit import Visit
from rules.policy import Municipality, load
from tests.kiosk.flow.journey import NOW, ROOT, VISIT, site

__all__ = ["at", "town"]


@cache
def town(name: str) -> Municipality:
    return load(ROOT / "assets/municipalities" / name)


def at(name: str, now: datetime = NOW, **changes: object) -> Visit:
    """A new visit in a town, at its first venue."""
    here = town(name)
    changes = {"municipality": here, "venue": next(iter(here.venues))} | changes
    return Visit.begin(VISIT, site(**changes), now)
