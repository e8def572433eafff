"""PostgreSQL's own programs, which alone know everything that a database of theirs holds."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from central.operation.archive import BadArchiveError

__all__ = ["find_tool", "run_tool"]

DEBIAN = Path("/usr/lib/postgresql")
#: What psycopg is told beside what the C library is; the bounds are those of a request.
_OURS = frozenset({"context", "cursor_factory", "options", "password", "prepare_threshold"})


def run_tool(name: str, *words: str) -> None:
    """Run ``pg_dump`` or ``pg_restore`` on the database of record, to its end."""
    told = connection.get_connection_params()
    address = make_conninfo(**{key: value for key, value in told.items() if key not in _OURS})
    done = subprocess.run(  # noqa: S603 - a program of the system, with our words
        [find_tool(name), "--no-password", f"--dbname={address}", *words],
        # A password among the words would be seen by everybody on the machine.
        env={**os.environ, "PGPASSWORD": str(told.get("password", ""))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise BadArchiveError(why[0])


def find_tool(name: str) -> str:
    """The one in PATH, else the newest of Debian's."""
    found = shutil.which(name)
    if found is not None:
        return found
    installed = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if not installed:
        raise BadArchiveError(f"there is no {name} here: install postgresql-client")
    return str(installed[-1])
