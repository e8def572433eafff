"""What ``python -m central`` does; Django is set up when this is imported."""

# ruff: noqa: T201 - a command line prints

import argparse
import getpass
import os
import re
import socket
import sys
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError

from central import clock
from central.booking.commandline import holds
from central.booking.models import Booking
from central.booking.standing import against_todays_rules
from central.demonstration import DemonstrationError, load_demonstration
from central.desk.accounts import make_account
from central.desk.models import Role
from central.ids import new_code, new_id
from central.imports import import_rows
from central.journal.commandline import broken_chains, replay_into, work_turns
from central.journal.commands import Context
from central.journal.one_instant import one_instant
from central.journal.write import carry_out
from central.money.bank import debit_file
from central.operation.commandline import back_up_to, restore_from
from central.operation.loose import loose_rows
from central.policies import municipalities
from central.server import Listening, serve
from central.state import metrics_token
from central.terminals.commandline import check_terminals, keys, scan
from central.terminals.models import Action
from central.terminals.sealing import publish_keys
from central.terminals.use_cases import issue_code
from rules.policy import PolicyError

__all__ = ["run"]

#: As it is given here; one that was taken over from an older system may be another.
NUMBER = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")
#: One for each core, and one that works while another waits for the database.
WORKERS_MAX = 8


def run(options: argparse.Namespace) -> int:
    """0 where it worked; else one line on standard error says what did not."""
    try:
        municipalities()
    except PolicyError as error:
        return _failed("\n".join(error.faults))
    try:
        return _COMMANDS[options.command](options)
    except DatabaseError as error:
        return _failed(f"the database: {str(error).splitlines()[0]}")


def _serve(options: argparse.Namespace) -> int:
    if why := _why_not(options.host, options.port):
        return _failed(f"port {options.port} of {options.host}: {why}")
    _migrate()
    serve(Listening(options.host, options.port, options.workers or _workers()))
    return 0


def _why_not(host: str, port: int) -> str:
    """Why nobody can listen there; empty where one can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return str(error.strerror).lower()
        except OverflowError:
            return "ports end at 65535"
    return ""


def _workers() -> int:
    return min(WORKERS_MAX, (os.cpu_count() or 1) + 1)


def _migrate(_: object = None) -> int:
    call_command("migrate", interactive=False, verbosity=0)
    publish_keys(clock.now())
    metrics_token(settings.STATE)
    return 0


def _enrol(options: argparse.Namespace) -> int:
    _migrate()
    municipality, venue = options.municipality, options.venue
    known = municipalities().get(municipality)
    if known is None:
        return _failed(f"no municipality {municipality}: there are {', '.join(municipalities())}")
    if venue not in known.venues:
        return _failed(f"no venue {venue} in {municipality}: there are {', '.join(known.venues)}")
    code = new_code()
    body = issue_code.Body(venue=venue, digest=issue_code.code_digest(code))
    carry_out(body, Context(known, clock.now(), "shell", new_id()))
    print(code)
    return 0


def _keys(options: argparse.Namespace) -> int:
    _migrate()
    return keys(options)


def _staff(options: argparse.Namespace) -> int:
    _migrate()
    password = getpass.getpass("password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    why = make_account(options.name, password, options.municipality, Role(options.role))
    if why:
        return _failed(why)
    post = f"{options.role} of {options.municipality}" if options.municipality else "the centre"
    print(f"{options.name} has an account: {post}")
    return 0


def _find(options: argparse.Namespace) -> int:
    """What the centre knows of the number on a ticket, for whoever has it on the telephone."""
    number = options.number
    decided = Action.objects.filter(number=number).values_list("verb", "verdict")
    booked = Booking.objects.filter(number=number).values_list("state", flat=True)
    found = [
        *(f"{verb}: {verdict}" for verb, verdict in decided),
        *(f"booking: {s}" for s in booked),
    ]
    for line in found:
        print(line)
    if found:
        return 0
    hint = "" if NUMBER.fullmatch(number) else "; a number given here looks like XXXXX-XXXXX"
    return _failed(f"the centre has never seen {number}{hint}")


def _scan(options: argparse.Namespace) -> int:
    _migrate()
    return scan(options)


def _debits(options: argparse.Namespace) -> int:
    """The file for the bank, on standard output."""
    if options.municipality not in municipalities():
        known = ", ".join(municipalities())
        return _failed(f"no municipality {options.municipality}: there are {known}")
    print(debit_file(options.municipality, options.day), end="")
    return 0


def _holds(options: argparse.Namespace) -> int:
    _migrate()
    return holds(options)


def _load_demo(_: argparse.Namespace) -> int:
    _migrate()
    try:
        for line in load_demonstration(municipalities(), clock.now()):
            print(line, flush=True)
    except DemonstrationError as error:
        return _failed(str(error))
    return 0


def _import(options: argparse.Namespace) -> int:
    _migrate()
    return import_rows(options)


def _work(options: argparse.Namespace) -> int:
    _migrate()
    return work_turns(municipalities(), None if options.once else options.every)


def _replay(options: argparse.Namespace) -> int:
    return replay_into(municipalities(), options.into)


def _check(_: argparse.Namespace) -> int:
    """Django's own checks, the migrations, what is kept, and what stands against today's rules."""
    # What asks for TLS could only say, without a proxy that ends it, that there is none.
    found = checks.run_checks(include_deployment_checks=settings.SECURE_SSL_REDIRECT)
    faults = [str(fault) for fault in found if _is_fault(fault)]
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        faults.append("the database lacks migrations: run python -m central migrate")
    print(f"municipalities: {', '.join(municipalities())}")
    if not faults:
        faults += check_terminals(municipalities())
        with one_instant():
            faults += _check_what_is_kept()
    return _failed("\n".join(faults)) if faults else 0


def _is_fault(found: checks.CheckMessage) -> bool:
    return found.level >= checks.WARNING and not found.is_silenced()


def _check_what_is_kept() -> list[str]:
    """Bookings against today's rules are printed: that is no fault."""
    faults = [*broken_chains(municipalities()), *loose_rows()]
    for municipality in municipalities().values():
        for line in against_todays_rules(municipality, clock.now()):
            print(line)
    return faults


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "migrate": _migrate,
    "enrol": _enrol,
    "keys": _keys,
    "find": _find,
    "scan": _scan,
    "staff": _staff,
    "debits": _debits,
    "holds": _holds,
    "load-demo": _load_demo,
    "work": _work,
    "replay": _replay,
    "import": _import,
    "backup": back_up_to,
    "restore": restore_from,
    "check": _check,
}
