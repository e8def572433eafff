"""By which way a thing may be done: terminal, web, phone or desk (利用方法、予約方法区分表)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field, Strict

from rules.calendar import clock_text, day_of, instant, is_weekend_or_holiday
from rules.case import Case
from rules.facts import Channel, Verb
from rules.schema import Channels, Days, Group, Minute, Rule
from rules.verdict import Reason

CODES = {
    "channel_not_open": ("channel", "verb"),
    "channel_too_early": ("channel", "opens_day"),
    "channel_too_late": ("channel", "last_day", "phone"),
    "channel_not_answered": ("channel", "from_time", "until_time"),
    "sport_at_the_desk": ("sport",),
}
#: A table by channel.
ByChannel = Annotated[Channel, Strict(strict=False)]


class Ways(Rule):
    """The channels on which a thing may be done."""

    channels: Channels


class DaysBefore(Rule):
    """On how many days before the use a channel takes bookings, from ``most`` to ``least``.

    ``most`` None: however early. ``workdays``: only between these times of working days (平日).
    """

    most: Days | None = None
    least: Days = 0
    workdays: Annotated[tuple[Minute, Minute], Strict(strict=False)] | None = None

    def opens_at(self, day: date) -> datetime | None:
        return None if self.most is None else instant(day - timedelta(days=self.most))

    def closes_at(self, day: date) -> datetime | None:
        """The first instant that is too late; None where it is open to the end."""
        return instant(day - timedelta(days=self.least - 1)) if self.least else None

    def holds(self, day: date, now: datetime) -> bool:
        """Whether now is one of its days for a day of use."""
        opens, closes = self.opens_at(day), self.closes_at(day)
        return (opens is None or opens <= now) and (closes is None or now < closes)


class Unregistered(Rule):
    """A channel books for people without a registration, from ``most`` days before the use on.

    ``most`` None: whenever it books at all.
    """

    most: Days | None = None


class Settings(Group):
    """The channels of each verb, all of them where it is not said.

    ``days`` is the table of a booking's days by channel; the terminal counts as the web where it
    has no line of its own.
    """

    view: Ways | None = None
    book: Ways | None = None
    change: Ways | None = None
    cancel: Ways | None = None
    extend: Ways | None = None
    substitute: Ways | None = None
    enter_lottery: Ways | None = None
    withdraw_entry: Ways | None = None
    confirm_win: Ways | None = None
    apply_formally: Ways | None = None
    pay_online: Ways | None = None
    renew: Ways | None = None
    set_password: Ways | None = None
    days: dict[ByChannel, DaysBefore] = Field(default_factory=dict)
    unregistered: dict[ByChannel, Unregistered] = Field(default_factory=dict)


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings) or Settings()
    yield from _way(case, settings)
    if case.books_a_day:
        row = _row(settings, case.request.channel)
        if row is not None:
            yield from _days(case, row)
            yield from _answered(case, row)
    if case.takes_courts:
        yield from _sport(case)


def unregistered(case: Case) -> Unregistered | None:
    """How this channel books without a registration; None: it does not."""
    settings = case.settings(Settings)
    if settings is None or case.verb is not Verb.BOOK:
        return None
    return settings.unregistered.get(case.request.channel)


def unregistered_from(row: Unregistered, day: date) -> datetime | None:
    """From when no registration is needed; None: at no time."""
    return None if row.most is None else instant(day - timedelta(days=row.most))


def booking_channels(settings: Settings, day: date, now: datetime) -> frozenset[Channel]:
    """The channels that take a booking of a day now, as far as their days go."""
    ways = frozenset(Channel) if settings.book is None else frozenset(settings.book.channels)
    rows = {channel: _row(settings, channel) for channel in ways}
    return frozenset(c for c, row in rows.items() if row is None or row.holds(day, now))


def _row(settings: Settings, channel: Channel) -> DaysBefore | None:
    if channel is Channel.TERMINAL and channel not in settings.days:
        channel = Channel.WEB
    return settings.days.get(channel)


def _way(case: Case, settings: Settings) -> Iterator[Reason]:
    channel = case.request.channel
    ways = getattr(settings, case.verb.value, None)
    if ways is not None and channel not in ways.channels:
        params = {"channel": channel.value, "verb": case.verb.value}
        yield Reason("channel_not_open", ways.cited, params)


def _days(case: Case, row: DaysBefore) -> Iterator[Reason]:
    channel = case.request.channel.value
    opens, closes = row.opens_at(case.slot.day), row.closes_at(case.slot.day)
    if opens is not None and case.now < opens:
        params = {"channel": channel, "opens_day": day_of(opens).isoformat()}
        yield Reason("channel_too_early", row.cited, params, allowed_from=opens)
    if closes is not None and case.now >= closes:
        phone = case.municipality.venues[case.room.venue].phone
        last = day_of(closes) - timedelta(days=1)
        params = {"channel": channel, "last_day": last.isoformat(), "phone": phone}
        yield Reason("channel_too_late", row.cited, params, allowed_until=closes)


def _answered(case: Case, row: DaysBefore) -> Iterator[Reason]:
    if row.workdays is None:
        return
    opens, closes = row.workdays
    if not _is_workday(case.today) or not (
        instant(case.today, opens) <= case.now < instant(case.today, closes)
    ):
        params = {
            "channel": case.request.channel.value,
            "from_time": clock_text(opens),
            "until_time": clock_text(closes),
        }
        again = _next_answer(case.now, opens)
        yield Reason("channel_not_answered", row.cited, params, allowed_from=again)


def _next_answer(now: datetime, opens: int) -> datetime:
    day = day_of(now)
    while not _is_workday(day) or instant(day, opens) <= now:
        day += timedelta(days=1)
    return instant(day, opens)


def _is_workday(day: date) -> bool:
    return not is_weekend_or_holiday(day)


def _sport(case: Case) -> Iterator[Reason]:
    sport = case.room.sports.get(case.slot.sport)
    if sport is not None and sport.desk_only and case.request.channel is not Channel.DESK:
        yield Reason("sport_at_the_desk", sport.cited, {"sport": case.slot.sport})
