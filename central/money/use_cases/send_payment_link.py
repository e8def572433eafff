"""The staff mail a resident the link with which a charge is paid online (オンライン納付)."""

from uuid import UUID

from central.decision import Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, owed_yen
from central.money.payers import against_paying_online
from central.money.paying import link_to_pay, use_of
from central.notices.models import Mail

__all__ = ["KIND", "Body", "perform"]

KIND = "send_payment_link"
TEMPLATE = "payment_link"


class Body(commands.Body):
    charge: UUID


def perform(body: Body, context: Context) -> Decision:
    """Asked for and not wished for: it goes to whoever wants no other mail, too."""
    charge = find_charge(body.charge, context)
    if charge is None or charge.resident is None or charge.booking is None:
        return rejected("no_such_charge", "")
    if owed_yen(charge) == 0:
        return rejected("already_paid", "")
    reasons = against_paying_online(charge, context.municipality, context.now)
    if reasons:
        return refused(reasons)
    if not charge.resident.mail:
        return rejected("mail_needed", "")
    link = link_to_pay(charge, context)
    Mail.objects.create(
        id=context.make_id("mail"),
        municipality=charge.municipality,
        key=f"{TEMPLATE} {context.line}",
        resident=charge.resident,
        template=TEMPLATE,
        params=use_of(charge.booking) | {"yen": owed_yen(charge)} | link,
        next_at=context.now,
    )
    return Decision("applied", outcome={"link_until": link["link_until"]})
