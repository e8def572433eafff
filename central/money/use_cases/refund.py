"""What was paid beyond what is owed is given back at a desk (還付)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, record, to_give_back_yen
from central.money.models import Charge, MovementKind
from rules.families import cancellation
from rules.policy import Municipality
from sync.wire import receipt_number

__all__ = ["KIND", "Body", "perform"]

KIND = "refund"


class Body(commands.Body):
    """``yen`` is what is handed out: all that is to be given back; ``venue``: whose desk it is."""

    charge: UUID
    yen: Annotated[int, Field(ge=1, le=100_000_000)]
    venue: Annotated[str, Field(max_length=64)] | None = None


def perform(body: Body, context: Context) -> Decision:
    charge = find_charge(body.charge, context)
    if charge is None:
        return rejected("no_such_charge", "")
    if to_give_back_yen(charge) == 0:
        return rejected("nothing_to_refund", "")
    if to_give_back_yen(charge) != body.yen:
        return rejected("amount_differs", "", right_yen=to_give_back_yen(charge))
    if charge.refund_until is not None and context.now >= charge.refund_until:
        until = charge.refund_until.isoformat()
        return rejected("refund_too_late", _deadline(charge, context.municipality), until_at=until)
    if charge.refund_desk and body.venue != charge.refund_desk:
        desk = _desk(charge, context.municipality)
        return rejected("refund_elsewhere", desk, venue=charge.refund_desk)
    number = receipt_number(context.make_id("receipt"))
    movement = record(charge, MovementKind.REFUND, body.yen, number, context)
    outcome = {"receipt": number, "movement": movement.id, "yen": body.yen}
    return Decision("applied", booking=charge.booking, outcome=scalars(outcome))


def _deadline(charge: Charge, municipality: Municipality) -> str:
    """The clause that says until when a refund is claimed."""
    booking = charge.booking
    if booking is None:
        return ""
    settings = municipality.settings(booking.facility, booking.day).get(cancellation.Settings)
    if not isinstance(settings, cancellation.Settings) or settings.refund is None:
        return ""
    return settings.refund.source


def _desk(charge: Charge, municipality: Municipality) -> str:
    """The clause that says which desk refunds for a place."""
    booking = charge.booking
    room = None if booking is None else municipality.rooms.get(booking.facility)
    desk = None if room is None else municipality.venues[room.venue].document.refund_desk
    return "" if desk is None else desk.source
