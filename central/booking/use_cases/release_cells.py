"""Free the cells of a cancelled win when its time has come (独占利用抑制, KX-4)."""

from uuid import UUID

from central.booking.models import Booking
from central.booking.rows import free_cells, rewrite
from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "release_cells"


class Body(commands.Body):
    booking: UUID


def perform(body: Body, context: Context) -> Decision:
    held = Booking.objects.select_for_update().filter(
        municipality=context.municipality.id, pk=body.booking, released_at__lte=context.now
    )
    booking = held.first()
    if booking is None:
        return rejected("not_due", "")
    rewrite(booking, context, released_at=None)
    free_cells(booking)
    return Decision("applied", booking=booking)
