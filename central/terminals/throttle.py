"""A few wrong passwords for one card at one terminal, and that pair waits; nobody is locked out.

A try is counted before the password is looked at, so that tries at the same moment cannot slip by.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from central.terminals.models import FailedLogin, Terminal
from central.transactions import in_transaction
from sync.wire import Credential

__all__ = ["Attempt", "count_try", "forget_tries"]

TRIES_MAX = 5
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try at a password: where, for which municipality, and for whose card or number."""

    terminal: Terminal
    municipality: str
    credential: Credential

    @property
    def subject(self) -> str:
        claimed = self.credential.card or self.credential.number or ""
        return sha256(claimed.upper().encode()).hexdigest()


def count_try(attempt: Attempt, now: datetime) -> int | None:
    """How many tries are left after this one; None where it is one too many."""
    return in_transaction(partial(_count, attempt, now))


def forget_tries(attempt: Attempt) -> None:
    """The password was right. Runs inside the transaction of the login."""
    FailedLogin.objects.filter(
        municipality=attempt.municipality, terminal=attempt.terminal, subject=attempt.subject
    ).delete()


def _count(attempt: Attempt, now: datetime) -> int | None:
    row, _ = FailedLogin.objects.select_for_update().get_or_create(
        municipality=attempt.municipality,
        terminal=attempt.terminal,
        subject=attempt.subject,
        defaults={"failures": 0, "since": now},
    )
    if now - row.since > WINDOW:
        row.failures, row.since = 0, now
    if row.failures >= TRIES_MAX:
        return None
    row.failures += 1
    row.save(update_fields=["failures", "since"])
    return TRIES_MAX - row.failures
