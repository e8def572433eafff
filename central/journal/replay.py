"""Run the journal again, by the same use cases, and say whether they come to the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from pydantic import ValidationError

from central.journal.answers import answer_of, answer_text
from central.journal.commands import Context, all_commands
from central.journal.models import Line
from central.journal.orders import QUIET, REACH, other_orders
from central.journal.write import perform
from rules.calendar import JAPAN
from rules.policy import Municipality

__all__ = ["Difference", "Replayed", "replay"]

#: Lines that are committed together: what ran at the same time is looked for among them.
TOGETHER_MIN = 100
TOGETHER_MAX = 1_000
#: Lines that are run for the sake of one that differs, before it is said to differ.
STEPS_MAX = 10_000
#: First nothing but that line moves, then one of those that differ for it may, too.
DEPTHS = (0, 1)


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
    """Lines in the order in which they are run; ``ran``: those that have been, and were the same.

    ``marks`` has a savepoint before each of those.
    """

    municipality: Municipality
    order: list[Line]
    ran: list[Line] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    steps: int = 0
    moved: int = 0


def replay(municipality: Municipality, lines: Iterator[Line]) -> Replayed:
    """Into the database as it stands, until the first line that differs.

    In the order of the chain. Lines that ran at the same time may have seen each other in another
    one: where a line differs, those are tried.
    """
    replayed = Replayed()
    waiting: list[Line] = []
    for line in lines:
        rested = bool(waiting) and line.at - waiting[-1].written_at > QUIET
        if len(waiting) >= TOGETHER_MAX or (len(waiting) >= TOGETHER_MIN and rested):
            # What comes next may have met the last of these, where the centre did not rest.
            waiting = _commit(replayed, municipality, waiting, 0 if rested else REACH)
            if replayed.difference is not None:
                return replayed
        waiting.append(line)
    _commit(replayed, municipality, waiting, 0)
    return replayed


def _commit(
    replayed: Replayed, municipality: Municipality, lines: list[Line], again: int
) -> list[Line]:
    """Run them and keep what they did; the last of them are left, to be run ``again``."""
    block = _Block(municipality, lines)
    with transaction.atomic():
        replayed.difference = _run(block)
        kept = len(block.order) - (again if replayed.difference is None else 0)
        done, left = block.order[:kept], block.order[kept:]
        if left:
            transaction.savepoint_rollback(block.marks[kept])
        Line.objects.bulk_create(done)
    replayed.moved += block.moved
    replayed.lines += len(done)
    return left


def _run(block: _Block) -> Difference | None:
    index = 0
    while index < len(block.order):
        answer = _step(block, index)
        if answer is None:
            index += 1
            continue
        line = block.order[index]
        found = _found(block, index)
        if found is None:
            return Difference(line, answer)
        block.moved += 1
        index = found
    return None


def _found(block: _Block, index: int) -> int | None:
    for depth in DEPTHS:
        block.steps = 0
        if (found := _arranged(block, index, depth)) is not None:
            return found
    return None


def _arranged(block: _Block, index: int, depth: int) -> int | None:
    """Put the line that differs here in an order in which nothing does; from where it goes on."""
    before = block.order
    for start, stretch in other_orders(before, index):
        end = start + len(stretch)
        block.order = [*before[:start], *stretch, *before[end:]]
        if (found := _same_until(block, end, depth)) is not None:
            return found
    block.order = before
    return None


def _same_until(block: _Block, end: int, depth: int) -> int | None:
    """Run the order as it is now; None where something differs before that place is reached."""
    index = _back_to_what_is_the_same(block)
    while index < end:
        if block.steps >= STEPS_MAX:
            return None
        if _step(block, index) is None:
            index += 1
            continue
        found = _arranged(block, index, depth - 1) if depth else None
        if found is None:
            return None
        index = found
    return index


def _back_to_what_is_the_same(block: _Block) -> int:
    """Undo what was run in another order; how much was not."""
    pairs = zip(block.ran, block.order, strict=False)
    same = next((index for index, (one, other) in enumerate(pairs) if one is not other), None)
    if same is not None:
        transaction.savepoint_rollback(block.marks[same])
        del block.ran[same:], block.marks[same:]
    return len(block.ran)


def _step(block: _Block, index: int) -> str | None:
    """Run one line; its answer, where that is another one, and then nothing is done."""
    line, mark = block.order[index], transaction.savepoint()
    block.steps += 1
    answer = _again(line, block.municipality)
    if answer != line.answer:
        transaction.savepoint_rollback(mark)
        return answer
    block.ran.append(line)
    block.marks.append(mark)
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
