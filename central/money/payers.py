"""Who pays what, as the rules on paying online are asked about it."""

from dataclasses import replace
from datetime import date, datetime

from central.booking.facts import booking_facts
from central.money.facts import debts_of
from central.money.ledger import owed_yen
from central.money.models import Charge
from central.money.terms import basis_of
from central.registry.facts import resident_facts
from rules import facts
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb
from rules.policy import Municipality
from rules.verdict import Reason

__all__ = ["NOT_HERE", "against_paying_online"]

#: Only what is owed for a use is paid online.
NOT_HERE = Reason("no_online_payment", "CM-04")


def against_paying_online(
    charge: Charge, municipality: Municipality, at: datetime
) -> tuple[Reason, ...]:
    """Why a charge cannot be paid in the system at an instant; none: it can."""
    known = _use(charge)
    if known is None:
        return (NOT_HERE,)
    request = Request(Verb.PAY_ONLINE, Channel.WEB, booking=known)
    payer = _payer(charge, day_of(at))
    return decide(municipality, request, payer, Facts(bookings=(known,)), at).reasons


def _use(charge: Charge) -> facts.Booking | None:
    """The use that a charge is for, as a booking of its own: added time begins where it does."""
    booking = charge.booking
    if booking is None:
        return None
    known = booking_facts(booking)
    start = known.slot.start_minute if charge.from_minute is None else charge.from_minute
    booked_on, won = basis_of(charge, booking)
    return replace(
        known,
        slot=replace(known.slot, start_minute=start),
        paid=owed_yen(charge) == 0,
        booked_on=booked_on,
        won=won,
    )


def _payer(charge: Charge, today: date) -> facts.Resident | None:
    """Who pays a charge, by the way that the charge has, with what is owed."""
    if charge.resident is None:
        return None
    known = resident_facts(charge.resident, today)
    return replace(known, debts=debts_of(charge.resident), payment_method=charge.method)
