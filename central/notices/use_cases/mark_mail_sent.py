"""The mail server took a mail."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail, MailState

__all__ = ["KIND", "Body", "perform"]

KIND = "mark_mail_sent"


class Body(commands.Body):
    mail: UUID


def perform(body: Body, context: Context) -> Decision:
    """Told after all tries were given up it is sent nevertheless."""
    mails = Mail.objects.filter(municipality=context.municipality.id, pk=body.mail)
    sent = mails.update(state=MailState.SENT, why="")
    return APPLIED if sent else rejected("no_such_mail", "")
