"""The cells that are asked for are free (CM-01)."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Verb
from rules.floor import free_courts
from rules.verdict import Reason

CODES = {"courts_taken": ("courts_free",)}


def reasons(case: Case) -> Iterator[Reason]:
    slot = case.slot
    if case.verb is not Verb.BOOK or slot.sport not in case.room.sports:
        return
    free = len(
        free_courts(
            case.room.floor, slot.sport, slot.start_minute, slot.end_minute, case.facts.occupied
        )
    )
    if free < min(slot.courts, case.room.sports[slot.sport].courts):
        yield Reason("courts_taken", "CM-01", {"courts_free": free})
