"""Set one's password (パスワード登録): the first by what one knows, the next by the last.

There is one in each municipality for all channels, and of it only the Argon2id hash.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from central.decision import APPLIED, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Number, Secret
from central.registry.models import Credential, PasswordLink, Resident
from central.registry.passwords import digest_of
from central.registry.residents import NOBODY, age_on, locked_resident
from rules import facts
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb

__all__ = ["KIND", "WRONG", "Body", "Known", "Link", "Old", "perform", "proves"]

KIND = "set_password"
#: The same whatever was wrong: nobody learns which part a stranger has guessed.
WRONG = rejected("credential", "")


class _Proof(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Known(_Proof):
    """What the owner of a registration knows: number, birthday, end of the telephone number."""

    kind: Literal["known"] = "known"
    number: Number
    born_on: date
    phone_end: Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class Old(_Proof):
    """The old password was right before the command; ``digest`` is that of its hash."""

    kind: Literal["old"] = "old"
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Link(_Proof):
    """A link that was mailed, whose signature was right before the command."""

    kind: Literal["link"] = "link"
    link: UUID


class Body(commands.Body):
    resident: UUID
    channel: Channel
    proof: Annotated[Known | Old | Link, Field(discriminator="kind")]
    secret: Secret


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    credential = Credential.objects.filter(
        municipality=resident.municipality, resident=resident
    ).first()
    if not _is_proven(body, resident, credential, context):
        return WRONG
    today = day_of(context.now)
    known = facts.Resident(
        type=resident.type,
        age=age_on(resident.born_on, today),
        state=resident.state,
        valid_until=resident.valid_until,
    )
    verdict = decide(
        context.municipality, Request(Verb.SET_PASSWORD, body.channel), known, Facts(), context.now
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    _keep(body, resident, context)
    return APPLIED


def proves(known: Known, resident: Resident) -> bool:
    digits = "".join(key for key in resident.phone if key.isdigit())
    return (
        known.number == resident.number
        and known.born_on == resident.born_on
        and digits.endswith(known.phone_end)
    )


def _is_proven(
    body: Body, resident: Resident, credential: Credential | None, context: Context
) -> bool:
    match body.proof:
        case Known() as known:
            return credential is None and proves(known, resident)
        case Old(digest=digest):
            return credential is not None and digest_of(credential.secret) == digest
        case Link(link=link):
            links = PasswordLink.objects.filter(
                id=link, municipality=resident.municipality, resident=resident, used=False
            )
            return links.filter(until__gt=context.now).update(used=True) == 1


def _keep(body: Body, resident: Resident, context: Context) -> None:
    Credential.objects.update_or_create(
        municipality=resident.municipality,
        resident=resident,
        defaults={"secret": body.secret, "temporary": False, "changed_at": context.now},
        create_defaults={
            "id": context.make_id("credential"),
            "secret": body.secret,
            "changed_at": context.now,
        },
    )
