"""What the rules say to this resident now, by what the terminal knows: advice, never authority."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.flow.page import Move
from kiosk.visit import Plan, Refusal, Visit
from rules.calendar import DAY_MINUTES
from rules.decide import decide
from rules.facts import Booking, Channel, Facts, Request, Resident, Slot, Verb
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookingState

__all__ = [
    "booking_verdict",
    "cancel_verdict",
    "expected_cells",
    "for_individuals",
    "judged",
    "resident_of",
]

#: Reasons that no other time, number of people or number of courts makes go away.
NOT_FOR_INDIVIDUALS = {"groups_only", "individual_sport", "sport_at_the_desk"}


def judged(visit: Visit, plan: Plan, verdict: Verdict, *, allowed: str) -> Move:
    """The way ``allowed``, or ``refused`` with every reason at hand."""
    if verdict.allowed:
        return Move(replace(visit, refusal=None), way=allowed)
    return Move(replace(visit, refusal=Refusal(plan, verdict.reasons)), way="refused")


def booking_verdict(visit: Visit, plan: Plan) -> Verdict:
    slot = _slot(plan)
    request = Request(Verb.BOOK, Channel.TERMINAL, slot=slot, people=plan.people)
    facts = Facts(occupied=visit.site.snapshot.occupied(plan.facility, plan.day))
    resident = resident_of(visit)
    if resident is not None:
        return _ask(visit, request, resident, facts)
    return _for_anyone(visit, request, facts)


def cancel_verdict(visit: Visit, plan: Plan, booking: BookingState | None) -> Verdict:
    """``booking`` is None where the centre has not decided it yet: nothing is paid for it."""
    paid, fee = (booking.paid, booking.fee) if booking else (False, 0)
    asked = Booking(_slot(plan), paid=paid, fee=fee)
    request = Request(Verb.CANCEL, Channel.TERMINAL, booking=asked)
    resident = resident_of(visit)
    if resident is not None:
        return _ask(visit, request, resident, Facts())
    return _for_anyone(visit, request, Facts())


def for_individuals(visit: Visit, sport: str) -> bool:
    """Whether any room takes individuals for a sport, on the day of use or before it."""
    return any(
        not NOT_FOR_INDIVIDUALS & {reason.code for reason in verdict.reasons}
        for verdict in _tried(visit, sport)
    )


def expected_cells(visit: Visit, plan: Plan) -> frozenset[int]:
    """The cells that the centre will most likely give; it allocates by itself."""
    floor = visit.site.municipality.rooms[plan.facility].floor
    occupied = visit.site.snapshot.occupied(plan.facility, plan.day)
    return allocate(floor, _slot(plan), occupied) or frozenset()


def resident_of(visit: Visit) -> Resident | None:
    """Who the centre said this is; None while it has not."""
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
    """Before the centre says who it is: refused only where every kind of registration is."""
    verdicts = [
        _ask(visit, request, Resident(type=kind), facts) for kind in visit.site.municipality.types
    ]
    return min(verdicts, key=lambda verdict: len(verdict.reasons))


def _ask(visit: Visit, request: Request, resident: Resident, facts: Facts) -> Verdict:
    return decide(visit.site.municipality, request, resident, facts, visit.now)


def _slot(plan: Plan) -> Slot:
    return Slot(
        plan.facility, plan.sport, plan.courts, plan.day, plan.start_minute, plan.end_minute
    )
