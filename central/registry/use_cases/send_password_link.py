"""Someone who is still provisional forgot the password: a link goes to the known address.

The answer is the same whether number and address belong together or not.
"""

from datetime import timedelta

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail as QueuedMail
from central.registry.fields import Mail, Number
from central.registry.models import PasswordLink, Resident, ResidentState

__all__ = ["GOOD_FOR", "KIND", "TEMPLATE", "Body", "perform"]

KIND = "send_password_link"
TEMPLATE = "password_link"
#: As long as it is good no other one is sent: nobody's mailbox is filled by a stranger.
GOOD_FOR = timedelta(hours=1)


class Body(commands.Body):
    """What stands in the link is in no row and no line: it is made as the mail goes out."""

    number: Number
    mail: Mail


def perform(body: Body, context: Context) -> Decision:
    resident = (
        Resident.objects.select_for_update()
        .filter(
            municipality=context.municipality.id,
            number=body.number,
            state=ResidentState.PROVISIONAL,
        )
        .first()
    )
    if resident is None or not body.mail or resident.mail.casefold() != body.mail.casefold():
        return APPLIED
    if not resident.links.filter(used=False, until__gt=context.now).exists():
        _send(resident, context)
    return APPLIED


def _send(resident: Resident, context: Context) -> None:
    link = PasswordLink.objects.create(
        id=context.make_id("link"),
        municipality=resident.municipality,
        resident=resident,
        until=context.now + GOOD_FOR,
    )
    # Asked for and not wished for: it goes to whoever wants no other mail, too.
    QueuedMail.objects.create(
        id=context.make_id("mail"),
        municipality=resident.municipality,
        key=f"{TEMPLATE} {link.id}",
        resident=resident,
        template=TEMPLATE,
        params={"password_link": str(link.id), "until": link.until.isoformat()},
        next_at=context.now,
    )
