"""Rooms that the system lists but never books, and what to do instead."""

from collections.abc import Iterator

from rules.case import Case
from rules.verdict import Reason

CODES = {"not_bookable": ("facility", "why")}


def reasons(case: Case) -> Iterator[Reason]:
    if not case.takes_courts or case.room.not_bookable is None:
        return
    instead = case.room.not_bookable
    params = {"facility": case.room.id, "why": instead.value}
    yield Reason("not_bookable", instead.cited, params)
