"""Nobody there any more: ask, count down, and end the visit, so that nothing personal stays."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.flow.page import Move, stay
from kiosk.messages import (
    ActionRecorded,
    KeepAnswered,
    LoginAnswered,
    ResumeAnswered,
    StopPressed,
    Ticked,
    Touched,
)
from kiosk.screens.message.view import View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Visit

__all__ = ["ANSWERS", "still_there", "ticked", "touched"]

#: What comes to a page that waited for it: no finger did it.
ANSWERS = (LoginAnswered, ActionRecorded, KeepAnswered, ResumeAnswered)


def touched(visit: Visit) -> Visit:
    return replace(visit, touched_at=visit.now, asked_at=None)


def ticked(visit: Visit, event: Ticked) -> Move:
    """The clock alone may ask whether someone is there, and may end a visit.

    One that was set back begins the minute anew: nobody's visit stays open for as long as it went.
    """
    visit = _at(visit, event.now)
    if visit.untouched:
        return stay(touched(visit))
    if visit.asked_at is None:
        idle = timedelta(seconds=visit.site.municipality.terminal.idle_ask_s)
        left_alone = visit.now - visit.touched_at >= idle
        return stay(replace(visit, asked_at=visit.now if left_alone else None))
    return stay(visit) if seconds_left(visit) > 0 else Move(None)


def _at(visit: Visit, now: datetime) -> Visit:
    asked_at = None if visit.asked_at is None else min(visit.asked_at, now)
    return replace(visit, now=now, touched_at=min(visit.touched_at, now), asked_at=asked_at)


def seconds_left(visit: Visit) -> int:
    asked_at = visit.asked_at or visit.now
    given = timedelta(seconds=visit.site.municipality.terminal.idle_end_s)
    left = given - (visit.now - asked_at)
    return max(0, -(-left // timedelta(seconds=1)))


def still_there(visit: Visit) -> View:
    t = visit.speech
    return View(
        lines=(t.say("still_there.line"),),
        actions=(
            Press(t.say("still_there.continue"), Touched(), "next", Look.MAIN),
            Press(t.say("press.stop"), StopPressed(), "stop", Look.STOP),
        ),
        countdown_s=seconds_left(visit),
        tone="attention",
    )
