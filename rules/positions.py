"""Where the venues of a municipality lie on its plain map, as positions.toml says it."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, Strict

from rules.schema import Section, VenueId

__all__ = ["Positions", "position_faults"]

Km = Annotated[float, Field(ge=0, le=200)]


class Positions(Section):
    """A schematic map (概略図): each venue in kilometres from the left and from the top.

    North is up. A venue that is not named is not on the map.
    """

    width_km: Annotated[float, Field(ge=1, le=200)]
    height_km: Annotated[float, Field(ge=1, le=200)]
    venues: Annotated[
        dict[VenueId, Annotated[tuple[Km, Km], Strict(strict=False)]], Field(min_length=1)
    ]

    def between(self, one: str, other: str) -> float:
        """How far apart two venues lie on the map; no distance of the town itself."""
        (left, top), (x, y) = self.venues[one], self.venues[other]
        return float(((x - left) ** 2 + (y - top) ** 2) ** 0.5)


def position_faults(positions: Positions, venues: frozenset[str]) -> Iterator[str]:
    """A line ``key: what is wrong`` for each position that is no place on the map."""
    width, height = positions.width_km, positions.height_km
    for venue, (across, down) in positions.venues.items():
        if venue not in venues:
            yield f"venues.{venue}: no such venue"
        if across > width or down > height:
            yield f"venues.{venue}: lies outside of the frame, {width:g} x {height:g} km"
