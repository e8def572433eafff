"""``/metrics``: what the processes counted, and what stands in the database, for Prometheus."""

import hmac
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from central import clock
from central.booking.models import Hold, HoldState
from central.journal.models import Line, WorkerTurn
from central.notices.models import Mail, MailState
from central.problems import answer
from central.state import metrics_token
from central.terminals.models import Action, ActionVerdict, Alarm, Fork, StateReport, Terminal
from rules.calendar import day_of
from sync.wire import Problem

__all__ = ["metrics"]

#: What a label says, and the number beside it.
Values = Iterable[tuple[str, float]]


def metrics(request: HttpRequest) -> HttpResponse:
    """Only for whoever shows the token of the state directory."""
    shown = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(shown, _wanted()):
        return answer(Problem(code="bad_token"))
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


@cache
def _wanted() -> bytes:
    return f"Bearer {metrics_token(settings.STATE)}".encode()


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Standing())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    return registry


class _Standing(Collector):
    """What is read from the database when it is asked for; the rest is there without it, too."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = [_gauge(*one) for one in _GAUGES]
        except DatabaseError:
            found = []
        yield GaugeMetricFamily(
            "central_database_up", "Whether the database answers", value=bool(found)
        )
        yield from found


def _gauge(name: str, said: str, label: str, read: Callable[[], Values]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(f"central_{name}", said, labels=(label,))
    for value, number in read():
        gauge.add_metric((value,), number)
    return gauge


def _ended() -> Values:
    turns = WorkerTurn.objects.values_list("machine", "ended_at")
    return ((machine, ended_at.timestamp()) for machine, ended_at in turns)


def _failed() -> Values:
    return WorkerTurn.objects.values_list("machine", "failed")


def _refused() -> Values:
    return WorkerTurn.objects.values_list("machine", "refused")


def _unsealed() -> Values:
    return _counted(Line.objects.filter(place=None), "municipality")


def _unsealed_since() -> Values:
    waiting = Line.objects.filter(place=None).order_by().values_list("municipality")
    return ((name, at.timestamp()) for name, at in waiting.annotate(at=Min("written_at")))


def _mails() -> Values:
    return _counted(Mail.objects.exclude(state=MailState.SENT), "state")


def _parked() -> Values:
    """Until the staff ran or discarded them, which drops what was sealed."""
    parked = Action.objects.filter(verdict=ActionVerdict.PARKED).exclude(signed="")
    return _counted(parked, "municipality")


def _forks() -> Values:
    return _counted(Fork.objects.filter(outcome=""), "municipality")


def _quarantined() -> Values:
    return _counted(Terminal.objects.filter(quarantined=True, revoked=False), "municipality")


def _seen() -> Values:
    alive = Terminal.objects.filter(revoked=False, seen_at__isnull=False)
    return ((name, at.timestamp()) for name, at in alive.values_list("name", "seen_at") if at)


def _unsent() -> Values:
    return Terminal.objects.filter(revoked=False).values_list("name", "unsent")


def _policy_refused() -> Values:
    told = StateReport.objects.filter(terminal__revoked=False)
    return told.values_list("terminal__name", "policy_refused")


def _alarms() -> Values:
    """A job raises most of them, in a process that nobody asks."""
    return _counted(Alarm.objects.all(), "kind")


def _holds() -> Values:
    return _counted(Hold.objects.all(), "state")


def _stranded() -> Values:
    """Held by a session that is over, or by a terminal that is not believed any more."""
    believed = dict(
        Terminal.objects.filter(revoked=False, quarantined=False).values_list("name", "session")
    )
    standing = Hold.objects.filter(state=HoldState.HELD, day__gte=day_of(clock.now()))
    lost = (
        municipality
        for municipality, terminal, session in standing.values_list(
            "municipality", "terminal", "session"
        )
        if believed.get(terminal) != session
    )
    return Counter(lost).items()


def _counted(rows: QuerySet[Any], by: str) -> Values:
    found: Values = rows.order_by().values_list(by).annotate(count=Count("pk"))
    return found


_GAUGES: tuple[tuple[str, str, str, Callable[[], Values]], ...] = (
    ("worker_turn_timestamp_seconds", "When a worker ended its last turn", "machine", _ended),
    ("worker_failed", "Jobs that failed in its last turn, and are due again", "machine", _failed),
    ("worker_clock_back", "1: its clock went back, and it runs no job", "machine", _refused),
    ("journal_unsealed", "Lines of the journal without a seal", "municipality", _unsealed),
    (
        "journal_unsealed_timestamp_seconds",
        "When the oldest line without a seal was written",
        "municipality",
        _unsealed_since,
    ),
    ("mails", "Mails that wait (queued), or that nobody will get (failed)", "state", _mails),
    ("actions_parked", "Parked actions that nobody decided yet", "municipality", _parked),
    ("actions_quarantined", "Kept envelopes that nobody decided yet", "municipality", _forks),
    ("terminals_quarantined", "Terminals in quarantine", "municipality", _quarantined),
    ("terminal_seen_timestamp_seconds", "When a terminal was heard of", "terminal", _seen),
    ("holds", "Slots that terminals were given, by what became of them", "state", _holds),
    (
        "holds_stranded",
        "Slots to come that only two of the staff can free",
        "municipality",
        _stranded,
    ),
    ("alarms_recorded", "Alarms in the list of the staff, ever", "alarm", _alarms),
    ("terminal_unsent", "What a terminal says it has not sent yet", "terminal", _unsent),
    (
        "terminal_policy_refused",
        "1: a terminal cannot read the rules that the centre has",
        "terminal",
        _policy_refused,
    ),
)
