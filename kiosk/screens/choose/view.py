"""One question, large answers; what does not fit is paged by the screen itself."""

from dataclasses import dataclass

from kiosk.screens.parts import Event, Mark

__all__ = ["Answer", "View"]


@dataclass(frozen=True, slots=True)
class Answer:
    """``detail`` is a second, smaller line; ``note`` stands with the mark at the right edge."""

    label: str
    event: Event
    detail: str = ""
    mark: Mark = Mark.NONE
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """``empty`` is said in place of answers where there are none."""

    answers: tuple[Answer, ...]
    empty: str = ""
