"""A time in a month before the use, with its exact instants (前月6日9時~10日24時)."""

from datetime import date, datetime

from rules.calendar import first_of_month, instant
from rules.schema import DayOfMonth, Minute, Months, Rule

__all__ = ["Period"]


class Period(Rule):
    """From a time of a day to a time of another, so many months before the month of use.

    The last instant does not belong to it: until 24:00 is until 00:00 of the next day.
    """

    months_before: Months
    first_day: DayOfMonth
    first_time: Minute
    last_day: DayOfMonth
    last_time: Minute

    def opens_at(self, day: date) -> datetime:
        """When the period of a day of use begins."""
        return instant(self._month(day).replace(day=self.first_day), self.first_time)

    def closes_at(self, day: date) -> datetime:
        """The first instant after it."""
        return instant(self._month(day).replace(day=self.last_day), self.last_time)

    def _month(self, day: date) -> date:
        return first_of_month(day, -self.months_before)
