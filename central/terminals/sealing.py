"""The sealing keys: private ones from the state directory, public ones from the database."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from central.find import select
from central.state import sealing_keys
from central.terminals.boxes import Keys
from central.terminals.models import SealingKey
from sync import wire

__all__ = ["needed_kids", "private_keys", "publish_key", "publish_keys", "published_keys"]


def private_keys() -> Keys:
    """Those of the state directory as it is now: a new key is there at once."""
    return _read(settings.STATE, settings.STATE.stat().st_mtime_ns)


def publish_keys(now: datetime) -> None:
    """Put the public half of every key of the state directory where terminals are told of it."""
    for kid in private_keys():
        publish_key(kid, now, now)


def publish_key(kid: str, now: datetime, used_from: datetime) -> SealingKey:
    public = wire.encode_bytes(private_keys()[kid].public_key().public_bytes_raw())
    row, _ = SealingKey.objects.get_or_create(
        kid=kid, defaults={"public_key": public, "created_at": now, "used_from": used_from}
    )
    return row


def published_keys(now: datetime) -> tuple[wire.SealingKey, ...]:
    """Those that may be sealed to, the newest first: terminals seal to the first.

    There is always one, also for a machine whose clock stands before the first was made.
    """
    keys = select(SealingKey, "WHERE t.retired_at IS NULL ORDER BY t.used_from DESC, t.kid")
    told = [key for key in keys if key.used_from <= now] or keys[-1:]
    return tuple(wire.SealingKey(kid=key.kid, public_key=key.public_key) for key in told)


def needed_kids() -> tuple[str, ...]:
    """The keys whose private half every machine of the centre has to have."""
    needed = SealingKey.objects.filter(retired_at=None).order_by("kid")
    return tuple(needed.values_list("kid", flat=True))


@lru_cache(maxsize=4)
def _read(state: Path, changed_ns: int) -> Keys:  # noqa: ARG001 - when the directory last changed
    return sealing_keys(state)
