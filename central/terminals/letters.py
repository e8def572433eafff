"""An action as it arrived: what was signed, what it says, and by when it was recorded."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from pydantic import ValidationError

from central.clock import from_millis, millis
from central.ids import DERIVED
from central.terminals.access import has_signed
from central.terminals.models import Terminal
from sync.wire import Actions, Clock, Envelope, Problem, Signed, chain_hash

__all__ = ["Letter", "Sender", "claimed_at", "is_undated", "read_letters", "recorded_at"]


#: What the database can count to; a terminal that sends one a second is there in 3 * 10^11 years.
SEQ_MAX = 2**63 - 2
#: No outbox holds as many.
UNSENT_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Sender:
    """What never changes of a terminal; whether it is still believed, its row says."""

    id: UUID
    name: str
    municipality: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Letter:
    """``watched``: its resident stands there and is shown the verdict.

    ``scanned``: it came on paper, from a ticket's QR code, and not from its terminal.
    """

    sender: Sender
    signed: Signed
    envelope: Envelope
    digest: str
    unsent: int
    received_at: datetime
    watched: bool = False
    scanned: bool = False


def read_letters(batch: Actions, now: datetime) -> list[Letter] | Problem:
    """All of a batch, or what is wrong with it; then nothing was done.

    Read from its end: a signature vouches for the envelope before it, too, whose hash it covers,
    and so for all that are chained to it (docs/decisions/0012).
    """
    sender = _known(batch.terminal)
    if sender is None:
        return Problem(code="unknown_terminal", detail=batch.terminal)
    letters: list[Letter] = []
    unsent = min(batch.unsent, UNSENT_MAX)
    vouched = ""
    for index, signed in reversed(list(enumerate(batch.actions))):
        digest = chain_hash(signed)
        if digest != vouched and not has_signed(sender.public_key, signed):
            return Problem(code="bad_signature", detail=f"actions.{index}")
        envelope = _read(sender, signed, index)
        if isinstance(envelope, Problem):
            return envelope
        left = max(unsent - index - 1, 0)  # the terminal counts those of this batch, too
        watched = envelope.visit == batch.watching
        letters.append(Letter(sender, signed, envelope, digest, left, now, watched))
        vouched = envelope.prev
    return letters[::-1]


def recorded_at(clock: Clock, received_at: datetime) -> datetime | None:
    """When the resident confirmed, by the centre's own time carried on by the boot clock.

    None where the terminal could not know it; never later than the action was received.
    """
    if clock.centre_ms is None or clock.centre_boot_ms is None or not clock.trusted:
        return None
    recorded_ms = clock.centre_ms + clock.boot_ms - clock.centre_boot_ms
    return from_millis(recorded_ms) if 0 <= recorded_ms < millis(received_at) else received_at


def claimed_at(clock: Clock, received_at: datetime) -> datetime:
    """What the terminal's own clock showed, which nobody vouches for; never later than received."""
    return from_millis(min(clock.wall_ms, millis(received_at)))


def is_undated(letter: Letter) -> bool:
    """Whether nobody knows when it was recorded; with its resident at the terminal it was now."""
    recorded = recorded_at(letter.envelope.clock, letter.received_at)
    return recorded is None and not letter.watched


def _known(name: str) -> Sender | None:
    """Read once in a process; a name that is unknown today may be enrolled tomorrow."""
    try:
        return _sender(name)
    except Terminal.DoesNotExist:
        return None


@lru_cache(maxsize=4096)
def _sender(name: str) -> Sender:
    terminal = Terminal.objects.get(name=name)
    return Sender(terminal.id, name, terminal.municipality, terminal.public_key)


def _read(sender: Sender, signed: Signed, index: int) -> Envelope | Problem:
    try:
        envelope = Envelope.model_validate_json(signed.text)
    except ValidationError:
        return Problem(code="invalid", detail=f"actions.{index}.text")
    if envelope.seq > SEQ_MAX:
        return Problem(code="invalid", detail=f"actions.{index}.text: seq")
    if envelope.action.version == DERIVED:
        return Problem(
            code="invalid", detail=f"actions.{index}.text: the action has an id of the centre"
        )
    if envelope.terminal != sender.name:
        return Problem(code="wrong_terminal", detail=f"actions.{index}.text")
    return envelope
