"""The states of a registration, and which may follow which (利用者登録の状態)."""

from collections.abc import Mapping

from central.journal.commands import Context
from central.registry.models import Resident, ResidentState, StateChange

__all__ = ["STOPPED_FOR_DEBTS", "TRANSITIONS", "move"]

#: Why an account is suspended, where it was not the staff (KM-80).
STOPPED_FOR_DEBTS = "stopped_for_debts"

_S = ResidentState
#: What the staff do by ``change_state``; approval, expiry and renewal have their own commands.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    _S.PROVISIONAL: frozenset({_S.CLOSED}),
    _S.ACTIVE: frozenset({_S.SUSPENDED, _S.CLOSED}),
    _S.SUSPENDED: frozenset({_S.ACTIVE, _S.CLOSED}),
    _S.EXPIRED: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
}


def move(resident: Resident, after: str, why: str, context: Context) -> None:
    """Note the change and make it in the resident; the caller saves the row."""
    StateChange.objects.create(
        id=context.make_id("state"),
        municipality=resident.municipality,
        resident=resident,
        before=resident.state,
        after=after,
        actor=context.actor,
        why=why,
        at=context.now,
    )
    resident.state = after
