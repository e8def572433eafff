"""What a command is: whatever changes something at the centre, and nothing else does.

Each module of ``central/*/use_cases/`` that has ``KIND``, ``Body`` and ``perform`` is one, found by
looking. A body says everything that the command depends on beside the database, the policy and
the instant: ids and hashes of passwords are made before, so that the journal can be run again
(``python -m central replay``) and comes to the same.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from central.decision import Decision
from central.ids import derived_id
from rules.policy import Municipality

__all__ = ["Body", "Command", "Context", "all_commands", "command_of"]

CENTRAL = Path(__file__).resolve().parents[1]


class Body(BaseModel):
    """What a command is told; unknown keys are errors, and nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Context:
    """Where, when and for whom a command is carried out.

    ``actor`` is ``terminal:<name>``, ``staff:<name>``, ``job:<name>``, ``web``, ``import``, or
    ``shell``: the command line of the centre's machine, whose history says who it was.
    ``line`` is the id of its line in the journal. ``last``: the last attempt after lost races.
    ``cells``: run again, those that it took. Of two that ran at once neither saw the other, and so
    each may have got courts that it would not have got after the other.
    """

    municipality: Municipality
    now: datetime
    actor: str
    line: UUID
    last: bool = False
    cells: frozenset[int] | None = None

    def make_id(self, name: str) -> UUID:
        """An id for a row that the command makes; the same when the journal is run again."""
        return derived_id(self.line, name)


@dataclass(frozen=True, slots=True)
class Command:
    kind: str
    body: type[Body]
    perform: Callable[[Any, Context], Decision]


@cache
def all_commands() -> Mapping[str, Command]:
    """Every command by its kind."""
    found: dict[str, Command] = {}
    for module in _modules():
        kind = getattr(module, "KIND", None)
        if kind is not None:
            assert kind not in found, f"two commands are called {kind}"
            found[kind] = Command(kind, module.Body, module.perform)
    return found


def command_of(body: Body) -> Command:
    """The command whose body this is."""
    return _by_body()[type(body)]


@cache
def _by_body() -> Mapping[type[Body], Command]:
    return {command.body: command for command in all_commands().values()}


def _modules() -> list[ModuleType]:
    packages = sorted(path.parent for path in CENTRAL.glob("*/use_cases/__init__.py"))
    return [
        import_module(f"central.{package.parent.name}.use_cases.{module.name}")
        for package in packages
        for module in pkgutil.iter_modules([str(package)])
    ]
