"""Desks (窓口) as facilities.toml lists them: where, when, for what, and which take cash."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from rules.calendar import holiday_name, is_between_month_days
from rules.schema import Id, Many, Minute, Model, MonthDay, Names, Section, Sourced, VenueId

#: Among the desks that take cash: those of the place itself (施設現地).
ON_SITE = "on_site"
#: What a resident is sent to a desk for: the registration and its card, something to be paid, a
#: registration that was stopped.
Matter = Literal["registration", "payment", "reopening"]
Phone = Annotated[str, Field(pattern=r"^[0-9-]{1,20}$")]
VenuePattern = Annotated[str, Field(pattern=r"^[a-z0-9_/]+\*?$", max_length=64)]


class DeskSpan(Model):
    """From and to, on some kinds of day in some months; unsaid: on every day, in every month.

    A weekday (平日) is no holiday; a Saturday that is a holiday is both.
    """

    on: Many[Literal["weekday", "saturday", "sunday", "holiday"]] = ()
    months: Many[Annotated[int, Field(ge=1, le=12)]] = ()
    open: Annotated[tuple[Minute, Minute], Strict(strict=False)]

    def holds_on(self, day: date) -> bool:
        kinds = not self.on or not _kinds(day).isdisjoint(self.on)
        return kinds and (not self.months or day.month in self.months)

    @model_validator(mode="after")
    def _end_after_start(self) -> Self:
        if self.open[1] <= self.open[0]:
            raise ValueError("must end after its start")
        return self


class ClosedSpan(Section):
    """From one day of the year to another, both included (年末年始)."""

    first: MonthDay
    last: MonthDay


class DeskTimes(Section):
    """When desks are open that keep the same hours; ``remark`` is what to know before going."""

    hours: Many[DeskSpan]
    closed: Many[ClosedSpan] = ()
    remark: Names | None = None

    def on(self, day: date) -> tuple[tuple[int, int], ...]:
        if any(is_between_month_days(day, span.first, span.last) for span in self.closed):
            return ()
        return tuple(span.open for span in self.hours if span.holds_on(day))


class DeskDocument(Section):
    """A desk; what is not said of name and telephone is that of its ``venue``.

    A desk in a venue is open only on that venue's open days (施設営業日). ``number`` is that of the
    municipality's own list; ``serves`` names venues elsewhere that it looks after; what is
    ``handled_at`` another desk has no hours of its own.
    """

    number: Annotated[int, Field(ge=1, le=999)] | None = None
    name: Names | None = None
    phones: Sourced[Many[Phone]] | None = None
    venue: VenueId | None = None
    serves: Many[VenuePattern] = ()
    times: Id | None = None
    handled_at: Id | None = None


class Topic(Section):
    """What people ask about, and who answers: the desks of the place first, then these.

    ``matters`` are those that a resident is sent there for.
    """

    name: Names
    at_venue: bool = False
    desks: Many[Id] = ()
    matters: Many[Matter] = ()


class CashDesks(Section):
    """Which desks take the fees of some venues in cash; ``on_site`` are those of the venue."""

    venues: Many[VenuePattern]
    desks: Many[Id]
    after_failed_debit: Many[Id]


class DesksDocument(Model):
    """The part of facilities.toml that is about desks; of ``cash`` the first entry that fits."""

    desk_times: dict[Id, DeskTimes] = Field(default_factory=dict)
    desks: dict[Id, DeskDocument] = Field(default_factory=dict)
    topics: dict[Id, Topic] = Field(default_factory=dict)
    cash: Many[CashDesks] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk with what it takes from its venue and from the list of times."""

    id: str
    number: int | None
    name: Mapping[str, str]
    phones: tuple[str, ...]
    venue: str | None
    serves: tuple[str, ...]
    handled_at: str | None
    times: DeskTimes | None


def desk_faults(document: DesksDocument, venues: Mapping[str, object]) -> Iterator[str]:
    """A line ``key: what is wrong`` for each name that names nothing."""
    for key, desk in document.desks.items():
        for fault in _faults_of(desk, document, venues):
            yield f"desks.{key}{fault}"
    for key, topic in document.topics.items():
        yield from _unknown(f"topics.{key}.desks", topic.desks, document.desks)
    for index, cash in enumerate(document.cash):
        known = {ON_SITE, *document.desks}
        yield from _unknown(f"cash.{index}.desks", cash.desks, known)
        yield from _unknown(f"cash.{index}.after_failed_debit", cash.after_failed_debit, known)
        yield from _without_venue(f"cash.{index}.venues", cash.venues, venues)


def _faults_of(
    desk: DeskDocument, document: DesksDocument, venues: Mapping[str, object]
) -> Iterator[str]:
    if desk.venue is None and (desk.name is None or desk.phones is None):
        yield ": needs name and phones, since it has no venue"
    if desk.venue is not None and desk.venue not in venues:
        yield f".venue: no such venue {desk.venue}"
    if (desk.times is None) == (desk.handled_at is None):
        yield ": needs either times or handled_at"
    if desk.times is not None and desk.times not in document.desk_times:
        yield f".times: no such times {desk.times}"
    if desk.handled_at is not None:
        other = document.desks.get(desk.handled_at)
        if other is None or other.handled_at is not None:
            yield f".handled_at: no desk with times of its own {desk.handled_at}"
    yield from _without_venue(".serves", desk.serves, venues)


def _unknown(key: str, named: tuple[str, ...], known: Collection[str]) -> Iterator[str]:
    for name in named:
        if name not in known:
            yield f"{key}: no such desk {name}"


def _without_venue(
    key: str, patterns: tuple[str, ...], venues: Mapping[str, object]
) -> Iterator[str]:
    for pattern in patterns:
        if not any(fnmatchcase(venue, pattern) for venue in venues):
            yield f"{key}: {pattern} names no venue"


def _kinds(day: date) -> frozenset[str]:
    holiday = holiday_name(day) is not None
    by_week = {5: "saturday", 6: "sunday"}.get(day.weekday(), "" if holiday else "weekday")
    return frozenset({by_week, "holiday"} if holiday else {by_week})
