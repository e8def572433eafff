"""Run the journal again, by the same use cases, and say whether they come to the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import takewhile
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from central.journal.answers import answer_of, answer_text
from central.journal.chain import SETTLED_AFTER
from central.journal.commands import Context, all_commands
from central.journal.models import Line
from central.journal.write import perform
from rules.calendar import JAPAN
from rules.policy import Municipality

__all__ = ["Difference", "Replayed", "replay"]

#: Lines that are committed together: what ran at the same time is looked for among them.
TOGETHER_MIN = 100
TOGETHER_MAX = 1_000
#: So many places before and after its own a line is tried at.
TRIES_MAX = 64
#: A commit may take so long after the line was written; machines differ by less.
QUIET = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """The first line that is answered otherwise than it was."""

    line: Line
    answer: str


@dataclass(slots=True)
class Replayed:
    """``moved``: lines that ran at the same time as others, and saw them in another order."""

    lines: int = 0
    moved: int = 0
    difference: Difference | None = None


@dataclass(slots=True)
class _Block:
    """Lines in the order in which they are run; it moves a line that saw something else."""

    municipality: Municipality
    order: list[Line]
    marks: list[str] = field(default_factory=list)
    tries: Counter[UUID] = field(default_factory=Counter)
    homes: dict[UUID, int] = field(default_factory=dict)
    #: What a line was answered at its own place.
    answers: dict[UUID, str] = field(default_factory=dict)


def replay(municipality: Municipality, lines: Iterator[Line]) -> Replayed:
    """Into the database as it stands, until the first line that differs.

    In the order of the chain. Lines that ran at the same time may have seen each other in another
    one, which no clock tells: a line that differs is tried before and after those that it met.
    """
    replayed = Replayed()
    for together in _together(lines):
        block = _Block(municipality, together)
        with transaction.atomic():
            replayed.difference = _run(block)
            Line.objects.bulk_create(block.order)
        replayed.moved += len(block.tries)
        replayed.lines += len(together)
        if replayed.difference is not None:
            break
    return replayed


def _together(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Cut where the centre rested, if it did."""
    some: list[Line] = []
    for line in lines:
        rested = bool(some) and line.at - some[-1].written_at > QUIET
        if len(some) >= TOGETHER_MAX or (len(some) >= TOGETHER_MIN and rested):
            yield some
            some = []
        some.append(line)
    if some:
        yield some


def _run(block: _Block) -> Difference | None:
    index = 0
    while index < len(block.order):
        line = block.order[index]
        block.marks[index:] = [transaction.savepoint()]
        answer = _again(line, block.municipality)
        if answer == line.answer:
            index += 1
            continue
        answer = block.answers.setdefault(line.id, answer)
        target = _elsewhere(block, index)
        if target is None:
            return Difference(line, answer)
        block.order.insert(target, block.order.pop(index))
        index = min(index, target)
        transaction.savepoint_rollback(block.marks[index])
    return None


def _again(line: Line, municipality: Municipality) -> str:
    """What the same command is answered now."""
    command = all_commands().get(line.kind)
    if command is None:
        return f"there is no command {line.kind}"
    told = answer_of(line.answer)
    last, cells = told.get("last") is True, told.get("cells")
    taken = frozenset(cells) if isinstance(cells, list) else None
    now = line.at.astimezone(JAPAN)
    context = Context(municipality, now, line.actor, line.id, last, taken)
    try:
        body = command.body.model_validate_json(line.body)
        with transaction.atomic():
            return answer_text(perform(body, context), last=last)
    except ValidationError as error:
        return f"its body is none of {line.kind}: {error.errors()[0]['msg']}"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the difference
        return f"it fails: {type(error).__name__}"


def _elsewhere(block: _Block, index: int) -> int | None:
    """The next place to try a line at: before those that it met, the nearest first, then after."""
    line = block.order[index]
    home = block.homes.setdefault(line.id, index)
    block.tries[line.id] += 1
    tries = block.tries[line.id]
    before = _met(line, block.order[max(0, home - TRIES_MAX) : home][::-1])
    if tries <= before:
        return home - tries
    after = _met(line, block.order[home + 1 : home + 1 + TRIES_MAX])
    if tries <= before + after:
        return home + tries - before
    return None


def _met(line: Line, others: Sequence[Line]) -> int:
    """How many of those beside it, from the nearest, may have run at the same time."""
    began = max(line.at, line.written_at - SETTLED_AFTER) - QUIET
    ended = line.written_at + QUIET
    met = takewhile(lambda other: began <= other.written_at <= ended, others)
    return sum(1 for _ in met)
