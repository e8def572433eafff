"""Confirm what one won in the draw of a month (利用確定): it becomes bookings to be paid for."""

from datetime import datetime
from uuid import UUID

from central.booking.models import Booking
from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.lottery import wins
from central.lottery.models import Entry, EntryState
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from rules.calendar import day_of, first_of_month
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb
from sync.wire import ConfirmWinBody

__all__ = ["KIND", "Body", "confirm", "perform"]

KIND = "confirm_win"


class Body(commands.Body):
    """Who confirms which wins by which way, and when it was recorded."""

    resident: UUID
    channel: Channel
    wish: ConfirmWinBody
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Confirm for a resident, whose row is locked first, as for a booking."""
    resident = locked_resident(context.municipality.id, body.resident)
    return NOBODY if resident is None else confirm(resident, body, context)


def confirm(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked; all of the wins named, or none."""
    month = first_of_month(body.wish.month)
    verdict = decide(
        context.municipality,
        Request(Verb.CONFIRM_WIN, body.channel, month=month),
        resident_facts(resident, day_of(context.now)),
        Facts(),
        body.recorded_at,
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    won = _won(resident, body.wish, context)
    if not won or set(body.wish.entries) - {entry.number for entry in won}:
        return rejected("nothing_to_confirm", "CM-07")
    outcome = verdict.outcome or {}
    bookings = [booking for entry in won for booking in wins.confirm(entry, outcome, context)]
    said = scalars({**outcome, "bookings": _numbers(bookings), "fee": _fee(bookings)})
    return Decision("applied", booking=bookings[0], outcome=said)


def _won(resident: Resident, wish: ConfirmWinBody, context: Context) -> list[Entry]:
    wins_of = Entry.objects.select_for_update().filter(
        municipality=context.municipality.id,
        month=first_of_month(wish.month),
        resident=resident,
        state=EntryState.WON,
    )
    if wish.entries:
        wins_of = wins_of.filter(number__in=[n for n in wish.entries if n.isprintable()])
    return list(wins_of.order_by("preference", "number"))


def _numbers(bookings: list[Booking]) -> str:
    return " ".join(booking.number for booking in bookings)


def _fee(bookings: list[Booking]) -> int:
    return sum(booking.fee for booking in bookings)
