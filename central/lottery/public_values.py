"""Who gives the value that comes into a draw after its list is closed (後日公表値)."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Protocol

__all__ = ["PublicValues", "provider_of"]


class PublicValues(Protocol):
    """Published by others, known to nobody before, and the same for whoever looks it up."""

    def value_after(self, draw: str, closed_at: datetime, now: datetime) -> str | None:
        """The value that belongs to this draw; None while it is not there yet."""
        ...


class NoPublicValue:
    """Where a municipality names none, the commitment alone binds."""

    def value_after(self, draw: str, closed_at: datetime, now: datetime) -> str | None:  # noqa: ARG002 - none
        return ""


class Simulated:
    """For the demonstration: looks like a beacon's value, and whoever reads this can foresee it."""

    def value_after(self, draw: str, closed_at: datetime, now: datetime) -> str | None:
        if now <= closed_at:
            return None
        return f"simulated:{sha256(f'{draw}|{closed_at.isoformat()}'.encode()).hexdigest()}"


_PROVIDERS: Mapping[str | None, PublicValues] = {None: NoPublicValue(), "simulated": Simulated()}


def provider_of(name: str | None) -> PublicValues:
    """By the name that the municipality's data gives."""
    return _PROVIDERS[name]
