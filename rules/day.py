"""What the terminal draws of a day of a room, and how far it may look ahead."""

from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar import day_of, holiday_name
from rules.decide import NO_SUCH_DAY
from rules.families import closing, fees, opening, window
from rules.municipality import Municipality
from rules.phases import phase_of


@dataclass(frozen=True, slots=True)
class RoomDay:
    """``rules`` close the day; ``hours`` are minutes after midnight, None where it is closed.

    ``phase`` is how booking stands for whoever may first (``rules/phases.py``).
    """

    day: date
    rules: tuple[str, ...]
    hours: tuple[int, int] | None
    holiday: str | None
    phase: str

    @property
    def open(self) -> bool:
        return not self.rules


def room_day(municipality: Municipality, facility: str, day: date, now: datetime) -> RoomDay:
    """The calendar of a room on a day, as booking stands at an instant."""
    parts = municipality.settings(facility, day)
    closings = parts.get(closing.Settings)
    rules = closing.closed_by(closings, day) if isinstance(closings, closing.Settings) else ()
    if not parts:
        rules = (NO_SUCH_DAY.rule,)
    hours = parts.get(opening.Settings)
    never = municipality.rooms[facility].not_bookable is not None
    return RoomDay(
        day=day,
        rules=rules,
        hours=hours.on(day) if isinstance(hours, opening.Settings) and not rules else None,
        holiday=holiday_name(day),
        phase="closed" if never else phase_of(parts, day, now),
    )


def last_visible_day(municipality: Municipality, facility: str, now: datetime) -> date | None:
    """The last day of a room that can be seen without login; None: no limit."""
    windows = municipality.settings(facility, day_of(now)).get(window.Settings)
    if not isinstance(windows, window.Settings):
        return None
    return window.last_visible_day(windows, day_of(now))


def price_is_sample(municipality: Municipality, facility: str, day: date) -> bool:
    """Whether the price of a room is a sample that the municipality has still to supply."""
    prices = municipality.settings(facility, day).get(fees.Settings)
    if not isinstance(prices, fees.Settings) or prices.price is None:
        return False
    return prices.price.source == "sample"
