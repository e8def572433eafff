"""What an action asks for: everything of it that is not about the person."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rules.schema import RoomId
from sync.wire.base import Hash, Message, Minute, Name, Word

__all__ = [
    "RETURNED_MAX",
    "ActionBody",
    "ActionVerb",
    "Agreed",
    "ApplyFormallyBody",
    "BookBody",
    "CancelBody",
    "ChangeBody",
    "ConfirmWinBody",
    "ConsentBody",
    "EndRegistrationBody",
    "EnterLotteryBody",
    "EntrySlot",
    "RankEntriesBody",
    "RegisterBody",
    "RenewBody",
    "SetPasswordBody",
    "TryMailBody",
    "WishMailBody",
    "WithdrawEntryBody",
]

#: Holds (``BookBody.grant``) that a terminal gives back in one report.
RETURNED_MAX = 100
Number = Annotated[str, Field(max_length=16)]
Equipment = Annotated[dict[Word, Annotated[int, Field(ge=1, le=99)]], Field(max_length=20)]

# Bookings -------------------------------------------------------------------------------------


class BookBody(Message):
    """One slot. Several at once are an action each, and each is decided by itself.

    ``students`` (高校生以下) are counted among the people. ``equipment``
    (備品) is how many of what. ``grant`` names the hold that it uses up (端末確保枠).
    """

    verb: Literal["book"] = "book"
    facility: Name
    sport: Name
    courts: Annotated[int, Field(ge=1, le=99)]
    people: Annotated[int, Field(ge=1, le=9999)]
    students: Annotated[int, Field(ge=0, le=9999)] = 0
    day: date
    start_minute: Minute
    end_minute: Minute
    equipment: Equipment = Field(default_factory=dict)
    grant: UUID | None = None


class ChangeBody(Message):
    """A booking becomes another; where that is refused it stays what it was."""

    verb: Literal["change"] = "change"
    number: Number
    to: BookBody


class CancelBody(Message):
    """``number`` is the booking's; a booking that still waits has the number of its ticket.

    ``cost_yen`` is the most that it may cost, as it was shown: at 0 it is given up only while
    that is free (undo). None: whatever it costs.
    """

    verb: Literal["cancel"] = "cancel"
    number: Number
    cost_yen: Annotated[int, Field(ge=0, le=9_999_999)] | None = None


class ApplyFormallyBody(Message):
    """The formal application (本申請) for a provisional booking."""

    verb: Literal["apply_formally"] = "apply_formally"
    number: Number


# Lotteries ------------------------------------------------------------------------------------


#: More than any municipality takes in one entry.
SLOTS_MAX = 31
#: More entries than one resident may have in a draw anywhere.
RANKS_MAX = 99


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
    number: Number


class RankEntriesBody(Message):
    """Entries that stand get other preferences, by their numbers: all of them at once, or none."""

    verb: Literal["rank_entries"] = "rank_entries"
    ranks: Annotated[
        dict[Number, Annotated[int, Field(ge=1, le=9999)]],
        Field(min_length=1, max_length=RANKS_MAX),
    ]


class ConfirmWinBody(Message):
    """The wins of a month of use, named by its first day: those with these numbers, or all."""

    verb: Literal["confirm_win"] = "confirm_win"
    month: date
    entries: Annotated[tuple[Number, ...], Field(max_length=9999)] = ()


# Registrations --------------------------------------------------------------------------------


class ConsentBody(Message):
    """To the terms of a class of facilities, or of the municipality, in the version of a digest.

    Given before the booking that needs it: the actions of a terminal are decided in their order.
    """

    verb: Literal["consent"] = "consent"
    facility_class: Word
    version: Hash


class Agreed(Message):
    """A class of facilities that is applied for, and the version of its terms.

    ``version`` None: the terms are not agreed to yet.
    """

    facility_class: Word
    version: Hash | None = None


class RegisterBody(Message):
    """An application for registration; who it is for is in its form (``Registrant``).

    ``kept``, here and of a renewal, is the unfinished form (``KeepForm.digest``) that it ends.
    """

    verb: Literal["register"] = "register"
    agreed: Annotated[tuple[Agreed, ...], Field(max_length=32)] = ()
    kept: Hash | None = None


class RenewBody(Message):
    """An application for renewal by form; a group's list of members is its form (``MemberCounts``).

    No ``facilities``: all of them. ``follows`` is the number of the application sent back.
    """

    verb: Literal["renew"] = "renew"
    document: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")] = "form"
    facilities: Annotated[tuple[RoomId, ...], Field(max_length=200)] = ()
    follows: Annotated[str, Field(pattern=r"^[0-9]{1,16}$")] | None = None
    kept: Hash | None = None


class EndRegistrationBody(Message):
    """The notice (登録廃止の届け) by which a registration does not renew itself again."""

    verb: Literal["end_registration"] = "end_registration"


class SetPasswordBody(Message):
    """``known``: the first one, by ``FirstPassword``. ``old``: another one, by ``NextPassword``.

    What proves an ``old`` one is the login box of the visit, with a temporary one, too.
    """

    verb: Literal["set_password"] = "set_password"
    proof: Literal["known", "old"]


# Mail -----------------------------------------------------------------------------------------


class WishMailBody(Message):
    """What to be told of by mail; a new address is its form (``MailAddress``), if there is one."""

    verb: Literal["wish_mail"] = "wish_mail"
    results: bool
    bookings: bool
    debits: bool
    language: Annotated[str, Field(max_length=8)] = "ja"


class TryMailBody(Message):
    """A mail to the address that is known, to see whether it arrives."""

    verb: Literal["try_mail"] = "try_mail"


ActionBody = Annotated[
    BookBody
    | ChangeBody
    | CancelBody
    | ApplyFormallyBody
    | EnterLotteryBody
    | WithdrawEntryBody
    | RankEntriesBody
    | ConfirmWinBody
    | ConsentBody
    | RegisterBody
    | RenewBody
    | EndRegistrationBody
    | SetPasswordBody
    | WishMailBody
    | TryMailBody,
    Field(discriminator="verb"),
]
#: The same by name, and no longer than the centre's column.
ActionVerb = Literal[
    "book",
    "change",
    "cancel",
    "apply_formally",
    "enter_lottery",
    "withdraw_entry",
    "rank_entries",
    "confirm_win",
    "consent",
    "register",
    "renew",
    "end_registration",
    "set_password",
    "wish_mail",
    "try_mail",
]
