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
