"""What a resident owes and what is to be given back, as a terminal shows it."""

from datetime import datetime

from central.clock import millis
from central.money.ledger import owed_yen, to_give_back_yen
from central.money.models import OWED, Charge, ChargeState
from central.registry.models import Resident
from sync import wire

__all__ = ["charge_states"]

#: More than anybody can book before some of it is due.
CHARGES_MAX = 500


def charge_states(resident: Resident) -> tuple[wire.ChargeState, ...]:
    """What is due first comes first; what is settled is not told."""
    rows = Charge.objects.filter(resident=resident, state__in=(*OWED, ChargeState.REFUND))
    charges = list(rows.select_related("booking").order_by("made_at", "id")[:CHARGES_MAX])
    charges.sort(key=lambda charge: (charge.due_at is None, charge.due_at))
    return tuple(_state(charge) for charge in charges)


def _state(charge: Charge) -> wire.ChargeState:
    return wire.ChargeState.model_validate(
        {
            "booking": None if charge.booking is None else charge.booking.number,
            "purpose": charge.purpose,
            "state": str(charge.state),
            "method": charge.method,
            "yen": charge.yen,
            "owed_yen": owed_yen(charge),
            "due_ms": _millis(charge.due_at),
            "debit_on": charge.debit_on,
            "unpaid_since": charge.unpaid_since,
            "refund_yen": to_give_back_yen(charge),
            "refund_until_ms": _millis(charge.refund_until),
            "refund_desk": charge.refund_desk,
        }
    )


def _millis(instant: datetime | None) -> int | None:
    return None if instant is None else millis(instant)
