"""What is owed and paid, as the rules and the other apps see it."""

from uuid import UUID

from central.booking.models import Booking
from central.money.models import OWED, Charge, ChargeState
from central.postgres import Answer, Asked
from central.registry.models import Resident
from central.sql import ask
from rules.desk_document import Desk
from rules.desks import cash_desks
from rules.facts import Debt
from rules.policy import Municipality

__all__ = ["cash_desks_of", "debts_asked", "debts_from", "debts_of", "is_paid"]

#: Only what has become a debt: the index holds no other row, and is empty for nearly everybody.
_DEBTS = """
SELECT yen - paid_yen, unpaid_since FROM money_charge
WHERE resident_id = %s AND unpaid_since IS NOT NULL ORDER BY unpaid_since, id LIMIT 500
"""


def debts_of(resident: Resident) -> tuple[Debt, ...]:
    """What a resident should have paid and has not; one statement."""
    return debts_from(ask(debts_asked(resident.id))[0])


def debts_asked(resident: UUID) -> Asked:
    return _DEBTS, (resident,)


def debts_from(answer: Answer) -> tuple[Debt, ...]:
    return tuple(Debt(amount, since) for amount, since in answer[0])


def is_paid(booking: Booking) -> bool:
    """Whether nothing of a booking is owed: also where it costs nothing."""
    return not Charge.objects.filter(booking=booking, state__in=OWED).exists()


def cash_desks_of(charge: Charge, municipality: Municipality) -> tuple[Desk, ...]:
    """The desks that take a charge in cash, fewer after a failed debit (KM-69).

    None are named where it is not for a room.
    """
    booking = charge.booking
    if booking is None or booking.facility not in municipality.rooms:
        return ()
    failed = charge.state == ChargeState.FAILED
    return cash_desks(municipality, booking.facility, after_failed_debit=failed)
