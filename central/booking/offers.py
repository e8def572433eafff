"""What can be done with a booking at all, as the municipality's data says."""

from typing import Literal

from central.booking.models import Booking
from central.policies import municipalities
from rules.families import change, formal

__all__ = ["is_applied_for", "is_offered"]


def is_offered(booking: Booking, verb: Literal["change", "extend", "substitute"]) -> bool:
    """Whether bookings of this room are changed, extended or moved here."""
    municipality = municipalities()[booking.municipality]
    if booking.facility not in municipality.rooms:
        return False
    settings = municipality.settings(booking.facility, booking.day).get(change.Settings)
    rule: change.Offered | None = getattr(settings, verb, None)
    return rule is not None and rule.offered


def is_applied_for(booking: Booking) -> bool:
    """Whether bookings of this room need a formal application (本申請)."""
    municipality = municipalities()[booking.municipality]
    if booking.facility not in municipality.rooms:
        return False
    return formal.Settings in municipality.settings(booking.facility, booking.day)
