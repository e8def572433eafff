"""Which slots a terminal has in its hands, to confirm while the line is down (端末確保枠)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from rules.schema import Group, Id, Many, Section


class Offered(Section):
    """So many slots of a room at a time, for the terminals of its own venue; 0: none.

    A slot is one court of a sport for ``minutes``, counted from the room's opening. It is held
    where ``leaves_free`` courts are free beside it, from ``from_days_before`` the day of use on,
    and asked back once ``until_days_before`` is past.
    """

    slots_max: Annotated[int, Field(ge=0, le=20)]
    minutes: Annotated[int, Field(ge=15, le=720, multiple_of=15)]
    from_days_before: Annotated[int, Field(ge=1, le=31)]
    until_days_before: Annotated[int, Field(ge=1, le=31)]
    leaves_free: Annotated[int, Field(ge=0, le=99)]
    sports: Annotated[Many[Id], Field(min_length=1)]

    @model_validator(mode="after")
    def _from_before_until(self) -> Self:
        if self.from_days_before < self.until_days_before:
            raise ValueError("from_days_before must not be less than until_days_before")
        return self


class Settings(Group):
    """Nothing is held where ``offered`` is not said."""

    offered: Offered | None = None
