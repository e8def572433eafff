"""The families of rules: each module of this package is one, found by looking, listed nowhere.

A family has ``reasons`` or ``warnings`` with ``CODES`` (each code it may give, and the names of
its params), or ``outcome``, or several of them; and ``Settings`` where a municipality's
policy.toml may say something under the family's name. docs/adding-a-rule.md shows one.
"""

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from rules.case import Case
from rules.schema import Model
from rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    codes: Mapping[str, tuple[str, ...]]
    reasons: Callable[[Case], Iterable[Reason]] | None
    warnings: Callable[[Case], Iterable[Reason]] | None
    outcome: Callable[[Case], Mapping[str, object]] | None
    settings: type[Model] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the families answer, each question by itself: a decision asks all of them."""

    reasons: tuple[Callable[[Case], Iterable[Reason]], ...]
    warnings: tuple[Callable[[Case], Iterable[Reason]], ...]
    outcomes: tuple[Callable[[Case], Mapping[str, object]], ...]


@lru_cache(maxsize=1)
def asked_for() -> Asked:
    """By the name of the family."""
    return asked_of(all_families())


def asked_of(each: Iterable[Family]) -> Asked:
    """In the order of the families."""
    each = tuple(each)
    return Asked(
        tuple(one.reasons for one in each if one.reasons is not None),
        tuple(one.warnings for one in each if one.warnings is not None),
        tuple(one.outcome for one in each if one.outcome is not None),
    )


@lru_cache(maxsize=1)
def all_families() -> tuple[Family, ...]:
    """Every family, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(_family(name) for name in names)


def _family(name: str) -> Family:
    module = import_module(f"{__name__}.{name}")
    return Family(
        name,
        getattr(module, "CODES", {}),
        getattr(module, "reasons", None),
        getattr(module, "warnings", None),
        getattr(module, "outcome", None),
        getattr(module, "Settings", None),
    )
