"""How and until when something is paid (納付条件), as the rules say of a booking."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from central.booking.facts import slot_of
from central.booking.models import Booking
from central.journal.commands import Context
from central.money.models import Charge
from rules import facts
from rules.calendar import day_of
from rules.families import payment

__all__ = ["Terms", "basis_of", "settings_of", "terms_of", "way_to_pay"]


@dataclass(frozen=True, slots=True)
class Terms:
    method: payment.Way
    due_at: datetime | None
    debit_on: date | None


def terms_of(
    booking: Booking,
    context: Context,
    booked_on: date,
    *,
    won: bool = False,
    from_minute: int | None = None,
) -> Terms:
    """Those of a use that was booked on a day; added time begins at ``from_minute``."""
    settings, slot = settings_of(booking, context), slot_of(booking)
    if from_minute is not None:
        slot = replace(slot, start_minute=from_minute)
    way = way_to_pay(booking, settings)
    due_at = payment.due_of(settings, way, slot, booked_on, won=won)
    return Terms(way, due_at, payment.debit_on(settings, way, slot.day))


def basis_of(charge: Charge, booking: Booking) -> tuple[date, bool]:
    """The day from which the time to pay counts (予約日, KM-67), and whether a draw gave the use.

    A booking that moved was made anew on that day, with all that is charged for it.
    """
    return max(booking.booked_on, day_of(charge.made_at)), booking.won and charge.purpose == "use"


def settings_of(booking: Booking, context: Context) -> payment.Settings:
    found = context.municipality.settings(booking.facility, booking.day).get(payment.Settings)
    return found if isinstance(found, payment.Settings) else payment.Settings()


def way_to_pay(booking: Booking, settings: payment.Settings) -> payment.Way:
    """As whoever pays chose; nothing is read where there is one way for all."""
    free = settings.method is not None and not settings.method.fixed
    resident = booking.resident if free else None
    if resident is None:
        return payment.way_to_pay(settings, None) or "cash"
    payer = facts.Resident(resident.type, payment_method=resident.payment_method or None)
    return payment.way_to_pay(settings, payer) or "cash"
