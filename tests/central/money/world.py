"""Residents of the cities that have rules on money, bookings with their charges, and commands."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4  # noqa: TID251 - a test makes its own ids

from central.booking.models import Booking
from central.decision import Decision
from central.journal.commands import Body, Context
from central.journal.write import carry_out
from central.money.charges import charge_for
from central.money.models import INCOMING, OWED, Charge, Movement
from central.policies import municipalities
from central.registry.models import Resident
from central.transactions import in_transaction
from rules import facts
from rules.calendar import JAPAN, day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Slot, Verb
from sync.wire import receipt_number
from tests.central.world import register

__all__ = ["at", "book", "check_the_books", "context", "do", "kumamoto", "ogaki", "outcome_of"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def context(municipality: str, now: datetime, actor: str = "staff:mihon") -> Context:
    return Context(municipalities()[municipality], now, actor, uuid4())


def do(body: Body, municipality: str, now: datetime) -> Decision:
    return carry_out(body, context(municipality, now))


def kumamoto(number: str = "k00001", method: str = "online", **changes) -> Resident:
    kept = {"type": "individual", "valid_until": None, "registered_on": date(2020, 1, 1)}
    kept |= {"municipality": "kumamoto", "payment_method": method}
    return register(number=number, card=None, **kept | changes)


def ogaki(number: str = "00000001", **changes) -> Resident:
    kept = {"type": "group", "valid_until": None, "registered_on": date(2020, 1, 1)}
    return register(number=number, card=None, **{"municipality": "ogaki"} | kept | changes)


def book(
    resident: Resident,
    slot: Slot,
    now: datetime,
    *,
    people: int = 12,
    students: int = 0,
    roster: facts.Roster | None = None,
    **changes,
) -> Booking:
    """A booking as the rules allow it, with its charge, in one transaction."""
    here = context(resident.municipality, now)
    known = facts.Resident(
        resident.type, payment_method=resident.payment_method or None, roster=roster
    )
    request = Request(Verb.BOOK, Channel.WEB, slot=slot, people=people, students=students)
    verdict = decide(here.municipality, request, known, Facts(), now)
    assert verdict.allowed, verdict.reasons
    said = {
        "people": people,
        "students": students,
        "state": verdict.outcome["stage"] or "confirmed",
        "fee": verdict.outcome["fee"] or 0,
    }
    booking = _booking(resident, slot, now, said | changes)

    def write() -> None:
        booking.save(force_insert=True)
        charge_for(booking, verdict.outcome, here)

    in_transaction(write)
    return booking


def _booking(resident, slot, now, said) -> Booking:
    action = uuid4()
    return Booking(
        id=action,
        **{
            "municipality": resident.municipality,
            "number": receipt_number(action),
            "resident": resident,
            "facility": slot.facility,
            "sport": slot.sport,
            "courts": slot.courts,
            "cells": [],
            "day": slot.day,
            "start_minute": slot.start_minute,
            "end_minute": slot.end_minute,
            "booked_on": day_of(now),
            "changed_at": now,
        }
        | said,
    )


def outcome_of(
    booking: Booking, now: datetime, channel: Channel = Channel.DESK, reason: str = "user"
) -> Mapping[str, object]:
    """What the rules say follows from cancelling it."""
    slot = Slot(
        booking.facility,
        booking.sport,
        booking.courts,
        booking.day,
        booking.start_minute,
        booking.end_minute,
    )
    known = facts.Booking(
        slot,
        stage=facts.Stage(booking.state),
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
    )
    request = Request(Verb.CANCEL, channel, booking=known, reason=reason)
    here = municipalities()[booking.municipality]
    verdict = decide(
        here, request, facts.Resident(booking.resident.type), Facts(bookings=(known,)), now
    )
    assert verdict.allowed, verdict.reasons
    return verdict.outcome


def check_the_books() -> None:
    """Movements come to what the charges say, and every state to what both say."""
    for charge in Charge.objects.select_related("booking"):
        moved = Movement.objects.filter(charge=charge)
        paid = sum(m.yen if m.kind in INCOMING else -m.yen for m in moved)
        assert paid == charge.paid_yen >= 0
        assert (charge.state in OWED) == (paid < charge.yen)
        assert (charge.state == "refund") == (paid > charge.yen)
        assert (charge.state == "void") == (paid == charge.yen == 0)
        assert charge.unpaid_since is None or charge.state in OWED
    for booking in Booking.objects.prefetch_related("charges"):
        states = {charge.state for charge in booking.charges.all()}
        assert booking.paid == (states.isdisjoint(OWED) and not states <= {"void"})
