"""The municipalities that this centre serves, read from their folders once in a process."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from django.conf import settings

from rules.bundle import Bundle, digest_of, read_bundle
from rules.policy import Municipality, load_all

__all__ = ["bundle_digest", "municipalities", "policy_bundle", "policy_digest"]


@cache
def municipalities() -> Mapping[str, Municipality]:
    return load_all(settings.MUNICIPALITIES)


@cache
def policy_digest(municipality: str) -> str:
    """SHA-256 over the files of a municipality's folder: the version of its rules."""
    folder = settings.MUNICIPALITIES / municipality
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def policy_bundle(municipality: str) -> Bundle:
    """The files by which a terminal has the same rules."""
    return read_bundle(settings.MUNICIPALITIES / municipality)


@cache
def bundle_digest(municipality: str) -> str:
    return digest_of(policy_bundle(municipality))
