"""A resident is told what the debit of this month will be (口座振替のお知らせ, KT-18, OG-S10)."""

from datetime import date
from uuid import UUID

from django.db.models import F, Sum

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.models import Charge, ChargeState
from central.notices.mail import tell
from central.registry.models import Resident
from central.registry.residents import NOBODY

__all__ = ["KIND", "Body", "perform"]

KIND = "remind_debit"


class Body(commands.Body):
    resident: UUID
    debit_on: date


def perform(body: Body, context: Context) -> Decision:
    resident = Resident.objects.filter(
        municipality=context.municipality.id, id=body.resident
    ).first()
    if resident is None:
        return NOBODY
    waiting = Charge.objects.filter(
        resident=resident, state=ChargeState.DUE, method="debit", debit_on=body.debit_on
    )
    yen = waiting.aggregate(yen=Sum(F("yen") - F("paid_yen")))["yen"]
    if not yen:
        return rejected("nothing_to_debit", "")
    params = {"day": body.debit_on.isoformat(), "yen": yen}
    key = f"debit:{resident.id}:{body.debit_on}"
    tell(resident, "debit", "debits", params, key, context)
    return APPLIED
