"""What is due without anybody asking: each app's ``jobs.py`` lists its jobs in ``JOBS``.

A job names the commands that are due at an instant, each by a key. The key makes the id of the
command's line in the journal, so whoever runs it a second time, on whichever machine, finds it
done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from uuid import UUID

from central.ids import derived_id
from central.journal.commands import CENTRAL, Body
from rules.policy import Municipality

__all__ = ["Due", "Job", "all_jobs", "line_of"]

_JOBS = UUID("6d616368-696b-5f6f-a164-6f2d6a6f6273")


@dataclass(frozen=True, slots=True)
class Due:
    """A command that is due; ``key`` says of which thing and which turn it is."""

    key: str
    body: Body


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    due: Callable[[Municipality, datetime], Iterable[Due]]


@cache
def all_jobs() -> tuple[Job, ...]:
    """Every job of every app, in the order of the apps' names and of their lists."""
    modules = sorted(path.parent.name for path in CENTRAL.glob("*/jobs.py"))
    found = (import_module(f"central.{app}.jobs").JOBS for app in modules if app != "journal")
    return tuple(job for jobs in found for job in jobs)


def line_of(job: Job, municipality: str, due: Due) -> UUID:
    return derived_id(_JOBS, f"{municipality}|{job.name}|{due.key}")
