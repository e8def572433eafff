"""An action before it has its place in the terminal's sequence, and what recording it gives."""

from dataclasses import dataclass
from uuid import UUID

from sync.wire import ActionBody, Sealed

__all__ = ["Draft", "IntakeStopped", "Recorded"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the resident confirmed; ``action`` is made once and never again.

    ``cells`` are the floor cells that the terminal expects the action to take, so that it can draw
    them as waiting; the centre allocates by itself. ``credential`` is the visit's login box, None
    where nobody has logged in; ``form`` is the box of what was typed for this action.
    ``unverified`` is the mark of a card or number that the centre has not vouched for, else None.
    """

    action: UUID
    visit: UUID
    municipality: str
    body: ActionBody
    credential: Sealed | None
    cells: frozenset[int] = frozenset()
    form: Sealed | None = None
    unverified: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The action is on disk. ``number`` is the one on the ticket, whatever the centre decides.

    ``held``: it used up a slot in this terminal's hands, which nobody else can get. ``code`` is the
    whole action for the QR code of a ticket (``ticket_code``), as long as it waits.
    """

    action: UUID
    seq: int
    number: str
    unsent: int
    held: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class IntakeStopped:
    """Nothing was recorded: the outbox is ``full``, the disk is full (``disk``), or ``damaged``.

    ``unverified``: as many actions as a card or number may leave here in a day, unseen.
    """

    why: str
