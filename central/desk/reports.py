"""Lists that the staff look at and print: a day of a venue, whom rain hit, who is to be written to.

Each module of ``central/*/reports/`` has one, called ``Report``, found by looking; its name is the
module's. A report changes nothing.
"""

import pkgutil
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.db.models import Model

from central.desk.acts import Desk
from central.desk.models import Role
from rules.policy import Municipality

__all__ = ["ReportForm", "Sheet", "TextFile", "report_title", "reports_of"]

CENTRAL = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading; ``note`` stands beneath."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextFile:
    name: str
    text: str


class ReportForm(forms.Form):
    """What a list is asked for, above the list of ``table``."""

    title: ClassVar[str]
    table: ClassVar[type[Model]]
    roles: ClassVar[frozenset[Role]]

    def __init__(self, desk: Desk, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.set_up()

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:  # noqa: ARG003 - for those that look
        """Whether there is such a thing in the municipality at all."""
        return True

    def set_up(self) -> None:
        """Choices and first values that depend on the municipality."""

    @abstractmethod
    def sheets(self) -> Sequence[Sheet]:
        """The list as ``cleaned_data`` asks for it."""

    def shows(self) -> Sequence[Model]:
        """Rows of residents that the list shows, for the record of looks."""
        return ()

    def file(self) -> TextFile | None:
        """The same for another program; None: there is none."""
        return None


@cache
def _all_reports() -> Mapping[str, type[ReportForm]]:
    found: dict[str, type[ReportForm]] = {}
    for package in sorted(path.parent for path in CENTRAL.glob("*/reports/__init__.py")):
        for module in pkgutil.iter_modules([str(package)]):
            name = module.name
            assert name not in found, f"two reports are called {name}"
            path = f"central.{package.parent.name}.reports.{name}"
            found[name] = import_module(path).Report
    return found


def reports_of(table: type[Model]) -> Mapping[str, type[ReportForm]]:
    """The reports above a table's list, by name."""
    return {name: report for name, report in _all_reports().items() if report.table is table}


def report_title(name: str) -> str | None:
    """What the button of a report says, wherever it stands."""
    report = _all_reports().get(name)
    return None if report is None else report.title
