"""What the rules are told of a wish, and of a booking that stands."""

from dataclasses import dataclass

from central.booking.facts import booking_facts, live_bookings, room_facts
from central.booking.models import Booking
from central.journal.commands import Context
from central.registry.facts import resident_facts
from rules import facts
from rules.calendar import day_of
from rules.facts import Channel, Facts, Request, Slot, Verb
from rules.families import fees
from rules.floor import occupy
from rules.policy import Municipality
from sync.wire import BookBody

__all__ = ["Asked", "gather", "person_of", "price_of", "request_of_wish", "slot_of_wish"]


@dataclass(frozen=True, slots=True)
class Asked:
    """``facts.occupied`` is without the booking itself."""

    booking: facts.Booking
    person: facts.Resident
    facts: Facts


def slot_of_wish(wish: BookBody) -> Slot:
    return Slot(
        wish.facility, wish.sport, wish.courts, wish.day, wish.start_minute, wish.end_minute
    )


def request_of_wish(verb: Verb, channel: Channel, wish: BookBody) -> Request:
    """All of a wish that a rule may ask about."""
    return Request(
        verb,
        channel,
        slot=slot_of_wish(wish),
        people=wish.people,
        students=wish.students,
        equipment=tuple(wish.equipment.items()),
    )


def gather(booking: Booking, wanted: Slot, context: Context) -> Asked:
    """For a booking that is to become ``wanted``, or stays what it is."""
    known, person = booking_facts(booking), person_of(booking, context)
    taken, closed = room_facts(context.municipality.id, wanted.facility, wanted.day)
    room = context.municipality.rooms.get(booking.facility)
    if (wanted.facility, wanted.day) != (booking.facility, booking.day):
        closed += room_facts(context.municipality.id, booking.facility, booking.day)[1]
    elif room is not None:
        taken -= occupy(room.floor, booking.cells, booking.start_minute, booking.end_minute)
    told = Facts(bookings=(known, *_others(booking, context)), occupied=taken, closed=closed)
    return Asked(known, person, told)


def person_of(booking: Booking, context: Context) -> facts.Resident:
    """The resident; one whom the staff know by name alone is an individual in good standing."""
    today = day_of(context.now)
    if booking.resident is not None:
        return resident_facts(booking.resident, today)
    types = context.municipality.types
    named = (name for name in types if context.municipality.kind_of(name) == "individual")
    return facts.Resident(next(named, next(iter(types), None)))


def price_of(
    municipality: Municipality, slot: Slot, person: facts.Resident, people: int, students: int
) -> int | None:
    """What a slot costs them; None where no price is known."""
    settings = municipality.settings(slot.facility, slot.day).get(fees.Settings)
    if not isinstance(settings, fees.Settings):
        return None
    return fees.fee_of(settings, slot, person, people, students).yen


def _others(booking: Booking, context: Context) -> list[facts.Booking]:
    if booking.resident is None:
        return []
    live = live_bookings(booking.resident, day_of(context.now))
    return [booking_facts(one) for one in live if one.pk != booking.pk]
