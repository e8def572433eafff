"""The staff post a notice of the service, which may be stopped for its time (KM-02)."""

from datetime import timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import ServiceNotice
from central.registry.fields import Why

__all__ = ["KIND", "LASTS_MAX", "Body", "perform"]

KIND = "post_notice"
LASTS_MAX = timedelta(days=366)


class Body(commands.Body):
    """``text`` is what it says, by language, Japanese among them; ``stops``: nobody logs in."""

    begins_at: AwareDatetime
    ends_at: AwareDatetime
    text: Annotated[dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Why], Field(max_length=20)]
    stops: bool = False


def perform(body: Body, context: Context) -> Decision:
    if not body.begins_at < body.ends_at <= body.begins_at + LASTS_MAX:
        return rejected("end_not_after_start", "")
    if "ja" not in body.text:
        return rejected("text_missing", "", language="ja")
    notice = ServiceNotice.objects.create(
        id=context.make_id("notice"),
        municipality=context.municipality.id,
        begins_at=body.begins_at,
        ends_at=body.ends_at,
        stops=body.stops,
        text=body.text,
        made_at=context.now,
    )
    return Decision("applied", outcome={"notice": str(notice.id)})
