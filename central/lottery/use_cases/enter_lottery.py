"""Enter a draw with one slot, or with a set of them that is won whole or not at all."""

from datetime import date, datetime
from uuid import UUID

from central.booking.facts import live_facts
from central.decision import Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import shared
from central.lottery.facts import entries_of
from central.lottery.models import Draw, DrawState, Entry, EntryState
from central.lottery.proof import draw_id, user_number
from central.lottery.published import leaf_of
from central.lottery.terms import terms_of
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from rules.calendar import day_of, first_of_month
from rules.decide import decide
from rules.facts import Channel, Closure, Facts, Request, Slot, Verb
from rules.facts import Entry as EntryFact
from rules.verdict import Verdict
from sync.wire import EnterLotteryBody, entry_number

__all__ = ["KIND", "Body", "enter", "judge", "perform"]

KIND = "enter_lottery"


class Body(commands.Body):
    """Who enters by which way, and when it was recorded; the line gives the entry its id."""

    resident: UUID
    channel: Channel
    wish: EnterLotteryBody
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Enter for a resident, whose row is locked first: two at once cannot pass the same limit."""
    resident = locked_resident(context.municipality.id, body.resident)
    return NOBODY if resident is None else enter(resident, body, context)


def enter(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked.

    The period counts as it was recorded (KM-30); what comes when the list is closed already takes
    no part, and stands beside the list as ``late``.
    """
    month = first_of_month(body.wish.slots[0].day)
    draw = shared(context.municipality.id, month)
    entries = entries_of(resident, month)
    verdict = judge(resident, _request(body), entries, body.recorded_at, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    if any(first_of_month(slot.day) != month for slot in body.wish.slots):
        return rejected("set_of_several_months", "")
    if draw is None:
        return rejected("no_draw_yet", "")
    entry = _written(resident, body.wish, month, draw, context)
    if entry.state == EntryState.LATE:
        terms = terms_of(context.municipality, month)
        return rejected("lottery_over", terms.rule if terms else "")
    return Decision("applied", outcome=_ticket(entry, draw))


def _request(body: Body) -> Request:
    wish = body.wish
    slots = tuple(
        Slot(s.facility, s.sport, s.courts, s.day, s.start_minute, s.end_minute) for s in wish.slots
    )
    return Request(
        Verb.ENTER_LOTTERY,
        body.channel,
        slots=slots,
        preference=wish.preference,
        people=wish.people,
        students=wish.students,
    )


def judge(
    resident: Resident,
    request: Request,
    beside: tuple[EntryFact, ...],
    recorded_at: datetime,
    context: Context,
) -> Verdict:
    """What the rules say to an entry beside others of the resident's."""
    today = day_of(context.now)
    known = Facts(
        bookings=live_facts(resident, today),
        closed=_closures(context.municipality.id, request.slots),
        entries=beside,
    )
    return decide(
        context.municipality, request, resident_facts(resident, today), known, recorded_at
    )


def _closures(municipality: str, slots: tuple[Slot, ...]) -> tuple[Closure, ...]:
    from central.notices.facts import closures  # noqa: PLC0415

    places = sorted({(slot.facility, slot.day) for slot in slots})
    return tuple(one for place in places for one in closures(municipality, *place))


def _written(
    resident: Resident, wish: EnterLotteryBody, month: date, draw: Draw, context: Context
) -> Entry:
    entry = Entry(
        id=context.line,
        municipality=context.municipality.id,
        number=entry_number(context.line),
        user=user_number(draw_id(draw.municipality, month), resident.id),
        month=month,
        resident_id=resident.id,
        preference=wish.preference,
        slots=[slot.model_dump(mode="json") for slot in wish.slots],
        people=wish.people,
        students=wish.students,
        state=EntryState.ENTERED if draw.state == DrawState.COMMITTED else EntryState.LATE,
        entered_at=context.now,
    )
    entry.save(force_insert=True)
    return entry


def _ticket(entry: Entry, draw: Draw) -> dict[str, str | int | bool | None]:
    """What stands on the ticket, for whoever wants to check the draw (docs/draw.md)."""
    return {
        "entry": entry.number,
        "user": entry.user,
        "draw": draw_id(draw.municipality, draw.month),
        "commitment": draw.commitment,
        "leaf": leaf_of(entry),
    }
