"""The months and the board of a day: what a finger can choose there, and how it is drawn."""

from dataclasses import replace
from datetime import date, timedelta

from kiosk.flow import book, names
from kiosk.flow.action import why_stopped
from kiosk.flow.advice import judged, wish_verdict
from kiosk.flow.dues import notice_why
from kiosk.flow.held import held_cells
from kiosk.flow.marks import OPEN, CourtState, Sheet, day_mark, room_of, sheet, visible
from kiosk.flow.page import Move, stay
from kiosk.flow.standing import Basket, notices_on
from kiosk.flow.terms import walk_in
from kiosk.messages import CellChosen, DayChosen, NextPressed
from kiosk.screens.board.view import Cell, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit, Wish
from rules.calendar import clock_text
from sync.wire import RoomNotice

__all__ = ["as_of", "board", "cell_chosen", "next_press", "question", "time_chosen"]

MARKS = {
    CourtState.FREE: Mark.FREE,
    CourtState.HELD: Mark.HELD,
    CourtState.TAKEN: Mark.FULL,
    CourtState.WAITING: Mark.WAITING,
    CourtState.KEPT: Mark.CHOSEN,
    CourtState.CLOSED: Mark.CLOSED,
    CourtState.PAST: Mark.OUTSIDE,
}
LEGEND = (Mark.FREE, Mark.FULL, Mark.WAITING, Mark.CHOSEN)
#: What a mark is called here, where that is not its usual word.
CALLED = {Mark.CLOSED: "mark.notice"}


def cell_chosen(visit: Visit, event: CellChosen) -> Move:
    """The first touch is the start, the next on the same court the end; elsewhere it begins anew.

    A touch on the only chosen cell takes it back.
    """
    seen, wish = _sheet(visit), visit.wish
    if not seen.free(event.court, event.minute):
        return stay(visit)
    step = seen.minutes.step
    first, last = event.minute, event.minute + step
    if wish.start_minute is not None and wish.court == event.court:
        if (wish.start_minute, wish.end_minute) == (first, last):
            return stay(replace(visit, wish=replace(wish, start_minute=None)))
        outside = not wish.start_minute <= first < wish.end_minute
        wider = min(wish.start_minute, first), max(wish.end_minute, last)
        if outside and seen.free_through(event.court, *wider):
            first, last = wider
    wish = replace(wish, court=event.court, start_minute=first, end_minute=last)
    return stay(replace(visit, wish=wish))


def time_chosen(visit: Visit, _: NextPressed) -> Move:
    """On from the board, unless nothing can be taken at all now, or the rules refuse already.

    Who has said for how many it is, since a booking is changed or another is added, is not asked
    again.
    """
    plan = visit.wish.plan
    if plan is None:
        return stay(visit)
    if visit.wish.people is not None and (visit.wish.changing or visit.of(Basket).plans):
        return book.advised(visit)
    if why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    return judged(visit, plan, wish_verdict(visit, plan), allowed="people")


def next_press(visit: Visit) -> Press:
    chosen = visit.wish.start_minute is not None
    label = visit.speech.say("press.next")
    return Press(label, NextPressed(), "next", Look.MAIN, enabled=chosen)


def question(visit: Visit) -> str:
    """Which day it is stands in the question."""
    t = visit.speech
    return t.say("look.day.question", day=t.day(_day(visit)))


def board(visit: Visit) -> View:
    t, seen, room = visit.speech, _sheet(visit), room_of(visit)
    courts = room.sports[_sport(visit)].courts
    sometimes = (mark for mark, shown in _sometimes(visit).items() if shown)
    marks = (*LEGEND, *sometimes)
    return View(
        times=tuple(clock_text(minute) for minute in seen.minutes),
        courts=tuple(names.court(visit, _sport(visit), n) for n in range(1, courts + 1)),
        cells=_cells(visit, seen),
        summary=_summary(visit),
        as_of=as_of(visit),
        legend=tuple((mark, t.say(CALLED.get(mark, f"mark.{mark.value}"))) for mark in marks),
        days=_days(visit),
        where=_where(visit),
        hint=t.say("board.longer") if _may_be_longer(visit, seen) else "",
        kept=_kept(visit, seen),
        words=tuple(_words(visit).values()),
    )


def as_of(visit: Visit) -> str:
    """10:21 現在; with its day where that is not today, so that old news is seen to be old."""
    t, told = visit.speech, visit.site.snapshot.as_of
    if told is None:
        return t.say("as_of.never")
    fresh = told.astimezone(visit.now.tzinfo).date() == visit.now.date()
    return t.say("as_of", time=t.clock(told) if fresh else t.instant(told))


def _cells(visit: Visit, seen: Sheet) -> tuple[tuple[Cell, ...], ...]:
    words = _words(visit)
    return tuple(
        tuple(_cell(visit.wish, state, court, minute, words) for court, state in enumerate(row))
        for minute, row in zip(seen.minutes, seen.rows, strict=True)
    )


def _where(visit: Visit) -> str:
    """Which room and sport, and why the room cannot be used for some hours."""
    t, room = visit.speech, names.room(visit, room_of(visit).id)
    said = [t.say("board.where", room=room, sport=names.sport(visit, _sport(visit)))]
    for notice in _notices(visit):
        when = t.span(notice.start_minute, notice.end_minute)
        said.append(t.say("dues.closed", why=notice_why(visit, notice), when=when))
    return "\n".join((*said, *walk_in(visit, room_of(visit).id, _day(visit))))


def _notices(visit: Visit) -> tuple[RoomNotice, ...]:
    return notices_on(visit, room_of(visit).id, _day(visit))


def _words(visit: Visit) -> dict[Mark, str]:
    """What a cell says; a state whose name is long is said in short, and whole in the legend."""
    t, sometimes = visit.speech, _sometimes(visit)
    marks = (mark for mark in MARKS.values() if sometimes.get(mark, True))
    ids = {mark: CALLED.get(mark, f"mark.{mark.value}") for mark in marks}
    return {mark: t.say(t.special(f"{text}.short", text)) for mark, text in ids.items()}


def _sometimes(visit: Visit) -> dict[Mark, bool]:
    """Marks that are explained only on a day that may have them."""
    held = bool(held_cells(visit, room_of(visit).id, _day(visit)))
    return {Mark.CLOSED: bool(_notices(visit)), Mark.HELD: held}


def _cell(wish: Wish, state: CourtState, court: int, minute: int, words: dict[Mark, str]) -> Cell:
    mark = MARKS[state]
    if state in OPEN and _is_chosen(wish, court, minute):
        mark = Mark.CHOSEN
    event = CellChosen(court, minute) if state in OPEN else None
    return Cell(mark, words[mark], event)


def _is_chosen(wish: Wish, court: int, minute: int) -> bool:
    start = wish.start_minute
    return start is not None and wish.court == court and start <= minute < wish.end_minute


def _summary(visit: Visit) -> str:
    wish = visit.wish
    if wish.start_minute is None:
        return visit.speech.say("board.how")
    return _chosen(visit, wish.start_minute, wish.end_minute)


def _chosen(visit: Visit, start_minute: int, end_minute: int) -> str:
    t = visit.speech
    return t.say("board.chosen", when=t.span(start_minute, end_minute))


def _may_be_longer(visit: Visit, seen: Sheet) -> bool:
    wish = visit.wish
    return wish.start_minute is not None and seen.free(wish.court, wish.end_minute)


def _kept(visit: Visit, seen: Sheet) -> tuple[tuple[str, str], ...]:
    """What is said before the first touch and after it."""
    t = visit.speech
    span = seen.minutes[:1].start, seen.minutes.stop
    return (t.say("board.how"), ""), (_chosen(visit, *span), t.say("board.longer"))


def _days(visit: Visit) -> tuple[Press, ...]:
    """The day before, this day, and the day after."""
    here = _day(visit)
    return (
        _day_press(visit, here - timedelta(days=1), "page-back"),
        Press(visit.speech.day(here), DayChosen(here), look=Look.MAIN),
        _day_press(visit, here + timedelta(days=1), "page-on"),
    )


def _day_press(visit: Visit, day: date, icon: str) -> Press:
    room = room_of(visit)
    seen = visible(visit, room.id, day)
    label = visit.speech.day(day)
    if seen:
        mark, _ = day_mark(visit, room, _sport(visit), day)
        seen = mark is not Mark.NONE
    return Press(label, DayChosen(day), icon, enabled=seen)


def _sheet(visit: Visit) -> Sheet:
    return sheet(visit, room_of(visit), _sport(visit), _day(visit))


def _sport(visit: Visit) -> str:
    assert visit.wish.sport is not None
    return visit.wish.sport


def _day(visit: Visit) -> date:
    assert visit.wish.day is not None
    return visit.wish.day
