"""Which database: SQLite in the state directory, or the PostgreSQL that DATABASE_URL names."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from central.state import DATABASE_NAME

__all__ = ["BadDatabaseUrlError", "database"]

_SCHEMES = ("postgresql", "postgres")
_FORM = "postgresql://user:password@host:port/name"
_SERVER = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:]*)(:(?P<port>[0-9]{1,5}))?")
#: A transaction here takes milliseconds. These bounds end one that hangs, well inside the overlap
#: that the cursor of the availability allows for.
_BOUNDS = (
    "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000"
)
#: Statements are prepared by ``central.postgres`` alone: after a rollback psycopg has the server
#: forget all that are prepared, but only where it has prepared one itself.
_PREPARED = {"server_side_binding": True, "prepare_threshold": None}
#: A server whose machine is gone says nothing: it is left after this, and the next one is tried.
_NOTICED = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "12000",
}
#: One sync a commit, and a commit that was told to a terminal survives a power cut.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"


class BadDatabaseUrlError(ValueError):
    """DATABASE_URL is not of the form postgresql://user:password@host:port/name.

    With several servers, of which one is written to, they stand with commas.
    """


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
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadDatabaseUrlError(f"DATABASE_URL: want {_FORM}") from None
    if parts.scheme not in _SCHEMES or not parts.path.strip("/"):
        raise BadDatabaseUrlError(f"DATABASE_URL: want {_FORM}")
    options = dict(parse_qsl(parts.query))
    hosts, ports = _servers(parts.netloc.rpartition("@")[2])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", hosts),
        "PORT": ports,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": _BOUNDS, **_PREPARED, **_NOTICED, **options},
    }


def _servers(netloc: str) -> tuple[str, str]:
    """The hosts and the ports of ``db-a:5432,db-b``, as the C library takes them."""
    servers = [_SERVER.fullmatch(server) for server in netloc.split(",")]
    if not all(servers):
        raise BadDatabaseUrlError(f"DATABASE_URL: want {_FORM}")
    found = [(server["host"], server["port"] or "") for server in servers if server]
    ports = ",".join(port for _, port in found)
    return ",".join(host.strip("[]") for host, _ in found), ports.strip(",") and ports
