"""The terminal's durable half: recording, sending what waited, fetching what is taken.

Each beside the limit that the machine sets in the same run: the bare database, the bare socket.
"""

import argparse
import random  # noqa: TID251 - faults of a line, with a seed that is printed

from bench.line.drain import drain
from bench.line.enqueue import enqueue
from bench.line.refresh import refresh

VISITS, EACH = 500, 20
#: More than any of those has who share a system in Osaka.
ROOMS = 50
POLLS = 100


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sync", description=__doc__)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--each", type=int, default=EACH, help="actions of a visit")
    parser.add_argument("--rooms", type=int, default=ROOMS, help="of each operator of OPAS")
    parser.add_argument("--polls", type=int, default=POLLS, help="where nothing is new")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--only", choices=("enqueue", "drain", "refresh"))
    told = parser.parse_args()
    if told.only in (None, "enqueue"):
        enqueue()
    if told.only in (None, "drain"):
        drain(told.visits, told.each, told.seed)
    if told.only in (None, "refresh"):
        refresh(told.rooms, told.polls)


if __name__ == "__main__":
    main()
