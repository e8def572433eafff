"""Begin to pay a charge online, in full or in part (KM-61); the provider is asked afterwards."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, owed_yen
from central.money.models import Charge, OnlinePayment
from central.money.payers import against_paying_online

__all__ = ["KIND", "Body", "perform"]

KIND = "start_online_payment"
#: Begun and not ended; more than anybody begins by mistake.
BEGUN_MAX = 20


class Body(commands.Body):
    """``payment`` is made by whoever asks, and is the same when it asks again."""

    payment: UUID
    charge: UUID
    yen: Annotated[int, Field(ge=1, le=100_000_000)]


def perform(body: Body, context: Context) -> Decision:
    charge = find_charge(body.charge, context)
    if charge is None:
        return rejected("no_such_charge", "")
    known = OnlinePayment.objects.filter(id=body.payment).first()
    if known is not None:
        same = (known.charge_id, known.yen) == (body.charge, body.yen)
        return _begun(known) if same else rejected("payment_differs", "")
    return _begin(body, charge, context)


def _begin(body: Body, charge: Charge, context: Context) -> Decision:
    if owed_yen(charge) == 0:
        return rejected("already_paid", "")
    reasons = against_paying_online(charge, context.municipality, context.now)
    if reasons:
        return refused(reasons)
    if body.yen > owed_yen(charge):
        return rejected("amount_differs", "", right_yen=owed_yen(charge))
    if OnlinePayment.objects.filter(charge=charge, ended_at=None).count() >= BEGUN_MAX:
        return rejected("too_many_payments", "")
    return _begun(
        OnlinePayment.objects.create(
            id=body.payment,
            municipality=charge.municipality,
            charge=charge,
            yen=body.yen,
            begun_at=context.now,
        )
    )


def _begun(payment: OnlinePayment) -> Decision:
    outcome = {"reference": payment.id.hex, "yen": payment.yen}
    return Decision("applied", outcome=scalars(outcome))
