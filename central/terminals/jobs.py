"""What becomes due of terminals: alarms, counts that count no more, outcomes to be told."""

from collections.abc import Iterator
from datetime import datetime

from central.journal.jobs import Due, Job
from central.terminals.bounds import ALARM_KEPT, TRIES_WINDOW
from central.terminals.models import Alarm, FailedLogin
from central.terminals.untold import outcomes
from central.terminals.use_cases import forget_alarms, forget_tries
from central.terminals.watch import alarms
from rules.policy import Municipality

__all__ = ["JOBS"]


def raised(municipality: Municipality, now: datetime) -> Iterator[Due]:
    for key, body in alarms(municipality.id, now):
        yield Due(key, body)


def forgotten(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Once an hour at most, where there is something."""
    old = FailedLogin.objects.filter(municipality=municipality.id, since__lte=now - TRIES_WINDOW)
    if old.exists():
        yield Due(f"{now:%Y-%m-%dT%H}", forget_tries.Body())


def looked_at(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Once a day at most."""
    old = Alarm.objects.filter(municipality=municipality.id, acknowledged_at__lte=now - ALARM_KEPT)
    if old.exists():
        yield Due(f"{now:%Y-%m-%d}", forget_alarms.Body())


JOBS = (
    Job("raise_alarms", raised),
    Job("forget_tries", forgotten),
    Job("forget_alarms", looked_at),
    Job("tell_outcomes", outcomes),
)
