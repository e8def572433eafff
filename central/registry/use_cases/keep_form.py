"""Keep an unfinished form (一時保存) until its last day, in the place of an older one; AG-13.

The box itself is put beside the row by whoever received it (``keep_unfinished``): this line says
which one it was, and nobody reads the form out of the journal.
"""

from datetime import timedelta
from typing import Literal

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Digest
from central.registry.kept_forms import kept_days, use_up
from central.registry.models import KeptForm
from rules.calendar import day_of

__all__ = ["FORMS_MAX", "KIND", "Body", "perform"]

KIND = "keep_form"
#: Of one terminal at a time: 8 MB, and more than it is asked for in a year.
FORMS_MAX = 1_000


class Body(commands.Body):
    """``digest`` is made of the code, ``box_digest`` of what is kept; no file is ever in it."""

    verb: Literal["register", "renew"]
    digest: Digest
    box_digest: Digest
    replaces: Digest | None = None


def perform(body: Body, context: Context) -> Decision:
    today, here = day_of(context.now), context.municipality
    days = kept_days(here, today)
    if days is None:
        return rejected("forms_not_kept", "AG-13")
    rows = KeptForm.objects.filter(municipality=here.id)
    if rows.filter(digest=body.digest).exists():
        return rejected("form_known", "AG-13")
    others = rows.filter(actor=context.actor).exclude(digest=body.replaces or "")
    if others.count() >= FORMS_MAX:
        return rejected("forms_full", "AG-13")
    use_up(body.replaces, context)
    row = KeptForm.objects.create(
        id=context.make_id("form"),
        municipality=here.id,
        verb=body.verb,
        digest=body.digest,
        box_digest=body.box_digest,
        actor=context.actor,
        kept_at=context.now,
        until=today + timedelta(days=days),
    )
    return Decision("applied", outcome={"until": row.until.isoformat()})
