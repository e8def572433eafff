"""Make the one-time code with which the staff turn a new machine into a terminal."""

from datetime import timedelta
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from central.decision import Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.models import EnrolmentCode
from rules.schema import VenueId

__all__ = ["KIND", "Body", "code_digest", "perform"]

KIND = "issue_code"
VALID_FOR = timedelta(hours=24)


class Body(commands.Body):
    """Of the code itself nobody but whoever asked for it knows more than this."""

    venue: VenueId
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def perform(body: Body, context: Context) -> Decision:
    code = EnrolmentCode.objects.create(
        id=context.make_id("code"),
        municipality=context.municipality.id,
        venue=body.venue,
        digest=body.digest,
        expires_at=context.now + VALID_FOR,
    )
    return Decision("applied", outcome={"expires_at": code.expires_at.isoformat()})


def code_digest(code: str) -> str:
    """Typed by hand: letters in either case, hyphens and spaces where one likes."""
    return sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()
