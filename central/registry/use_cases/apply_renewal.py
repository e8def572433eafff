"""Apply for renewal: done at once where the rules say so, else received (受付) with a number."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Digest, Paper
from central.registry.kept_forms import use_up
from central.registry.models import RenewalApplication, RenewalState, Resident
from central.registry.numbers import next_application
from central.registry.papers import see
from central.registry.renewals import ask_renewal, renew
from central.registry.residents import NOBODY, locked_resident
from central.registry.rosters import RosterBody
from rules.facts import Channel, Renewal
from rules.schema import RoomId

__all__ = ["KIND", "Body", "perform"]

KIND = "apply_renewal"
_OPEN = (RenewalState.RECEIVED, RenewalState.ACCEPTED)
_SENT_BACK = (RenewalState.RETURNED, RenewalState.DEFECTIVE)


class Body(commands.Body):
    """``document`` is what it is signed with or what the desk saw; no ``facilities``: all of them.

    ``roster``: a group's list of members anew. ``follows``: the number of the one sent back.
    ``kept``: the unfinished form that this ends.
    """

    resident: UUID
    channel: Channel
    document: Paper
    facilities: Annotated[tuple[RoomId, ...], Field(max_length=200)] = ()
    attachments: tuple[Paper, ...] = ()
    signer: Literal["self", "member"] = "self"
    roster: RosterBody | None = None
    follows: Annotated[str, Field(max_length=16)] | None = None
    kept: Digest | None = None


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.renewals.filter(state__in=_OPEN).exists():
        return rejected("renewal_open", "")
    before = _sent_back(body, resident)
    if body.follows is not None and before is None:
        return rejected("no_such_application", "", number=body.follows)
    verdict = ask_renewal(resident, _form(body), body.channel, context, context.now)
    if not verdict.allowed:
        return refused(verdict.reasons)
    outcome = dict(verdict.outcome or {})
    done = outcome.get("stage") != "pending"
    application = _written(body, resident, before, done, context)
    if body.roster is not None:
        resident.roster = body.roster.model_dump()
        resident.save(update_fields=["roster"])
    if body.channel is Channel.DESK:
        see(resident, {body.document, *body.attachments}, context)
    if done:
        renew(resident, outcome, KIND, context)
    use_up(body.kept, context)
    said = {"application": str(application.id), "number": application.number}
    return Decision("applied", outcome=scalars(outcome) | said | {"state": application.state})


def _sent_back(body: Body, resident: Resident) -> RenewalApplication | None:
    """The application that this one follows (再申請): sent back, and not followed by another."""
    if body.follows is None:
        return None
    return resident.renewals.filter(
        number=body.follows, state__in=_SENT_BACK, renewalapplication=None
    ).first()


def _form(body: Body) -> Renewal:
    attached = set(body.attachments) | ({"roster"} if body.roster is not None else set())
    return Renewal(body.document, body.facilities, frozenset(attached), body.signer)


def _written(
    body: Body,
    resident: Resident,
    before: RenewalApplication | None,
    done: bool,
    context: Context,
) -> RenewalApplication:
    return RenewalApplication.objects.create(
        id=context.make_id("application"),
        municipality=resident.municipality,
        number=next_application(resident.municipality),
        resident=resident,
        state=RenewalState.COMPLETED if done else RenewalState.RECEIVED,
        facilities=list(body.facilities),
        follows=before,
        actor=context.actor,
        received_at=context.now,
        changed_at=context.now,
    )
