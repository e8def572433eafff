"""The only place of the centre that asks what time it is."""

from datetime import UTC, datetime, timedelta

from rules.calendar import JAPAN

__all__ = ["from_millis", "millis", "now"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """This instant, in Japan time."""
    return datetime.now(JAPAN)  # noqa: TID251 - the one clock of the centre


def millis(instant: datetime) -> int:
    """An instant as the messages carry it."""
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def from_millis(count: int) -> datetime:
    return (_EPOCH + timedelta(milliseconds=count)).astimezone(JAPAN)
