"""The staff close a room or a venue for some hours (施設のお知らせ): repair, an event, weather.

Bookings in these hours stand: the outcome says which they are, for the staff to speak with them.
Weather that ends them is ``rain_off``.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.rooms import bookings_met, close, days_between, rooms_of
from central.registry.fields import Line
from rules.facts import Closure

__all__ = ["DAYS_MAX", "KIND", "Body", "perform"]

KIND = "block_room"
DAYS_MAX = 92
Minute = Annotated[int, Field(ge=0, le=1440)]


class Body(commands.Body):
    """``scope`` is a venue or a room; the same hours of each day from ``day`` to ``last_day``."""

    scope: Annotated[str, Field(max_length=64)]
    day: date
    last_day: date
    start_minute: Minute
    end_minute: Minute
    reason: Literal["weather", "repair", "event"]
    text: Line = ""


def perform(body: Body, context: Context) -> Decision:
    rooms = rooms_of(body.scope, context.municipality)
    if not rooms:
        return rejected("no_such_room", "CM-04", facility=body.scope)
    if body.end_minute <= body.start_minute or body.last_day < body.day:
        return rejected("end_not_after_start", "CM-03")
    if (body.last_day - body.day).days >= DAYS_MAX:
        return rejected("too_many_days", "", days=DAYS_MAX)
    met: list[str] = []
    for closure in _closures(rooms, body):
        close(closure, body.text, context)
        met += bookings_met(closure, context)
    return Decision("applied", outcome={"met": " ".join(met)})


def _closures(rooms: list[str], body: Body) -> list[Closure]:
    return [
        Closure(room, day, body.start_minute, body.end_minute, body.reason)
        for room in rooms
        for day in days_between(body.day, body.last_day)
    ]
