"""The journal: where an action stands in its terminal's sequence, and the lines that are written.

Everything here runs inside the one transaction of its action.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from central.booking.facts import booking_state
from central.clock import millis
from central.decision import Decision
from central.find import find_one
from central.ids import new_id
from central.logs import event
from central.postgres import Asked
from central.registry.models import Resident
from central.sql import ask, insert_new, new, rows, update
from central.terminals.bounds import FORKS_MAX
from central.terminals.letters import Letter
from central.terminals.models import Action, Fork, Terminal
from central.transactions import in_transaction
from sync.wire import ActionVerdict, Problem, receipt_number

__all__ = [
    "Next",
    "Settled",
    "decided_before",
    "head_before",
    "next_asked",
    "place_asked",
    "scanned_place",
    "standing",
    "take_place",
    "told_before",
    "write_line",
]


@dataclass(frozen=True, slots=True)
class Settled:
    """``verdict`` is None where an earlier action of the terminal has yet to arrive."""

    verdict: ActionVerdict | None
    next_seq: int
    chain_head: str


@dataclass(frozen=True, slots=True)
class Next:
    """The action continues its terminal's chain, which has moved on over it; decide it now."""


_MOVE_ON = """
UPDATE terminals_terminal
SET next_seq = %s, chain_head = %s, session = %s, unsent = %s, seen_at = %s
WHERE id = %s AND next_seq = %s AND chain_head = %s AND NOT quarantined AND NOT revoked
"""
#: The answer that was to be shown did not arrive, and nobody stands there any more.
_LEFT = "UPDATE terminals_action SET untold = TRUE WHERE id = %s"
_IS_NEXT = "SELECT id FROM terminals_terminal WHERE id = %s AND next_seq = %s AND chain_head = %s"
_TOLD = """
SELECT a.seq, a.digest, a.answer, a.id, a.untold, t.next_seq, t.chain_head
FROM terminals_action a JOIN terminals_terminal t ON t.id = a.terminal_id
WHERE a.municipality = %s AND a.terminal_id = %s AND a.seq BETWEEN %s AND %s
  AND a.seq < t.next_seq AND NOT t.revoked
"""
_NOT_YET = (None, "", None, True, 0, "")


def place_asked(first: Letter, last: Letter) -> Asked:
    """Compare and set, which holds on any database: the terminal moves on over these actions.

    It also locks the terminal's row: of two requests with the same action one moves it on; the
    other waits for that.
    """
    values = (
        last.envelope.seq + 1,
        last.digest,
        last.envelope.session,
        last.unsent,
        last.received_at,
        first.sender.id,
        first.envelope.seq,
        first.envelope.prev,
    )
    return _MOVE_ON, values


def next_asked(letter: Letter) -> Asked:
    """Whether it is the next of its terminal, without moving on."""
    place = letter.envelope
    return _IS_NEXT, (letter.sender.id, place.seq, place.prev)


def take_place(letter: Letter) -> Next | Settled | Problem:
    """The next place in its terminal's chain, or what there is to say without it."""
    if letter.scanned:
        return scanned_place(letter)
    if (before := decided_before(letter)) is not None:
        return before
    (_, moved), *_ = ask(place_asked(letter, letter))
    return Next() if moved else standing(letter)


def standing(letter: Letter) -> Settled | Problem:
    """Known: its stored verdict. A fork: kept and quarantined. A gap: nothing yet."""
    terminal = find_one(Terminal, lock=True, id=letter.sender.id)
    if terminal is None:
        return Problem(code="unknown_terminal", detail=letter.sender.name)
    if terminal.revoked:
        return Problem(code="revoked_terminal", detail=letter.sender.name)
    if letter.envelope.seq < terminal.next_seq:
        return _stored(terminal, letter)
    if letter.envelope.seq > terminal.next_seq and not terminal.quarantined:
        return Settled(None, terminal.next_seq, terminal.chain_head)
    return _keep_fork(terminal, letter)


def scanned_place(letter: Letter) -> Next | Settled | Problem:
    """Whether what came on paper is to be decided now. Its terminal does not move on over it.

    Where the action before it has not come, nothing says what was recorded in between; where that
    is known, it has to be the one that this one names.
    """
    terminal = Terminal.objects.select_for_update().get(pk=letter.sender.id)
    if _line_at(terminal, letter.envelope.seq) is not None:
        return _stored(terminal, letter)
    kept = Fork.objects.filter(
        municipality=terminal.municipality, terminal=terminal, digest=letter.digest
    )
    believed = not (terminal.revoked or terminal.quarantined or kept.exists())
    if believed and head_before(terminal, letter) in {None, letter.envelope.prev}:
        return Next()
    return _keep_fork(terminal, letter)


def head_before(terminal: Terminal, letter: Letter) -> str | None:
    """The hash of the action before it; None where that one has not come."""
    seq = letter.envelope.seq
    if seq == terminal.next_seq:
        return terminal.chain_head
    before = _line_at(terminal, seq - 1)
    return None if before is None else before.digest


def decided_before(letter: Letter) -> Settled | Problem | None:
    """The verdict of an action that came on paper first; its terminal moves on over it now."""
    terminal = find_one(Terminal, lock=True, id=letter.sender.id)
    line = None if terminal is None else _line_at(terminal, letter.envelope.seq)
    if line is None:
        return None
    moved = 0
    if line.digest == letter.digest:
        ((_, moved),) = ask(place_asked(letter, letter))
    if not moved:
        return standing(letter)
    verdict = ActionVerdict.model_validate_json(line.answer)
    return Settled(verdict, letter.envelope.seq + 1, letter.digest)


def told_before(letters: Sequence[Letter]) -> list[Settled]:
    """The stored verdicts at the head of a batch: a terminal asks again what it was not told."""
    sender, first, last = letters[0].sender, letters[0].envelope.seq, letters[-1].envelope.seq
    decided = {seq: rest for seq, *rest in rows(_TOLD, sender.municipality, sender.id, first, last)}
    told: list[Settled] = []
    for letter in letters:
        stored = decided.get(letter.envelope.seq, _NOT_YET)
        digest, answer, line, untold, next_seq, chain_head = stored
        if digest != letter.digest:
            break
        if not (untold or letter.watched):
            in_transaction(partial(update, _LEFT, line))
        told.append(Settled(ActionVerdict.model_validate_json(answer), next_seq, chain_head))
    return told


def write_line(
    letter: Letter, decision: Decision, resident: Resident | None, *, shown: bool
) -> Settled:
    """Store the verdict for ever, in the transaction that did what it says."""
    verdict = _verdict(letter, decision)
    envelope = letter.envelope
    line = new(
        Action,
        id=new_id(),
        municipality=letter.sender.municipality,
        terminal_id=letter.sender.id,
        seq=envelope.seq,
        digest=letter.digest,
        action=envelope.action,
        number=receipt_number(envelope.action),
        verb=envelope.body.verb,
        resident_id=None if resident is None else resident.id,
        clear=_clear(letter),
        signed=letter.signed.model_dump_json() if decision.verdict == "parked" else "",
        received_at=letter.received_at,
        untold=not (shown and letter.watched),
        verdict=decision.verdict,
        answer=verdict.model_dump_json(),
    )
    insert_new(line)
    return Settled(verdict, envelope.seq + 1, letter.digest)


def _line_at(terminal: Terminal, seq: int) -> Action | None:
    return find_one(Action, municipality=terminal.municipality, terminal_id=terminal.id, seq=seq)


def _stored(terminal: Terminal, letter: Letter) -> Settled:
    line = _line_at(terminal, letter.envelope.seq)
    assert line is not None, "a terminal moves on over what has a verdict"
    if line.digest != letter.digest:
        return _keep_fork(terminal, letter)
    if not (line.untold or letter.watched or letter.scanned):
        update(_LEFT, line.pk)
    verdict = ActionVerdict.model_validate_json(line.answer)
    return Settled(verdict, terminal.next_seq, terminal.chain_head)


def _keep_fork(terminal: Terminal, letter: Letter) -> Settled:
    """Two envelopes claim one place: keep this one whole, and stop believing the terminal.

    Where as many are kept as may be, the terminal keeps it: it gets no verdict.
    """
    whose: dict[str, Any] = {"municipality": terminal.municipality, "terminal_id": terminal.id}
    fork = find_one(Fork, **whose, digest=letter.digest)
    if fork is None:
        if Fork.objects.filter(**whose).count() >= FORKS_MAX:
            return Settled(None, terminal.next_seq, terminal.chain_head)
        fork = new(
            Fork,
            **whose,
            id=new_id(),
            seq=letter.envelope.seq,
            digest=letter.digest,
            signed=letter.signed.model_dump_json(),
            received_at=letter.received_at,
        )
        insert_new(fork)
    if not (terminal.quarantined or terminal.revoked):
        terminal.quarantined = True
        terminal.save(update_fields=["quarantined"])
        event("quarantined", level=logging.WARNING, terminal=terminal.name)
    verdict = ActionVerdict(
        seq=letter.envelope.seq,
        action=letter.envelope.action,
        verdict="quarantined",
        centre_ms=millis(fork.received_at),
    )
    return Settled(verdict, terminal.next_seq, terminal.chain_head)


def _verdict(letter: Letter, decision: Decision) -> ActionVerdict:
    return ActionVerdict(
        seq=letter.envelope.seq,
        action=letter.envelope.action,
        verdict=decision.verdict,
        reasons=decision.reasons,
        booking=None if decision.booking is None else booking_state(decision.booking),
        outcome=dict(decision.outcome),
        centre_ms=millis(letter.received_at),
    )


def _clear(letter: Letter) -> str:
    """The envelope without the person: its hash stands beside it, its box is dropped."""
    return letter.envelope.model_dump_json(exclude={"sealed"})
