"""Children that record actions until they are killed, and say which are on disk.

``python -m tests.sync.put_forever <state directory>``, then lines "first action, how many".
"""

import os
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.draft import Draft, Recorded
from sync.identity import Identity, complete_identity, read_identity
from sync.outbox import Limits, Outbox
from sync.wire import BookBody, Clock, Enrolled, Sealed, SealingKey, encode_bytes

IDLE_EVERY = 20
NOW_MS = 1_760_000_000_000
BODY = BookBody(
    facility="algo_gym",
    sport="badminton",
    courts=1,
    people=4,
    day=date(2025, 11, 3),
    start_minute=540,
    end_minute=600,
)
BOX = Sealed(kid="k1", box="A" * 400)
CLOCK = Clock(
    boot_id=UUID(int=7),
    boot_ms=1,
    wall_ms=NOW_MS,
    trusted=False,
    centre_ms=None,
    centre_boot_ms=None,
)


def make_identity(state: Path) -> Identity:
    """As an enrolment leaves it; nobody has the key that it seals to."""
    sealing = encode_bytes(X25519PrivateKey.generate().public_key().public_bytes_raw())
    enrolled = Enrolled(
        terminal="bench",
        municipality="ono",
        venue="argo",
        sealing_keys=(SealingKey(kid="k1", public_key=sealing),),
        centre_ms=NOW_MS,
    )
    return complete_identity(state, Ed25519PrivateKey.generate(), enrolled)


def put_all(state_dir: Path, first: int, count: int) -> None:
    identity = read_identity(state_dir)
    outbox = Outbox(state_dir, identity, UUID(int=8), Limits(free_bytes_min=0), NOW_MS)
    os.write(1, b"open\n")
    for number in range(first, first + count):
        draft = Draft(UUID(int=number), UUID(int=99), "ono", BODY, BOX, frozenset({1}))
        recorded = outbox.put(draft, CLOCK)
        assert isinstance(recorded, Recorded), recorded
        os.write(1, b"%d\n" % number)
        if number % IDLE_EVERY == 0:
            # As the worker does when nobody waits.
            outbox.settle_log()
            os.write(1, b"idle\n")


def main(state_dir: Path) -> None:
    """For each line "first count" fork a child, say its id, and say when it is gone."""
    for line in sys.stdin:
        first, count = map(int, line.split())
        child = os.fork()
        if child == 0:
            put_all(state_dir, first, count)
            os._exit(0)
        os.write(1, b"pid %d\n" % child)
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
