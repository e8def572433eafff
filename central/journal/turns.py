"""When the workers were last seen, which a load balancer and an alarm ask."""

import logging
from datetime import datetime, timedelta
from functools import partial
from socket import gethostname

from django.db import DatabaseError

from central import clock
from central.journal.models import WorkerTurn
from central.journal.work import Turn
from central.logs import event
from central.transactions import in_transaction

__all__ = ["last_turn_age", "remember"]

MACHINE_LENGTH_MAX = 64


def remember(turn: Turn) -> None:
    """The worker of this machine is alive, whatever came of its turn."""
    row = {
        "ended_at": clock.now(),
        "done": turn.done,
        "failed": turn.failed,
        "refused": turn.refused,
    }
    machine = gethostname()[:MACHINE_LENGTH_MAX]
    try:
        in_transaction(partial(WorkerTurn.objects.update_or_create, row, machine=machine))
    except DatabaseError:
        event("database_away", level=logging.ERROR)


def last_turn_age(now: datetime) -> timedelta | None:
    """How long ago any worker ended a turn; None where none ever did."""
    newest = WorkerTurn.objects.order_by("-ended_at").values_list("ended_at", flat=True).first()
    return None if newest is None else now - newest
