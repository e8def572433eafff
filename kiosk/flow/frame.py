"""Around every page: place, clock, line, steps, the question, and the ways back, out and on."""

from datetime import timedelta

from kiosk.flow import names
from kiosk.flow.board import as_of
from kiosk.flow.journeys import pages
from kiosk.flow.page import Page
from kiosk.flow.settings import presses
from kiosk.messages import BackPressed, StopPressed
from kiosk.screens.parts import Frame, Look, Press
from kiosk.visit import Visit
from sync.wire import BookBody, ChangeBody, EnterLotteryBody, RankEntriesBody

__all__ = ["frame"]

#: Younger than this, a copy that is fetched over a line that is up is as good as new.
FRESH = timedelta(minutes=10)
STEPS = ("steps.look", "steps.choose", "steps.identify", "steps.confirm", "steps.done")
#: What the steps end with.
STEPPED = (BookBody, ChangeBody, EnterLotteryBody, RankEntriesBody)
IDENTIFY, DONE = STEPS.index("steps.identify"), STEPS.index("steps.done")


def frame(visit: Visit, name: str, page: Page) -> Frame:
    t, site = visit.speech, visit.site
    question = page.question(visit) if page.question else t.say(f"{name}.question")
    return Frame(
        place=names.place(visit),
        clock=t.instant(visit.now),
        line_text=_line(visit),
        line_up=site.line_up,
        unsent_text=t.count("line.unsent", site.unsent) if site.unsent else "",
        question=question,
        steps=tuple(t.say(step) for step in STEPS) if _on_the_way(visit, page) else (),
        step=page.step or 0,
        back=_back(visit, page),
        stop=_stop(visit, page),
        next=page.next(visit),
        settings=presses(visit),
    )


def _on_the_way(visit: Visit, page: Page) -> bool:
    """To a place or a draw: one logs in, and something becomes of it, on other ways as well."""
    if page.step == IDENTIFY:
        goal = pages().get(visit.goal)
        return visit.goal == "booking" or (goal is not None and goal.step is not None)
    if page.step == DONE:
        return isinstance(visit.sents[-1].body, STEPPED)
    return page.step is not None


def _line(visit: Visit) -> str:
    """How the line is; with how old the copy is, once it is not as good as new."""
    t, site = visit.speech, visit.site
    said, told = t.say("line.up" if site.line_up else "line.down"), site.snapshot.as_of
    if site.line_up and (told is None or visit.now - told < FRESH):
        return said
    return t.say("line.with_age", line=said, as_of=as_of(visit))


def _back(visit: Visit, page: Page) -> Press | None:
    if not visit.trail or page.busy or visit.asked_at is not None:
        return None  # who is asked whether to go on has two answers, and no third
    return Press(visit.speech.say("press.back"), BackPressed(), "back")


def _stop(visit: Visit, page: Page) -> Press | None:
    if page.busy or page.ends_trail or visit.untouched or visit.asked_at is not None:
        return None  # where it is done, a 「やめる」 would sound as if it undid it
    if page.gives_up:
        return Press(visit.speech.say("press.stop_keeping"), StopPressed(), "home")
    return Press(visit.speech.say("press.stop"), StopPressed(), "stop", Look.STOP)
