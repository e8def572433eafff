"""The staff take a notice back, of a room or of the service: what it closed is open again."""

from uuid import UUID

from central.booking.boards import mark_changed
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import RoomNotice, ServiceNotice

__all__ = ["KIND", "Body", "perform"]

KIND = "lift_notice"


class Body(commands.Body):
    """``notice`` is the id of its row."""

    notice: UUID


def perform(body: Body, context: Context) -> Decision:
    """Lifted twice it is lifted once."""
    where = {"municipality": context.municipality.id, "pk": body.notice}
    room = RoomNotice.objects.select_for_update().filter(**where).first()
    if room is None:
        lifted = ServiceNotice.objects.filter(**where).update(lifted=True)
        return APPLIED if lifted else rejected("no_such_notice", "")
    if not room.lifted:
        room.lifted = True
        room.save(update_fields=["lifted"])
        mark_changed(room.facility, room.day, context)
    return APPLIED
