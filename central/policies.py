"""The municipalities that this centre serves, read from their folders once in a process."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from rules.policy import Municipality, load_all

__all__ = ["municipalities"]


@cache
def municipalities() -> Mapping[str, Municipality]:
    return load_all(settings.MUNICIPALITIES)
