"""``python -m central holds``: what terminals hold, and how two people free it."""

# ruff: noqa: T201 - a command line prints

import argparse
import getpass
import sys
from collections.abc import Iterable

from django.contrib.auth import authenticate

from central import clock
from central.booking.models import Hold, HoldState
from central.booking.use_cases import release_hold
from central.desk.roles import MANAGES, may
from central.ids import new_id
from central.journal.commands import Context
from central.journal.write import carry_out
from central.policies import municipalities

__all__ = ["holds"]


def holds(options: argparse.Namespace) -> int:
    """List those that stand, or release those of a terminal that is lost."""
    standing = Hold.objects.filter(state=HoldState.HELD).order_by("terminal", "day", "id")
    if options.terminal is not None:
        standing = standing.filter(terminal=options.terminal)
    if options.what == "list":
        for hold in standing:
            print(_said(hold))
        if not standing:
            print("no slot is held" + (f" by {options.terminal}" if options.terminal else ""))
        return 0
    found = list(standing)
    if why := _refusal(options, found):
        print(why, file=sys.stderr)
        return 1
    return _release(options, found)


def _release(options: argparse.Namespace, found: Iterable[Hold]) -> int:
    for hold in found:
        body = release_hold.Body(
            grant=hold.id,
            by=f"staff:{options.by}",
            agreed=f"staff:{options.agreed}",
            why=options.why,
        )
        here = municipalities()[hold.municipality]
        decision = carry_out(body, Context(here, clock.now(), "shell", new_id()))
        print(f"{_said(hold)}: {decision.verdict}")
    return 0


def _refusal(options: argparse.Namespace, found: list[Hold]) -> str:
    """Why nothing is released; empty where both have shown that they may."""
    if not (options.terminal and options.by and options.agreed and options.why):
        return "release needs --terminal, --by, --and and --why"
    if options.by == options.agreed:
        return f"two people are needed: {options.by} is one"
    if not found:
        return f"{options.terminal} holds nothing"
    for name in (options.by, options.agreed):
        user = authenticate(username=name, password=_password(name))
        if user is None or not all(may(user, MANAGES, hold.municipality) for hold in found):
            return f"{name}: not the password of a manager there"
    return ""


def _password(name: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"password of {name}: ")
    return sys.stdin.readline().strip()


def _said(hold: Hold) -> str:
    minutes = (hold.start_minute, hold.end_minute)
    start, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in minutes)
    asked = ", asked back" if hold.recalled_at else ""
    return f"{hold.terminal} {hold.facility} {hold.day} {start}-{end} {hold.id}{asked}"
