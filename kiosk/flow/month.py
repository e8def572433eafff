"""Three months at a glance: each day one symbol, to the wall beyond which nothing is shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kiosk.flow import names
from kiosk.flow.board import as_of
from kiosk.flow.look import rooms_of
from kiosk.flow.lottery_words import entries_text
from kiosk.flow.marks import day_mark, room_of
from kiosk.flow.page import Move, stay
from kiosk.messages import DayChosen, FacilityChosen, MonthChosen
from kiosk.screens.month.view import Day, Month, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit
from rules.calendar import first_of_month, holiday_name, last_of_month
from rules.day import last_visible_day
from rules.policy import Room

__all__ = ["month", "month_chosen", "tone_of"]

#: Where no wall is set, so many months are shown.
MONTHS_MAX = 6
LEGEND = (Mark.FREE, Mark.FEW, Mark.FULL, Mark.LOTTERY, Mark.CLOSED, Mark.OUTSIDE)
#: Which of these a day has changes with every booking: they are explained together.
BOOKABLE = frozenset({Mark.FREE, Mark.FEW, Mark.FULL})


def month_chosen(visit: Visit, event: MonthChosen) -> Move:
    if event.first not in _firsts(visit, room_of(visit)):
        return stay(visit)
    return stay(replace(visit, wish=replace(visit.wish, month=event.first)))


def month(visit: Visit) -> View:
    t, room = visit.speech, room_of(visit)
    firsts = _firsts(visit, room)
    wished = visit.wish.month
    months = tuple(_month(visit, room, first) for first in firsts)
    return View(
        weekdays=t.weekdays_from_sunday(),
        months=months,
        large=firsts.index(wished) if wished in firsts else 0,
        legend=tuple((mark, t.say(f"mark.{mark.value}")) for mark in _explained(months)),
        as_of=as_of(visit),
        wall=t.say("look.wall", day=t.day(last_of_month(firsts[-1]))),
        filters=_filters(visit, room),
    )


def _explained(months: tuple[Month, ...]) -> tuple[Mark, ...]:
    """Only what a day of these months can be: where nothing is drawn, no word of a lottery."""
    shown = {day.mark for month in months for day in month.days}
    if shown & BOOKABLE:
        shown |= BOOKABLE
    return tuple(mark for mark in LEGEND if mark in shown)


def _firsts(visit: Visit, room: Room) -> tuple[date, ...]:
    last = last_visible_day(visit.site.municipality, room.id, visit.now)
    firsts = (first_of_month(visit.today, n) for n in range(MONTHS_MAX))
    return tuple(first for first in firsts if last is None or first <= last)


def _month(visit: Visit, room: Room, first: date) -> Month:
    days = tuple(_days(visit, room, first))
    return Month(visit.speech.month(first), days, MonthChosen(first))


def _days(visit: Visit, room: Room, first: date) -> Iterator[Day]:
    """From the week of today on: nobody looks for what is past."""
    shown = max(first, _sunday(visit.today))
    for offset in range((last_of_month(first) - shown).days + 1):
        day = shown + timedelta(days=offset)
        mark, left = (Mark.NONE, 0) if day < visit.today else _mark(visit, room, day)
        row, column = divmod((day - _sunday(shown)).days, 7)
        yield Day(
            number=day.day,
            column=column,
            row=row,
            mark=mark,
            word=_day_word(visit, room, day, mark, left),
            event=None if mark is Mark.NONE else DayChosen(day),
            tone=tone_of(day),
            today=day == visit.today,
        )


def _sunday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.isoweekday() % 7)


def _mark(visit: Visit, room: Room, day: date) -> tuple[Mark, int]:
    assert visit.wish.sport is not None
    return day_mark(visit, room, visit.wish.sport, day)


def _day_word(visit: Visit, room: Room, day: date, mark: Mark, left: int) -> str:
    """Of a day that is drawn for, how many entries there are (倍率)."""
    if mark is Mark.LOTTERY:
        return entries_text(visit, room.id, day)
    return _word(visit, mark, left)


def _word(visit: Visit, mark: Mark, left: int) -> str:
    if mark is Mark.NONE:
        return ""
    if mark is Mark.FEW:
        return visit.speech.say("mark.few.left", n=left)
    return visit.speech.say(f"mark.{mark.value}")


def tone_of(day: date) -> str:
    """How the number of a day is coloured."""
    if day.weekday() == 6 or holiday_name(day) is not None:
        return "holiday"
    return "saturday" if day.weekday() == 5 else "weekday"


def _filters(visit: Visit, here: Room) -> tuple[Press, ...]:
    """The other rooms for the same sport, where the search did not begin with a place."""
    rooms = rooms_of(visit, visit.wish.sport or "")
    if visit.wish.by_place or len(rooms) < 2:
        return ()
    return tuple(
        Press(
            names.room(visit, room.id),
            FacilityChosen(room.id),
            look=Look.MAIN if room is here else Look.PLAIN,
        )
        for room in rooms
    )
