"""Seal what is personal to the centre's public key: HPKE, RFC 9180, base mode, one shot.

``info`` binds a box to its use; the same box opened under another info is refused.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

__all__ = ["BadSealError", "action_info", "form_info", "login_info", "open_sealed", "seal"]

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class BadSealError(Exception):
    """The box was not made for this key and this use, or it was altered."""


def login_info(terminal: str, visit: str) -> bytes:
    """The use of a box that holds what the resident typed and touched in one visit."""
    return f"machikado/login/v1|{terminal}|{visit}".encode()


def form_info(terminal: str, visit: str, verb: str) -> bytes:
    """The use of a box that holds what the resident typed for one kind of action of a visit."""
    return f"machikado/form/v1|{terminal}|{visit}|{verb}".encode()


def action_info(terminal: str, seq: int, action: str, verb: str) -> bytes:
    """The use of a box that travels with one action, in its place in the terminal's sequence."""
    return f"machikado/action/v1|{terminal}|{seq}|{action}|{verb}".encode()


def seal(key: X25519PublicKey, info: bytes, plain: bytes | bytearray) -> bytes:
    return _SUITE.encrypt(plain, key, info)


def open_sealed(key: X25519PrivateKey, info: bytes, box: bytes) -> bytes:
    try:
        return _SUITE.decrypt(box, key, info)
    except (InvalidTag, ValueError) as cause:
        raise BadSealError from cause
