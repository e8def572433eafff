"""Confirming wins (利用確定), one or all of a month by one yes, before they lapse (KM-32)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.flow import action, draws
from kiosk.flow.journeys import Telling
from kiosk.flow.lottery_entry import JUDGED, refused
from kiosk.flow.lottery_told import next_steps, told_lines, told_rows
from kiosk.flow.lottery_words import choice, slot_text, what
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.terms import instant_of, on_the_day
from kiosk.messages import AllWinsChosen, AllWinsConfirmed, WinChosen, WinConfirmed
from kiosk.screens.confirm.view import Row as Fact
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.parts import Look, Press
from kiosk.visit import Fate, Sent, Visit
from sync.wire import ConfirmWinBody, EntryState

__all__ = ["CONFIRMING", "PAGES", "TELLINGS", "all_press", "instant_of_ms", "open_wins"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The numbers of the entries whose wins are to be confirmed, all of one month."""

    numbers: tuple[str, ...] = ()


def open_wins(visit: Visit) -> tuple[EntryState, ...]:
    """Wins that lapse where nobody confirms them, the first to lapse before the others."""
    confirming = {
        number
        for sent in visit.sents
        if isinstance(sent.body, ConfirmWinBody) and sent.fate is not Fate.REFUSED
        for number in sent.body.entries
    }
    now_ms = visit.now.timestamp() * 1000
    found = (
        entry
        for entry in draws.entries_of(visit)
        if entry.state == "won"
        and entry.number not in confirming
        and entry.confirm_until_ms is not None
        and now_ms < entry.confirm_until_ms
    )
    return tuple(sorted(found, key=lambda entry: entry.confirm_until_ms or 0))


def all_press(visit: Visit) -> tuple[Press, ...]:
    """Where there is more than one."""
    if len(_together(visit)) < 2:
        return ()
    label = visit.speech.say("lottery.wins.choose", n=len(_together(visit)))
    return (Press(label, AllWinsChosen(), "check", Look.MAIN),)


def win_chosen(visit: Visit, event: WinChosen) -> Move:
    return _judged(visit, tuple(one for one in open_wins(visit) if one.number == event.number))


def all_chosen(visit: Visit, _: AllWinsChosen) -> Move:
    return _judged(visit, _together(visit))


def _together(visit: Visit) -> tuple[EntryState, ...]:
    """Those of the month whose wins lapse first: an action confirms one month."""
    wins = open_wins(visit)
    return tuple(one for one in wins if one.month == wins[0].month)


def _judged(visit: Visit, wins: tuple[EntryState, ...]) -> Move:
    if not wins:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    verdict = draws.confirm_verdict(visit, wins[0].month)
    if not verdict.allowed:
        return refused(visit, wins[0].slots[0], verdict)
    return Move(visit.keep(Chosen(tuple(one.number for one in wins))), way="sure")


def win_confirmed(visit: Visit, event: WinConfirmed) -> Move:
    return _confirmed(visit, win_chosen(visit, WinChosen(event.number)))


def all_confirmed(visit: Visit, _: AllWinsConfirmed) -> Move:
    """Only what was shown: a win that came in meanwhile is asked about by itself."""
    shown = visit.of(Chosen).numbers
    wins = tuple(one for one in _together(visit) if one.number in shown)
    return _confirmed(visit, _judged(visit, wins))


def _confirmed(visit: Visit, move: Move) -> Move:
    if move.way != "sure" or move.visit is None:
        return move if move.way else Move(visit, way="gone")
    wins = _chosen(move.visit)
    body = ConfirmWinBody(month=wins[0].month, entries=tuple(one.number for one in wins))
    return action.submit(move.visit, body)


def _chosen(visit: Visit) -> tuple[EntryState, ...]:
    return tuple(one for one in open_wins(visit) if one.number in visit.of(Chosen).numbers)


# What is shown --------------------------------------------------------------------------------


def question(visit: Visit) -> str:
    several = len(visit.of(Chosen).numbers) > 1
    return visit.speech.say("lottery.wins.question" if several else "lottery.win.question")


def confirm(visit: Visit) -> Confirm:
    """What is confirmed, until when, what is paid by when, and what lapses."""
    t, wins = visit.speech, _chosen(visit)
    several = len(visit.of(Chosen).numbers) > 1
    number = next(iter(visit.of(Chosen).numbers), "")
    yes = AllWinsConfirmed() if several else WinConfirmed(number)
    return Confirm(
        sentence=t.say("lottery.wins.sentence" if several else "lottery.win.sentence"),
        rows=tuple(_facts(visit, wins)),
        notes=_notes(visit, wins),
        go=Press(
            t.say("lottery.wins.go" if several else "lottery.win.go"), yes, "check", Look.MAIN
        ),
    )


def _facts(visit: Visit, wins: tuple[EntryState, ...]) -> Iterator[Fact]:
    t = visit.speech
    for win in wins:
        for slot in win.slots:
            said = f"{slot_text(visit, slot)} {what(visit, slot)}"
            yield Fact(choice(visit, win.preference), said, strong=True)
    if not wins:
        return
    until = min(one.confirm_until_ms or 0 for one in wins)
    limit = t.say("until", when=t.deadline(instant_of_ms(until)))
    yield Fact(t.say("lottery.win.until"), limit, strong=True)
    outcome = draws.confirm_verdict(visit, wins[0].month).outcome or {}
    due = instant_of(outcome.get("payment_due"))
    if due is not None:
        yield Fact(t.say("row.pay_until"), t.say("until", when=t.deadline(due)))


def _notes(visit: Visit, wins: tuple[EntryState, ...]) -> tuple[str, ...]:
    t, others = visit.speech, len(open_wins(visit)) - len(wins)
    line = "lottery.note.win" if visit.site.line_up else "lottery.note.win_line_down"
    notes = (t.say(line), t.say("lottery.note.lapses"))
    return (*notes, t.say("lottery.note.others", n=others)) if others else notes


def instant_of_ms(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)


# What became of it ----------------------------------------------------------------------------


def lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    return told_lines(visit, _of(visit, sent))


def rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    """With the numbers of the bookings, once the centre has made them, and until when to pay."""
    t, outcome = visit.speech, sent.verdict.outcome if sent.verdict else {}
    due, bookings = instant_of(outcome.get("payment_due")), outcome.get("bookings")
    more = []
    if isinstance(bookings, str):
        more.append((t.say("lottery.ticket.bookings"), bookings))
    if due is not None:
        more.append((t.say("row.pay_until"), t.say("until", when=t.deadline(due))))
    return (*told_rows(visit, _of(visit, sent)), *more, *_days(visit, _of(visit, sent)))


def _days(visit: Visit, wins: tuple[EntryState, ...]) -> Iterator[tuple[str, str]]:
    """What to do on the day of use (KM-46), once for places that say the same."""
    rooms = (slot.facility for win in wins for slot in win.slots)
    for said in dict.fromkeys(" ".join(on_the_day(visit, room)) for room in rooms):
        if said:
            yield visit.speech.say("row.on_the_day"), said


def _of(visit: Visit, sent: Sent) -> tuple[EntryState, ...]:
    assert isinstance(sent.body, ConfirmWinBody)
    return draws.numbered(visit, sent.body.entries)


TELLINGS = {"confirm_win": Telling(lines, rows, next_steps)}
GONE = {"sent": "action.wait", "gone": "lottery.mine", "sure": "lottery.mine", **JUDGED}
#: What a finger does in the list of one's entries.
CONFIRMING = {
    WinChosen: on(win_chosen, sure="lottery.win", **JUDGED),
    AllWinsChosen: on(all_chosen, sure="lottery.win", **JUDGED),
}
PAGES = {
    "lottery.win": Page(
        "confirm",
        confirm,
        on={WinConfirmed: on(win_confirmed, **GONE), AllWinsConfirmed: on(all_confirmed, **GONE)},
        question=question,
    ),
}
