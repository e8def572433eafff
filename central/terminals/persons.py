"""Who acts: the resident of an accepted visit, or whose password the action brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from central.postgres import Asked
from central.registry.models import Resident
from central.registry.use_cases.identify import Refusal, Refused, identify
from central.sql import columns, for_update, models
from central.terminals.boxes import Keys, box_digest, open_login
from central.terminals.letters import Letter
from central.terminals.throttle import sent_from_terminal, with_throttle
from sync.wire import Sealed

__all__ = [
    "NotLoggedIn",
    "Person",
    "by_password",
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
    """None where so many were wrong that no more are looked at: what may be right is not lost.

    Outside of any transaction: a password takes longer than all else together.
    """
    found = _identified(letter, keys, box)
    return None if found is None else Person(found, logged_in=False, locked=False)


def _identified(letter: Letter, keys: Keys, box: Sealed | None) -> Resident | Refused | None:
    envelope = letter.envelope
    if box is None:
        return Refused(Refusal.CREDENTIAL)
    credential = open_login(keys, envelope.terminal, str(envelope.visit), box)
    if credential is None:
        return Refused(Refusal.CREDENTIAL)
    attempt = sent_from_terminal(envelope.municipality, envelope.terminal, credential)
    look = partial(identify, envelope.municipality, credential)
    return with_throttle(attempt, letter.received_at, look, _is_refused)


def _is_refused(found: Resident | Refused) -> bool:
    return isinstance(found, Refused)
