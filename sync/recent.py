"""The last actions of a terminal, as whoever looks after it may see them: nothing of a person."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from sync.outbox_row import ActionState, OutboxRow
from sync.wire import KEYS_ONLY, ActionBody, receipt_number

__all__ = ["RECENT_MAX", "RecentAction", "recent_action", "recent_actions"]

#: Somebody whose paper did not come out has not been gone for long.
RECENT_MAX = 12

_BODY: TypeAdapter[ActionBody] = TypeAdapter(ActionBody, config=KEYS_ONLY)


@dataclass(frozen=True, slots=True)
class RecentAction:
    """``number`` stood on its ticket; ``recorded_ms`` is by the terminal's own clock."""

    number: str
    municipality: str
    body: ActionBody
    recorded_ms: int
    state: ActionState


def recent_actions(rows: Iterable[OutboxRow]) -> tuple[RecentAction, ...]:
    """A row that cannot be read is left out: the check at the start tells of it."""
    return tuple(found for found in map(recent_action, rows) if found is not None)


def recent_action(row: OutboxRow) -> RecentAction | None:
    """Of a row whose sealed part is gone, too; None where it cannot be read."""
    try:
        clear = json.loads(row.text)
        body = _BODY.validate_json(json.dumps(clear["body"]))
        number, clock = receipt_number(UUID(row.action)), clear["clock"]
        state = ActionState(row.state)
        return RecentAction(number, clear["municipality"], body, clock["wall_ms"], state)
    except (ValidationError, ValueError, KeyError, TypeError):
        return None
