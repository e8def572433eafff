"""Hold a draw: the seed out of secret, list and public value, and what everybody won."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery import wins
from central.lottery.draws import locked
from central.lottery.facts import slots_of, taken_in
from central.lottery.models import Draw, DrawState, Entry, EntryState
from central.lottery.proof import commitment, draw_id, seed
from central.lottery.published import result
from central.lottery.terms import Terms, terms_of
from central.lottery.use_cases.commit_draw import Hash
from rules.calendar import first_of_month
from rules.facts import Occupied
from rules.hall import Taken
from rules.lottery import Draw as Drawn
from rules.lottery import DrawEntry, draw, ranked_by_seed

__all__ = ["KIND", "Body", "perform"]

KIND = "hold_draw"
BATCH = 500


class Body(commands.Body):
    """``public_value`` is empty where the municipality names none; ``secret`` is public now."""

    month: date
    secret: Hash
    public_value: Annotated[str, Field(max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    municipality, month = context.municipality, first_of_month(body.month)
    held, terms = locked(municipality.id, month), terms_of(municipality, month)
    if held is None or terms is None:
        return rejected("no_such_draw", "")
    if held.state != DrawState.CLOSED or held.closed_at is None:
        return rejected("not_closed" if held.state == DrawState.COMMITTED else "already_drawn", "")
    if context.now < held.closed_at + terms.complaints:
        return rejected("complaints_open", "")
    if (terms.public_value is None) != (not body.public_value):
        return rejected("wrong_public_value", "")
    if commitment(draw_id(municipality.id, month), body.secret) != held.commitment:
        return rejected("wrong_secret", "")
    held.secret, held.public_value = body.secret, body.public_value
    _hold(held, terms, context)
    digest = sha256(held.result.encode()).hexdigest()
    return Decision("applied", outcome={"seed": held.seed, "result": digest})


def _hold(held: Draw, terms: Terms, context: Context) -> None:
    entries = list(
        Entry.objects.select_related("resident").filter(
            municipality=held.municipality, month=held.month, state=EntryState.ENTERED
        )
    )
    held.state, held.drawn_at = DrawState.DRAWN, context.now
    number = draw_id(held.municipality, held.month)
    held.seed = seed(number, held.secret, held.root, held.public_value).hex()
    before = _taken_before(held)
    since = _beyond(before, taken_in(context.municipality, held.month, entries))
    drawn = _drawn(held, entries, _together(before, since), context)
    held.result = result(held, drawn, since)
    held.save()
    _give(entries, drawn, terms, context)


def _drawn(held: Draw, entries: list[Entry], taken: Taken, context: Context) -> Drawn:
    ranking = ranked_by_seed(bytes.fromhex(held.seed), held.municipality, f"{held.month:%Y-%m}")
    floors = {room.id: room.floor for room in context.municipality.rooms.values()}
    wanted = (DrawEntry(e.number, e.user, e.preference, slots_of(e)) for e in entries)
    return draw(wanted, floors, ranking, taken)


def _give(entries: list[Entry], drawn: Drawn, terms: Terms, context: Context) -> None:
    """Write what became of each entry, and take the cells of the wins."""
    lost_to = {one.entry: one.lost_to or "" for turns in drawn.rounds for one in turns.decided}
    for entry in entries:
        won = entry.number in drawn.placed
        entry.state = EntryState.WON if won else EntryState.LOST
        entry.lost_to = lost_to[entry.number]
    Entry.objects.bulk_update(entries, ["state", "lost_to"], batch_size=BATCH)
    by_number = {entry.number: entry for entry in entries}
    for number in drawn.won:
        wins.hold(by_number[number], drawn.placed[number], context)
        if terms.confirms_until is None:
            wins.confirm(by_number[number], {}, context)


def _taken_before(held: Draw) -> Taken:
    """As the list says."""
    found: dict[tuple[str, date], set[tuple[int, int]]] = defaultdict(set)
    for room, day, minute, cell in json.loads(held.listing)["taken"]:
        found[room, date.fromisoformat(day)].add((minute, cell))
    return {key: frozenset(cells) for key, cells in found.items()}


def _beyond(before: Taken, now: Taken) -> Taken:
    return {key: cells - before.get(key, frozenset()) for key, cells in now.items()}


def _together(one: Taken, other: Taken) -> Taken:
    together: Mapping[tuple[str, date], Occupied] = {
        key: one.get(key, frozenset()) | other.get(key, frozenset())
        for key in one.keys() | other.keys()
    }
    return together
