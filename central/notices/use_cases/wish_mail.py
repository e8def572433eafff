"""A resident says what to be told of by mail (メール通知): one setting for all channels (KT-19).

It is a setting of this municipality alone (KT-20), for whoever has a mail address and a password
(KT-18). The outcome says which sender a filter of mails must let through (KT-21).
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import MailWish
from central.registry.data_changes import note_change
from central.registry.fields import Mail
from central.registry.models import Resident, ResidentState
from central.registry.residents import NOBODY, locked_resident
from rules.wording import languages

__all__ = ["KIND", "Body", "perform"]

KIND = "wish_mail"


class Body(commands.Body):
    """The three wishes as they shall be from now on; ``mail`` None: the address stays."""

    resident: UUID
    mail: Mail | None = None
    results: bool
    bookings: bool
    debits: bool
    language: Annotated[str, Field(max_length=8)] = "ja"


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    before = resident.mail
    resident.mail = before if body.mail is None else body.mail
    refusal = _refusal(body, resident)
    if refusal is not None:
        return refusal
    if resident.mail != before:
        resident.save(update_fields=["mail"])
        note_change(resident, "mail", before, context)
    wishes = body.model_dump(include={"results", "bookings", "debits", "language"})
    MailWish.objects.update_or_create(
        municipality=resident.municipality,
        resident=resident,
        defaults=wishes,
        create_defaults={"id": context.make_id("wish"), **wishes},
    )
    mail = context.municipality.mail
    outcome = {} if mail is None else {"sender": mail.address, "sender_domain": mail.domain}
    return Decision("applied", outcome=outcome)


def _refusal(body: Body, resident: Resident) -> Decision | None:
    """Whoever wishes nothing more needs nothing for it."""
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    if body.language not in languages():
        return rejected("unknown_language", "", language=body.language)
    if not (body.results or body.bookings or body.debits):
        return None
    if not resident.mail:
        return rejected("mail_needed", "KT-18")
    if not resident.credentials.exists():
        return rejected("password_needed", "KT-18")
    return None
