"""The cells that are asked for are free (CM-01); those of a draw are not taken before it."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Verb
from rules.floor import free_courts
from rules.verdict import Reason

CODES = {"courts_taken": ("courts_free",)}


def reasons(case: Case) -> Iterator[Reason]:
    if not case.takes_courts or case.verb is Verb.ENTER_LOTTERY:
        return
    slot = case.slot
    if slot.sport not in case.room.sports:
        return
    free = len(
        free_courts(
            case.room.floor, slot.sport, slot.start_minute, slot.end_minute, case.facts.occupied
        )
    )
    if free < min(slot.courts, case.room.sports[slot.sport].courts):
        yield Reason("courts_taken", "CM-01", {"courts_free": free})
