"""All that a resident asks about at a terminal after a login, in one answer."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import Hash, Message, Millis, Name, Text
from sync.wire.boards import RoomNotice
from sync.wire.bodies import EntrySlot
from sync.wire.messages import BookingState, ResidentState

__all__ = ["ChargeState", "EntryState", "MailWishes", "MyBookings", "RenewalState"]

Number = Annotated[str, Field(max_length=16)]


class EntryState(Message):
    """An entry in a draw, from its receipt to what became of it.

    ``leaf`` is what stands for it in the public list, ``user`` the number under which the draw
    ranks the resident, ``commitment`` that of the draw. Of a win, ``confirm_until_ms`` is the first
    instant that is too late (None: nothing has to be confirmed) and ``bookings`` are the numbers
    that hold it. ``lost_to`` is the entry that won instead, ``why`` the reason of a void one.
    """

    number: Number
    month: date
    preference: int
    slots: tuple[EntrySlot, ...]
    people: int
    students: int
    state: Literal["entered", "withdrawn", "won", "lost", "confirmed", "lapsed", "late", "void"]
    entered_ms: Millis
    leaf: Hash
    user: Number
    commitment: Hash | None
    confirm_until_ms: Millis | None = None
    bookings: tuple[Number, ...] = ()
    lost_to: Number = ""
    why: Annotated[str, Field(max_length=32)] = ""


class ChargeState(Message):
    """Something that is owed, or that is to be given back; a charge that is settled is not told.

    ``booking`` is its number. ``debit_on`` is the day of a debit. ``failed``: the bank did not pay,
    and only cash at the desks named for that is taken. ``refund_until_ms`` and ``refund_desk``
    stand where the rules name them.
    """

    booking: Number | None
    purpose: Name
    state: Literal["due", "failed", "refund"]
    method: Name
    yen: int
    owed_yen: int
    due_ms: Millis | None
    debit_on: date | None
    unpaid_since: date | None
    refund_yen: int = 0
    refund_until_ms: Millis | None = None
    refund_desk: Annotated[str, Field(max_length=64)] = ""


class RenewalState(Message):
    """An application for renewal; ``why`` is the reason for which it was sent back."""

    number: Number
    state: Literal["received", "accepted", "completed", "returned", "defective"]
    facilities: tuple[Name, ...]
    received_ms: Millis
    changed_ms: Millis
    why: Text = ""


class MailWishes(Message):
    """``address`` is no more of it than its owner needs to know it again; empty: there is none."""

    address: Annotated[str, Field(max_length=254)]
    results: bool
    bookings: bool
    debits: bool
    language: Annotated[str, Field(max_length=8)]


class MyBookings(Message):
    """What is the resident's of a visit whose login the centre accepted.

    ``bookings`` stand and are to come. ``past`` are the last ones that were used or that ended, the
    newest first. ``closures`` are notices that meet a booking. ``withdrawn_on``: when a notice to
    end the registration came.
    """

    bookings: tuple[BookingState, ...]
    past: tuple[BookingState, ...] = ()
    resident: ResidentState | None = None
    entries: tuple[EntryState, ...] = ()
    charges: tuple[ChargeState, ...] = ()
    renewals: tuple[RenewalState, ...] = ()
    withdrawn_on: date | None = None
    mail: MailWishes | None = None
    closures: tuple[RoomNotice, ...] = ()
    centre_ms: Millis
