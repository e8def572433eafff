"""When a mail is tried again, and when no more."""

from datetime import timedelta

__all__ = ["TRIES_MAX", "pause_after"]

#: With the pauses that grow between them, two days.
TRIES_MAX = 20
_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=4)
_DOUBLINGS_MAX = 8


def pause_after(tries: int) -> timedelta:
    """One minute after the first try, each time twice as long, four hours at most."""
    doubled: int = 1 << min(tries - 1, _DOUBLINGS_MAX)
    return min(_FIRST * doubled, _LONGEST)
