"""From when and until when a day can be seen and booked (予約受付期間)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from rules.calendar import (
    first_of_month,
    holiday_name,
    instant,
    last_of_month,
    months_after,
)
from rules.case import Case
from rules.facts import Verb
from rules.schema import DayOfMonth, Days, Group, Id, Many, Minute, Months, Rule
from rules.verdict import Reason

CODES = {
    "not_yet_visible": ("visible_until_day",),
    "not_yet_open": ("opens_at",),
    "draw_first": ("draw_at", "opens_at"),
    "not_drawn_here": ("day",),
    "not_drawn_yet": ("draw_at",),
    "not_in_the_draw": (),
    "too_close": ("days_before",),
}
DayKind = Literal["saturday", "sunday", "holiday"]


class Visible(Rule):
    """Seen to the last day of the month so many months ahead."""

    months_ahead: Months


class Opening(Rule):
    """First come, first served from a day of the month, so many months before the use.

    Without ``day`` it is the same day of that month, or its last where it is shorter.
    """

    types: Annotated[Many[Id], Field(min_length=1)]
    months_before: Months
    day: DayOfMonth | None = None
    time: Minute


class Closing(Rule):
    """No booking from 00:00 of the day so many days before the use."""

    days_before: Days


class Draw(Rule):
    """Use on some days is drawn in person first (抽選会); alone it opens those days.

    ``january_day`` takes the place of ``day`` in January. The rest is first come, first served
    from ``opens_days_after`` days after the draw, 00:00. ``types`` take part in it, none: all.
    """

    on: Many[DayKind]
    months_before: Months
    day: DayOfMonth
    january_day: DayOfMonth
    time: Minute
    opens_days_after: Days
    types: Many[Id] = ()


class Settings(Group):
    visible: Visible | None = None
    opens: Many[Opening] | None = None
    closes: Closing | None = None
    draw: Draw | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if settings is None:
        if case.request.drawn:
            yield from _drawn(case, Settings())
        return
    if case.verb is Verb.VIEW:
        yield from _visible(case, settings.visible)
    if case.books_a_day:
        yield from _drawn(case, settings) if case.request.drawn else _opens(case, settings)
        yield from _closes(case, settings.closes)


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.VIEW or settings is None or settings.visible is None:
        return {}
    last = last_visible_day(settings, case.today)
    return {"visible_until": None if last is None else instant(last, 24 * 60)}


def last_visible_day(settings: Settings, today: date) -> date | None:
    """The last day that can be seen today; None: no limit is set."""
    if settings.visible is None:
        return None
    return last_of_month(today, settings.visible.months_ahead)


def opens_at(settings: Settings, day: date, registered_as: str | None) -> datetime | None:
    """When the booking of a day opens for a type of registration, or for the first of any."""
    draw = _draw_of(settings, day)
    if draw is not None:
        return _drawn_at(draw, day)[1]
    openings = [
        _first_come(opening, day)
        for opening in settings.opens or ()
        if registered_as is None or registered_as in opening.types
    ]
    return min(openings, default=None)


def drawn_in_person(settings: Settings, day: date) -> tuple[datetime, datetime] | None:
    """When a day is drawn in person, and from when what is left is open; None: no such draw."""
    draw = _draw_of(settings, day)
    return None if draw is None else _drawn_at(draw, day)


def closes_at(settings: Settings, day: date) -> datetime:
    """The first instant at which a day is no longer booked, by any way."""
    if settings.closes is None:
        return instant(day, 24 * 60)
    return _closes_at(settings.closes, day)


def _visible(case: Case, visible: Visible | None) -> Iterator[Reason]:
    if visible is None:
        return
    last = last_of_month(case.today, visible.months_ahead)
    if case.slot.day > last:
        opens = instant(first_of_month(case.slot.day, -visible.months_ahead))
        params = {"visible_until_day": last.isoformat()}
        yield Reason("not_yet_visible", visible.cited, params, allowed_from=opens)


def _opens(case: Case, settings: Settings) -> Iterator[Reason]:
    registered_as = None if case.resident is None else case.resident.type
    opens = opens_at(settings, case.slot.day, registered_as)
    if opens is None or case.now >= opens:
        return
    params = {"opens_at": opens.isoformat()}
    draw = _draw_of(settings, case.slot.day)
    if draw is not None:
        params["draw_at"] = _drawn_at(draw, case.slot.day)[0].isoformat()
        yield Reason("draw_first", draw.cited, params, allowed_from=opens)
    else:
        rule = _rule_of(settings, registered_as)
        yield Reason("not_yet_open", rule, params, allowed_from=opens)


def _drawn(case: Case, settings: Settings) -> Iterator[Reason]:
    """Against what is said to come from a draw in person: it must have been held, and for them."""
    draw = _draw_of(settings, case.slot.day)
    if draw is None:
        cited = "CM-04" if settings.draw is None else settings.draw.source
        yield Reason("not_drawn_here", cited, {"day": case.slot.day.isoformat()})
        return
    held = _drawn_at(draw, case.slot.day)[0]
    if case.now < held:
        params = {"draw_at": held.isoformat()}
        yield Reason("not_drawn_yet", draw.source, params, allowed_from=held)
    if draw.types and case.resident is not None and case.resident.type not in draw.types:
        yield Reason("not_in_the_draw", draw.source)


def _closes(case: Case, closing: Closing | None) -> Iterator[Reason]:
    if closing is None:
        return
    closes = _closes_at(closing, case.slot.day)
    if case.now >= closes:
        params = {"days_before": closing.days_before}
        yield Reason("too_close", closing.cited, params, allowed_until=closes)


def _rule_of(settings: Settings, registered_as: str | None) -> str:
    openings = settings.opens or ()
    found = [o for o in openings if registered_as is None or registered_as in o.types]
    return found[0].cited


def _draw_of(settings: Settings, day: date) -> Draw | None:
    draw = settings.draw
    return draw if draw is not None and _kinds(day) & set(draw.on) else None


def _kinds(day: date) -> set[str]:
    kinds = {"holiday"} if holiday_name(day) is not None else set()
    match day.weekday():
        case 5:
            kinds.add("saturday")
        case 6:
            kinds.add("sunday")
    return kinds


def _drawn_at(draw: Draw, day: date) -> tuple[datetime, datetime]:
    """When a day is drawn, and from when what is left is open."""
    first = first_of_month(day, -draw.months_before)
    drawn_on = first.replace(day=draw.january_day if first.month == 1 else draw.day)
    opens = instant(drawn_on + timedelta(days=draw.opens_days_after))
    return instant(drawn_on, draw.time), opens


def _first_come(opening: Opening, day: date) -> datetime:
    if opening.day is None:
        return instant(months_after(day, -opening.months_before), opening.time)
    first = first_of_month(day, -opening.months_before)
    return instant(first.replace(day=opening.day), opening.time)


def _closes_at(closing: Closing, day: date) -> datetime:
    return instant(day - timedelta(days=closing.days_before))
