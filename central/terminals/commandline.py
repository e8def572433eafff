"""What ``python -m central`` says of terminals and of the keys that they seal to."""

# ruff: noqa: T201 - a command line prints

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from central import clock
from central.terminals.rotation import (
    KeyStanding,
    key_standings,
    missing_keys,
    reasons_to_keep,
    retire,
    rotate,
)
from central.terminals.watch import silent_terminals

__all__ = ["check_terminals", "keys"]


def keys(options: argparse.Namespace) -> int:
    """Make a key, retire one, or say what there is."""
    now = clock.now()
    if options.retire is not None:
        if why := retire(options.retire, now):
            print("\n".join(why), file=sys.stderr)
            return 1
        print(f"{options.retire} is retired, and its private half deleted here")
    elif options.rotate is not None:
        key = rotate(now, at_once=options.rotate == "at-once")
        print(f"{key.kid} is told to terminals from {_instant(key.used_from)}")
    else:
        for standing in key_standings(now):
            print(f"sealing key {standing.key.kid}: {_said(standing, now)}")
    return 0


def check_terminals(municipalities: Iterable[str]) -> Iterator[str]:
    """Print who is silent and which keys are old; yields what is wrong."""
    now = clock.now()
    for municipality in municipalities:
        for terminal in silent_terminals(municipality, now):
            last = "never" if terminal.seen_at is None else _instant(terminal.seen_at)
            print(f"terminal {terminal.name}: silent, last heard of: {last}")
    for standing in key_standings(now):
        if standing.replaced_at is not None:
            print(f"sealing key {standing.key.kid}: {_said(standing, now)}")
    for kid in missing_keys():
        yield f"sealing key {kid}: its file is missing in the state directory of this machine"


def _said(standing: KeyStanding, now: datetime) -> str:
    if standing.key.used_from > now:
        return f"to be told to terminals from {_instant(standing.key.used_from)}"
    if standing.replaced_at is None:
        return f"in use since {_instant(standing.key.used_from)}"
    why = list(reasons_to_keep(standing, now))
    more = f" (and {len(why) - 1} more)" if len(why) > 1 else ""
    reason = f"kept: {why[0]}{more}" if why else "may be retired"
    return f"old, replaced {_instant(standing.replaced_at)}; {reason}"


def _instant(instant: datetime) -> str:
    return instant.astimezone(clock.now().tzinfo).isoformat(timespec="minutes")
