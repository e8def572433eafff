"""The mail server did not take a mail: it is tried again later, if that can help."""

from typing import Literal
from uuid import UUID

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail, MailState
from central.notices.tries import TRIES_MAX

__all__ = ["KIND", "Body", "perform"]

KIND = "mark_mail_failed"


class Body(commands.Body):
    """``refused``: for good; ``no_address``: it was taken from the register since."""

    mail: UUID
    why: Literal["later", "refused", "no_address"]


def perform(body: Body, context: Context) -> Decision:
    mails = Mail.objects.select_for_update().filter(
        municipality=context.municipality.id, pk=body.mail, state=MailState.QUEUED
    )
    mail = mails.first()
    if mail is None:
        return rejected("no_such_mail", "")
    mail.why = body.why
    if body.why != "later" or mail.tries >= TRIES_MAX:
        mail.state = MailState.FAILED
    mail.save(update_fields=["why", "state"])
    return Decision("applied", outcome={"state": str(mail.state)})
