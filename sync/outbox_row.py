"""One recorded action as a row: made, settled and checked; pure.

Clear in a row: municipality, verb, cells, times. Sealed: everything of the person. The hash chain
shows a row that is missing or altered before it is sent; the digest of every column shows any
later change, the state above all: a row that turned ``applied`` by itself would never be sent.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from sync.draft import Draft
from sync.identity import Identity
from sync.seal import action_info, seal
from sync.store import Row
from sync.wire import (
    Clock,
    Envelope,
    Personal,
    Sealed,
    Signed,
    canonical,
    chain_hash,
    encode_bytes,
)

__all__ = [
    "COLUMNS",
    "WAITING_STATES",
    "ActionState",
    "BookedCells",
    "OutboxRow",
    "Place",
    "booked_cells",
    "fault_of",
    "from_disk",
    "grant_of",
    "record",
]


class ActionState(StrEnum):
    #: Recorded; the centre has certainly not seen it.
    PENDING = "pending"
    #: Sent without an answer: it may have been done.
    UNKNOWN = "unknown"
    APPLIED = "applied"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    PARKED = "parked"
    QUARANTINED = "quarantined"


WAITING_STATES = (ActionState.PENDING, ActionState.UNKNOWN)
#: The centre has the action for good: its sealed part is gone here.
BLANKED_STATES = (
    ActionState.APPLIED,
    ActionState.REJECTED,
    ActionState.CONFLICT,
    ActionState.PARKED,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the terminal's sequence the next action stands."""

    seq: int
    prev: str


@dataclass(frozen=True, slots=True)
class BookedCells:
    """The cells of a municipality's room that a booking would take."""

    municipality: str
    facility: str
    day: date
    start_minute: int
    end_minute: int
    cells: frozenset[int]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """As on disk; ``text`` is what was signed, or the same with its sealed part blanked."""

    seq: int
    action: str
    visit: str
    prev: str
    hash: str
    text: str
    signature: str
    cells: str
    state: str
    settled_ms: int | None
    digest: str = ""

    @property
    def signed(self) -> Signed:
        return Signed(text=self.text, signature=self.signature)

    @property
    def municipality(self) -> str:
        """The one that was chosen, and is asked."""
        return str(json.loads(self.text)["municipality"])

    def settled(self, state: ActionState, centre_ms: int) -> "OutboxRow":
        """The row after the centre's verdict.

        The sealed part goes at once, for the centre has it. Only a quarantined action keeps it:
        that the sequence forked decides nothing, and this may be the one readable copy.
        """
        text = _without_sealed(self.text) if state in BLANKED_STATES else self.text
        return replace(self, state=state, settled_ms=centre_ms, text=text).with_digest()

    def unknown(self) -> "OutboxRow":
        return replace(self, state=ActionState.UNKNOWN).with_digest()

    def with_digest(self) -> "OutboxRow":
        return replace(self, digest=_digest(self))


COLUMNS = tuple(OutboxRow.__dataclass_fields__)


def from_disk(row: Row) -> OutboxRow:
    return OutboxRow(**{name: row[name] for name in COLUMNS})


def record(
    draft: Draft, place: Place, identity: Identity, session: UUID, clock: Clock
) -> OutboxRow:
    """Bind login box and form to this action, sign the envelope, and chain it to the one before."""
    envelope = Envelope(
        terminal=identity.terminal,
        session=session,
        seq=place.seq,
        prev=place.prev,
        action=draft.action,
        visit=draft.visit,
        municipality=draft.municipality,
        body=draft.body,
        sealed=_bound(draft, place.seq, identity),
        clock=clock,
    )
    signed = identity.sign(envelope)
    return OutboxRow(
        seq=place.seq,
        action=str(draft.action),
        visit=str(draft.visit),
        prev=place.prev,
        hash=chain_hash(signed),
        text=signed.text,
        signature=signed.signature,
        cells=json.dumps(sorted(draft.cells)),
        state=ActionState.PENDING,
        settled_ms=None,
    ).with_digest()


def booked_cells(row: OutboxRow) -> BookedCells | None:
    """Where and when a waiting booking would be, or a changed one; None for anything else."""
    body = json.loads(row.text)["body"]
    body = body.get("to", body)
    if body["verb"] != "book":
        return None
    day = date.fromisoformat(body["day"])
    cells = frozenset(json.loads(row.cells))
    hours = body["start_minute"], body["end_minute"]
    return BookedCells(row.municipality, body["facility"], day, *hours, cells)


def grant_of(row: OutboxRow) -> UUID | None:
    """The hold that a booking uses up."""
    grant = json.loads(row.text)["body"].get("grant")
    return None if grant is None else UUID(grant)


def fault_of(row: OutboxRow) -> str | None:
    """What is wrong with a row by itself, or None; fast enough for ten thousand at a start."""
    if row.digest != _digest(row):
        return "its columns are not what was written"
    signed = Signed.model_construct(text=row.text, signature=row.signature)
    if row.state not in BLANKED_STATES and chain_hash(signed) != row.hash:
        return "its envelope is not what was signed"
    return None


def _bound(draft: Draft, seq: int, identity: Identity) -> Sealed:
    kid, key = identity.newest
    info = action_info(identity.terminal, seq, str(draft.action), draft.body.verb)
    personal = Personal(login=draft.credential, form=draft.form)
    box = seal(key, info, canonical(personal).encode())
    return Sealed(kid=kid, box=encode_bytes(box))


def _without_sealed(text: str) -> str:
    clear = json.loads(text) | {"sealed": None}
    return json.dumps(clear, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _digest(row: OutboxRow) -> str:
    values = [getattr(row, name) for name in COLUMNS[:-1]]
    # A flipped bit turns a text into bytes, which are not what was written either.
    columns = json.dumps(values, ensure_ascii=False, default=repr)
    return hashlib.sha256(columns.encode()).hexdigest()
