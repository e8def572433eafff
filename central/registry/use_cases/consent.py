"""Agree to the terms of a class of facilities as they stand (利用規約への同意)."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.consents import agree, outdated
from central.registry.fields import Agreement
from central.registry.models import ResidentState
from central.registry.residents import NOBODY, locked_resident
from central.registry.terms import terms_version

__all__ = ["KIND", "Body", "perform"]

KIND = "consent"


class Body(commands.Body):
    resident: UUID
    agreement: Agreement


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    facility_class = body.agreement.facility_class
    stands = terms_version(context.municipality, facility_class)
    if facility_class not in context.municipality.scopes or stands is None:
        return rejected("no_such_terms", "", facility_class=facility_class)
    if body.agreement.version is None or outdated([body.agreement], context):
        return rejected("terms_changed", "", facility_class=facility_class, version=stands)
    agree(resident, body.agreement, context)
    return APPLIED
