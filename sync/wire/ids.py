"""Ids that grow with time: what is written one after the other stands together in an index."""

import uuid

__all__ = ["ordered_id"]

_VERSION, _VARIANT = 7, 0b10
_NOISE_BITS_A, _NOISE_BITS_B = 12, 62
_NOISE_BITS = _NOISE_BITS_A + _NOISE_BITS_B


def ordered_id(millis: int, noise: int) -> uuid.UUID:
    """UUID version 7 (RFC 9562) of an instant and of 74 bits at least that chance made."""
    noise &= (1 << _NOISE_BITS) - 1
    high = (millis & (1 << 48) - 1) << 16 | _VERSION << _NOISE_BITS_A | noise >> _NOISE_BITS_B
    return uuid.UUID(int=high << 64 | _VARIANT << _NOISE_BITS_B | noise & (1 << _NOISE_BITS_B) - 1)
