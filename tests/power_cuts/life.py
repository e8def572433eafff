"""A terminal's outbox from its first start on, doing all that it ever does to its file.

``python -m tests.power_cuts.life STATE ACTIONS``; each action that is recorded is said, and
whose verdict is on the disk.
"""

import os
import sys
from pathlib import Path
from uuid import UUID

from sync.draft import Draft, Recorded
from sync.identity import read_identity
from sync.outbox import Limits, Outbox
from sync.wire import ActionVerdict
from tests.sync.put_forever import BODY, BOX, CLOCK, NOW_MS

IDLE_EVERY, SENT_EVERY, STARTS = 9, 4, 3


def live(state: Path, actions: int) -> None:
    identity = read_identity(state)
    limits, session, made = Limits(free_bytes_min=0), UUID(int=8), 0
    for start in range(1, STARTS + 1):
        outbox = Outbox(state, identity, session, limits, NOW_MS)
        while made < actions * start // STARTS:
            made += 1
            _put(outbox, made)
            if made % SENT_EVERY == 0:
                _send(outbox)
            if made % IDLE_EVERY == 0:
                outbox.settle_log()
        outbox.close()


def _put(outbox: Outbox, number: int) -> None:
    draft = Draft(UUID(int=number), UUID(int=99), "ono", BODY, BOX, frozenset({1}))
    assert isinstance(outbox.put(draft, CLOCK), Recorded)
    _say(f"recorded {number}")


def _send(outbox: Outbox) -> None:
    """The oldest is decided, those behind it are sent without an answer."""
    first, *others = outbox.due(SENT_EVERY)
    outbox.mark_unknown(others)
    action = UUID(first.action)
    told = ActionVerdict(seq=first.seq, action=action, verdict="applied", centre_ms=NOW_MS)
    assert outbox.settle([told])
    _say(f"settled {action.int}")


def _say(words: str) -> None:
    os.write(1, words.encode() + b"\n")


if __name__ == "__main__":
    live(Path(sys.argv[1]), int(sys.argv[2]))
