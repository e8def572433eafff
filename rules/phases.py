"""How the booking of a day of use stands at an instant (予約の段階)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from rules.facts import Channel
from rules.families import channel, confirmation, lottery, window
from rules.schema import Model

__all__ = ["phase_of"]

S = TypeVar("S", bound=Model)


def phase_of(parts: Mapping[type[Model], Model], day: date, now: datetime) -> str:
    """closed, lottery, drawn, confirmation, first_come or desk_only, for whoever may first."""
    windows = _settings(parts, window.Settings)
    if windows is None:
        return "closed"
    drawn = _of_the_computer(parts, day, now) or _in_person(windows, day, now)
    if drawn is not None:
        return drawn
    opens = window.opens_at(windows, day, None)
    if (opens is not None and now < opens) or now >= window.closes_at(windows, day):
        return "closed"
    channels = channel.booking_channels(
        _settings(parts, channel.Settings) or channel.Settings(), day, now
    )
    if Channel.WEB in channels:
        return "first_come"
    return "desk_only" if channels else "closed"


def _of_the_computer(parts: Mapping[type[Model], Model], day: date, now: datetime) -> str | None:
    entries = (_settings(parts, lottery.Settings) or lottery.Settings()).period
    wins = (_settings(parts, confirmation.Settings) or confirmation.Settings()).period
    if entries is None or now < entries.opens_at(day):
        return None
    if now < entries.closes_at(day):
        return "lottery"
    if wins is None or now >= wins.closes_at(day):
        return None
    return "drawn" if now < wins.opens_at(day) else "confirmation"


def _in_person(windows: window.Settings, day: date, now: datetime) -> str | None:
    held = window.drawn_in_person(windows, day)
    if held is None or now >= held[1]:
        return None
    return "lottery" if now < held[0] else "drawn"


def _settings(parts: Mapping[type[Model], Model], kind: type[S]) -> S | None:
    found = parts.get(kind)
    return found if isinstance(found, kind) else None
