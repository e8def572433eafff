"""What a mail is told so that its reader can pay online."""

from datetime import timedelta

from central.booking.models import Booking
from central.journal.commands import Context
from central.money.ledger import owed_yen
from central.money.models import Charge
from central.money.payers import against_paying_online

__all__ = ["GOOD_FOR", "link_to_pay", "slot_said", "use_of"]

#: A mailbox is read by others one day; a reminder brings a new link.
GOOD_FOR = timedelta(days=31)


def link_to_pay(charge: Charge, context: Context) -> dict[str, str]:
    """Nothing where it cannot be paid online; the link itself is made when the mail goes out."""
    if not owed_yen(charge) or against_paying_online(charge, context.municipality, context.now):
        return {}
    return {"charge": str(charge.id), "link_until": (context.now + GOOD_FOR).isoformat()}


def use_of(booking: Booking) -> dict[str, object]:
    """Which use something is paid for, as mails are told."""
    return {"number": booking.number, "slot": slot_said(booking, booking.start_minute)}


def slot_said(booking: Booking, start_minute: int) -> dict[str, object]:
    """Place and time of it; added time begins later."""
    return {
        "facility": booking.facility,
        "sport": booking.sport,
        "day": booking.day.isoformat(),
        "start_minute": start_minute,
        "end_minute": booking.end_minute,
    }
