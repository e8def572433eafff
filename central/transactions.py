"""One transaction, tried again a few times where another one got in its way."""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

import psycopg
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction

from central.metrics import count_retry

__all__ = ["ATTEMPTS_MAX", "in_transaction", "once"]

#: More than a room has courts: whoever loses a race saw one more of them go.
ATTEMPTS_MAX = 24
#: Serialisation failure and deadlock: the other one has won, and has finished.
_PASSING_SQLSTATES = frozenset({"40001", "40P01"})
_PASSING_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PAUSE_FIRST_S = 0.002
_PAUSES_GROW_TO = 5

#: The threads of this process that wait for their turn to write to SQLite.
_ONE_WRITER = threading.Lock()
_QUEUE_NAME = "central.lock"

T = TypeVar("T")


def in_transaction(work: Callable[[], T], at_last: Callable[[], T] | None = None) -> T:
    """Run ``work`` in a transaction; at the last attempt ``at_last`` takes its place.

    A unique row that somebody else has just written is one reason to try again: the next attempt
    sees it. What still fails at the last attempt, and any other error, is raised.
    """
    for attempt in range(1, ATTEMPTS_MAX):
        try:
            return once(work)
        except (IntegrityError, OperationalError) as error:
            if not _passes(error):
                raise
            count_retry()
            time.sleep(_PAUSE_FIRST_S * min(attempt, _PAUSES_GROW_TO))
    return once(at_last or work)


def once(work: Callable[[], T]) -> T:
    """Run ``work`` in a transaction, without another attempt."""
    with _turn(), transaction.atomic():
        return work()


def _turn() -> AbstractContextManager[object]:
    return _sqlite_turn() if connection.vendor == "sqlite" else nullcontext()


@contextmanager
def _sqlite_turn() -> Iterator[None]:
    """SQLite has one writer at a time and lets the others poll; here they queue instead.

    First the threads of a process, then the processes. It keeps two connections from writing and
    checkpointing at the same moment, too, in which SQLite before 3.51.3 can damage a file.
    """
    with _ONE_WRITER:
        # Opened for each turn: a file that forked processes share would not make them queue.
        queue = os.open(settings.STATE / _QUEUE_NAME, os.O_WRONLY | os.O_CREAT)
        try:
            fcntl.flock(queue, fcntl.LOCK_EX)
            yield
        finally:
            os.close(queue)


def _passes(error: IntegrityError | OperationalError) -> bool:
    match error.__cause__:
        case _ if isinstance(error, IntegrityError):
            return True
        case psycopg.Error(sqlstate=state):
            return state in _PASSING_SQLSTATES
        case sqlite3.Error() as cause:
            return cause.sqlite_errorcode & 0xFF in _PASSING_SQLITE
        case _:
            return False
