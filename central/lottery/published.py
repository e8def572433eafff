"""The texts of a draw that everybody may read: numbers of entries, and nothing of any person.

Before the close a short notice; then the list; with the draw the result file, which holds the list
and all that the draw was made of. Each is canonical JSON.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from central.lottery.models import Draw, DrawState, Entry, EntryState
from central.lottery.proof import canonical, draw_id, leaf, merkle_root
from central.lottery.terms import Terms
from rules.calendar import JAPAN
from rules.hall import Placed, Taken
from rules.lottery import Draw as Drawn
from rules.lottery import Round

__all__ = [
    "FORM",
    "instant_text",
    "leaf_of",
    "listing",
    "notice",
    "published_entry",
    "relisted",
    "result",
]

#: The version of these texts, and of how the draw is made of them.
FORM = "kiosk-draw/v1"


def published_entry(entry: Entry) -> dict[str, object]:
    return {
        "entry": entry.number,
        "user": entry.user,
        "preference": entry.preference,
        "slots": entry.slots,
    }


def leaf_of(entry: Entry) -> str:
    return leaf(published_entry(entry))


def notice(draw: Draw, terms: Terms, rules: str) -> str:
    """Before the close."""
    return canonical(
        {
            "form": FORM,
            "state": DrawState.COMMITTED,
            "draw": draw_id(draw.municipality, draw.month),
            "commitment": draw.commitment,
            "replaced": draw.replaced,
            "committed_at": _instant(draw.committed_at),
            "opens_at": _instant(terms.opens_at),
            "closes_at": _instant(terms.closes_at),
            "public_value_of": terms.public_value,
            "rules": rules,
        }
    )


def listing(draw: Draw, entries: Iterable[Entry], taken: Taken, rules: str) -> dict[str, Any]:
    """At the close: who takes part, who does not and why, and what nobody can win."""
    ordered = sorted(entries, key=lambda entry: entry.number)
    taking_part = [entry for entry in ordered if entry.state == EntryState.ENTERED]
    others = [entry for entry in ordered if entry.state != EntryState.ENTERED]
    head = {
        "form": FORM,
        "draw": draw_id(draw.municipality, draw.month),
        "commitment": draw.commitment,
        "replaced": draw.replaced,
        "closed_at": _instant(draw.closed_at),
        "rules": rules,
        "taken": list(_taken(taken)),
        "void": [{"entry": entry.number, "why": entry.void or entry.state} for entry in others],
    }
    return _rooted(head, [published_entry(entry) for entry in taking_part])


def relisted(draw: Draw) -> tuple[str, str]:
    """The same list under the commitment that holds now, and its root."""
    head = json.loads(draw.listing) | {"commitment": draw.commitment, "replaced": draw.replaced}
    published = head.pop("entries")
    for name in ("state", "root"):
        del head[name]
    changed = _rooted(head, published)
    return canonical(changed), changed["root"]


def result(draw: Draw, drawn: Drawn, taken_since: Taken) -> str:
    """After the draw; ``taken_since`` are cells that were taken after the close."""
    return canonical(
        {
            **json.loads(draw.listing),
            "state": DrawState.DRAWN,
            "secret": draw.secret,
            "public_value": draw.public_value,
            "seed": draw.seed,
            "taken_since": list(_taken(taken_since)),
            "rounds": [_round(turns, drawn.placed) for turns in drawn.rounds],
        }
    )


def instant_text(instant: datetime) -> str:
    """In Japan time, whatever the database gives."""
    return instant.astimezone(JAPAN).isoformat()


def _rooted(head: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    root = merkle_root([leaf(head), *map(leaf, entries)])
    return {**head, "state": DrawState.CLOSED, "entries": entries, "root": root}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _taken(taken: Taken) -> Iterator[Sequence[object]]:
    """Room, day, start of the granule in minutes after midnight, cell."""
    cells = sorted((room, day, *cell) for (room, day), found in taken.items() for cell in found)
    return ([room, _day(day), minute, cell] for room, day, minute, cell in cells)


def _round(turns: Round, placed: Mapping[str, Placed]) -> dict[str, object]:
    """Whose turn it was, the first first, and what was decided in these turns, in that order."""
    decided = [
        {
            "entry": one.entry,
            "won": one.won,
            "lost_to": one.lost_to,
            "cells": [
                [slot.facility, _day(slot.day), slot.start_minute, slot.end_minute, sorted(cells)]
                for slot, cells in placed.get(one.entry, ())
            ],
        }
        for one in turns.decided
    ]
    return {"order": list(turns.order), "decided": decided}


def _day(day: date) -> str:
    return day.isoformat()
