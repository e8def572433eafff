"""Argon2id, and nothing else, stands between a password and the database."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

__all__ = ["LOOKED_AT_TOGETHER", "are_passwords", "digest_of", "hash_password", "is_password"]

#: OWASP's first choice: 19 MiB, two passes, one lane; about 40 ms a try on one core.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
#: Bounds the memory that a rush of logins can take.
LOOKED_AT_TOGETHER = 4
_AT_ONCE = BoundedSemaphore(LOOKED_AT_TOGETHER)


def hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(secret: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time where there is none to compare with."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(secret or _nobodys(), password) and secret is not None
        except (VerificationError, InvalidHashError):
            return False


def are_passwords(each: Sequence[tuple[str | None, str]]) -> list[bool]:
    """``is_password`` of each, on all cores: nothing else of Python waits for Argon2."""
    if len(each) < 2:
        return [is_password(*one) for one in each]
    with ThreadPoolExecutor(LOOKED_AT_TOGETHER) as threads:
        return list(threads.map(is_password, *zip(*each, strict=True)))


def digest_of(secret: str) -> str:
    """What names a hash without saying it."""
    return sha256(secret.encode()).hexdigest()


@cache
def _nobodys() -> str:
    return _HASHER.hash("")
