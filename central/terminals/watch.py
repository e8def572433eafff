"""What somebody should look at: terminals that are silent, guessing, quarantine."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from central.terminals.bounds import TRIES, TRIES_WINDOW, UNHEARD_MAX, WRONG_MAX, Way
from central.terminals.models import FailedLogin, Terminal
from central.terminals.throttle import GUESSING
from central.terminals.use_cases import raise_alarm

__all__ = ["alarms", "silent_terminals"]


def silent_terminals(municipality: str, now: datetime) -> QuerySet[Terminal]:
    """Terminals that are believed and not heard of; ``heard_at`` is when they last were."""
    heard = Coalesce("seen_at", "enrolled_at")
    believed = Terminal.objects.filter(municipality=municipality, revoked=False)
    silent = believed.annotate(heard_at=heard).filter(heard_at__lt=now - UNHEARD_MAX)
    return silent.order_by("name")


def alarms(municipality: str, now: datetime) -> Iterator[tuple[str, raise_alarm.Body]]:
    """Each with a key that is the same as long as it is the same event."""
    yield from _silences(municipality, now)
    yield from _quarantines(municipality)
    yield from _guessing(municipality, now)
    yield from _wrong_passwords(municipality, now)


def _silences(municipality: str, now: datetime) -> Iterator[tuple[str, raise_alarm.Body]]:
    for terminal in silent_terminals(municipality, now):
        since = (terminal.seen_at or terminal.enrolled_at).isoformat()
        body = raise_alarm.Body(alarm="silent_terminal", about=terminal.name)
        yield f"silent {terminal.name} {since}", body


def _quarantines(municipality: str) -> Iterator[tuple[str, raise_alarm.Body]]:
    """After a release a terminal goes on at another place."""
    for terminal in Terminal.objects.filter(
        municipality=municipality, quarantined=True, revoked=False
    ).order_by("name"):
        body = raise_alarm.Body(alarm="quarantined_terminal", about=terminal.name)
        yield f"quarantined {terminal.name} {terminal.next_seq}", body


def _guessing(municipality: str, now: datetime) -> Iterator[tuple[str, raise_alarm.Body]]:
    """A source at which a way is used up for everybody. An address is kept for no journal."""
    counted = FailedLogin.objects.filter(
        municipality=municipality, subject="", since__gt=now - TRIES_WINDOW
    )
    for row in counted.order_by("source", "way"):
        if row.failures < (TRIES[Way(row.way)].source_max or 0):
            continue
        kind, _, name = row.source.partition(":")
        about = name if kind == "terminal" else kind
        body = raise_alarm.Body(alarm=GUESSING, about=about, count=row.failures)
        yield f"{GUESSING} {about} {row.way} {row.since.isoformat()}", body


def _wrong_passwords(municipality: str, now: datetime) -> Iterator[tuple[str, raise_alarm.Body]]:
    counted = FailedLogin.objects.filter(
        municipality=municipality, since__gt=now - TRIES_WINDOW
    ).exclude(subject="")
    wrong = counted.aggregate(sum=Sum("failures"))["sum"] or 0
    if wrong > WRONG_MAX:
        window = int(now.timestamp() // TRIES_WINDOW.total_seconds())
        yield f"wrong_passwords {window}", raise_alarm.Body(alarm="wrong_passwords", count=wrong)
