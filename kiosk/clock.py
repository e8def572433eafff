"""The terminal's clocks and ids: no other file in kiosk asks for the time or for randomness."""

import random  # noqa: TID251 - the one place
import secrets
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rules.calendar import JAPAN
from sync.wire import ordered_id

__all__ = ["Clock", "jitter", "new_id", "nonce"]

_NOISE_BITS = 74
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def new_id() -> uuid.UUID:
    """Grows with time, for the sake of the centre's indexes."""
    return ordered_id(time.time_ns() // 1_000_000, secrets.randbits(_NOISE_BITS))


def nonce() -> str:
    """A word that is never the same twice."""
    return secrets.token_hex(16)


def jitter() -> float:
    """From 0 up to 1; spreads the tries of many terminals, and protects nothing."""
    return random.random()  # noqa: S311 - not a secret


@dataclass(frozen=True, slots=True)
class Clock:
    """Wall clock, and the clock that runs through suspend and is never set back."""

    boot_id: uuid.UUID = field(default_factory=lambda: uuid.UUID(_BOOT_ID.read_text().strip()))

    def now(self) -> datetime:
        return datetime.now(JAPAN)  # noqa: TID251 - the one place

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def boot_ms(self) -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
