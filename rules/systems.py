"""The municipalities that share a booking system, as the 18 operators of OPAS do."""

from collections.abc import Iterable

from rules.municipality import Municipality

__all__ = ["municipalities_of_system"]


def municipalities_of_system(
    municipalities: Iterable[Municipality], system: str
) -> tuple[Municipality, ...]:
    """Those of a system, in the order in which the system lists them."""
    places = (
        (place.order, municipality.id, municipality)
        for municipality in municipalities
        if (place := municipality.system) is not None and place.id == system
    )
    return tuple(municipality for *_, municipality in sorted(places, key=lambda entry: entry[:2]))
