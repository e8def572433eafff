import sqlite3

import psycopg
import pytest
from django.db import IntegrityError, OperationalError

from central.registry.models import Resident
from central.transactions import ATTEMPTS_MAX, in_transaction
from tests.central.world import InProcess, register


def caused_by(cause: Exception) -> OperationalError:
    error = OperationalError()
    error.__cause__ = cause
    return error


def from_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


PASSING = [
    IntegrityError(),
    caused_by(psycopg.errors.DeadlockDetected()),
    caused_by(psycopg.errors.SerializationFailure()),
    caused_by(from_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)),
]
LASTING = [
    caused_by(psycopg.errors.AdminShutdown()),
    caused_by(from_sqlite(sqlite3.SQLITE_IOERR)),
    OperationalError(),
    ZeroDivisionError(),
]


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_transaction__what_passes_is_tried_again_within_bounds(
    line: InProcess, error: Exception
) -> None:
    tried = []

    def work() -> str:
        tried.append(register(number=str(len(tried)), card=None))
        raise error

    with pytest.raises(type(error)):
        in_transaction(work)
    assert len(tried) == ATTEMPTS_MAX
    assert in_transaction(work, lambda: "last") == "last"
    assert not Resident.objects.exists()


@pytest.mark.parametrize("error", LASTING, ids=repr)
def test_transaction__what_lasts_is_raised_at_once(line: InProcess, error: Exception) -> None:
    tried = []

    def work() -> None:
        tried.append(register(card=None))
        raise error

    with pytest.raises(type(error)):
        in_transaction(work)
    assert len(tried) == 1
    assert not Resident.objects.exists()


def test_transaction__a_unique_row_of_another_is_seen_at_the_next_attempt(
    line: InProcess,
) -> None:
    register(number="1", card=None)

    def work() -> str:
        if len(tried) == 1:
            return "seen"
        tried.append(1)
        register(number="1", card=None)
        return "never"

    tried: list[int] = []
    assert in_transaction(work) == "seen"
