"""The bank did not pay what was debited of a resident on a day (振替不能, KM-63)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.facts import cash_desks_of
from central.money.ledger import find_charge, mark_failed, owed_yen, record
from central.money.models import Charge, Movement, MovementKind
from central.notices.mail import tell

__all__ = ["KIND", "Body", "perform"]

KIND = "fail_debit"


class Body(commands.Body):
    """``number`` is the resident's: an account pays all that is debited on a day, or nothing."""

    number: Annotated[str, Field(min_length=1, max_length=64)]
    debit_on: date


def perform(body: Body, context: Context) -> Decision:
    """Told twice it fails once; the outcome says which desks take the cash (KM-69)."""
    debits = Movement.objects.filter(
        municipality=context.municipality.id,
        kind=MovementKind.DEBIT,
        charge__resident__number=body.number,
        charge__debit_on=body.debit_on,
    )
    ids = sorted(debits.values_list("charge_id", flat=True))
    if not ids:
        return rejected("nothing_debited", "")
    failed = [charge for id_ in ids if (charge := _fail(id_, context)) is not None]
    desks = {desk.id for charge in failed for desk in cash_desks_of(charge, context.municipality)}
    yen = sum(owed_yen(charge) for charge in failed)
    if failed:
        _tell(failed[0], body, yen, context)
    outcome = {"failed": len(failed), "yen": yen, "desks": ", ".join(sorted(desks))}
    return Decision("applied", outcome=scalars(outcome))


def _fail(charge_id: UUID, context: Context) -> Charge | None:
    """None where it has failed before, or where the debited money was given back since."""
    charge = find_charge(charge_id, context)
    assert charge is not None, "its movement is of this municipality"
    kinds = {movement.kind: movement.yen for movement in charge.movements.all()}
    debited = kinds[MovementKind.DEBIT]
    if MovementKind.RETURNED in kinds or charge.paid_yen < debited:
        return None
    record(charge, MovementKind.RETURNED, debited, charge.id.hex, context)
    mark_failed(charge, context)
    return charge


def _tell(charge: Charge, body: Body, yen: int, context: Context) -> None:
    if charge.resident is not None:
        params = {"day": body.debit_on.isoformat(), "yen": yen}
        key = f"debit_failed:{charge.id}"
        tell(charge.resident, "debit_failed", "debits", params, key, context)
