"""What the durable half of a terminal is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sync.centre_time import CentreTime, TerminalClock
from sync.identity import Identity
from sync.link import Link
from sync.outbox import Granules, Outbox
from sync.policies import Policies
from sync.replica import Replica
from sync.reports import Report

__all__ = ["Parts"]


@dataclass(frozen=True, slots=True)
class Parts:
    """``jitter`` gives numbers from 0 up to 1; ``report`` is called on the sync thread.

    ``watching`` says which visit stands at the terminal now.

    There is a replica for each municipality that is served, that of the terminal's place first.
    """

    identity: Identity
    outbox: Outbox
    replicas: Mapping[str, Replica]
    link: Link
    policies: Policies
    time: CentreTime
    clock: TerminalClock
    granules: Granules
    jitter: Callable[[], float]
    report: Callable[[Report], None]
    watching: Callable[[], UUID | None]
