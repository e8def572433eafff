"""What an action asks for: everything of it that is not about the person."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import Message, Minute, Name

__all__ = ["ActionBody", "BookBody", "CancelBody"]


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


ActionBody = Annotated[BookBody | CancelBody, Field(discriminator="verb")]
