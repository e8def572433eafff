"""The municipalities that this centre serves, read from their folders once in a process."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from rules.bundle import Bundle, digest_of, read_bundle
from rules.policy import Municipality, load_all

__all__ = ["municipalities", "policy_bundle", "policy_digest"]


@cache
def municipalities() -> Mapping[str, Municipality]:
    return load_all(settings.MUNICIPALITIES)


@cache
def policy_bundle(municipality: str) -> Bundle:
    """The files by which a terminal has the same rules."""
    return read_bundle(settings.MUNICIPALITIES / municipality)


@cache
def policy_digest(municipality: str) -> str:
    """The version of its rules, and of those that they extend; the same wherever they are read."""
    return digest_of(policy_bundle(municipality))
