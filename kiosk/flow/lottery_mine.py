"""One's own entries (抽選申込み): what became of them, withdrawing one, confirming a win."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.flow import action, draws, tickets
from kiosk.flow.draws import Draw, Wanted
from kiosk.flow.identify import arriving
from kiosk.flow.journeys import Telling
from kiosk.flow.lottery_draft import begin
from kiosk.flow.lottery_entry import JUDGED, refused
from kiosk.flow.lottery_told import leaf_text, next_steps
from kiosk.flow.lottery_words import choice, demand, slot_text, title, what
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.terms import instant_of
from kiosk.messages import (
    MonthChosen,
    PageOpened,
    PrintWanted,
    WinChosen,
    WinConfirmed,
    WithdrawChosen,
    WithdrawConfirmed,
)
from kiosk.screens.confirm.view import Row as Fact
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as Rows
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Fate, Sent, Visit
from rules.calendar import first_of_month
from sync.wire import ConfirmWinBody, EnterLotteryBody, EntryState, WithdrawEntryBody

__all__ = ["GOALS", "PAGES", "TELLINGS"]

GOALS = ("lottery.mine",)
STATES = {
    "entered": Mark.LOTTERY,
    "won": Mark.WAITING,
    "confirmed": Mark.CONFIRMED,
    "lost": Mark.REFUSED,
    "lapsed": Mark.REFUSED,
    "late": Mark.REFUSED,
    "void": Mark.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entry that is to be withdrawn, or whose win is to be confirmed."""

    number: str = ""


def mine(visit: Visit) -> Rows:
    t = visit.speech
    return Rows(
        (*_unanswered_rows(visit), *(_entry_row(visit, one) for one in _by_use(visit))),
        t.say("lottery.mine.empty" if _known(visit) else "lottery.mine.unknown"),
        notice=_notice(visit),
        also=_also(visit),
    )


def _also(visit: Visit) -> tuple[Press, ...]:
    """Another order for the entries of the draw that is open, and another entry."""
    t, open_now = visit.speech, _open_draw(visit)
    more = Press(t.say("lottery.more"), PageOpened("lottery.months"), "lottery")
    if open_now is None or len(draws.standing(visit, open_now.month)) < 2:
        return (more,)
    return (more, Press(t.say("lottery.reorder"), MonthChosen(open_now.month), "change"))


def reordered(visit: Visit, event: MonthChosen) -> Move:
    found = _open_draw(visit)
    if found is None or found.month != event.first:
        return stay(visit)
    return Move(begin(visit, event.first), draws.fetch(visit, event.first), "order")


def _open_draw(visit: Visit) -> Draw | None:
    now = visit.now
    return next((d for d in draws.draws(visit) if d.opens_at <= now < d.closes_at), None)


def _known(visit: Visit) -> bool:
    return visit.person is not None and visit.person.mine is not None


def _notice(visit: Visit) -> str:
    """What lapses (KM-32) stands before everything else."""
    t, wins = visit.speech, _wins(visit)
    if wins:
        until = min(win.confirm_until_ms or 0 for win in wins)
        return t.say("lottery.mine.lapses", n=len(wins), until=t.deadline(_instant(until)))
    if visit.person is None or visit.person.resident is None:
        return t.say("lottery.mine.unverified")
    return "" if visit.site.line_up else t.say("mine.line_down")


def _wins(visit: Visit) -> tuple[EntryState, ...]:
    """Wins that lapse where nobody confirms them."""
    confirming = {
        number
        for sent in visit.sents
        if isinstance(sent.body, ConfirmWinBody) and sent.fate is not Fate.REFUSED
        for number in sent.body.entries
    }
    now_ms = visit.now.timestamp() * 1000
    return tuple(
        entry
        for entry in draws.entries_of(visit)
        if entry.state == "won"
        and entry.number not in confirming
        and entry.confirm_until_ms is not None
        and now_ms < entry.confirm_until_ms
    )


def _by_use(visit: Visit) -> list[EntryState]:
    """Wins before all else, then the months to come; what is withdrawn comes last."""

    def place(entry: EntryState) -> tuple[bool, bool, int, int]:
        won, gone = entry.state == "won", entry.state == "withdrawn"
        return not won, gone, -entry.month.toordinal(), entry.preference

    return sorted(draws.entries_of(visit), key=place)


def _unanswered_rows(visit: Visit) -> tuple[Row, ...]:
    """Entries of this visit that are not in the centre's list; 申込み中 only where it said so."""
    t, rows = visit.speech, []
    for sent in draws.undecided(visit):
        wanted = draws.of_sent(sent)
        if wanted in draws.standing(visit, first_of_month(wanted.slots[0].day)):
            word = t.say(f"lottery.result.{sent.fate.value}")
            mark = Mark.LOTTERY if sent.fate is Fate.CONFIRMED else Mark.WAITING
            rows.append(_row(visit, wanted, mark, word, _withdraw_press(visit, wanted)))
    return tuple(rows)


def _entry_row(visit: Visit, entry: EntryState) -> Row:
    t = visit.speech
    state, actions = _state(visit, entry)
    wanted = _wanted(entry)
    mark = STATES.get(state, Mark.NONE)
    return _row(visit, wanted, mark, t.say(f"lottery.state.{state}"), actions)


def _state(visit: Visit, entry: EntryState) -> tuple[str, tuple[Press, ...]]:
    t, wanted = visit.speech, _wanted(entry)
    if entry.state == "won":
        if entry in _wins(visit):
            label = t.say("lottery.win.choose")
            return "won", (Press(label, WinChosen(entry.number), "check", Look.MAIN),)
        return ("confirming" if _is_open(entry, visit) else "lapsed"), ()
    if entry.state != "entered":
        return entry.state, ()
    if wanted not in draws.standing(visit, entry.month):
        return "withdrawing", ()
    found = draws.draw_of(visit, entry.month)
    closed = found is None or visit.now >= found.closes_at
    again = _print_press(visit, entry)
    if closed:
        return "waiting", (again,)
    return "entered", (again, *_withdraw_press(visit, wanted))


def _is_open(entry: EntryState, visit: Visit) -> bool:
    until = entry.confirm_until_ms
    return until is None or visit.now < _instant(until)


def print_wanted(visit: Visit, event: PrintWanted) -> Move:
    """The ticket of an entry as it stands: one that was received with the line cut has its leaf."""
    found = (one for one in draws.entries_of(visit) if one.number == event.number)
    entry = next(found, None)
    if entry is None or entry.state != "entered":
        return tickets.print_wanted(visit, event)
    body = EnterLotteryBody(
        slots=entry.slots,
        preference=entry.preference,
        people=entry.people,
        students=entry.students,
    )
    visit, reprint = visit.new_id()
    sent = Sent(reprint, body, None, entry.number, Fate.CONFIRMED)
    return tickets.print_ticket(visit, sent, again=True)


def _print_press(visit: Visit, entry: EntryState) -> Press:
    return Press(visit.speech.say("press.print"), PrintWanted(entry.number), "printer")


def _row(visit: Visit, wanted: Wanted, mark: Mark, word: str, actions: tuple[Press, ...]) -> Row:
    t, slot = visit.speech, wanted.slots[0]
    heading = f"{choice(visit, wanted.preference)} {title(visit, wanted)}"
    number = t.say("lottery.number", number=wanted.number)
    detail = t.say("lottery.detail", what=what(visit, slot), odds=number)
    told = draws.wanted_at(visit, slot.facility, slot.day) is not None
    if actions and told and mark is Mark.LOTTERY:
        detail = t.say("lottery.detail", what=detail, odds=demand(visit, slot))
    return Row(heading, detail, mark, word, actions)


def _wanted(entry: EntryState) -> Wanted:
    return Wanted(entry.slots, entry.people, entry.students, entry.number, entry.preference)


def _withdraw_press(visit: Visit, wanted: Wanted) -> tuple[Press, ...]:
    label = visit.speech.say("lottery.withdraw.choose")
    return (Press(label, WithdrawChosen(wanted.number), "cancel", Look.STOP),)


# Withdrawing ----------------------------------------------------------------------------------


def _standing(visit: Visit, number: str) -> Wanted | None:
    months = {first_of_month(visit.today, offset) for offset in range(draws.MONTHS_MAX)}
    found = (one for month in sorted(months) for one in draws.standing(visit, month))
    return next((one for one in found if one.number == number), None)


def withdraw_chosen(visit: Visit, event: WithdrawChosen) -> Move:
    wanted = _standing(visit, event.number)
    if wanted is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    verdict = draws.withdraw_verdict(visit, wanted)
    if not verdict.allowed:
        return refused(visit, wanted.slots[0], verdict)
    return Move(visit.keep(Chosen(event.number)), way="sure")


def withdraw(visit: Visit) -> Confirm:
    t, wanted = visit.speech, _standing(visit, visit.of(Chosen).number)
    number = visit.of(Chosen).number
    slots = wanted.slots if wanted else ()
    return Confirm(
        sentence=t.say("lottery.withdraw.sentence"),
        rows=(
            Fact(t.say("lottery.ticket.entry"), number, strong=True),
            *(Fact(t.say("row.when"), slot_text(visit, slot)) for slot in slots),
        ),
        notes=(t.say("lottery.note.draw" if visit.site.line_up else "lottery.note.line_down"),),
        go=Press(t.say("lottery.withdraw.go"), WithdrawConfirmed(number), "cancel", Look.STOP),
    )


def withdraw_confirmed(visit: Visit, event: WithdrawConfirmed) -> Move:
    move = withdraw_chosen(visit, WithdrawChosen(event.number))
    if move.way != "sure":
        return move if move.way else Move(visit, way="gone")
    return action.submit(visit, WithdrawEntryBody(number=event.number))


# Confirming a win -----------------------------------------------------------------------------


def win_chosen(visit: Visit, event: WinChosen) -> Move:
    win = _win(visit, event.number)
    if win is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    verdict = draws.confirm_verdict(visit, win.month)
    if not verdict.allowed:
        return refused(visit, win.slots[0], verdict)
    return Move(visit.keep(Chosen(event.number)), way="sure")


def win(visit: Visit) -> Confirm:
    """Until when, what it costs to wait, and what else lapses."""
    t, number = visit.speech, visit.of(Chosen).number
    found = _win(visit, number)
    return Confirm(
        sentence=t.say("lottery.win.sentence"),
        rows=_win_facts(visit, found) if found else (),
        notes=_win_notes(visit, number),
        go=Press(t.say("lottery.win.go"), WinConfirmed(number), "check", Look.MAIN),
    )


def _win_facts(visit: Visit, found: EntryState) -> tuple[Fact, ...]:
    t, slots = visit.speech, found.slots
    outcome = draws.confirm_verdict(visit, found.month).outcome or {}
    due = instant_of(outcome.get("payment_due"))
    until = _instant(found.confirm_until_ms or 0)
    limit = t.say("until", when=t.deadline(due)) if due else t.say("desk.any")
    return (
        *(
            Fact(t.say("row.when"), f"{slot_text(visit, slot)} {what(visit, slot)}", strong=True)
            for slot in slots
        ),
        Fact(t.say("lottery.win.until"), t.say("until", when=t.deadline(until)), strong=True),
        *((Fact(t.say("row.pay_until"), limit),) if due else ()),
    )


def _win_notes(visit: Visit, number: str) -> tuple[str, ...]:
    t, others = visit.speech, [one for one in _wins(visit) if one.number != number]
    line = "lottery.note.win" if visit.site.line_up else "lottery.note.win_line_down"
    notes = (t.say(line), t.say("lottery.note.lapses"))
    return (*notes, t.say("lottery.note.others", n=len(others))) if others else notes


def win_confirmed(visit: Visit, event: WinConfirmed) -> Move:
    move, found = win_chosen(visit, WinChosen(event.number)), _win(visit, event.number)
    if move.way != "sure" or found is None:
        return move if move.way else Move(visit, way="gone")
    return action.submit(visit, ConfirmWinBody(month=found.month, entries=(event.number,)))


def _win(visit: Visit, number: str) -> EntryState | None:
    return next((one for one in _wins(visit) if one.number == number), None)


def _instant(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)


# What became of it ----------------------------------------------------------------------------


def _entry_of(visit: Visit, sent: Sent) -> EntryState | None:
    match sent.body:
        case WithdrawEntryBody(number=number):
            pass
        case ConfirmWinBody(entries=(number, *_)):
            pass
        case _:
            return None
    return next((one for one in draws.entries_of(visit) if one.number == number), None)


def lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    entry = _entry_of(visit, sent)
    return () if entry is None else tuple(slot_text(visit, slot) for slot in entry.slots)


def rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    t, entry = visit.speech, _entry_of(visit, sent)
    if entry is None:
        return ()
    when = (
        (t.say("row.when"), f"{slot_text(visit, slot)} {what(visit, slot)}") for slot in entry.slots
    )
    return (
        *when,
        (t.say("lottery.ticket.entry"), entry.number),
        (t.say("lottery.ticket.leaf"), leaf_text(entry.leaf)),
    )


def win_rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    """With the numbers of the bookings, once the centre has made them, and until when to pay."""
    t, outcome = visit.speech, sent.verdict.outcome if sent.verdict else {}
    due, bookings = instant_of(outcome.get("payment_due")), outcome.get("bookings")
    more = []
    if isinstance(bookings, str):
        more.append((t.say("lottery.ticket.bookings"), bookings))
    if due is not None:
        more.append((t.say("row.pay_until"), t.say("until", when=t.deadline(due))))
    return (*rows(visit, sent), *more)


TELLINGS = {
    "withdraw_entry": Telling(lines, rows, next_steps),
    "confirm_win": Telling(lines, win_rows, next_steps),
}
GONE = {"sent": "action.wait", "gone": "lottery.mine", "sure": "lottery.mine", **JUDGED}
PAGES = {
    "lottery.mine": Page(
        "list",
        mine,
        opened=arriving("lottery.mine"),
        on={
            MonthChosen: on(reordered, order="lottery.order"),
            PrintWanted: on(print_wanted),
            WithdrawChosen: on(withdraw_chosen, sure="lottery.withdraw", **JUDGED),
            WinChosen: on(win_chosen, sure="lottery.win", **JUDGED),
        },
        opens=("lottery.months",),
    ),
    "lottery.withdraw": Page(
        "confirm", withdraw, on={WithdrawConfirmed: on(withdraw_confirmed, **GONE)}
    ),
    "lottery.win": Page("confirm", win, on={WinConfirmed: on(win_confirmed, **GONE)}),
}
