"""The lottery (抽選): which draws there are, and the phases of the months."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.flow import draws, lottery_entry
from kiosk.flow.draws import Draw
from kiosk.flow.journeys import Tile
from kiosk.flow.lottery_words import span_text
from kiosk.flow.month import tone_of
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import MonthChosen, PageOpened
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as Rows
from kiosk.screens.month.view import Day, Month
from kiosk.screens.month.view import View as Months
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit
from rules.calendar import first_of_month, instant, last_of_month

__all__ = ["PAGES", "TILE"]

TILE = Tile("home.lottery", "lottery.months", "lottery", draws.offered, rank=4)
NOON = 12 * 60
#: What a day of the calendar of phases looks like.
PHASES = {
    "lottery": Mark.LOTTERY,
    "drawn": Mark.WAITING,
    "confirmation": Mark.CONFIRMED,
    "first_come": Mark.FREE,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The month whose phases are looked at."""

    month: date | None = None


def months(visit: Visit) -> Rows:
    t = visit.speech
    return Rows(
        tuple(_draw_row(visit, draw) for draw in draws.draws(visit)),
        t.say("lottery.months.empty"),
        notice="" if visit.site.line_up else t.say("lottery.line_down"),
        also=(
            Press(t.say("lottery.mine"), PageOpened("lottery.mine"), "list"),
            Press(t.say("lottery.calendar"), PageOpened("lottery.calendar"), "calendar"),
        ),
    )


def _draw_row(visit: Visit, draw: Draw) -> Row:
    t, phase = visit.speech, _phase(visit, draw)
    enter = Press(t.say("lottery.enter"), MonthChosen(draw.month), "lottery", Look.MAIN)
    open_now = draw.opens_at <= visit.now < draw.closes_at
    return Row(
        t.say("lottery.months.title", month=t.month(draw.month)),
        "\n".join(_dates(visit, draw)),
        PHASES.get(phase, Mark.OUTSIDE),
        t.say(f"lottery.phase.{phase}", opens=t.instant(draw.opens_at)),
        (enter,) if open_now else (),
    )


def _phase(visit: Visit, draw: Draw) -> str:
    return "before" if visit.now < draw.opens_at else draws.phase(visit, draw.month, visit.now)


def _dates(visit: Visit, draw: Draw) -> tuple[str, ...]:
    t = visit.speech
    entry = t.say("lottery.dates.entry", span=span_text(visit, draw.opens_at, draw.closes_at))
    if draw.confirms is None:
        return (entry,)
    return (entry, t.say("lottery.dates.confirm", span=span_text(visit, *draw.confirms)))


def calendar(visit: Visit) -> Months:
    """What is done on which day: entering, confirming, and then first come first served."""
    t = visit.speech
    firsts = [first_of_month(visit.today, offset) for offset in (0, 1)]
    seen = visit.of(Seen).month
    months = tuple(_calendar_month(visit, first) for first in firsts)
    shown = {day.mark for month in months for day in month.days}
    legend = ((mark, t.say(f"lottery.calendar.{name}")) for name, mark in PHASES.items())
    return Months(
        weekdays=t.weekdays_from_sunday(),
        months=months,
        large=firsts.index(seen) if seen in firsts else 0,
        legend=tuple((mark, word) for mark, word in legend if mark in shown),
        as_of="",
        wall=t.say("lottery.calendar.what"),
    )


def _calendar_month(visit: Visit, first: date) -> Month:
    t, before = visit.speech, first.isoweekday() % 7
    days = []
    for offset in range(last_of_month(first).day):
        day = first + timedelta(days=offset)
        row, column = divmod(before + offset, 7)
        phase = draws.phase(visit, first_of_month(day, 1), instant(day, NOON))
        mark = PHASES.get(phase, Mark.NONE)
        word = t.say(f"lottery.calendar.{phase}") if phase in PHASES else ""
        today = day == visit.today
        days.append(Day(day.day, column, row, mark, word, None, tone_of(day), today))
    return Month(t.month(first), tuple(days), MonthChosen(first))


def month_chosen(visit: Visit, event: MonthChosen) -> Move:
    return stay(visit.keep(Seen(event.first)))


PAGES = {
    "lottery.months": Page(
        "list",
        months,
        on={MonthChosen: on(lottery_entry.begun, begun="lottery.sport")},
        opens=("lottery.mine", "lottery.calendar"),
    ),
    "lottery.calendar": Page("month", calendar, on={MonthChosen: on(month_chosen)}),
}
