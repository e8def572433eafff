"""Who acts: the resident of an accepted visit, or whose password the action brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from central.postgres import Asked
from central.registry.models import Resident
from central.registry.use_cases.identify import Refusal, Refused, identify_each
from central.sql import columns, for_update, models
from central.terminals.boxes import Keys, box_digest, open_login
from central.terminals.letters import Letter
from central.terminals.throttle import Attempt, count_try, forget_each, sent_from_terminal
from sync.wire import Credential, Sealed

__all__ = [
    "NotLoggedIn",
    "Person",
    "by_password",
    "by_passwords",
    "by_visit",
    "resident_asked",
    "visit_asked",
    "visitor_asked",
]

_VISIT = """
SELECT resident_id, box_digest FROM terminals_visit
WHERE municipality = %s AND terminal_id = %s AND visit = %s
"""
_RESIDENT = f"SELECT {columns(Resident, 'r')} FROM registry_resident r WHERE r.id = %s"  # noqa: S608 - names of our own columns
_VISITOR = f"""
SELECT {columns(Resident, "r")}
FROM registry_resident r JOIN terminals_visit v ON v.resident_id = r.id
WHERE v.municipality = %s AND v.terminal_id = %s AND v.visit = %s AND v.box_digest = %s
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True)
class NotLoggedIn:
    """No accepted visit vouches for the action: what was typed has to be looked at first."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, or why nobody is known to.

    ``logged_in``: an accepted visit vouches for it. ``locked``: the row is, and is as it stands.
    """

    found: Resident | Refused
    logged_in: bool
    locked: bool


def visitor_asked(letter: Letter, box: Sealed) -> Asked:
    """The resident of the visit, if the action carries the box with which the visit logged in.

    The lock on the resident keeps two actions of one person from passing the same limit at once.
    """
    where = (letter.sender.municipality, letter.sender.id, letter.envelope.visit, box_digest(box))
    return _VISITOR + for_update("r"), where


def visit_asked(letter: Letter) -> Asked:
    """Whose visit it is, and the digest of the box with which it logged in."""
    return _VISIT, (letter.sender.municipality, letter.sender.id, letter.envelope.visit)


def resident_asked(resident: UUID) -> Asked:
    """A resident's row, locked."""
    return _RESIDENT + for_update("r"), (resident,)


def by_visit(letter: Letter, found: Sequence[Sequence[Any]]) -> Person | None:
    """The rows of ``visitor_asked``; a visit vouches in the municipality of its resident only."""
    resident = next(iter(models(Resident, found)), None)
    if resident is None or resident.municipality != letter.envelope.municipality:
        return None
    return Person(resident, logged_in=True, locked=True)


def by_password(letter: Letter, keys: Keys, box: Sealed | None) -> Person | None:
    """``by_passwords`` of one."""
    return by_passwords([(letter, box)], keys)[0]


def by_passwords(each: Sequence[tuple[Letter, Sealed | None]], keys: Keys) -> list[Person | None]:
    """None where so many were wrong that no more are looked at: what may be right is not lost.

    Outside of any transaction: a password takes longer than all else together.
    """
    return [
        None if found is None else Person(found, logged_in=False, locked=False)
        for found in _identified(each, keys)
    ]


def _identified(
    each: Sequence[tuple[Letter, Sealed | None]], keys: Keys
) -> list[Resident | Refused | None]:
    """Each try is counted before any password is looked at; those that were right are forgotten."""
    found: list[Resident | Refused | None] = [Refused(Refusal.CREDENTIAL)] * len(each)
    tries: dict[int, tuple[Attempt, Credential]] = {}
    for place, (letter, box) in enumerate(each):
        credential = _opened(letter, keys, box)
        if credential is None:
            continue
        where = letter.envelope
        attempt = sent_from_terminal(where.municipality, where.terminal, credential)
        if count_try(attempt, letter.received_at) is None:
            found[place] = None
        else:
            tries[place] = attempt, credential
    known = identify_each([(attempt.municipality, typed) for attempt, typed in tries.values()])
    found_there = dict(zip(tries, known, strict=True))
    forget_each([tries[at][0] for at, one in found_there.items() if isinstance(one, Resident)])
    return [found_there.get(place, one) for place, one in enumerate(found)]


def _opened(letter: Letter, keys: Keys, box: Sealed | None) -> Credential | None:
    if box is None:
        return None
    return open_login(keys, letter.envelope.terminal, str(letter.envelope.visit), box)
