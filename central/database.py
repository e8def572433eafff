"""Which database: SQLite in the state directory, or the PostgreSQL that DATABASE_URL names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from central.state import DATABASE_NAME

__all__ = ["BadDatabaseUrlError", "database"]

_SCHEMES = ("postgresql", "postgres")
#: A transaction here takes milliseconds. These bounds end one that hangs, well inside the overlap
#: that the cursor of the availability allows for.
_BOUNDS = (
    "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000"
)
#: The statements of an action are few and always the same: the server plans each once a connection.
_PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
#: One sync a commit, and a commit that was told to a terminal survives a power cut.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"


class BadDatabaseUrlError(ValueError):
    """DATABASE_URL is not of the form postgresql://user:password@host:port/name."""


def database(url: str, state: Path) -> dict[str, Any]:
    """Django's settings of the one database; an empty ``url`` means SQLite."""
    return _postgresql(url) if url else _sqlite(state)


def _sqlite(state: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(state / DATABASE_NAME),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.path.strip("/"):
        raise BadDatabaseUrlError("DATABASE_URL: want postgresql://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": _BOUNDS, **_PREPARED, **options},
    }
