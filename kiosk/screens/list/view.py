"""Rows with a state and what can be done with each; paged by the screen itself."""

from dataclasses import dataclass

from kiosk.screens.parts import Mark, Press

__all__ = ["Row", "View"]


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    detail: str
    mark: Mark
    word: str
    actions: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    rows: tuple[Row, ...]
    empty: str
    notice: str = ""
    also: tuple[Press, ...] = ()
