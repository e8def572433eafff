"""An action as it arrived: what was signed, what it says, and by when it was recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import ValidationError

from central.clock import from_millis
from central.terminals.access import enrolled, has_signed
from central.terminals.models import Terminal
from sync.wire import Actions, Clock, Envelope, Problem, Signed, chain_hash

__all__ = ["Letter", "read_letters", "recorded_at"]


@dataclass(frozen=True, slots=True)
class Letter:
    terminal_id: UUID
    signed: Signed
    envelope: Envelope
    digest: str
    unsent: int
    received_at: datetime


def read_letters(batch: Actions, now: datetime) -> list[Letter] | Problem:
    """All of a batch, or the first thing that is wrong with it; then nothing was done."""
    terminal = enrolled(batch.terminal)
    if isinstance(terminal, Problem):
        return terminal
    letters: list[Letter] = []
    for index, signed in enumerate(batch.actions):
        envelope = _read(terminal, signed, index)
        if isinstance(envelope, Problem):
            return envelope
        digest = chain_hash(signed)
        letters.append(Letter(terminal.id, signed, envelope, digest, batch.unsent, now))
    return letters


def recorded_at(clock: Clock, received_at: datetime) -> datetime | None:
    """When the resident confirmed, by the centre's own time carried on by the boot clock.

    None where the terminal could not know it; never later than the action was received.
    """
    if clock.centre_ms is None or clock.centre_boot_ms is None or not clock.trusted:
        return None
    since = timedelta(milliseconds=clock.boot_ms - clock.centre_boot_ms)
    return min(from_millis(clock.centre_ms) + since, received_at)


def _read(terminal: Terminal, signed: Signed, index: int) -> Envelope | Problem:
    if not has_signed(terminal, signed):
        return Problem(code="bad_signature", detail=f"actions.{index}")
    try:
        envelope = Envelope.model_validate_json(signed.text)
    except ValidationError:
        return Problem(code="invalid", detail=f"actions.{index}.text")
    if envelope.terminal != terminal.name:
        return Problem(code="wrong_terminal", detail=f"actions.{index}.text")
    return envelope
