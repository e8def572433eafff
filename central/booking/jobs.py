"""What is due of bookings: those that end by themselves, and cells that are free again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from central.booking import hold_jobs
from central.booking.facts import booking_facts
from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.use_cases import lapse_formal, lapse_unpaid, release_cells
from central.journal.jobs import Due, Job
from rules.calendar import DAY_MINUTES, day_of
from rules.families import formal, payment
from rules.policy import Municipality

__all__ = ["JOBS"]

#: Rows that are held at once.
CHUNK = 500
#: No booking lies further ahead.
AHEAD_MAX = 400


def _without_application(municipality: Municipality, now: datetime) -> Iterator[Due]:
    days = [
        settings.days_before
        for parts in municipality.parts.values()
        if isinstance(settings := parts.get(formal.Settings), formal.Settings)
        and settings.days_before is not None
    ]
    if not days:
        return
    until = day_of(now) + timedelta(days=max(days))
    rows = _live(municipality, until).filter(state=BookingStatus.PROVISIONAL)
    for booking in rows.iterator(CHUNK):
        due = formal.lapses_at(municipality, booking_facts(booking))
        if due is not None and due <= now:
            yield Due(f"{booking.number} {due}", lapse_formal.Body(number=booking.number))


def _unpaid(municipality: Municipality, now: datetime) -> Iterator[Due]:
    until = _last_day_unpaid(municipality, now)
    if until is None:
        return
    rows = _live(municipality, until).filter(paid=False, state__in=LIVE, fee__gt=0)
    for booking in rows.iterator(CHUNK):
        lapse = payment.lapses_unpaid(municipality, booking_facts(booking))
        if lapse is not None and lapse[0] <= now:
            yield Due(f"{booking.number} {lapse[0]}", lapse_unpaid.Body(number=booking.number))


def _released(municipality: Municipality, now: datetime) -> Iterator[Due]:
    rows = Booking.objects.filter(municipality=municipality.id, released_at__lte=now)
    for booking in rows.order_by("released_at", "number").iterator(CHUNK):
        yield Due(f"{booking.number} {booking.released_at}", release_cells.Body(booking=booking.id))


JOBS = (
    Job("recall_holds", hold_jobs.recalled),
    Job("grant_holds", hold_jobs.granted),
    Job("lapse_formal", _without_application),
    Job("lapse_unpaid", _unpaid),
    Job("release_cells", _released),
)


def _live(municipality: Municipality, until: date) -> QuerySet[Booking]:
    rows = Booking.objects.filter(municipality=municipality.id, day__lte=until)
    return rows.order_by("day", "number")


def _last_day_unpaid(municipality: Municipality, now: datetime) -> date | None:
    """The last day of use of which a booking may be due now; None: none ever is.

    Where the day of the booking counts, that is any day to come.
    """
    reach: list[int] = []
    for parts in municipality.parts.values():
        settings = parts.get(payment.Settings)
        if isinstance(settings, payment.Settings) and _lapses(settings):
            reach.append(_reach_days(settings))
    return day_of(now) + timedelta(days=max(reach)) if reach else None


def _lapses(settings: payment.Settings) -> bool:
    unpaid = settings.unpaid
    return unpaid is not None and unpaid.value != "keep" and settings.due is not None


def _reach_days(settings: payment.Settings) -> int:
    due = settings.due
    assert due is not None, "only what has a limit lapses"
    if due.days_after_booking is not None or due.won is not None:
        return AHEAD_MAX
    return (due.days_before or 0) + (due.minutes_before_start or 0) // DAY_MINUTES + 1
