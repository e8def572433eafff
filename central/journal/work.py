"""``python -m central work``: carry out what is due, each in its own transaction, and seal."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from threading import Event
from typing import TypeVar
from uuid import UUID

from django.db import Error, OperationalError, connection

from central import clock
from central.decision import Decision
from central.journal.chain import newest_instant, seal
from central.journal.commands import Context
from central.journal.jobs import Due, Job, line_of
from central.journal.models import Line
from central.journal.write import carry_out_once
from central.logs import event
from rules.policy import Municipality

__all__ = ["Turn", "work"]

#: Of one job in one turn; what is left is due at the next.
DUE_MAX = 10_000
#: Lines that are looked up in one statement.
LOOKED_UP = 500
#: Machines agree on the time to within this.
BACKWARDS_MAX = timedelta(seconds=5)

Say = Callable[[str], None]
T = TypeVar("T")


@dataclass(slots=True)
class Turn:
    """What one turn did; ``refused``: the clock went back, and nothing was run."""

    done: int = 0
    failed: int = 0
    sealed: int = 0
    refused: bool = False


class _AwayError(Exception):
    """The database does not answer: nothing more can be done in this turn."""


def work(
    municipalities: Iterable[Municipality], jobs: Sequence[Job], say: Say, stopping: Event
) -> Turn:
    """One turn: every job of every municipality, and then the chain.

    What fails is logged, is due again at the next turn, and never blocks the next.
    """
    turn = Turn()
    try:
        _turn(turn, list(municipalities), jobs, say, stopping)
    except (_AwayError, OperationalError):
        event("database_away", level=logging.ERROR)
        turn.failed += 1
    return turn


def _turn(
    turn: Turn,
    municipalities: Sequence[Municipality],
    jobs: Sequence[Job],
    say: Say,
    stopping: Event,
) -> None:
    backwards = _backwards(municipalities, clock.now())
    if backwards is not None:
        turn.refused = True
        event("clock_went_back", level=logging.ERROR, seconds=round(backwards.total_seconds()))
        return
    for municipality in municipalities:
        for job in jobs:
            _run(turn, job, municipality, say, stopping)
        turn.sealed += seal(municipality.id, clock.now())


def _backwards(municipalities: Iterable[Municipality], now: datetime) -> timedelta | None:
    """By how much the clock stands before what the journal has seen, if that is no small thing."""
    newest = max(filter(None, (newest_instant(m.id) for m in municipalities)), default=now)
    return newest - now if newest - now > BACKWARDS_MAX else None


def _run(turn: Turn, job: Job, municipality: Municipality, say: Say, stopping: Event) -> None:
    listed = _attempt(turn, job, municipality, "", partial(_listed, job, municipality))
    for line, due in listed or ():
        if stopping.is_set():
            return
        context = Context(municipality, clock.now(), f"job:{job.name}", line)
        decision = _attempt(
            turn, job, municipality, due.key, partial(carry_out_once, due.body, context)
        )
        if decision is not None:
            turn.done += 1
            _tell(job, municipality, due, decision, say)


def _listed(job: Job, municipality: Municipality) -> list[tuple[UUID, Due]]:
    """What is due and has no line yet."""
    return list(islice(_fresh(job, municipality), DUE_MAX))


def _fresh(job: Job, municipality: Municipality) -> Iterator[tuple[UUID, Due]]:
    due = iter(job.due(municipality, clock.now()))
    while some := {line_of(job, municipality.id, one): one for one in islice(due, LOOKED_UP)}:
        done = set(Line.objects.filter(pk__in=list(some)).values_list("pk", flat=True))
        yield from ((line, one) for line, one in some.items() if line not in done)


def _attempt(
    turn: Turn, job: Job, municipality: Municipality, key: str, act: Callable[[], T]
) -> T | None:
    try:
        return act()
    except Exception as error:
        turn.failed += 1
        fields = {"job": job.name, "municipality": municipality.id, "key": key}
        logging.getLogger("central").exception("job_failed", extra={"fields": fields})
        if isinstance(error, Error) and _is_away():
            raise _AwayError from error
        return None


def _is_away() -> bool:
    connection.close_if_unusable_or_obsolete()
    try:
        connection.ensure_connection()
    except OperationalError:
        return True
    return False


def _tell(job: Job, municipality: Municipality, due: Due, decision: Decision, say: Say) -> None:
    codes = ", ".join(reason.code for reason in decision.reasons)
    say(f"{job.name} {municipality.id} {due.key}: {decision.verdict}{codes and f' ({codes})'}")
    event(
        "job",
        job=job.name,
        municipality=municipality.id,
        key=due.key,
        verdict=decision.verdict,
    )
