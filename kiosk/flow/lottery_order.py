"""Wishes in their order (第1希望 to 第10希望): moved row by row, looked through, sent at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.flow import action, draws
from kiosk.flow.draws import Draw, Wanted
from kiosk.flow.identify import arriving
from kiosk.flow.lottery_draft import Entering
from kiosk.flow.lottery_entry import JUDGED, ORDER, refused
from kiosk.flow.lottery_views import next_press
from kiosk.flow.lottery_words import choice, demand, title, what, whole
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import (
    EntriesConfirmed,
    EntryDropped,
    EntryMoved,
    NextPressed,
    PageOpened,
)
from kiosk.screens.confirm.view import Row as Fact
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as Rows
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit
from rules.verdict import Reason, Verdict
from sync.wire import ActionBody, EnterLotteryBody, RankEntriesBody

__all__ = ["GOALS", "PAGES", "arranged"]

GOALS = (ORDER,)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A wish and the rank that it has in the list as it is arranged now."""

    wanted: Wanted
    rank: int

    @property
    def changed(self) -> bool:
        return self.rank != self.wanted.preference


def arranged(visit: Visit) -> tuple[Ranked, ...]:
    """Entries that stand and wishes that are new, as arranged; no rank changes without need."""
    entering, draw = visit.of(Entering), _draw(visit)
    if draw is None:
        return ()
    stands = {wanted.number: wanted for wanted in draws.standing(visit, draw.month)}
    kept = [stands.pop(one.number) if one.number else one for one in _left(entering, stands)]
    rows = [*stands.values(), *kept]
    ranks = _ranks([one.preference for one in rows if one.number], rows, draw.last)
    return tuple(Ranked(one, rank) for one, rank in zip(rows, ranks, strict=True))


def _left(entering: Entering, stands: dict[str, Wanted]) -> tuple[Wanted, ...]:
    """What was arranged, without what does not stand any more."""
    return tuple(one for one in entering.order if not one.number or one.number in stands)


def _ranks(used: list[int], rows: list[Wanted], last: int) -> list[int]:
    """The ranks in use, and for each new wish the next one, or the first that nobody has."""
    ranks = list(used)
    for _ in range(len(rows) - len(used)):
        following = max(ranks, default=0) + 1
        unused = next(rank for rank in range(1, len(rows) + last + 1) if rank not in ranks)
        ranks.append(following if following <= last else unused)
    return sorted(ranks)


# What a finger does ---------------------------------------------------------------------------


def moved(visit: Visit, event: EntryMoved) -> Move:
    rows = [one.wanted for one in arranged(visit)]
    there = event.row + (1 if event.down else -1)
    if not (0 <= event.row < len(rows) and 0 <= there < len(rows)):
        return stay(visit)
    rows[event.row], rows[there] = rows[there], rows[event.row]
    return stay(_kept(visit, rows))


def dropped(visit: Visit, event: EntryDropped) -> Move:
    """Only what was not sent yet; what stands is withdrawn on its own page."""
    rows = [one.wanted for one in arranged(visit)]
    if not 0 <= event.row < len(rows) or rows[event.row].number:
        return stay(visit)
    return stay(_kept(visit, rows[: event.row] + rows[event.row + 1 :]))


def done(visit: Visit, _: NextPressed) -> Move:
    """``sure``, or ``refused`` with every reason against any of them."""
    changed = _changed(visit)
    if not changed or _too_many(visit):
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    reasons = _reasons(visit)
    if reasons:
        return refused(visit, changed[0].wanted.slots[0], Verdict(reasons))
    return Move(visit, way="sure")


def confirmed(visit: Visit, _: EntriesConfirmed) -> Move:
    """One action for the new order of what stands, so that no entry is lost; then the new ones."""
    changed = _changed(visit)
    checked = done(visit, NextPressed())
    if not changed or checked.way != "sure":
        return checked
    before = visit.of(Entering)
    visit = visit.keep(Entering(before.month, people=before.people, students=before.students))
    return action.submit_all(visit, tuple(action.Wanted(body) for body in _bodies(changed)))


def _reasons(visit: Visit) -> tuple[Reason, ...]:
    """Each once, however many entries it stands against."""
    found: list[Reason] = []
    for reason in _all_reasons(visit):
        if reason not in found:
            found.append(reason)
    return tuple(found)


def _all_reasons(visit: Visit) -> Iterator[Reason]:
    changed = _changed(visit)
    beside = [one.wanted for one in arranged(visit) if not one.changed]
    for one in changed:
        yield from draws.enter_verdict(visit, one.wanted, one.rank, tuple(beside)).reasons
        beside.append(replace(one.wanted, preference=one.rank))


def _changed(visit: Visit) -> tuple[Ranked, ...]:
    return tuple(one for one in arranged(visit) if one.changed)


def _too_many(visit: Visit) -> bool:
    """Whether this is more than one visit may send."""
    changed = _changed(visit)
    sending = len(tuple(_bodies(changed)))
    return sending > 0 and action.why_stopped(visit, sending) == "many"


def _bodies(changed: tuple[Ranked, ...]) -> Iterator[ActionBody]:
    ranks = {one.wanted.number: one.rank for one in changed if one.wanted.number}
    if ranks:
        yield RankEntriesBody(ranks=ranks)
    yield from (_body(one) for one in changed if not one.wanted.number)


def _body(one: Ranked) -> EnterLotteryBody:
    return EnterLotteryBody(
        slots=one.wanted.slots,
        preference=one.rank,
        people=one.wanted.people,
        students=one.wanted.students,
    )


def _kept(visit: Visit, rows: list[Wanted]) -> Visit:
    return visit.keep(replace(visit.of(Entering), order=tuple(rows)))


def _draw(visit: Visit) -> Draw | None:
    month = visit.of(Entering).month
    return None if month is None else draws.draw_of(visit, month)


# What is shown --------------------------------------------------------------------------------


def order(visit: Visit) -> Rows:
    t, rows = visit.speech, arranged(visit)
    return Rows(
        tuple(_row(visit, row, one, len(rows)) for row, one in enumerate(rows)),
        t.say("lottery.order.empty"),
        notice=_notice(visit),
        also=(Press(t.say("lottery.order.more"), PageOpened("lottery.sport"), "lottery"),),
    )


def _notice(visit: Visit) -> str:
    t, person = visit.speech, visit.person
    if _too_many(visit):
        return t.say("lottery.order.too_many")
    if person is None or person.mine is None:
        return t.say("lottery.order.unknown")
    return t.say("lottery.order.how")


def order_next(visit: Visit) -> Press:
    return next_press(visit, enabled=bool(_changed(visit)) and not _too_many(visit))


def _row(visit: Visit, row: int, one: Ranked, rows: int) -> Row:
    t, wanted = visit.speech, one.wanted
    slot = wanted.slots[0]
    up = Press(t.say("lottery.order.up"), EntryMoved(row, down=False), "page-up")
    down = Press(t.say("lottery.order.down"), EntryMoved(row, down=True), "page-down")
    drop = Press(t.say("lottery.entry.drop"), EntryDropped(row), "cancel", Look.STOP)
    actions = (
        *((up,) if row > 0 else ()),
        *((down,) if row < rows - 1 else ()),
        *(() if wanted.number else (drop,)),
    )
    state = "draft" if not wanted.number else "moved" if one.changed else "entered"
    mark = Mark.CONFIRMED if state == "entered" else Mark.LOTTERY
    return Row(
        f"{choice(visit, one.rank)} {title(visit, wanted)}",
        t.say("lottery.detail", what=what(visit, slot), odds=demand(visit, slot)),
        mark,
        t.say(f"lottery.state.{state}"),
        actions,
    )


def confirm(visit: Visit) -> Confirm:
    t, changed = visit.speech, _changed(visit)
    again = any(one.wanted.number for one in changed)
    said_before = (
        ("lottery.note.draw", visit.site.line_up),
        ("lottery.note.line_down", not visit.site.line_up),
        ("book.note.unverified", visit.person is None or visit.person.resident is None),
        ("lottery.note.again", again),
        ("lottery.note.any_time", True),
    )
    change = Press(t.say("press.change"), PageOpened(ORDER), "change", Look.QUIET)
    return Confirm(
        sentence=t.count("lottery.confirm.sentence", len(changed)),
        rows=tuple(
            Fact(choice(visit, one.rank), whole(visit, one.wanted), change) for one in changed
        ),
        notes=tuple(t.say(text) for text, so in said_before if so),
        go=Press(t.say("lottery.confirm.go"), EntriesConfirmed(), "check", Look.MAIN),
    )


PAGES = {
    ORDER: Page(
        "list",
        order,
        opened=arriving(ORDER),
        on={
            EntryMoved: on(moved),
            EntryDropped: on(dropped),
            NextPressed: on(done, sure="lottery.confirm", **JUDGED),
        },
        opens=("lottery.sport",),
        next=order_next,
        step=1,
    ),
    "lottery.confirm": Page(
        "confirm",
        confirm,
        on={EntriesConfirmed: on(confirmed, sent="action.wait", **JUDGED)},
        opens=(ORDER,),
        step=3,
    ),
}
