"""Until when, counted back from the use: what documents write as 7日前まで or 開始時刻まで."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from rules.calendar import instant
from rules.facts import Channel, Slot
from rules.schema import Channels, Days, Model, Rule


class Before(Model):
    """A limit before a use, none where neither key is said; both may be, and the earlier counts.

    ``days_before``: the last day that is in time lies so many days before the day of use.
    """

    minutes_before_start: Annotated[int, Field(ge=0, le=100_000)] | None = None
    days_before: Days | None = None

    def limit(self, slot: Slot) -> datetime | None:
        """The first instant that is too late."""
        limits = []
        if self.minutes_before_start is not None:
            limits.append(slot.starts_at - timedelta(minutes=self.minutes_before_start))
        if self.days_before is not None:
            limits.append(after_day(slot, self.days_before))
        return min(limits, default=None)


class NoFault(Rule):
    """On these channels a cause that is not the resident's counts (天災, 不可抗力, 設備の故障)."""

    channels: Channels

    def counts(self, channel: Channel) -> bool:
        return channel in self.channels


def after_day(slot: Slot, days_before: int) -> datetime:
    """The end of the day so many days before a use: 24:00, the next day's 00:00."""
    return instant(slot.day - timedelta(days=days_before - 1))
