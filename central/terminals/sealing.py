"""The sealing keys: private ones from the state directory, public ones from the database."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from central.state import sealing_keys
from central.terminals.boxes import Keys
from central.terminals.models import SealingKey
from sync import wire

__all__ = ["private_keys", "publish_keys", "published_keys"]


def private_keys() -> Keys:
    return _read(settings.STATE)


def publish_keys(now: datetime) -> None:
    """Put the public half of every key of the state directory where terminals are told of it."""
    for kid, key in private_keys().items():
        public = wire.encode_bytes(key.public_key().public_bytes_raw())
        SealingKey.objects.get_or_create(
            kid=kid, defaults={"public_key": public, "created_at": now}
        )


def published_keys() -> tuple[wire.SealingKey, ...]:
    """Newest first: terminals seal to the first."""
    rows = SealingKey.objects.order_by("-created_at", "kid").values_list("kid", "public_key")
    return tuple(wire.SealingKey(kid=kid, public_key=public) for kid, public in rows)


@cache
def _read(state: Path) -> Keys:
    return sealing_keys(state)
