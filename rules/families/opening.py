"""Inside the opening hours of the room and on its grid of time, end after start (CM-03)."""

from collections.abc import Iterator

from rules.calendar import clock_text
from rules.case import Case
from rules.schema import Hours, Rule
from rules.verdict import Reason

CODES = {
    "end_not_after_start": (),
    "off_the_grid": ("granule_minutes",),
    "outside_hours": ("from_time", "until_time"),
}


class Settings(Hours, Rule):
    """When a room can be used on a day on which it is not closed."""


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if not case.takes_courts or settings is None:
        return
    start, end = case.slot.start_minute, case.slot.end_minute
    if end <= start:
        yield Reason("end_not_after_start", settings.cited)
    if start % case.room.granule_minutes or end % case.room.granule_minutes:
        params = {"granule_minutes": case.room.granule_minutes}
        yield Reason("off_the_grid", settings.cited, params)
    opens, closes = settings.on(case.slot.day)
    if start < opens or end > closes:
        params_hours = {"from_time": clock_text(opens), "until_time": clock_text(closes)}
        yield Reason("outside_hours", settings.cited, params_hours)
