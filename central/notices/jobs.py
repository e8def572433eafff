"""What is due of mails: to tell of bookings. Draws, debits and terminals tell of themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from central.booking.models import Booking, BookingStatus
from central.journal.jobs import Due, Job
from central.notices.use_cases import tell_booking
from rules.policy import Municipality

__all__ = ["JOBS"]

#: So long a worker may have rested without anybody missing a mail.
LOOKS_BACK = timedelta(days=3)


def _bookings(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Each change of a booking; of a win the draw tells. The hot path knows nothing of mails."""
    changed = Booking.objects.filter(
        municipality=municipality.id,
        changed_at__gt=now - LOOKS_BACK,
        changed_at__lte=now,
        resident__mail_wishes__bookings=True,
        resident__mail_wishes__municipality=municipality.id,
    ).exclude(state=BookingStatus.WON)
    rows = changed.order_by("changed_at", "id").values_list("id", "changed_at")
    for booking, changed_at in rows:
        body = tell_booking.Body(booking=booking, changed_at=changed_at)
        yield Due(tell_booking.key_of(booking, changed_at), body)


JOBS = (Job("tell_bookings", _bookings),)
