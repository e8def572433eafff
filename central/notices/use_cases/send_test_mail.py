"""A resident asks for a mail, to see whether it gets past a filter of mails (KT-21)."""

from datetime import timedelta
from uuid import UUID

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail
from central.registry.models import ResidentState
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "TEMPLATE", "Body", "perform"]

KIND = "send_test_mail"
TEMPLATE = "test"
#: Nobody's mailbox is filled by a stranger who was given its address.
PAUSE = timedelta(minutes=5)


class Body(commands.Body):
    resident: UUID


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    if not resident.mail:
        return rejected("mail_needed", "KT-18")
    recent = Mail.objects.filter(
        resident=resident, template=TEMPLATE, next_at__gt=context.now - PAUSE
    )
    if recent.exists():
        return rejected("mail_sent_already", "")
    # Asked for and not wished for: it goes to whoever wants no other mail, too.
    Mail.objects.create(
        id=context.make_id("mail"),
        municipality=resident.municipality,
        key=f"{TEMPLATE} {context.line}",
        resident=resident,
        template=TEMPLATE,
        params={},
        next_at=context.now,
    )
    mail = context.municipality.mail
    outcome = {} if mail is None else {"sender": mail.address, "sender_domain": mail.domain}
    return Decision("applied", outcome=outcome)
