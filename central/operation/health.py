"""``/health``: whether a load balancer should send anybody here."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from central import clock
from central.journal.turns import last_turn_age
from central.problems import answer
from sync.wire import Problem

__all__ = ["health"]


def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """503 where nothing can be decided here. A worker that is silent is told, and is no reason."""
    now = clock.now()
    try:
        if not _is_migrated():
            return answer(Problem(code="unavailable", detail="migrations"))
        age = last_turn_age(now)
    except DatabaseError:
        return answer(Problem(code="unavailable", detail="database"))
    worker_s = None if age is None else round(age.total_seconds(), 1)
    return JsonResponse({"status": "ok", "worker_s": worker_s, "clock": now.isoformat()})


def _is_migrated() -> bool:
    return _known() <= _applied()


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or ())


def _applied() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationRecorder(connection).applied_migrations())
