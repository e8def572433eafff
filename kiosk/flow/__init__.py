"""From page to page, by one table: the first journey's (``table``) and the others' (``journeys``).

A handler decides and answers a word; the table turns the word into a page. ``step`` is pure.
"""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.devices.ports import CardUnreadable
from kiosk.flow import action, calling, identify, idle, instead
from kiosk.flow.frame import frame
from kiosk.flow.journeys import pages
from kiosk.flow.page import Move, Page, back, go, stay
from kiosk.flow.table import EVERYWHERE, FIRST
from kiosk.messages import (
    BackPressed,
    CheckedUp,
    Effect,
    Event,
    InsteadChosen,
    PageOpened,
    SettingChanged,
    StaffCalled,
    StopPressed,
    Touched,
)
from kiosk.screens.parts import Shown
from kiosk.visit import Visit

__all__ = ["EVERYWHERE", "PAGES", "show", "step"]

PAGES: Mapping[str, Page] = {**FIRST, **pages()}

#: What no finger does.
UNTOUCHED = (*EVERYWHERE, CheckedUp, CardUnreadable, *idle.ANSWERS)


def step(visit: Visit, event: Event) -> tuple[Visit | None, tuple[Effect, ...]]:
    """The next visit and what is to be done; None: this visit is over, drop everything of it."""
    if getattr(event, "visit", visit.visit) != visit.visit:
        return visit, ()
    if type(event) not in UNTOUCHED or isinstance(event, SettingChanged):
        visit = idle.touched(visit)
    move, ways = _move(visit, event)
    move = replace(move, effects=(*move.effects, *calling.left(visit, move.visit)))
    if move.visit is None or not move.way:
        return move.visit, move.effects
    return go(PAGES, move.visit, identify.begun(move.visit, ways[move.way])), move.effects


def show(visit: Visit) -> Shown:
    """What the terminal shows now."""
    name = _standing(visit) if visit.asked_at is None else "still_there"
    page = PAGES[name]
    return Shown(
        kind=page.kind,
        view=page.view(visit),
        frame=frame(visit, name, page),
        text_scale=visit.settings.text_scale,
        theme=visit.settings.theme,
        reach=visit.settings.reach,
        language=visit.settings.language,
        pager=(visit.speech.say("press.page_back"), visit.speech.say("press.page_on")),
    )


def _standing(visit: Visit) -> str:
    """The page; a terminal that the staff closed has another first one."""
    return "closed" if visit.site.closed and visit.page == visit.site.first_page else visit.page


def _move(visit: Visit, event: Event) -> tuple[Move, Mapping[str, str]]:
    page = PAGES[_standing(visit)]
    match event:
        case Touched():
            return stay(visit), {}
        case StopPressed() | BackPressed() | StaffCalled():
            return _aside(visit, page, event), {"call": "call"}
        case PageOpened(name):
            return _open(visit, page, name, event)
        case InsteadChosen(number, there):
            return _move(instead.again(visit, number), there)
    answered = page.on.get(type(event)) or EVERYWHERE.get(type(event))
    if answered is None:
        return stay(visit), {}
    return answered.handler(visit, event), answered.ways


def _aside(visit: Visit, page: Page, event: StopPressed | BackPressed | StaffCalled) -> Move:
    """Out, back or to the staff; not while an answer is on its way."""
    if page.busy:
        return stay(visit)
    match event:
        case StopPressed():
            return Move(None)
        case BackPressed():
            return stay(back(visit))
        case StaffCalled():
            return calling.called(visit)


def _open(visit: Visit, page: Page, name: str, event: PageOpened) -> tuple[Move, Mapping[str, str]]:
    """Only where a button of this page leads, and by the way that its page asks for."""
    if name not in page.opens:
        return stay(visit), {}
    there = PAGES[name]
    cut = there.needs_line and not visit.site.line_up
    if cut or (there.records and action.why_stopped(visit) is not None):
        return action.halted(visit, line=cut), {"stopped": "stopped"}
    opened = there.opened
    if opened is None:
        return Move(visit, way=name), {name: name}
    return opened.handler(visit, event), opened.ways
