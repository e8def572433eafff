"""How a booking stands once it is made, and until when it must be paid (納付期限)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from rules.case import Case
from rules.facts import Verb
from rules.schema import Group, Section


class Stage(Section):
    """``confirmed`` at once, or ``provisional`` (仮予約) until something more is done."""

    value: Literal["confirmed", "provisional"]


class Due(Section):
    """Pay before this many minutes before the start of the use."""

    minutes_before_start: Annotated[int, Field(ge=0, le=100_000)]


class Settings(Group):
    stage: Stage | None = None
    due: Due | None = None


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return {}
    found: dict[str, object] = {}
    if settings.stage is not None:
        found["stage"] = settings.stage.value
    if settings.due is not None:
        before = timedelta(minutes=settings.due.minutes_before_start)
        found["payment_due"] = case.starts_at - before
    return found
