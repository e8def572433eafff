"""What an entry won: a booking for each of its slots, held until the win is confirmed or lapses."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from central.booking.cells import take_cells
from central.booking.facts import slot_of
from central.booking.models import Booking, BookingStatus, Cell
from central.journal.commands import Context
from central.lottery.models import Entry, EntryState
from central.registry.facts import resident_facts
from central.sql import insert_new
from rules.calendar import day_of
from rules.facts import Slot
from rules.families import fees
from rules.families.payment import stage_of_new
from rules.hall import Placed
from sync.wire import receipt_number

__all__ = ["bookings_of", "confirm", "give_up", "hold", "numbers_of"]


def hold(entry: Entry, placed: Placed, context: Context) -> None:
    """Take the cells of a win, so that nobody else gets them."""
    for index, (slot, cells) in enumerate(placed):
        booking_id = _booking_id(entry, index)
        booking = Booking(
            id=booking_id,
            municipality=entry.municipality,
            number=receipt_number(booking_id),
            resident_id=entry.resident_id,
            facility=slot.facility,
            sport=slot.sport,
            courts=slot.courts,
            cells=sorted(cells),
            people=entry.people,
            students=entry.students,
            day=slot.day,
            start_minute=slot.start_minute,
            end_minute=slot.end_minute,
            state=BookingStatus.WON,
            won=True,
            fee=_fee(entry, slot, context),
            booked_on=day_of(context.now),
            changed_at=context.now,
        )
        insert_new(booking)
        take_cells(context.municipality.rooms[slot.facility].floor, booking)


def confirm(entry: Entry, outcome: Mapping[str, object], context: Context) -> list[Booking]:
    """Make bookings of a win; ``outcome`` is what the rules say follows."""
    from central.money.charges import charge_for  # noqa: PLC0415

    bookings = bookings_of(entry)
    for booking in bookings:
        stage = stage_of_new(context.municipality, slot_of(booking))
        booking.state = BookingStatus(stage.value)
        booking.booked_on = day_of(context.now)
        booking.save(update_fields=["state", "booked_on"])
        charge_for(booking, outcome, context)
    entry.state = EntryState.CONFIRMED
    entry.save(update_fields=["state"])
    return bookings


def give_up(entry: Entry, context: Context) -> None:
    """Free the cells of a win that nobody confirmed."""
    bookings = bookings_of(entry)
    for booking in bookings:
        booking.state, booking.changed_at = BookingStatus.LAPSED, context.now
        booking.save(update_fields=["state", "changed_at"])
    Cell.objects.filter(booking__in=bookings).delete()
    entry.state = EntryState.LAPSED
    entry.save(update_fields=["state"])


def bookings_of(entry: Entry) -> list[Booking]:
    """The bookings that hold a win, in the order of their time."""
    ids = [_booking_id(entry, index) for index in range(len(entry.slots))]
    return list(Booking.objects.filter(pk__in=ids).order_by("day", "start_minute", "number"))


def numbers_of(entry: Entry) -> tuple[str, ...]:
    """The numbers of the bookings of a win, in the order of its slots."""
    return tuple(receipt_number(_booking_id(entry, i)) for i in range(len(entry.slots)))


def _booking_id(entry: Entry, index: int) -> UUID:
    return uuid5(entry.id, f"slot {index}")


def _fee(entry: Entry, slot: Slot, context: Context) -> int:
    settings = context.municipality.settings(slot.facility, slot.day).get(fees.Settings)
    if not isinstance(settings, fees.Settings):
        return 0
    resident = resident_facts(entry.resident, day_of(context.now))
    return fees.fee_of(settings, slot, resident, entry.people, entry.students).yen or 0
