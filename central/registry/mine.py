"""The applications for renewal of a resident, as a terminal shows them."""

from central.clock import millis
from central.registry.models import RenewalApplication, Resident
from sync import wire

__all__ = ["renewal_states"]

RENEWALS_MAX = 20


def renewal_states(resident: Resident) -> tuple[wire.RenewalState, ...]:
    """The newest first."""
    found = resident.renewals.order_by("-received_at", "-number")[:RENEWALS_MAX]
    return tuple(_state(application) for application in found)


def _state(application: RenewalApplication) -> wire.RenewalState:
    return wire.RenewalState.model_validate(
        {
            "number": application.number,
            "state": str(application.state),
            "facilities": tuple(application.facilities),
            "received_ms": millis(application.received_at),
            "changed_ms": millis(application.changed_at),
            "why": application.why,
        }
    )
