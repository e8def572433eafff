"""What the rules say to this resident now, by what the terminal knows: advice, never authority."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.flow import standing
from kiosk.flow.held import cells_for, fitting, held_cells
from kiosk.flow.page import Move
from kiosk.visit import Plan, Refusal, Visit
from rules.calendar import DAY_MINUTES
from rules.decide import decide
from rules.facts import (
    Channel,
    Debt,
    Facts,
    Occupied,
    Request,
    Resident,
    Roster,
    Slot,
    Verb,
)
from rules.families import fees
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookingState

__all__ = [
    "ask",
    "booking_verdict",
    "cancel_verdict",
    "change_verdict",
    "expected_cells",
    "fee_of",
    "for_individuals",
    "formal_verdict",
    "judged",
    "resident_of",
    "wish_verdict",
]

#: Reasons that no other time, number of people or number of courts makes go away.
NOT_FOR_INDIVIDUALS = {"groups_only", "individual_sport", "sport_at_the_desk"}


def judged(visit: Visit, plan: Plan, verdict: Verdict, *, allowed: str) -> Move:
    """The way ``allowed``, or ``refused`` with every reason at hand."""
    if verdict.allowed:
        return Move(replace(visit, refusal=None), way=allowed)
    return Move(replace(visit, refusal=Refusal(plan, verdict.reasons)), way="refused")


def wish_verdict(visit: Visit, plan: Plan) -> Verdict:
    """To what is wished for: a booking, or what a booking is to become."""
    booking = standing.changed(visit)
    if booking is None:
        return booking_verdict(visit, plan)
    return change_verdict(visit, plan, booking)


def booking_verdict(visit: Visit, plan: Plan, before: int | None = None) -> Verdict:
    """To a plan beside what the resident has already; of the basket, the plans before a place."""
    request = Request(
        Verb.BOOK,
        Channel.TERMINAL,
        slot=standing.slot_of(plan),
        people=plan.people,
        students=plan.students,
        equipment=plan.equipment,
    )
    held = tuple(standing.known(booking) for booking in standing.own(visit))
    wished = tuple(standing.planned(visit, one) for one in visit.of(standing.Basket).plans[:before])
    facts = Facts(
        bookings=(*held, *wished),
        closed=standing.closed_on(visit, plan.facility, plan.day),
        occupied=_occupied(visit, plan, before),
    )
    return ask(visit, request, facts)


def change_verdict(visit: Visit, plan: Plan, booking: BookingState) -> Verdict:
    """To a booking's becoming a plan; its own cells are free for that (KM-76)."""
    known = standing.known(booking)
    others = (one for one in standing.own(visit) if one.number != booking.number)
    request = Request(
        Verb.CHANGE,
        Channel.TERMINAL,
        slot=standing.slot_of(plan),
        booking=known,
        people=plan.people,
        students=plan.students,
        equipment=plan.equipment,
    )
    facts = Facts(
        bookings=(known, *(standing.known(one) for one in others)),
        closed=standing.closed_on(visit, plan.facility, plan.day),
        occupied=standing.occupied(visit, plan.facility, plan.day),
    )
    return ask(visit, request, facts)


def formal_verdict(visit: Visit, booking: BookingState) -> Verdict:
    known = standing.known(booking)
    request = Request(Verb.APPLY_FORMALLY, Channel.TERMINAL, booking=known)
    return ask(visit, request, Facts(bookings=(known,)))


def cancel_verdict(visit: Visit, plan: Plan, booking: BookingState | None) -> Verdict:
    """``booking`` is None where the centre has not decided it yet: nothing is paid for it."""
    if booking is not None:
        asked = standing.known(booking)
    else:
        asked = standing.planned(visit, plan, fee_of(visit, plan) or 0)
    request = Request(Verb.CANCEL, Channel.TERMINAL, booking=asked)
    return ask(visit, request, Facts(bookings=(asked,)))


def fee_of(visit: Visit, plan: Plan) -> int | None:
    """What a plan costs by the data of its day; None where no price is known."""
    settings = visit.site.municipality.settings(plan.facility, plan.day).get(fees.Settings)
    if not isinstance(settings, fees.Settings):
        return None
    resident, slot = resident_of(visit), standing.slot_of(plan)
    return fees.fee_of(settings, slot, resident, plan.people, plan.students).yen


def ask(visit: Visit, request: Request, facts: Facts) -> Verdict:
    """Before the centre says who it is: refused only where every kind of registration is."""
    resident = resident_of(visit)
    if resident is not None:
        return _ask(visit, request, resident, facts)
    return _for_anyone(visit, request, facts)


def for_individuals(visit: Visit, sport: str) -> bool:
    """Whether any room takes individuals for a sport, on the day of use or before it."""
    return any(
        not NOT_FOR_INDIVIDUALS & {reason.code for reason in verdict.reasons}
        for verdict in _tried(visit, sport)
    )


def expected_cells(visit: Visit, plan: Plan, before: int | None = None) -> frozenset[int]:
    """The cells that the centre will most likely give; it allocates by itself."""
    if (hold := fitting(visit, plan)) is not None:
        return cells_for(visit, hold, plan) or frozenset()
    floor = visit.site.municipality.rooms[plan.facility].floor
    occupied = standing.occupied(visit, plan.facility, plan.day, before)
    return allocate(floor, standing.slot_of(plan), occupied) or frozenset()


def _occupied(visit: Visit, plan: Plan, before: int | None) -> Occupied:
    """What is in this terminal's hands is free for what uses it up."""
    occupied = standing.occupied(visit, plan.facility, plan.day, before)
    if fitting(visit, plan) is None:
        return occupied
    return occupied - held_cells(visit, plan.facility, plan.day)


def resident_of(visit: Visit) -> Resident | None:
    """Who the centre said this is; None while it has not.

    Terms that are not agreed to yet are no reason here: they are asked about before the yes.
    """
    state = visit.person.resident if visit.person else None
    if state is None:
        return None
    return Resident(
        type=state.type,
        age=state.age,
        school=state.school,
        state=state.state,
        registered_on=state.registered_on,
        valid_until=state.valid_until,
        mail=state.mail,
        password=state.password,
        no_shows=state.no_shows,
        pending=frozenset(state.pending),
        roster=None if state.roster is None else Roster(**state.roster.model_dump()),
        debts=tuple(Debt(debt.yen, debt.since) for debt in state.debts),
        payment_method=state.payment_method,
    )


def _tried(visit: Visit, sport: str) -> Iterator[Verdict]:
    municipality = visit.site.municipality
    kinds = [name for name, kind in municipality.types.items() if kind.kind == "individual"]
    for room in municipality.rooms.values():
        if sport in room.sports and not room.sports[sport].desk_only:
            slot = Slot(room.id, sport, 1, visit.today, 0, DAY_MINUTES)
            request = Request(Verb.BOOK, Channel.TERMINAL, slot=slot)
            for kind in kinds:
                yield _ask(visit, request, Resident(type=kind), Facts())


def _for_anyone(visit: Visit, request: Request, facts: Facts) -> Verdict:
    verdicts = [
        _ask(visit, request, Resident(type=kind), facts) for kind in visit.site.municipality.types
    ]
    return min(verdicts, key=lambda verdict: len(verdict.reasons))


def _ask(visit: Visit, request: Request, resident: Resident, facts: Facts) -> Verdict:
    return decide(visit.site.municipality, request, resident, facts, visit.now)
