#!/usr/bin/env python3
"""Check a draw from its published file, with nothing but Python; docs/draw.md says what it means.

python3 verify_draw.py RESULT.json [--before EARLIER.json ...] [--entry XXXX-XXXX-XXXX ...]
Exit status 0: all is as it must be. 1: something is not; a line says what. 2: there is no file.
"""

import argparse
import hashlib
import hmac
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
FORM = "kiosk-draw/v1"
#: What makes the first leaf of the tree; the entries are the others.
HEAD = ("form", "draw", "commitment", "replaced", "closed_at", "rules", "taken", "void")
#: What was published earlier and must not have changed since.
KEPT = (*HEAD, "entries", "root")


def canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def leaf(value: Json) -> bytes:
    return hashlib.sha256(b"\x00" + canonical(value)).digest()


def merkle(leaves: list[bytes]) -> bytes:
    """RFC 6962: split at the largest power of two that leaves something for the right side."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + merkle(leaves[:split]) + merkle(leaves[split:])).digest()


def secret_faults(result: Json) -> Iterator[str]:
    draw, secret, root = result["draw"], result["secret"], result["root"]
    if (result["form"], result["state"]) != (FORM, "drawn"):
        yield "this is not the result of a draw of the form that is known here"
    told = hashlib.sha256(f"{FORM}|{draw}|{secret}".encode()).hexdigest()
    if told != result["commitment"]:
        yield "the secret is not the one that was committed to"
    if merkle([leaf({k: result[k] for k in HEAD}), *map(leaf, result["entries"])]).hex() != root:
        yield "the root is not that of the list"
    message = f"seed|{draw}|{root}|{result['public_value']}".encode()
    if hmac.digest(bytes.fromhex(secret), message, "sha256").hex() != result["seed"]:
        yield "the seed is not made of secret, list and public value"
    numbers = [entry["entry"] for entry in result["entries"]]
    if numbers != sorted(set(numbers)):
        yield "the list is not sorted, or names an entry twice"


def round_faults(result: Json) -> Iterator[str]:
    """In each round all who have an undecided entry, in the order of the seed; then the turns."""
    left: dict[str, list[str]] = {}
    for entry in sorted(result["entries"], key=lambda e: (e["preference"], e["entry"])):
        left.setdefault(entry["user"], []).append(entry["entry"])
    won: set[str] = set()
    for number, turns in enumerate(result["rounds"], start=1):
        if turns["order"] != ranked(result, number, left):
            yield f"round {number}: the order of the users is not that of the seed"
            return
        due, decided = list(turns_of(turns, left)), [one["entry"] for one in turns["decided"]]
        if due != decided:
            yield f"round {number}: the entries are not decided in their turns"
            return
        for one in turns["decided"]:
            lost_to, cells = one["lost_to"], one["cells"]
            if (lost_to is not None) if one["won"] else (lost_to not in {None, *won} or cells):
                yield f"{one['entry']} lost to {lost_to}, which cannot be"
            won |= {one["entry"]} if one["won"] else set()
        left = {user: own for user, own in left.items() if own}
    if left:
        yield "entries are left undecided"


def ranked(result: Json, number: int, users: Iterable[str]) -> list[str]:
    start, seed = f"order|{result['draw']}|{number}|", bytes.fromhex(result["seed"])
    rank = {user: hmac.digest(seed, (start + user).encode(), "sha256") for user in users}
    return sorted(rank, key=lambda user: (rank[user], user))


def turns_of(turns: Json, left: dict[str, list[str]]) -> Iterator[str]:
    """Each user's entries as preferred, up to the first win of the round."""
    winners = {one["entry"] for one in turns["decided"] if one["won"]}
    for user in turns["order"]:
        while left[user]:
            entry = left[user].pop(0)
            yield entry
            if entry in winners:
                break


def cell_faults(result: Json) -> Iterator[str]:
    """A win is for what was asked, and none of its cells was somebody else's at the time."""
    held: dict[tuple[str, str, int], list[tuple[int, int, str]]] = {}
    for room, day, minute, cell in result["taken"] + result["taken_since"]:
        held.setdefault((room, day, cell), []).append((minute, minute + 1, "somebody before"))
    asked = {entry["entry"]: entry["slots"] for entry in result["entries"]}
    for one in (one for turns in result["rounds"] for one in turns["decided"] if one["won"]):
        keys = ("facility", "day", "start_minute", "end_minute")
        wanted = sorted([slot[key] for key in keys] for slot in asked[one["entry"]])
        if sorted(place[:4] for place in one["cells"]) != wanted:
            yield f"{one['entry']} won something else than it asked for"
        for room, day, start, end, cells in one["cells"]:
            for cell in cells:
                others = held.setdefault((room, day, cell), [])
                for first, after, who in others:
                    if first < end and start < after:
                        yield f"{one['entry']} won what {who} has"
                others.append((start, end, one["entry"]))


def earlier_faults(result: Json, path: Path) -> Iterator[str]:
    earlier = json.loads(path.read_bytes())
    for key in KEPT:
        if key in earlier and earlier[key] != result[key]:
            yield f"{path.name}: {key} has changed since"


def replacements(result: Json) -> list[str]:
    """What everybody was told where the secret was lost: between the two commitments is trust."""
    return [
        f"NOTE: the commitment {one['commitment']} was replaced at {one['until']}: {one['why']}"
        for one in result["replaced"]
    ]


def story(result: Json, number: str) -> str:
    """What became of an entry."""
    for void in result["void"]:
        if void["entry"] == number:
            return f"{number}: took no part ({void['why']})"
    entry = next((entry for entry in result["entries"] if entry["entry"] == number), None)
    if entry is None:
        return f"WRONG: {number}: is not in the list"
    rounds = enumerate(result["rounds"], start=1)
    turn, place, one = next(
        (turn, turns["order"].index(entry["user"]) + 1, one)
        for turn, turns in rounds
        for one in turns["decided"]
        if one["entry"] == number
    )
    end = "won" if one["won"] else f"lost to {one['lost_to'] or 'what was taken before'}"
    return f"{number}: leaf {leaf(entry).hex()}, round {turn}, turn {place}: {end}"


def verify(text: bytes, before: list[Path], entries: list[str]) -> list[str]:
    """Lines to say; those that begin with WRONG are faults."""
    try:
        result = json.loads(text)
        faults = [*secret_faults(result), *round_faults(result), *cell_faults(result)]
        faults += [fault for path in before for fault in earlier_faults(result, path)]
        if canonical(result) != text:
            faults.append("the file is not the published text of its content")
        said = [] if faults else [story(result, number) for number in entries]
        said += [] if faults else replacements(result)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [f"WRONG: this is no result of a draw ({type(error).__name__}: {error})"]
    if faults:
        return [f"WRONG: {fault}" for fault in faults]
    size = f"{len(result['entries'])} entries, {len(result['rounds'])} rounds"
    digest = hashlib.sha256(text).hexdigest()
    return [*said, f"{result['draw']}: {size}, all in order; SHA-256 of the file {digest}"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Check a draw from its published result file.")
    parser.add_argument("result", type=Path)
    parser.add_argument("--before", type=Path, action="append", default=[])
    parser.add_argument("--entry", action="append", default=[])
    asked = parser.parse_args()
    try:
        lines = verify(asked.result.read_bytes(), asked.before, asked.entry)
    except OSError as error:
        sys.stderr.write(f"verify_draw: {error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if any(line.startswith("WRONG") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
