"""The desk gives a temporary password (仮パスワード), which must be changed before any booking."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Secret
from central.registry.models import Credential, ResidentState
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "Body", "perform"]

KIND = "reset_password"


class Body(commands.Body):
    resident: UUID
    secret: Secret


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    Credential.objects.update_or_create(
        municipality=resident.municipality,
        resident=resident,
        defaults={"secret": body.secret, "temporary": True, "changed_at": context.now},
        create_defaults={
            "id": context.make_id("credential"),
            "secret": body.secret,
            "temporary": True,
            "changed_at": context.now,
        },
    )
    return APPLIED
