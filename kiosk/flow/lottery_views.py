"""What is shown while an entry is put together; the odds stand beside what can be chosen."""

from datetime import date, datetime, timedelta

from kiosk.flow import book, draws, names
from kiosk.flow.lottery_draft import (
    SLOTS_MAX,
    Entering,
    counts,
    hours_here,
    hours_on,
    places_for,
    room_of,
)
from kiosk.flow.lottery_words import demand, entries_text, slot_text, what
from kiosk.flow.month import tone_of
from kiosk.messages import (
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntrySlotDropped,
    FacilityChosen,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SportChosen,
)
from kiosk.screens.board.view import Cell
from kiosk.screens.board.view import View as Board
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as Rows
from kiosk.screens.month.view import Day, Month
from kiosk.screens.month.view import View as Months
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit
from rules.calendar import (
    JAPAN,
    clock_text,
    first_of_month,
    last_of_month,
)
from sync.wire import EntrySlot

__all__ = [
    "board",
    "composed",
    "courts",
    "month",
    "next_press",
    "people",
    "places",
    "set_next",
    "sports",
    "students",
    "time_next",
    "time_question",
]


def sports(visit: Visit) -> Choose:
    here = visit.site.municipality
    offered = [sport for sport in here.sports if places_for(visit, sport)]
    return Choose(
        tuple(Answer(names.sport(visit, sport), SportChosen(sport)) for sport in offered),
        visit.speech.say("lottery.sport.empty"),
    )


def places(visit: Visit) -> Choose:
    rooms = places_for(visit, visit.of(Entering).sport)
    return Choose(
        tuple(Answer(names.room(visit, room.id), FacilityChosen(room.id)) for room in rooms),
        visit.speech.say("lottery.sport.empty"),
    )


def month(visit: Visit) -> Months:
    t, first = visit.speech, visit.of(Entering).month or first_of_month(visit.today)
    room, before = room_of(visit), first.isoweekday() % 7
    days = []
    for offset in range(last_of_month(first).day):
        day = first + timedelta(days=offset)
        row, column = divmod(before + offset, 7)
        opened = room is not None and bool(hours_on(visit, room, day))
        mark = Mark.LOTTERY if opened else Mark.CLOSED
        event = DayChosen(day) if opened else None
        days.append(
            Day(day.day, column, row, mark, _day_word(visit, mark, day), event, tone_of(day))
        )
    legend = ((Mark.LOTTERY, t.say("mark.lottery")), (Mark.CLOSED, t.say("mark.closed")))
    return Months(
        weekdays=t.weekdays_from_sunday(),
        months=(Month(t.month(first), tuple(days), MonthChosen(first)),),
        large=0,
        legend=legend,
        as_of=_as_of(visit),
        wall=t.say("lottery.day.wall", month=t.month(first)),
    )


def time_question(visit: Visit) -> str:
    t = visit.speech
    return t.say("lottery.time.question", day=t.day(visit.wish.day) if visit.wish.day else "")


def board(visit: Visit) -> Board:
    """One column: how many want each hour, whatever the court; it is the draw that gives courts."""
    t, room, wish = visit.speech, room_of(visit), visit.wish
    hours = hours_here(visit)
    span = (hours.start, hours.stop)
    return Board(
        times=tuple(clock_text(minute) for minute in hours),
        courts=(t.say("lottery.time.column"),),
        cells=tuple((_cell(visit, minute, hours.step),) for minute in hours),
        summary=_summary(visit, wish.start_minute, wish.end_minute),
        as_of=_as_of(visit),
        legend=tuple((mark, t.say(text)) for mark, text in LEGEND),
        where=t.say(
            "board.where",
            room=names.room(visit, room.id) if room else "",
            sport=names.sport(visit, wish.sport or ""),
        ),
        hint=t.say("board.longer") if wish.start_minute is not None else "",
        kept=((t.say("board.how"), ""), (_summary(visit, *span), t.say("board.longer"))),
        words=(t.say("lottery.time.entries", n=999), t.say("mark.chosen.short")),
    )


LEGEND = (
    (Mark.FREE, "lottery.legend.none"),
    (Mark.LOTTERY, "lottery.legend.some"),
    (Mark.CHOSEN, "mark.chosen"),
)


def time_next(visit: Visit) -> Press:
    chosen = visit.wish.start_minute is not None
    return next_press(visit, enabled=chosen)


def courts(visit: Visit) -> Choose:
    sport = visit.wish.sport or ""
    return Choose(
        tuple(Answer(names.courts(visit, sport, n), CourtsChosen(n)) for n in counts(visit))
    )


def composed(visit: Visit) -> Rows:
    t, entering = visit.speech, visit.of(Entering)
    more = Press(t.say("lottery.entry.more"), PageOpened("lottery.more"), "calendar")
    return Rows(
        tuple(_slot_row(visit, row, slot) for row, slot in enumerate(entering.slots)),
        t.say("lottery.entry.empty"),
        notice=t.say("lottery.entry.set") if len(entering.slots) > 1 else "",
        also=(more,) if len(entering.slots) < SLOTS_MAX else (),
    )


def set_next(visit: Visit) -> Press:
    return next_press(visit, enabled=bool(visit.of(Entering).slots))


def people(visit: Visit) -> Choose:
    t = visit.speech
    few = (
        Answer(t.count("count.people", n), PeopleChosen(n))
        for n in range(1, book.TOUCHED_PEOPLE_MAX + 1)
    )
    return Choose((*few, Answer(t.say("book.people.more"), PageOpened("lottery.many"))))


def students(visit: Visit) -> Choose:
    return book.students_of(visit, visit.of(Entering).people, "lottery.students.many")


def _slot_row(visit: Visit, row: int, slot: EntrySlot) -> Row:
    t = visit.speech
    drop = Press(t.say("lottery.entry.drop"), EntrySlotDropped(row), "cancel", Look.STOP)
    detail = t.say("lottery.detail", what=what(visit, slot), odds=demand(visit, slot))
    word = t.say("lottery.state.draft")
    return Row(slot_text(visit, slot), detail, Mark.LOTTERY, word, (drop,))


def _cell(visit: Visit, minute: int, step: int) -> Cell:
    t, wish, event = visit.speech, visit.wish, CellChosen(0, minute)
    if wish.start_minute is not None and wish.start_minute <= minute < wish.end_minute:
        return Cell(Mark.CHOSEN, t.say("mark.chosen.short"), event)
    told = draws.wanted_at(visit, wish.facility or "", wish.day or visit.today)
    if told is None:
        return Cell(Mark.LOTTERY, t.say("mark.lottery"), event)
    entries = sum(
        one.entries for one in told if one.start_minute < minute + step and minute < one.end_minute
    )
    mark = Mark.LOTTERY if entries else Mark.FREE
    return Cell(mark, t.say("lottery.time.entries", n=entries), event)


def _summary(visit: Visit, start_minute: int | None, end_minute: int) -> str:
    t = visit.speech
    if start_minute is None:
        return t.say("board.how")
    return t.say("board.chosen", when=t.span(start_minute, end_minute))


def _day_word(visit: Visit, mark: Mark, day: date) -> str:
    if mark is Mark.CLOSED:
        return visit.speech.say("mark.closed")
    return entries_text(visit, visit.wish.facility or "", day)


def _as_of(visit: Visit) -> str:
    """When the centre told the odds, in this visit."""
    t, known = visit.speech, visit.of(draws.Told).odds.get(visit.of(Entering).month or visit.today)
    if known is None:
        return t.say("lottery.odds.unknown")
    return t.say("as_of", time=t.clock(datetime.fromtimestamp(known.centre_ms / 1000, JAPAN)))


def next_press(visit: Visit, *, enabled: bool) -> Press:
    label = visit.speech.say("press.next")
    return Press(label, NextPressed(), "next", Look.MAIN, enabled=enabled)
