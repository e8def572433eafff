"""What ``python -m central`` says of terminals and of the keys that they seal to."""

# ruff: noqa: T201 - a command line prints

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

from central import clock
from central.policies import municipalities
from central.terminals.rotation import (
    KeyStanding,
    key_standings,
    missing_keys,
    reasons_to_keep,
    retire,
    rotate,
)
from central.terminals.scans import (
    SCAN_MAX,
    Chain,
    ScanFault,
    chain_of,
    note_scan,
    read_scan,
    settle_scan,
)
from central.terminals.sealing import private_keys
from central.terminals.watch import silent_terminals
from sync.wire import receipt_number

__all__ = ["check_terminals", "keys", "scan"]

_CHAIN: Mapping[Chain, str] = {
    Chain.KNOWN: "it had come before",
    Chain.FOLLOWS: "the next of its terminal",
    Chain.GAP: "earlier actions of its terminal have not come: their order cannot be checked",
    Chain.BROKEN: "its terminal is not believed, or another action stands in its place",
}


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


def check_terminals(names: Iterable[str]) -> Iterator[str]:
    """Print who is silent and which keys are old; yields what is wrong."""
    now = clock.now()
    for name in names:
        for terminal in silent_terminals(name, now):
            last = "never" if terminal.seen_at is None else _instant(terminal.seen_at)
            print(f"terminal {terminal.name}: silent, last heard of: {last}")
    for standing in key_standings(now):
        if standing.replaced_at is not None:
            print(f"sealing key {standing.key.kid}: {_said(standing, now)}")
    for kid in missing_keys():
        yield f"sealing key {kid}: its file is missing in the state directory of this machine"


def scan(_: argparse.Namespace) -> int:
    """Take in the tickets whose codes come on standard input, a line each, as a scanner types."""
    taken = [_take(typed) for typed in iter(partial(sys.stdin.readline, SCAN_MAX + 2), "")]
    return 0 if all(taken) else 1


def _take(typed: str) -> bool:
    """Say what became of one; whether it was taken in."""
    if not typed.strip():
        return True
    letter = read_scan(typed, clock.now())
    if isinstance(letter, ScanFault):
        print(f"{typed.strip()[:20]}: {letter}", file=sys.stderr)
        return False
    chain, known = chain_of(letter), municipalities()
    note_scan(letter, known)
    scanned = settle_scan(letter, known, private_keys())
    verdict = None if scanned.settled is None else scanned.settled.verdict
    said = f"not decided: {scanned.why}" if verdict is None else verdict.verdict
    print(f"{receipt_number(letter.envelope.action)}: {said} ({_CHAIN[chain]})")
    return verdict is not None


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
