"""What a resident is told and by which way, as a terminal shows it."""

from collections.abc import Sequence

from central.booking.models import Booking
from central.notices.facts import room_notices
from central.notices.models import MailWish, RoomNotice
from central.registry.models import Resident
from sync import wire

__all__ = ["closures_of", "mail_wishes"]


def mail_wishes(resident: Resident) -> wire.MailWishes:
    """Nothing is wished for by whoever has never said."""
    wish = MailWish.objects.filter(municipality=resident.municipality, resident=resident).first()
    wish = wish or MailWish()
    return wire.MailWishes(
        address=_hint(resident.mail),
        results=wish.results,
        bookings=wish.bookings,
        debits=wish.debits,
        language=wish.language,
    )


def closures_of(bookings: Sequence[Booking]) -> tuple[wire.RoomNotice, ...]:
    """The notices that meet a booking."""
    if not bookings:
        return ()
    found = RoomNotice.objects.filter(
        municipality=bookings[0].municipality,
        facility__in={booking.facility for booking in bookings},
        day__in={booking.day for booking in bookings},
        lifted=False,
    )
    return room_notices(one for one in found if any(_meets(one, each) for each in bookings))


def _meets(notice: RoomNotice, booking: Booking) -> bool:
    there = (notice.facility, notice.day) == (booking.facility, booking.day)
    begins, ends = booking.start_minute, booking.end_minute
    return there and notice.start_minute < ends and begins < notice.end_minute


def _hint(address: str) -> str:
    """The first letter and the domain."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…{at}{domain}" if address else ""
