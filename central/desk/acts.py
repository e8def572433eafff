"""What the staff do: a form on a row's page or a table's, which becomes a command.

Each module of ``central/*/acts/`` has one, called ``Act``, found by looking; its name is the
module's. A form asks, ``body`` makes of the answers what the use case is told, and the use case
decides. Nothing else of the staff's pages changes anything.
"""

import pkgutil
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django import forms
from django.db.models import Model

from central.decision import Decision
from central.desk.fields import UNCHOSEN
from central.desk.labels import said_lines
from central.desk.models import Role
from central.journal.commands import Body, Context
from central.journal.write import carry_out_once
from rules.policy import Municipality

__all__ = ["ActForm", "Desk", "Paper", "Slip", "act_title", "acts_of"]

Row = TypeVar("Row", bound=Model)
CENTRAL = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where, when and on whose page an act is done; ``row`` is None on a table's page."""

    municipality: Municipality
    now: datetime
    row: Model | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to print once an act is done."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is shown this once, large: a temporary password, a code; with what to do with it."""

    label: str
    value: str
    advice: str


class ActForm(forms.Form):
    """A form of the staff; its fields are asked, in this order, and then shown once more.

    ``title`` is what the button says; ``table`` the model on whose page it stands, on each row's
    or, with ``whole_table``, above the list.
    """

    title: ClassVar[str]
    table: ClassVar[type[Model]]
    roles: ClassVar[frozenset[Role]]
    whole_table: ClassVar[bool] = False
    #: What whoever does it should know before.
    advice: ClassVar[str] = ""
    #: In a long form the heading above a field, by the field's name.
    headings: ClassVar[Mapping[str, str]] = {}

    def __init__(self, desk: Desk, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        #: Of the line in the journal, once it is known.
        self.line: UUID | None = None
        self.set_up()

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:  # noqa: ARG003 - for those that look
        """Whether there is such a thing in the municipality at all."""
        return True

    @classmethod
    def offered_on(cls, row: Model) -> bool:  # noqa: ARG003 - for those that look at it
        """Whether it is of use on this row; the use case decides whether it may be done."""
        return True

    def row_of(self, table: type[Row]) -> Row:
        """The row on whose page this is, which is of that table."""
        assert isinstance(self.desk.row, table)
        return self.desk.row

    def drop(self, *names: str) -> None:
        """Do not ask these here; ``cleaned_data`` is without them."""
        for name in names:
            del self.fields[name]

    def set_choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """What a field offers here; one that is left without any is not asked."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        offered = list(choices)
        several = isinstance(field, forms.MultipleChoiceField)
        field.choices = offered if several else [UNCHOSEN, *offered]
        if not offered:
            field.required = False
            field.widget = forms.MultipleHiddenInput() if several else forms.HiddenInput()

    def set_up(self) -> None:
        """Choices and first values that depend on the municipality or the row."""

    @abstractmethod
    def body(self) -> Body | Decision:
        """The command out of ``cleaned_data``; a decision where it is refused before that."""

    def carry_out(self, body: Body, context: Context) -> Decision | None:
        """Do it, and write its line; None where this form was sent before."""
        return carry_out_once(body, context)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        """What is shown once it is decided, as label and value."""
        return said_lines(decision, self.desk.municipality)

    def papers(self, decision: Decision) -> Sequence[Paper]:  # noqa: ARG002 - for those that print
        return ()

    def slips(self, decision: Decision) -> Sequence[Slip]:  # noqa: ARG002 - for those that have any
        """What nobody can look up again, once it is done."""
        return ()

    def told(self, decision: Decision) -> Iterable[Model]:  # noqa: ARG002 - for those that tell
        """Residents' rows that are named beside the page's own; that is a look at each of them."""
        return ()


@cache
def _all_acts() -> Mapping[str, type[ActForm]]:
    found: dict[str, type[ActForm]] = {}
    for package in sorted(path.parent for path in CENTRAL.glob("*/acts/__init__.py")):
        for module in pkgutil.iter_modules([str(package)]):
            name = module.name
            assert name not in found, f"two acts are called {name}"
            found[name] = import_module(f"central.{package.parent.name}.acts.{name}").Act
    return found


def acts_of(table: type[Model]) -> Mapping[str, type[ActForm]]:
    """The acts on a table's pages, by name."""
    return {name: act for name, act in _all_acts().items() if act.table is table}


def act_title(name: str) -> str | None:
    """What the button of an act says, wherever it stands."""
    act = _all_acts().get(name)
    return None if act is None else act.title
