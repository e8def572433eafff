"""The small map of a ticket: where a place lies among the others, and from the terminal."""

from kiosk.devices.ticket_printer.ticket import Point, Sketch
from kiosk.visit import Visit

__all__ = ["sketch_to"]


def sketch_to(visit: Visit, venue: str) -> Sketch | None:
    """None where the place is not on the map, or is this very one."""
    t, positions = visit.speech, visit.site.municipality.positions
    here = visit.site.venue
    if positions is None or venue not in positions.venues or venue == here:
        return None
    points: dict[str, Point] = {
        name: (across / positions.width_km, down / positions.height_km)
        for name, (across, down) in positions.venues.items()
    }
    return Sketch(
        shape=positions.width_km / positions.height_km,
        places=tuple(points.values()),
        goal=points[venue],
        goal_word=t.say("sketch.goal"),
        here=points.get(here),
        here_word=t.say("sketch.here"),
        note=t.say("sketch.note"),
    )
