"""What a resident types for an action: sealed where it is typed, and read by the centre alone.

Each is the form of one verb. Its box is bound to terminal, visit and verb
(``sync.seal.form_info``), and travels with the action inside what that seals (``Personal``).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import Message, Word

__all__ = [
    "FirstPassword",
    "Form",
    "MailAddress",
    "MemberCounts",
    "NextPassword",
    "Registrant",
]

Line = Annotated[str, Field(max_length=200)]
Address = Annotated[
    str, Field(max_length=254, pattern=r"^([^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+)?$")
]
Password = Annotated[str, Field(max_length=128)]
Count = Annotated[int, Field(ge=0, le=9_999)]


class FirstPassword(Message):
    """What the owner of a registration knows, and the password that is wished for."""

    number: Annotated[str, Field(min_length=1, max_length=64)]
    born_on: date
    phone_end: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    password: Password


class NextPassword(Message):
    password: Password


class MailAddress(Message):
    """Empty: no mail any more."""

    mail: Address


class MemberCounts(Message):
    """What a group's list of members (構成員名簿) comes to; names stay on the paper."""

    members: Count
    local: Count
    phones: Count
    leader_age: Annotated[int, Field(ge=0, le=120)]
    leader_school: Word = "none"
    elementary_or_older: bool = True
    main_sport: Word | None = None
    base_in_city: bool = True


class Registrant(Message):
    """Who is to be registered; without a ``number`` the centre gives one.

    Of a group ``representative`` answers for it, and ``born_on`` is that person's birthday.
    """

    type: Word
    name: Annotated[str, Field(min_length=1, max_length=200)]
    born_on: date
    number: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    representative: Line = ""
    school: Word = "none"
    mail: Address = ""
    phone: Annotated[str, Field(max_length=32, pattern=r"^[0-9+ ()-]*$")] = ""
    address: Line = ""
    payment_method: Literal["", "debit", "online", "cash"] = ""
    roster: MemberCounts | None = None
    guardian_consent: bool = False
    proxy: bool = False
    declared: bool = False


Form = FirstPassword | NextPassword | MailAddress | MemberCounts | Registrant
