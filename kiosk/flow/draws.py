"""Draws (抽選) as the terminal knows them: dates, odds, and what the rules say to entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kiosk.flow.advice import ask
from kiosk.flow.page import Move, stay
from kiosk.messages import FetchOdds, OddsArrived
from kiosk.visit import Fate, Sent, Visit
from rules.calendar import first_of_month
from rules.facts import Channel, Closure, Entry, Facts, Request, Slot, Verb
from rules.families import channel, confirmation, lottery
from rules.municipality import Room, Settings
from rules.phases import phase_of
from rules.verdict import Verdict
from sync.wire import (
    EnterLotteryBody,
    EntrySlot,
    EntryState,
    Odds,
    RankEntriesBody,
    SlotOdds,
    WithdrawEntryBody,
    entry_number,
)

__all__ = [
    "MONTHS_MAX",
    "Draw",
    "Told",
    "Wanted",
    "arrived",
    "confirm_verdict",
    "draw_of",
    "draws",
    "enter_verdict",
    "entries_of",
    "fetch",
    "fetch_open",
    "is_open",
    "known",
    "numbered",
    "of_entry",
    "of_sent",
    "offered",
    "phase",
    "rooms_of",
    "standing",
    "undecided",
    "wanted_at",
    "withdraw_verdict",
]

#: So many months ahead a draw is looked for.
MONTHS_MAX = 4


@dataclass(frozen=True, slots=True)
class Draw:
    """The draw for a month of use; every ``until`` is the first instant that is too late.

    ``confirms`` None: a win is a booking at once. ``last``: so many choices (第10希望) are ranked.
    """

    month: date
    opens_at: datetime
    closes_at: datetime
    confirms: tuple[datetime, datetime] | None
    last: int

    @property
    def over_at(self) -> datetime:
        return self.confirms[1] if self.confirms else self.closes_at


@dataclass(frozen=True, slots=True)
class Told:
    """What the centre told of draws in this visit, by month of use; ``slots`` by room and day.

    A month asks for each of its days again and again, and a draw has thousands of slots.
    """

    odds: Mapping[date, Odds] = field(default_factory=dict)
    slots: Mapping[tuple[str, date], tuple[SlotOdds, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to win; several slots are a set (セット申込み).

    ``number`` and ``preference`` are those of an entry that stands; "" and 0: not yet sent.
    ``students`` (高校生以下) are among the people. ``open``: sent, and the centre has not answered.
    """

    slots: tuple[EntrySlot, ...]
    people: int
    students: int = 0
    number: str = ""
    preference: int = 0
    open: bool = False


def offered(visit: Visit) -> bool:
    """Whether one enters draws at a terminal here."""
    return draw_of(visit, first_of_month(visit.today)) is not None


def draw_of(visit: Visit, month: date) -> Draw | None:
    """None where the computer draws nothing, or not by the terminal."""
    here = visit.site.municipality
    parts = here.settings(here.id, month)
    entries = parts.get(lottery.Settings)
    if not isinstance(entries, lottery.Settings) or entries.period is None:
        return None
    if not _is_for_terminals(parts):
        return None
    wins = parts.get(confirmation.Settings)
    confirms = wins.period if isinstance(wins, confirmation.Settings) else None
    return Draw(
        month=month,
        opens_at=entries.period.opens_at(month),
        closes_at=entries.period.closes_at(month),
        confirms=(confirms.opens_at(month), confirms.closes_at(month)) if confirms else None,
        last=entries.preferences.last if entries.preferences else 1,
    )


def draws(visit: Visit) -> tuple[Draw, ...]:
    """Those that are not over, up to the first that has not begun."""
    found = []
    for offset in range(MONTHS_MAX):
        draw = draw_of(visit, first_of_month(visit.today, offset))
        if draw is not None and visit.now < draw.over_at:
            found.append(draw)
            if visit.now < draw.opens_at:
                break
    return tuple(found)


def phase(visit: Visit, month: date, now: datetime) -> str:
    """As ``rules.phases`` names it: lottery, drawn, confirmation, first_come, closed."""
    here = visit.site.municipality
    return phase_of(here.settings(here.id, month), month, now)


def rooms_of(visit: Visit, month: date) -> tuple[Room, ...]:
    """The rooms that are drawn for, those of this place first."""
    here = visit.site.municipality
    rooms = (room for room in here.rooms.values() if room.not_bookable is None)
    drawn = (room for room in rooms if _is_drawn(visit, room, month))
    return tuple(sorted(drawn, key=lambda room: room.venue != visit.site.venue))


def _is_for_terminals(parts: Settings) -> bool:
    found = parts.get(channel.Settings)
    ways = found.enter_lottery if isinstance(found, channel.Settings) else None
    return ways is None or Channel.TERMINAL in ways.channels


def _is_drawn(visit: Visit, room: Room, month: date) -> bool:
    found = visit.site.municipality.settings(room.id, month).get(lottery.Settings)
    return isinstance(found, lottery.Settings) and found.period is not None


def is_open(visit: Visit, room: Room, day: date) -> bool:
    """Whether one can enter now for a day of a room."""
    draw = draw_of(visit, first_of_month(day))
    if draw is None or not _is_drawn(visit, room, draw.month):
        return False
    return draw.opens_at <= visit.now < draw.closes_at


# What the centre tells ------------------------------------------------------------------------


def fetch(visit: Visit, month: date) -> tuple[FetchOdds, ...]:
    """Ask for the odds of a month, where there is a line."""
    if not visit.site.line_up:
        return ()
    return (FetchOdds(visit.visit, visit.site.municipality.id, month),)


def fetch_open(visit: Visit, room: Room) -> tuple[FetchOdds, ...]:
    """Of every draw of a room that can be entered now."""
    months = (draw.month for draw in draws(visit) if is_open(visit, room, draw.month))
    return tuple(effect for month in months for effect in fetch(visit, month))


def arrived(visit: Visit, event: OddsArrived) -> Move:
    """What was told before stays where the centre is silent."""
    if event.odds is None:
        return stay(visit)
    odds = {**visit.of(Told).odds, event.month: event.odds}
    slots: dict[tuple[str, date], tuple[SlotOdds, ...]] = {}
    for slot in (slot for one in odds.values() for slot in one.slots):
        key = (slot.facility, slot.day)
        slots[key] = (*slots.get(key, ()), slot)
    return stay(visit.keep(Told(odds, slots)))


def wanted_at(visit: Visit, facility: str, day: date) -> tuple[SlotOdds, ...] | None:
    """What is wanted of a room on a day; None where the centre has not told it."""
    told = visit.of(Told)
    return told.slots.get((facility, day), ()) if first_of_month(day) in told.odds else None


def entries_of(visit: Visit) -> tuple[EntryState, ...]:
    """Every entry of the resident's that the centre told of, as it stands now."""
    mine = visit.person.mine if visit.person else None
    return mine.entries if mine else ()


def numbered(visit: Visit, numbers: tuple[str, ...]) -> tuple[EntryState, ...]:
    """Those of the resident's entries that have these numbers."""
    return tuple(entry for entry in entries_of(visit) if entry.number in numbers)


def standing(visit: Visit, month: date) -> tuple[Wanted, ...]:
    """The entries that stand for the draw of a month, as preferred, with all that was sent here."""
    gone = {b.number for b in _asked(visit) if isinstance(b, WithdrawEntryBody)}
    ranks: dict[str, int] = {}
    for body in _asked(visit):
        ranks |= body.ranks if isinstance(body, RankEntriesBody) else {}
    told = (
        of_entry(entry)
        for entry in entries_of(visit)
        if entry.month == month and entry.state == "entered"
    )
    found = (*told, *(of_sent(sent) for sent in undecided(visit, month)))
    left = (wanted for wanted in found if wanted.number not in gone)
    left = (replace(one, preference=ranks.get(one.number, one.preference)) for one in left)
    return tuple(sorted(left, key=lambda wanted: (wanted.preference, wanted.number)))


def known(visit: Visit) -> dict[str, Wanted]:
    """Every entry by its number: as the centre told of it, or as it was sent here."""
    sent = (of_sent(one) for one in undecided(visit))
    return {one.number: one for one in (*sent, *map(of_entry, entries_of(visit)))}


def undecided(visit: Visit, month: date | None = None) -> tuple[Sent, ...]:
    """Entries of this visit that the centre's list, as it was last told, does not have yet."""
    known = {entry.number for entry in entries_of(visit)}
    return tuple(
        sent
        for sent in visit.sents
        if isinstance(sent.body, EnterLotteryBody)
        and sent.fate is not Fate.REFUSED
        and entry_number(sent.action) not in known
        and month in {None, first_of_month(sent.body.slots[0].day)}
    )


def of_entry(entry: EntryState) -> Wanted:
    """What an entry wants, as the centre tells it."""
    return Wanted(entry.slots, entry.people, entry.students, entry.number, entry.preference)


def of_sent(sent: Sent) -> Wanted:
    """What an entry of this visit wants, under the number that it has at the centre."""
    assert isinstance(sent.body, EnterLotteryBody)
    body, open_still = sent.body, sent.fate is not Fate.CONFIRMED
    number = entry_number(sent.action)
    return Wanted(body.slots, body.people, body.students, number, body.preference, open_still)


def _asked(visit: Visit) -> Iterator[object]:
    return (sent.body for sent in visit.sents if sent.fate is not Fate.REFUSED)


# What the rules say ---------------------------------------------------------------------------


def enter_verdict(
    visit: Visit, wanted: Wanted, preference: int, others: tuple[Wanted, ...]
) -> Verdict:
    """To an entry beside others; of somebody who is not known yet, whether anyone may."""
    request = Request(
        Verb.ENTER_LOTTERY,
        Channel.TERMINAL,
        slots=_slots(wanted),
        preference=preference,
        people=wanted.people,
        students=wanted.students,
    )
    entries = tuple(Entry(_slots(one), one.preference) for one in others)
    return ask(visit, request, Facts(closed=_closed(visit), entries=entries))


def withdraw_verdict(visit: Visit, wanted: Wanted) -> Verdict:
    entry = Entry(_slots(wanted), wanted.preference)
    return ask(visit, Request(Verb.WITHDRAW_ENTRY, Channel.TERMINAL, entry=entry), Facts())


def confirm_verdict(visit: Visit, month: date) -> Verdict:
    return ask(visit, Request(Verb.CONFIRM_WIN, Channel.TERMINAL, month=month), Facts())


def _closed(visit: Visit) -> tuple[Closure, ...]:
    return tuple(
        Closure(one.facility, one.day, one.start_minute, one.end_minute, one.reason)
        for one in visit.site.snapshot.closures
    )


def _slots(wanted: Wanted) -> tuple[Slot, ...]:
    return tuple(
        Slot(one.facility, one.sport, one.courts, one.day, one.start_minute, one.end_minute)
        for one in wanted.slots
    )
