"""What an action asks for: everything of it that is not about the person."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import Message, Minute, Name

__all__ = [
    "ActionBody",
    "BookBody",
    "CancelBody",
    "ConfirmWinBody",
    "EnterLotteryBody",
    "EntrySlot",
    "WithdrawEntryBody",
]


class BookBody(Message):
    verb: Literal["book"] = "book"
    facility: Name
    sport: Name
    courts: Annotated[int, Field(ge=1, le=99)]
    people: Annotated[int, Field(ge=1, le=9999)]
    day: date
    start_minute: Minute
    end_minute: Minute


class CancelBody(Message):
    """``number`` is the booking's; a booking that still waits has the number of its ticket."""

    verb: Literal["cancel"] = "cancel"
    number: Annotated[str, Field(max_length=16)]


#: More than any municipality takes in one entry.
SLOTS_MAX = 31


class EntrySlot(Message):
    """Courts of a room at a time, as they are wanted in a draw."""

    facility: Name
    sport: Name
    courts: Annotated[int, Field(ge=1, le=99)]
    day: date
    start_minute: Minute
    end_minute: Minute


class EnterLotteryBody(Message):
    """An entry in the draw of a month of use; several slots are a set, won whole or not at all."""

    verb: Literal["enter_lottery"] = "enter_lottery"
    slots: Annotated[tuple[EntrySlot, ...], Field(min_length=1, max_length=SLOTS_MAX)]
    preference: Annotated[int, Field(ge=1, le=9999)]
    people: Annotated[int, Field(ge=1, le=9999)]
    students: Annotated[int, Field(ge=0, le=9999)] = 0


class WithdrawEntryBody(Message):
    """``number`` is the entry's (``entry_number``)."""

    verb: Literal["withdraw_entry"] = "withdraw_entry"
    number: Annotated[str, Field(max_length=16)]


class ConfirmWinBody(Message):
    """The wins of a month of use, named by its first day: those with these numbers, or all."""

    verb: Literal["confirm_win"] = "confirm_win"
    month: date
    entries: Annotated[
        tuple[Annotated[str, Field(max_length=16)], ...], Field(max_length=9999)
    ] = ()


ActionBody = Annotated[
    BookBody | CancelBody | EnterLotteryBody | WithdrawEntryBody | ConfirmWinBody,
    Field(discriminator="verb"),
]
