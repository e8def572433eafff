"""Everything that is read comes from one instant, however much is written meanwhile."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from psycopg import IsolationLevel

__all__ = ["one_instant"]

#: Without the bounds on a request: reading all there is takes longer than any of them.
_STILL: Mapping[str, Mapping[str, Any]] = {
    "postgresql": {
        "isolation_level": IsolationLevel.REPEATABLE_READ,
        "options": "-c default_transaction_read_only=on",
    },
    "sqlite3": {"transaction_mode": "DEFERRED"},
}


@contextmanager
def one_instant() -> Iterator[None]:
    """Until this ends nothing can be written, and nobody who writes has to wait.

    The instant is that of the first statement.
    """
    before = connections.settings["default"]
    _put(_still(before))
    try:
        with transaction.atomic():
            yield
    finally:
        _put(before)


def _put(settings: dict[str, Any]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = settings


def _still(settings: dict[str, Any]) -> dict[str, Any]:
    engine = settings["ENGINE"].rpartition(".")[2]
    return {**settings, "OPTIONS": {**settings["OPTIONS"], **_STILL[engine]}}
