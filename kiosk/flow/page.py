"""What a line of the flow table is made of: pages, and the ways between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.messages import Effect
from kiosk.screens.parts import Press
from kiosk.visit import Visit

__all__ = ["Move", "On", "Page", "awaiting", "back", "go", "on", "stay"]


@dataclass(frozen=True, slots=True)
class Move:
    """What a handler answers; ``way`` is a word that the table turns into a page, "" stays.

    ``visit`` is None where the visit is over.
    """

    visit: Visit | None
    effects: tuple[Effect, ...] = ()
    way: str = ""


Handler = Callable[[Visit, Any], Move]


@dataclass(frozen=True, slots=True)
class On:
    """A handler of one event, and the page that each of its words leads to."""

    handler: Handler
    ways: Mapping[str, str]


def no_press(_: Visit) -> Press | None:
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the table.

    ``opens`` are the pages that its buttons simply lead to; ``opened`` says where a button that
    leads here really goes, where that depends. ``step`` is its place in the step bar, which stands
    where the visit is on such a way (``frame``).
    ``ends_trail``: there is no way back to what was before. ``passing``: nobody returns to it.
    ``busy``: an answer is on its way; no way back and no way out until it is there.
    ``gives_up``: its button takes something away; 「やめる」 beside it could be taken for that.
    ``records``: it is where an action begins, and is not opened while none can be recorded.
    ``needs_line``: what is asked for there is not taken while the centre is away.
    """

    kind: str
    view: Callable[[Visit], Any]
    on: Mapping[type[Any], On] = field(default_factory=dict)
    opens: tuple[str, ...] = ()
    opened: On | None = None
    step: int | None = None
    question: Callable[[Visit], str] | None = None
    next: Callable[[Visit], Press | None] = no_press
    ends_trail: bool = False
    passing: bool = False
    busy: bool = False
    gives_up: bool = False
    records: bool = False
    needs_line: bool = False


def on(handler: Handler, **ways: str) -> On:
    """``on(look.sport_chosen, chosen="look.when")``: a handler, and where its words lead."""
    return On(handler, ways)


def awaiting(
    view: Callable[[Visit], Any], answer: type[Any], handled: On, step: int | None = None
) -> Page:
    """A message until the answer is there."""
    return Page("message", view, on={answer: handled}, step=step, passing=True, busy=True)


def stay(visit: Visit, *effects: Effect) -> Move:
    return Move(visit, effects)


def go(pages: Mapping[str, Page], visit: Visit, page: str) -> Visit:
    """To a page; one that lies on the trail is returned to instead of visited twice."""
    if page == visit.page:
        return visit
    if page in visit.trail:  # so the trail is never longer than the table
        return replace(visit, page=page, trail=visit.trail[: visit.trail.index(page)])
    trail = visit.trail if pages[visit.page].passing else (*visit.trail, visit.page)
    return replace(visit, page=page, trail=() if pages[page].ends_trail else trail)


def back(visit: Visit) -> Visit:
    if not visit.trail:
        return visit
    return replace(visit, page=visit.trail[-1], trail=visit.trail[:-1])
