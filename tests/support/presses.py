"""What a finger finds on a page."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from kiosk.messages import Event
from kiosk.screens.parts import Press

__all__ = ["presses"]


def presses(value: Any) -> Iterator[Event]:
    """Every event that a finger finds in a picture."""
    if isinstance(value, Press):
        if value.enabled:
            yield value.event
    elif isinstance(value, tuple):
        for one in value:
            yield from presses(one)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name != "event":
                yield from presses(inner)
            elif inner is not None and getattr(value, "enabled", True):
                yield inner
