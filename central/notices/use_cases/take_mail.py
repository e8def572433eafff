"""A worker takes a mail to send it: nobody else does for now, and a worker that dies loses none."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail, MailState
from central.notices.tries import pause_after

__all__ = ["KIND", "Body", "perform"]

KIND = "take_mail"


class Body(commands.Body):
    """``tries`` is how often it was tried before: of two workers one finds another number."""

    mail: UUID
    tries: int


def perform(body: Body, context: Context) -> Decision:
    taken = Mail.objects.filter(
        municipality=context.municipality.id,
        pk=body.mail,
        state=MailState.QUEUED,
        tries=body.tries,
    ).update(tries=body.tries + 1, next_at=context.now + pause_after(body.tries + 1))
    return APPLIED if taken else rejected("mail_not_due", "")
