"""python -m central: the server of record, its worker, its exports; each command has its help."""

import argparse
import sys
from datetime import date
from pathlib import Path

from central.database import BadDatabaseUrlError
from central.mail_server import BadMailServerUrlError
from central.public import BadWebSettingError
from central.start import prepare
from central.state import StateError

__all__ = ["main"]

WORKERS_MOST = 64
EVERY_MOST_S = 3_600


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        prepare(options.state, serving=options.command == "serve")
    except (BadDatabaseUrlError, BadMailServerUrlError, BadWebSettingError, StateError) as error:
        print(error, file=sys.stderr)
        return 1
    from central import commands

    return commands.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m central", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--state", type=Path, help="directory of secrets and SQLite database")

    serve = commands.add_parser("serve", parents=[shared], help="answer terminals and staff")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    serve.add_argument("--workers", type=_workers, help=f"processes, 1 to {WORKERS_MOST}")

    commands.add_parser("migrate", parents=[shared], help="bring the database up to date")
    enrol = commands.add_parser("enrol", parents=[shared], help="a one-time code for a terminal")
    enrol.add_argument("--municipality", required=True)
    enrol.add_argument("--venue", required=True)
    keys = commands.add_parser("keys", parents=[shared], help="the keys that terminals seal to")
    what = keys.add_mutually_exclusive_group()
    what.add_argument(
        "--rotate",
        nargs="?",
        const="in-a-day",
        choices=("in-a-day", "at-once"),
        help="make one, and when terminals are told of it",
    )
    what.add_argument("--retire", metavar="KID", help="delete an old one, once nothing needs it")
    find = commands.add_parser("find", parents=[shared], help="what became of a ticket")
    find.add_argument("number", help="as on the ticket: XXXXX-XXXXX")
    commands.add_parser("scan", parents=[shared], help="take tickets in from standard input")
    staff = commands.add_parser("staff", parents=[shared], help="an account for the admin")
    staff.add_argument("name")
    staff.add_argument("--municipality", help="whose staff; without it: administers the centre")
    staff.add_argument("--role", choices=("counter", "manager", "auditor"), default="counter")
    debits = commands.add_parser("debits", parents=[shared], help="a day's debits, for the bank")
    debits.add_argument("--municipality", required=True)
    debits.add_argument("--day", required=True, type=_day, help="of the debit: 2026-10-31")
    holds = commands.add_parser("holds", parents=[shared], help="slots in the hands of terminals")
    holds.add_argument("what", choices=("list", "release"))
    holds.add_argument("--terminal", help="only what this one holds")
    holds.add_argument("--by", metavar="NAME", help="release: the first of two managers")
    holds.add_argument("--and", metavar="NAME", dest="agreed", help="release: the second one")
    holds.add_argument("--why", help="release: for the journal")
    commands.add_parser("load-demo", parents=[shared], help="sample residents and bookings")
    take = commands.add_parser("import", parents=[shared], help="rows of an older system")
    take.add_argument("what", choices=("residents", "bookings"))
    take.add_argument("file", type=Path, help="CSV, its columns named in the first line")
    take.add_argument("--municipality", required=True)
    work = commands.add_parser("work", parents=[shared], help="run what is due")
    how = work.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="one turn, and end")
    how.add_argument("--every", type=_seconds, default=30, help="seconds from turn to turn")
    replay = commands.add_parser("replay", parents=[shared], help="run the journal again")
    replay.add_argument("--into", type=Path, help="keep what comes of it in this directory")
    backup = commands.add_parser("backup", parents=[shared], help="the database, in one file")
    backup.add_argument("file", type=Path, help="a new one")
    backup.add_argument("--with-keys", action="store_true", help="and the private sealing keys")
    restore = commands.add_parser("restore", parents=[shared], help="a backup, into the database")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="put aside what is there")
    commands.add_parser("check", parents=[shared], help="is everything in order?")
    return parser


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{typed!r} is no day such as 2026-10-31") from None


def _workers(typed: str) -> int:
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    if not 1 <= count <= WORKERS_MOST:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a number from 1 to {WORKERS_MOST}")
    return count


def _seconds(typed: str) -> int:
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    if not 1 <= count <= EVERY_MOST_S:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a number from 1 to {EVERY_MOST_S}")
    return count


if __name__ == "__main__":
    sys.exit(main())
