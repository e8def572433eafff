"""One's own entries (抽選申込み): what became of them, another order, withdrawing one."""

from dataclasses import dataclass

from kiosk.flow import action, draws, tickets
from kiosk.flow.draws import Draw, Wanted
from kiosk.flow.identify import arriving
from kiosk.flow.journeys import Telling
from kiosk.flow.lottery_draft import begin
from kiosk.flow.lottery_entry import JUDGED, refused
from kiosk.flow.lottery_notice import notice_press
from kiosk.flow.lottery_told import next_steps, told_lines, told_rows
from kiosk.flow.lottery_wins import CONFIRMING, all_press, instant_of_ms, open_wins
from kiosk.flow.lottery_words import choice, demand, slot_text, title, what
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import (
    MonthChosen,
    PageOpened,
    PrintWanted,
    WinChosen,
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
from sync.wire import EnterLotteryBody, EntryState, WithdrawEntryBody

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
    """The entry that is to be withdrawn."""

    number: str = ""


def mine(visit: Visit) -> Rows:
    empty = "lottery.mine.empty" if _known(visit) else "lottery.mine.unknown"
    return Rows(_rows(visit), visit.speech.say(empty), _notice(visit), _also(visit))


def _rows(visit: Visit) -> tuple[Row, ...]:
    return (*_unanswered_rows(visit), *(_entry_row(visit, one) for one in _by_use(visit)))


def mine_next(visit: Visit) -> Press:
    """Every win at once, for they lapse; else another entry."""
    return next(iter(all_press(visit)), _entering(visit))


def _entering(visit: Visit) -> Press:
    text = "lottery.more" if _rows(visit) else "lottery.first"
    return Press(visit.speech.say(text), PageOpened("lottery.months"), "lottery")


def _also(visit: Visit) -> tuple[Press, ...]:
    """Another entry beside all wins; how to check; another order while the draw is open."""
    t, open_now = visit.speech, _open_draw(visit)
    entering = (_entering(visit),) if all_press(visit) else ()
    more = (*entering, *notice_press(visit))
    if open_now is None or len(draws.standing(visit, open_now.month)) < 2:
        return more
    return (*more, Press(t.say("lottery.reorder"), MonthChosen(open_now.month), "change"))


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
    t, wins = visit.speech, open_wins(visit)
    if wins:
        until = min(win.confirm_until_ms or 0 for win in wins)
        return t.say("lottery.mine.lapses", n=len(wins), until=t.deadline(instant_of_ms(until)))
    if visit.person is None or visit.person.resident is None:
        return t.say("lottery.mine.unverified")
    return "" if visit.site.line_up else t.say("mine.line_down")


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
        wanted = _standing(visit, draws.of_sent(sent).number)
        if wanted is not None:
            word = t.say(f"lottery.result.{sent.fate.value}")
            mark = Mark.LOTTERY if sent.fate is Fate.CONFIRMED else Mark.WAITING
            rows.append(_row(visit, wanted, mark, word, _withdraw_press(visit, wanted)))
    return tuple(rows)


def _entry_row(visit: Visit, entry: EntryState) -> Row:
    t = visit.speech
    state, actions = _state(visit, entry)
    wanted = _stands(visit, entry) or draws.of_entry(entry)
    mark = STATES.get(state, Mark.NONE)
    return _row(visit, wanted, mark, t.say(f"lottery.state.{state}"), actions)


def _state(visit: Visit, entry: EntryState) -> tuple[str, tuple[Press, ...]]:
    t, wanted = visit.speech, _stands(visit, entry)
    if entry.state == "won":
        if entry in open_wins(visit):
            label = t.say("lottery.win.choose")
            return "won", (Press(label, WinChosen(entry.number), "check", Look.MAIN),)
        return ("confirming" if _is_open(entry, visit) else "lapsed"), ()
    if entry.state != "entered":
        return entry.state, ()
    if wanted is None:
        return "withdrawing", ()
    found = draws.draw_of(visit, entry.month)
    closed = found is None or visit.now >= found.closes_at
    again = _print_press(visit, entry)
    if closed:
        return "waiting", (again,)
    return "entered", (again, *_withdraw_press(visit, wanted))


def _stands(visit: Visit, entry: EntryState) -> Wanted | None:
    """With what was sent in this visit: under its new preference, or not any more."""
    found = draws.standing(visit, entry.month)
    return next((one for one in found if one.number == entry.number), None)


def _is_open(entry: EntryState, visit: Visit) -> bool:
    until = entry.confirm_until_ms
    return until is None or visit.now < instant_of_ms(until)


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
    label = choice(visit, wanted.preference) if wanted else ""
    said = (
        f"{slot_text(visit, one)} {what(visit, one)}" for one in (wanted.slots if wanted else ())
    )
    return Confirm(
        sentence=t.say("lottery.withdraw.sentence"),
        rows=(
            Fact(t.say("lottery.ticket.entry"), number, strong=True),
            *(Fact(label, slot) for slot in said),
        ),
        notes=(t.say("lottery.note.draw" if visit.site.line_up else "lottery.note.line_down"),),
        go=Press(t.say("lottery.withdraw.go"), WithdrawConfirmed(number), "cancel", Look.STOP),
    )


def withdraw_confirmed(visit: Visit, event: WithdrawConfirmed) -> Move:
    move = withdraw_chosen(visit, WithdrawChosen(event.number))
    if move.way != "sure":
        return move if move.way else Move(visit, way="gone")
    return action.submit(visit, WithdrawEntryBody(number=event.number))


# What became of it ----------------------------------------------------------------------------


def lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    return told_lines(visit, _withdrawn(visit, sent))


def rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    return told_rows(visit, _withdrawn(visit, sent))


def _withdrawn(visit: Visit, sent: Sent) -> tuple[EntryState, ...]:
    assert isinstance(sent.body, WithdrawEntryBody)
    return draws.numbered(visit, (sent.body.number,))


TELLINGS = {
    "withdraw_entry": Telling(lines, rows, next_steps),
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
            **CONFIRMING,
        },
        opens=("lottery.months", "lottery.notice"),
        next=mine_next,
    ),
    "lottery.withdraw": Page(
        "confirm",
        withdraw,
        on={WithdrawConfirmed: on(withdraw_confirmed, **GONE)},
        gives_up=True,
    ),
}
