"""Papers come one by one: note which the staff have seen (OG-S4)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Paper
from central.registry.papers import see
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "Body", "perform"]

KIND = "see_documents"


class Body(commands.Body):
    resident: UUID
    documents: Annotated[tuple[Paper, ...], Field(min_length=1, max_length=20)]


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    see(resident, body.documents, context)
    return APPLIED
