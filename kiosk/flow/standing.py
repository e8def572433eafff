"""What this resident has already: bookings as the rules see them, cells, and what is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kiosk.visit import Plan, Visit
from rules import facts
from rules.facts import Channel, Closure, Occupied, Slot, Stage
from rules.families import formal, payment
from rules.floor import allocate, occupy
from sync.wire import BookingState, RoomNotice

__all__ = [
    "Basket",
    "basket_cells",
    "changed",
    "closed_on",
    "known",
    "notices_on",
    "occupied",
    "own",
    "own_cells",
    "plan_of",
    "planned",
    "slot_of",
    "todo",
]


NOTHING: Occupied = frozenset()


@dataclass(frozen=True, slots=True)
class Basket:
    """Uses that are chosen already and are booked together with the one that is wished for."""

    plans: tuple[Plan, ...] = ()


def plan_of(booking: BookingState) -> Plan:
    return Plan(
        booking.facility,
        booking.sport,
        booking.courts,
        booking.people,
        booking.day,
        booking.start_minute,
        booking.end_minute,
        booking.students,
        tuple(booking.equipment.items()),
    )


def slot_of(plan: Plan) -> Slot:
    return Slot(
        plan.facility, plan.sport, plan.courts, plan.day, plan.start_minute, plan.end_minute
    )


def known(booking: BookingState) -> facts.Booking:
    """A booking of the centre's as the rules know it; how it stands counts while it does."""
    return facts.Booking(
        slot_of(plan_of(booking)),
        stage=Stage(booking.state) if booking.stands else Stage.CONFIRMED,
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
        cells=frozenset(booking.cells),
        won=booking.won,
        people=booking.people,
        students=booking.students,
    )


def planned(visit: Visit, plan: Plan, fee: int = 0) -> facts.Booking:
    """What a plan will be as soon as it is booked."""
    slot = slot_of(plan)
    return facts.Booking(
        slot,
        stage=payment.stage_of_new(visit.site.municipality, slot),
        fee=fee,
        booked_on=visit.today,
        people=plan.people,
        students=plan.students,
    )


def own(visit: Visit) -> tuple[BookingState, ...]:
    """Those that stand, as far as the centre told."""
    bookings = visit.person.bookings if visit.person else ()
    return tuple(booking for booking in bookings if booking.stands)


def changed(visit: Visit) -> BookingState | None:
    """The booking that is to become what is wished for."""
    number = visit.wish.changing
    return next((one for one in own(visit) if number and one.number == number), None)


def own_cells(visit: Visit, facility: str, day: date) -> Occupied:
    """The cells of the booking that is changed: they are free for what it becomes."""
    booking, room = changed(visit), visit.site.municipality.rooms.get(facility)
    if booking is None or room is None or (booking.facility, booking.day) != (facility, day):
        return frozenset()
    return occupy(room.floor, booking.cells, booking.start_minute, booking.end_minute)


def basket_cells(visit: Visit, facility: str, day: date, before: int | None = None) -> Occupied:
    """The cells that the plans of the basket will most likely get; those before a place."""
    taken = visit.site.snapshot.occupied(facility, day) - own_cells(visit, facility, day)
    room, kept = visit.site.municipality.rooms.get(facility), NOTHING
    for plan in visit.of(Basket).plans[:before]:
        if room is not None and (plan.facility, plan.day) == (facility, day):
            cells = allocate(room.floor, slot_of(plan), taken | kept) or frozenset()
            kept |= occupy(room.floor, cells, plan.start_minute, plan.end_minute)
    return kept


def occupied(visit: Visit, facility: str, day: date, before: int | None = None) -> Occupied:
    """What is taken for this resident; of the basket only the plans before a place count."""
    taken = visit.site.snapshot.occupied(facility, day) - own_cells(visit, facility, day)
    return taken | basket_cells(visit, facility, day, before)


def notices_on(visit: Visit, facility: str, day: date) -> tuple[RoomNotice, ...]:
    """What the staff say of a room on a day (rain, repair, an event)."""
    told = visit.site.snapshot.closures
    return tuple(one for one in told if (one.facility, one.day) == (facility, day))


def closed_on(visit: Visit, facility: str, day: date) -> tuple[Closure, ...]:
    return tuple(
        Closure(one.facility, one.day, one.start_minute, one.end_minute, one.reason)
        for one in notices_on(visit, facility, day)
    )


def todo(visit: Visit, booking: facts.Booking, where: str = "later") -> tuple[str, ...]:
    """What is still to be done for a booking, and until when, so that it stays one.

    ``where`` is ``listed`` beside the press that does it, else ``later``.
    """
    t = visit.speech
    if booking.slot.facility not in visit.site.municipality.rooms:
        return ()
    match booking.stage:
        case Stage.PROVISIONAL:
            return (
                t.say("todo.provisional"),
                *_formal(visit, booking, where),
                *_pay(visit, booking),
            )
        case Stage.APPLIED:
            return (t.say("todo.applied"),)
        case _:
            return tuple(_pay(visit, booking))


def _formal(visit: Visit, booking: facts.Booking, where: str) -> Iterator[str]:
    t, here = visit.speech, visit.site.municipality
    settings = here.settings(booking.slot.facility, booking.slot.day).get(formal.Settings)
    if not isinstance(settings, formal.Settings):
        # what would end unpaid is settled by paying (OG-W3), anything else by a permit
        pays = payment.lapses_unpaid(here, replace(booking, paid=False)) is not None
        yield t.say("todo.payment" if pays else "todo.approval")
        return
    limit = formal.lapses_at(here, booking) or booking.slot.starts_at
    until = t.say("until", when=t.deadline(limit))
    way = "here" if Channel.TERMINAL in settings.channels else _desk_takes(visit, booking)
    yield t.say(f"todo.formal.{way}.{where}", until=until)


def _desk_takes(visit: Visit, booking: facts.Booking) -> str:
    """The application with the fee, or alone where that is billed (OG-Y3, OG-O4)."""
    slot = booking.slot
    settings = visit.site.municipality.settings(slot.facility, slot.day).get(payment.Settings)
    billed = isinstance(settings, payment.Settings) and settings.billed is not None
    return "billed" if billed else "desk"


def _pay(visit: Visit, booking: facts.Booking) -> Iterator[str]:
    lapse = payment.lapses_unpaid(visit.site.municipality, booking)
    if lapse is not None and lapse[1] == "cancel":
        t = visit.speech
        yield t.say("todo.pay", until=t.say("until", when=t.deadline(lapse[0])))
