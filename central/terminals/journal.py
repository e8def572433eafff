"""The journal: where an action stands in its terminal's sequence, and the lines that are written.

Everything here runs inside the one transaction of its action.
"""

from dataclasses import dataclass
from datetime import timedelta

from central.booking.decision import Decision
from central.booking.facts import booking_state
from central.clock import millis
from central.registry.models import Resident
from central.terminals.letters import Letter, recorded_at
from central.terminals.models import Action, Fork, Terminal
from sync.wire import ActionVerdict, receipt_number

__all__ = ["Next", "Settled", "keep_fork", "place_of", "write_line"]

#: A verdict that came within this time after the recording was shown to the resident.
SHOWN_WITHIN = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Settled:
    """``verdict`` is None where an earlier action of the terminal has yet to arrive."""

    verdict: ActionVerdict | None
    next_seq: int
    chain_head: str


@dataclass(frozen=True, slots=True)
class Next:
    """The action continues its terminal's chain and waits for a decision."""

    terminal: Terminal


def place_of(letter: Letter) -> Settled | Next:
    """Known: its stored verdict. A fork: kept and quarantined. A gap: nothing yet. Or the next."""
    terminal = Terminal.objects.select_for_update().get(pk=letter.terminal_id)
    envelope = letter.envelope
    if envelope.seq < terminal.next_seq:
        stored = Action.objects.get(
            municipality=terminal.municipality, terminal=terminal, seq=envelope.seq
        )
        if stored.digest == letter.digest:
            return _settled(terminal, ActionVerdict.model_validate_json(stored.answer))
        return keep_fork(terminal, letter)
    if terminal.quarantined:
        return keep_fork(terminal, letter)
    if envelope.seq > terminal.next_seq:
        return _settled(terminal, None)
    if envelope.prev != terminal.chain_head:
        return keep_fork(terminal, letter)
    return Next(terminal)


def keep_fork(terminal: Terminal, letter: Letter) -> Settled:
    """Two envelopes claim one place: keep this one whole, and stop believing the terminal."""
    fork, _ = Fork.objects.get_or_create(
        municipality=terminal.municipality,
        terminal=terminal,
        digest=letter.digest,
        defaults={
            "seq": letter.envelope.seq,
            "signed": letter.signed.model_dump_json(),
            "received_at": letter.received_at,
        },
    )
    if not terminal.quarantined:
        terminal.quarantined = True
        terminal.save(update_fields=["quarantined"])
    verdict = ActionVerdict(
        seq=letter.envelope.seq,
        action=letter.envelope.action,
        verdict="quarantined",
        centre_ms=millis(fork.received_at),
    )
    return _settled(terminal, verdict)


def write_line(
    terminal: Terminal,
    letter: Letter,
    decision: Decision,
    resident: Resident | None,
    *,
    shown: bool,
) -> Settled:
    """Store the verdict for ever, and move the terminal on; both or neither."""
    verdict = _verdict(letter, decision)
    envelope = letter.envelope
    Action(
        municipality=terminal.municipality,
        terminal=terminal,
        seq=envelope.seq,
        digest=letter.digest,
        action=envelope.action,
        number=receipt_number(envelope.action),
        verb=envelope.body.verb,
        resident=resident,
        clear=_clear(letter),
        signed=letter.signed.model_dump_json() if decision.verdict == "parked" else "",
        received_at=letter.received_at,
        untold=not (shown and _was_quick(letter)),
        verdict=decision.verdict,
        answer=verdict.model_dump_json(),
    ).save(force_insert=True)
    _move_on(terminal, letter)
    return _settled(terminal, verdict)


def _move_on(terminal: Terminal, letter: Letter) -> None:
    terminal.next_seq = letter.envelope.seq + 1
    terminal.chain_head = letter.digest
    terminal.session = letter.envelope.session
    terminal.unsent = letter.unsent
    terminal.seen_at = letter.received_at
    terminal.save(update_fields=["next_seq", "chain_head", "session", "unsent", "seen_at"])


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


def _was_quick(letter: Letter) -> bool:
    recorded = recorded_at(letter.envelope.clock, letter.received_at)
    return recorded is not None and letter.received_at - recorded <= SHOWN_WITHIN


def _settled(terminal: Terminal, verdict: ActionVerdict | None) -> Settled:
    return Settled(verdict, terminal.next_seq, terminal.chain_head)
