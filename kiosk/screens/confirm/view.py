"""Everything in one sentence and one table, before the button."""

from dataclasses import dataclass

from kiosk.screens.parts import Press

__all__ = ["Row", "View"]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, and the press that changes it."""

    label: str
    value: str
    change: Press | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class View:
    sentence: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    go: Press
