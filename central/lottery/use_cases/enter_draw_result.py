"""Enter what a draw in person (抽選会) gave: bookings for whoever won there (ON-52)."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from django.db import transaction
from pydantic import Field

from central.booking.asking import request_of_wish, slot_of_wish
from central.booking.facts import live_facts, room_facts
from central.booking.models import Booking
from central.booking.use_cases.book import Caller, write_booking
from central.decision import TAKEN, Decision, refused, rejected
from central.ids import derived_id
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_for
from central.registry.facts import resident_facts
from central.registry.fields import Line
from central.registry.models import Resident
from central.registry.residents import NOBODY
from rules.calendar import day_of, first_of_month
from rules.decide import decide
from rules.facts import Channel, Facts, Verb
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookBody, ReasonText

__all__ = ["KIND", "Body", "Given", "perform"]

KIND = "enter_draw_result"
#: More than a month of weekends has times on all fields.
RESULTS_MAX = 300
_DRAWN = UUID("6d616368-696b-5f61-a46f-2d647261776e")


class Given(commands.Body):
    """What somebody won: the number of a registration, or a name where the rules let them."""

    number: Annotated[str, Field(max_length=64)] = ""
    holder: Annotated[Line, Field(max_length=100)] = ""
    wish: BookBody


class Body(commands.Body):
    """The sheet of a draw for a month of use, named by any day of it."""

    month: date
    results: Annotated[tuple[Given, ...], Field(min_length=1, max_length=RESULTS_MAX)]


def perform(body: Body, context: Context) -> Decision:
    """All of the sheet or nothing; every line that is refused is named by ``line``, from 1.

    What was entered before is passed over, so that a corrected or longer sheet is simply entered
    again. A booking that was cancelled since is not made anew.
    """
    residents, fresh = _locked(body, context), _fresh(body, context)
    against: list[ReasonText] = []
    with transaction.atomic():
        for line, given in fresh.items():
            resident = residents.get(given.number)
            reasons = _unclear(given, resident, body.month) or _enter(given, resident, context)
            against += (_named(reason, line) for reason in reasons)
        if against:
            transaction.set_rollback(True)
    if not against:
        return Decision("applied", outcome={"results": len(body.results), "new": len(fresh)})
    taken = all(reason.rule == TAKEN.rule for reason in against)
    return Decision("conflict" if taken else "rejected", tuple(against))


def _locked(body: Body, context: Context) -> dict[str, Resident]:
    """Who is named, by number; in one order, so that two sheets do not wait for each other."""
    numbers = {given.number for given in body.results if given.number}
    rows = Resident.objects.select_for_update().filter(
        municipality=context.municipality.id, number__in=numbers
    )
    return {resident.number: resident for resident in rows.order_by("id")}


def _fresh(body: Body, context: Context) -> dict[int, Given]:
    """The lines that no booking has been made of yet, each once."""
    lines: dict[UUID, int] = {}
    for line, given in enumerate(body.results, start=1):
        lines.setdefault(_booking_id(given, context), line)
    known = set(Booking.objects.filter(pk__in=list(lines)).values_list("pk", flat=True))
    return {line: body.results[line - 1] for id_, line in lines.items() if id_ not in known}


def _booking_id(given: Given, context: Context) -> UUID:
    """The same whenever the same is entered: who, where and when."""
    wish = given.wish
    time = f"{wish.facility}|{wish.sport}|{wish.day}|{wish.start_minute}|{wish.end_minute}"
    return derived_id(_DRAWN, f"{context.municipality.id}|{given.number}|{given.holder}|{time}")


def _unclear(given: Given, resident: Resident | None, month: date) -> tuple[ReasonText, ...]:
    """What makes no sense before any rule is asked."""
    if bool(given.number) == bool(given.holder.strip()):
        return rejected("resident_or_holder", "").reasons
    if given.number and resident is None:
        return NOBODY.reasons
    if first_of_month(given.wish.day) != first_of_month(month):
        return rejected("other_month", "", day=given.wish.day.isoformat()).reasons
    return ()


def _enter(given: Given, resident: Resident | None, context: Context) -> tuple[ReasonText, ...]:
    """Book it as the rules say, with its charge; why not, or none."""
    wish, slot = given.wish, slot_of_wish(given.wish)
    taken, closed = room_facts(context.municipality.id, slot.facility, slot.day)
    verdict = _decide(wish, resident, Facts(occupied=taken, closed=closed), context)
    if not verdict.allowed:
        return refused(verdict.reasons).reasons
    cells = allocate(context.municipality.rooms[slot.facility].floor, slot, taken)
    if cells is None or context.last:
        return refused((TAKEN,)).reasons
    outcome = verdict.outcome or {}
    caller = Caller(resident, Channel.DESK, given.holder)
    itself = replace(context, line=_booking_id(given, context))
    booking = write_booking(caller, wish, cells, outcome, itself)
    booking.won = True
    booking.save(update_fields=["won"])
    charge_for(booking, outcome, context)
    return ()


def _decide(wish: BookBody, resident: Resident | None, facts: Facts, context: Context) -> Verdict:
    today = day_of(context.now)
    request = replace(request_of_wish(Verb.BOOK, Channel.DESK, wish), drawn=True)
    person = None if resident is None else resident_facts(resident, today)
    if resident is not None:
        facts = replace(facts, bookings=live_facts(resident, today))
    return decide(context.municipality, request, person, facts, context.now)


def _named(reason: ReasonText, line: int) -> ReasonText:
    return reason.model_copy(update={"params": {**reason.params, "line": line}})
