"""Wrong passwords make a source wait, each way by itself; no account is ever locked.

Counted is where a try comes from (a terminal, an address), and there for whom it is meant. What
is tried with a number counts for numbers alone: guessing, from however many places, never makes
a resident with a card wait. A try is counted before the password is looked at, so that tries at
the same moment cannot slip by, and one that has to wait costs one look into a table.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac

from central.decision import rejected
from central.find import find_one
from central.ids import new_id
from central.logs import event
from central.metrics import raise_alarm
from central.sql import insert_new, new, rows, update
from central.terminals.bounds import TRIES, TRIES_WINDOW, Way
from central.terminals.models import FailedLogin
from central.transactions import in_transaction
from sync.wire import Credential

__all__ = [
    "GUESSING",
    "THROTTLED",
    "Attempt",
    "count_try",
    "forget_each",
    "forget_tries",
    "form_at_terminal",
    "from_address",
    "from_terminal",
    "known_at_terminal",
    "sent_from_terminal",
    "with_throttle",
]

T = TypeVar("T")
#: What is answered in the place of a proof that may not be looked at now.
THROTTLED = rejected("throttled", "")
#: The alarm of a source at which as many passwords were wrong as people do not make.
GUESSING = "guessing"
_SALT = "machikado.throttle"
_TERMINAL = "terminal:"
#: The row of a source has no subject.
_ANYONE = ""
_COUNTED = """
SELECT subject, failures FROM terminals_failedlogin
WHERE municipality = %s AND source = %s AND way = %s AND subject IN (%s, %s) AND since > %s
"""
_COUNT = "UPDATE terminals_failedlogin SET failures = %s, since = %s WHERE id = %s"
_FORGET = """
DELETE FROM terminals_failedlogin
WHERE municipality = %s AND source = %s AND way = %s AND subject = %s
"""
_ONE_LESS = """
UPDATE terminals_failedlogin SET failures = failures - 1
WHERE municipality = %s AND source = %s AND way = %s AND subject = %s AND failures > 0
"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try at a password: in which municipality, from where, by which way, and for whom."""

    municipality: str
    source: str
    way: Way
    claimed: str

    @property
    def subject(self) -> str:
        """A keyed hash of the card or number: the table lists nobody, and cannot be searched."""
        return salted_hmac(_SALT, self.claimed.upper(), algorithm="sha256").hexdigest()


def from_terminal(municipality: str, terminal: str, credential: Credential) -> Attempt:
    way = Way.NUMBER if credential.card is None else Way.CARD
    return Attempt(municipality, f"{_TERMINAL}{terminal}", way, _claimed(credential))


def sent_from_terminal(municipality: str, terminal: str, credential: Credential) -> Attempt:
    """With an action that no accepted login vouches for."""
    way = Way.SENT_NUMBER if credential.card is None else Way.SENT_CARD
    return Attempt(municipality, f"{_TERMINAL}{terminal}", way, _claimed(credential))


def from_address(municipality: str, address: str, number: str) -> Attempt:
    """By what somebody knows of a registration, from an address of the network."""
    return Attempt(municipality, f"web:{address}", Way.KNOWN, number)


def known_at_terminal(municipality: str, terminal: str, number: str) -> Attempt:
    """By what somebody at a terminal knows of a registration."""
    return Attempt(municipality, f"{_TERMINAL}{terminal}", Way.KNOWN, number)


def form_at_terminal(municipality: str, terminal: str, digest: str) -> Attempt:
    """By the code of an unfinished form."""
    return Attempt(municipality, f"{_TERMINAL}{terminal}", Way.FORM, digest)


def with_throttle(
    attempt: Attempt, now: datetime, look: Callable[[], T], is_wrong: Callable[[T], bool]
) -> T | None:
    """What ``look`` finds; None where it may not look now."""
    if count_try(attempt, now) is None:
        return None
    found = look()
    if not is_wrong(found):
        in_transaction(partial(forget_tries, attempt))
    return found


def count_try(attempt: Attempt, now: datetime) -> int | None:
    """How many tries are left after this one; None where it is one too many."""
    if _is_full(attempt, now):
        return None
    return in_transaction(partial(_count, attempt, now))


def forget_tries(attempt: Attempt) -> None:
    """The password was right. Runs inside the transaction of the login."""
    where = (attempt.municipality, attempt.source, attempt.way.value)
    update(_FORGET, *where, attempt.subject)
    update(_ONE_LESS, *where, _ANYONE)


def forget_each(attempts: Sequence[Attempt]) -> None:
    """These passwords were right, in a transaction of their own."""
    if attempts:
        in_transaction(partial(_forget, attempts))


def _forget(attempts: Sequence[Attempt]) -> None:
    for attempt in attempts:
        forget_tries(attempt)


def _is_full(attempt: Attempt, now: datetime) -> bool:
    bounds = _bounds(attempt)
    where = (attempt.municipality, attempt.source, attempt.way.value)
    counted = rows(_COUNTED, *where, *_two(bounds), now - TRIES_WINDOW)
    return any(subject in bounds and failures >= bounds[subject] for subject, failures in counted)


def _count(attempt: Attempt, now: datetime) -> int | None:
    """The source first, always: rows are locked in one order."""
    left: list[int] = []
    for subject, most in _bounds(attempt).items():
        one = _count_one(attempt, subject, most, now)
        if one is None:
            transaction.set_rollback(True)
            return None
        left.append(one)
    return min(left)


def _count_one(attempt: Attempt, subject: str, most: int, now: datetime) -> int | None:
    whose: dict[str, Any] = {
        "municipality": attempt.municipality,
        "source": attempt.source,
        "way": attempt.way.value,
        "subject": subject,
    }
    row = find_one(FailedLogin, lock=True, **whose)
    if row is None:
        row = new(FailedLogin, **whose, id=new_id(), failures=0, since=now)
        insert_new(row)
    if now - row.since >= TRIES_WINDOW:
        row.failures, row.since = 0, now
    if row.failures >= most:
        return None
    row.failures += 1
    update(_COUNT, row.failures, row.since, row.id)
    if row.failures == most:
        _tell(attempt, everybody=subject == _ANYONE)
    return most - row.failures


def _tell(attempt: Attempt, *, everybody: bool) -> None:
    """One line a window; an address of the network is nobody's business."""
    where = attempt.source if attempt.source.startswith(_TERMINAL) else "web"
    level = logging.WARNING if everybody else logging.INFO
    event("tries_used_up", level=level, source=where, way=attempt.way, everybody=everybody)
    if everybody:
        raise_alarm(GUESSING)


def _bounds(attempt: Attempt) -> Mapping[str, int]:
    """The most that may be counted, by the subject of the row."""
    tries = TRIES[attempt.way]
    everybody = {} if tries.source_max is None else {_ANYONE: tries.source_max}
    return everybody | {attempt.subject: tries.claimed_max}


def _two(bounds: Mapping[str, int]) -> tuple[str, str]:
    """The subjects that are asked for; where there is one, twice."""
    subjects = tuple(bounds)
    return subjects[0], subjects[-1]


def _claimed(credential: Credential) -> str:
    return credential.card or credential.number or ""
