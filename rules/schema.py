"""The kinds of value that a municipality's data is made of, and the models that hold them.

Everything that a document, an assumption or a sample decides stands in a table that names its
``source``; the nearest table around a value says where the value comes from.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    model_validator,
)

from rules.calendar import is_weekend_or_holiday, minutes_of
from rules.facts import Channel, Verb

T = TypeVar("T")

Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
RoomId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(/[a-z0-9_]+)+$", max_length=64)]
RuleId = Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z]?[0-9]{1,3}[a-z]?$")]
Source = Annotated[str, Field(pattern=r"^(assumed|sample|[A-Z]{2}-[A-Z]?[0-9]{1,3}[a-z]?)$")]
VenueId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(/[a-z0-9_]+)*$", max_length=64)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Kind = Literal["individual", "group"]
Count = Annotated[int, Field(ge=1, le=9999)]
Days = Annotated[int, Field(ge=0, le=3660)]
Months = Annotated[int, Field(ge=0, le=120)]
Yen = Annotated[int, Field(ge=0, le=10_000_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
DayOfMonth = Annotated[int, Field(ge=1, le=28)]
#: A TOML array; the model keeps it as a tuple.
Many = Annotated[tuple[T, ...], Strict(strict=False)]
Channels = Many[Annotated[Channel, Strict(strict=False)]]
Verbs = Many[Annotated[Verb, Strict(strict=False)]]


def _minute(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("must be a time of day such as 09:30, as text")  # noqa: TRY004 - pydantic
    return minutes_of(value)


def _month_day(value: object) -> object:
    """``"12-31"`` as (12, 31); checked in a leap year."""
    try:
        day = date.fromisoformat(f"2024-{value}")
    except ValueError:
        raise ValueError("must be a month and day such as 12-31") from None
    return (day.month, day.day)


def _both_languages(names: Mapping[str, str]) -> Mapping[str, str]:
    missing = {"ja", "en"} - names.keys()
    if missing:
        raise ValueError(f"must say it in {', '.join(sorted(missing))} too")
    return names


#: A time of day in the data, "09:30"; minutes after midnight in the model.
Minute = Annotated[int, BeforeValidator(_minute)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
#: A text in each language, by language code; Japanese and English at least.
Names = Annotated[
    dict[str, Annotated[str, Field(min_length=1, max_length=200)]],
    AfterValidator(_both_languages),
]


class Model(BaseModel):
    """Unknown keys are errors, values are not coerced, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Section(Model):
    """A table of the data with its source; a more specific one replaces it as a whole."""

    source: Source


class Rule(Section):
    """A table that can refuse; ``rule`` is what a refusal cites where that is not the source."""

    rule: RuleId | None = None

    @property
    def cited(self) -> str:
        return self.rule or self.source

    @model_validator(mode="after")
    def _cites_a_rule(self) -> Self:
        if self.rule is None and self.source in {"assumed", "sample"}:
            raise ValueError("needs the key rule, since its source is no clause")
        return self


class Group(Model):
    """Several sections of one family; a more specific group replaces only those it has."""


class Sourced(Section, Generic[T]):
    """A single value: ``{ value = 30, source = "sample" }``."""

    value: T


class SourcedRule(Rule, Generic[T]):
    """A single value that can refuse."""

    value: T


class Hours(Model):
    """From and to, on ordinary days and (where they differ) on 土・日・祝日."""

    weekday: Annotated[tuple[Minute, Minute], Strict(strict=False)]
    weekend_or_holiday: Annotated[tuple[Minute, Minute], Strict(strict=False)] | None = None

    def on(self, day: date) -> tuple[int, int]:
        if self.weekend_or_holiday is not None and is_weekend_or_holiday(day):
            return self.weekend_or_holiday
        return self.weekday

    @model_validator(mode="after")
    def _end_after_start(self) -> Self:
        for start, end in (self.weekday, self.weekend_or_holiday or self.weekday):
            if end <= start:
                raise ValueError("must end after its start")
        return self


class Cited(Rule):
    """A clause that holds here, with nothing more to say."""
