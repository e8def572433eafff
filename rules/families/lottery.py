"""Entries in a draw of the computer (抽選申込み): when, how many, for how long, in which order."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from rules.calendar import first_of_month
from rules.case import Case
from rules.facts import Slot, Verb
from rules.floor import Floor
from rules.lottery import DrawEntry, fits_alone
from rules.periods import Period
from rules.schema import Cited, Count, Group, Rule, Section
from rules.verdict import Reason

CODES = {
    "no_lottery": (),
    "lottery_not_open": ("opens_at",),
    "lottery_over": (),
    "too_many_entries": ("entries_max",),
    "set_of_several_places": (),
    "set_of_several_months": (),
    "set_crowds_itself": (),
    "entry_too_long": ("hours_max",),
    "preference_out_of_range": ("preference_max",),
    "preference_taken": ("preference",),
}


class Entries(Rule):
    """How many entries a resident may have for a month of use; a set counts as one."""

    per_month: Count


class Preferences(Rule):
    """From the first to which choice (第10希望) entries are ranked, each rank once."""

    last: Count


class Length(Rule):
    """How long a slot of an entry may last, without a break."""

    hours_max: Count


class Draw(Section):
    """How the draw is held once the period is over.

    It waits so many minutes at most for terminals that are known to hold entries, then so many
    hours for complaints about the published list. ``public_value`` names whoever gives the value
    that comes into the seed later and that nobody here can know or choose; None: there is none.
    """

    wait_minutes_max: Annotated[int, Field(ge=0, le=1440)]
    complaint_hours: Annotated[int, Field(ge=0, le=240)]
    public_value: Literal["simulated"] | None = None


class Settings(Group):
    """``period`` None: there is no draw, by the clause of ``none``.

    ``withdrawal`` is the clause by which entries are withdrawn while they can be made; ``sets``
    the one by which a set stays in one place and month.
    """

    none: Cited | None = None
    period: Period | None = None
    withdrawal: Cited | None = None
    entries: Entries | None = None
    preferences: Preferences | None = None
    length: Length | None = None
    sets: Cited | None = None
    draw: Draw | None = None


def reasons(case: Case) -> Iterator[Reason]:
    if case.verb not in {Verb.ENTER_LOTTERY, Verb.WITHDRAW_ENTRY}:
        return
    settings = case.settings(Settings) or Settings()
    period = settings.period
    if period is None:
        yield Reason("no_lottery", "CM-04" if settings.none is None else settings.none.cited)
    elif case.verb is Verb.WITHDRAW_ENTRY:
        clause = settings.withdrawal or period
        yield from _period(case, period, clause.cited)
    else:
        yield from _period(case, period, period.cited)
        yield from _count(case, settings.entries)
        yield from _preference(case, settings.preferences)
        yield from _set(case, settings.sets)
        yield from _length(case.slot, settings.length)


def _period(case: Case, period: Period, rule: str) -> Iterator[Reason]:
    opens, closes = period.opens_at(case.slot.day), period.closes_at(case.slot.day)
    if case.now < opens:
        yield Reason("lottery_not_open", rule, {"opens_at": _iso(opens)}, allowed_from=opens)
    if case.now >= closes:
        yield Reason("lottery_over", rule, allowed_until=closes)


def _count(case: Case, entries: Entries | None) -> Iterator[Reason]:
    month = first_of_month(case.slot.day)
    live = sum(any(_month(slot) == month for slot in e.slots) for e in case.facts.entries)
    if entries is not None and live >= entries.per_month:
        yield Reason("too_many_entries", entries.cited, {"entries_max": entries.per_month})


def _preference(case: Case, preferences: Preferences | None) -> Iterator[Reason]:
    if preferences is None:
        return
    rank, month = case.request.preference, _month(case.slot)
    if not 1 <= rank <= preferences.last:
        params = {"preference_max": preferences.last}
        yield Reason("preference_out_of_range", preferences.cited, params)
    taken = {e.preference for e in case.facts.entries if month in map(_month, e.slots)}
    if rank in taken:
        yield Reason("preference_taken", preferences.cited, {"preference": rank})


def _set(case: Case, sets: Cited | None) -> Iterator[Reason]:
    slots = case.request.slots
    if sets is None or len(slots) < 2:
        return
    if len({slot.facility.rpartition("/")[0] for slot in slots}) > 1:
        yield Reason("set_of_several_places", sets.cited)
    if len({_month(slot) for slot in slots}) > 1:
        yield Reason("set_of_several_months", sets.cited)
    floors = {room.id: room.floor for room in case.municipality.rooms.values()}
    if all(_fits(slot, floors) for slot in slots) and not _fit(slots, floors):
        yield Reason("set_crowds_itself", sets.cited)


def _length(slot: Slot, length: Length | None) -> Iterator[Reason]:
    if length is not None and slot.end_minute - slot.start_minute > length.hours_max * 60:
        yield Reason("entry_too_long", length.cited, {"hours_max": length.hours_max})


def _fits(slot: Slot, floors: Mapping[str, Floor]) -> bool:
    return slot.facility in floors and slot.courts > 0 and _fit((slot,), floors)


def _fit(slots: tuple[Slot, ...], floors: Mapping[str, Floor]) -> bool:
    return fits_alone(DrawEntry("", "", 1, slots), floors)


def _month(slot: Slot) -> date:
    return first_of_month(slot.day)


def _iso(moment: datetime) -> str:
    return moment.isoformat()
