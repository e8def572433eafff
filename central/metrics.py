"""What is counted, for Prometheus; a label names a route, a code or a count, never a person.

Processes that serve count into files of their own, which ``/metrics`` adds up: so the directory of
these files is named in the environment before this is imported (``central/start.py``).
"""

from functools import lru_cache

from prometheus_client import Counter, Histogram

__all__ = [
    "count_action",
    "count_login",
    "count_request",
    "count_retry",
    "raise_alarm",
]

#: The aim for a booking is 250 ms; a request that takes as long as the last hangs.
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
#: Routes, codes and statuses are few: what is counted is looked up once, and then known.
KNOWN_MAX = 512

_REQUESTS = Counter("central_requests", "Requests answered", ("endpoint", "status"))
_DURATION = Histogram(
    "central_request_seconds", "From a request to its answer", ("endpoint",), buckets=SECONDS
)
_ACTIONS = Counter("central_actions", "Actions of terminals, by what became of them", ("verdict",))
_LOGINS = Counter("central_logins", "Logins at terminals, by what became of them", ("outcome",))
_RETRIES = Counter("central_database_retries", "Transactions that were tried again")
_ALARMS = Counter("central_alarms", "What somebody should look at soon", ("alarm",))


def count_request(endpoint: str, status: int, seconds: float) -> None:
    requests, duration = _of_request(endpoint, status)
    requests.inc()
    duration.observe(seconds)


def count_action(verdict: str) -> None:
    _of_action(verdict).inc()


def count_login(outcome: str) -> None:
    """``accepted``, or the code of the refusal."""
    _LOGINS.labels(outcome).inc()


def count_retry() -> None:
    """A transaction lost a race, and is tried again."""
    _RETRIES.inc()


def raise_alarm(alarm: str) -> None:
    """``alarm`` is a code of a few letters; who raises it logs it, too, with its details."""
    _ALARMS.labels(alarm).inc()


@lru_cache(maxsize=KNOWN_MAX)
def _of_request(endpoint: str, status: int) -> tuple[Counter, Histogram]:
    return _REQUESTS.labels(endpoint, str(status)), _DURATION.labels(endpoint)


@lru_cache(maxsize=KNOWN_MAX)
def _of_action(verdict: str) -> Counter:
    return _ACTIONS.labels(verdict)
