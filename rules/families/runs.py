"""On how many days one may use rooms: in a row (連続使用), and in a month."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from pydantic import Field

from rules.calendar import first_of_month
from rules.case import Case
from rules.facts import Booking
from rules.families.closing import is_closed
from rules.schema import Channels, Count, Group, Id, Rule
from rules.verdict import Reason

CODES = {"too_many_days_in_a_row": ("days_max",), "too_many_days_in_month": ("days_max",)}
ONE_DAY = timedelta(days=1)


class InARow(Rule):
    """Days in a row in one room; ``by_use`` says it for a sport or use where it differs.

    A closed day neither breaks the row nor counts in it.
    """

    days_max: Count
    by_use: dict[Id, Count] = Field(default_factory=dict)

    def days_of(self, use: str) -> int:
        return self.by_use.get(use, self.days_max)


class InAMonth(Rule):
    """Days of a month on which a resident may book rooms of a class on these channels."""

    days_max: Count
    channels: Channels


class Settings(Group):
    in_a_row: InARow | None = None
    in_a_month: InAMonth | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if settings is None or not case.takes_more:
        return
    if settings.in_a_row is not None:
        yield from _in_a_row(case, settings.in_a_row)
    if settings.in_a_month is not None:
        yield from _in_a_month(case, settings.in_a_month)


def _in_a_row(case: Case, rule: InARow) -> Iterator[Reason]:
    days_max = rule.days_of(case.slot.sport)
    booked = {
        booking.slot.day
        for booking in _own(case)
        if booking.slot.facility == case.room.id and rule.days_of(booking.slot.sport) == days_max
    }
    if 1 + _row(case, booked, -ONE_DAY) + _row(case, booked, ONE_DAY) > days_max:
        yield Reason("too_many_days_in_a_row", rule.cited, {"days_max": days_max})


def _row(case: Case, booked: AbstractSet[date], step: timedelta) -> int:
    """The booked days that follow one upon the other, before or after the day that is asked."""
    count = 0
    left = {day for day in booked if (day > case.slot.day) == (step > timedelta(0))}
    day = case.slot.day
    while left - {case.slot.day}:
        day += step
        if day in left:
            left.remove(day)
            count += 1
        elif not is_closed(case.municipality.settings(case.room.id, day), day):
            break
    return count


def _in_a_month(case: Case, rule: InAMonth) -> Iterator[Reason]:
    month = first_of_month(case.slot.day)
    rooms = case.municipality.rooms
    days = {
        booking.slot.day
        for booking in _own(case)
        if (room := rooms.get(booking.slot.facility)) is not None
        and room.facility_class == case.facility_class
        and first_of_month(booking.slot.day) == month
    }
    too_many = len(days | {case.slot.day}) > rule.days_max
    if too_many and case.slot.day not in days and case.request.channel in rule.channels:
        yield Reason("too_many_days_in_month", rule.cited, {"days_max": rule.days_max})


def _own(case: Case) -> Iterator[Booking]:
    """The resident's bookings, but for the one that is to be moved."""
    moved = case.request.booking
    return (b for b in case.facts.bookings if b.own and b is not moved)
