"""「係員を呼ぶ」: a call to the staff of this place, and an honest word on whether it went out."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.flow import desks
from kiosk.flow.page import Move, Page, stay
from kiosk.messages import CallAnswered, CallStaff, StaffCalled
from kiosk.screens.list.view import View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Visit
from rules.desks import desks_about, open_desks, somebody_at

__all__ = ["PAGES", "answered", "called", "left"]


class Call(StrEnum):
    NONE = "none"
    ASKED = "asked"
    TOLD = "told"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Calling:
    """How the call of this visit stands."""

    call: Call = Call.NONE


def called(visit: Visit) -> Move:
    """Where somebody is here now, the press is the call; once in a visit, if it goes out."""
    site, known = visit.site, visit.of(Calling).call
    here = somebody_at(site.municipality, site.venue, visit.now)
    if not here or known in {Call.ASKED, Call.TOLD}:
        return Move(visit, way="call")
    asked = visit.keep(Calling(Call.ASKED))
    return Move(asked, (CallStaff(visit.visit, wanted=True),), "call")


def answered(visit: Visit, event: CallAnswered) -> Move:
    return stay(visit.keep(Calling(Call.TOLD if event.told else Call.FAILED)))


def left(before: Visit, after: Visit | None) -> tuple[CallStaff, ...]:
    """With the visit its call is over: nobody stands there any more."""
    over = after is None or after.visit != before.visit
    called_before = before.of(Calling).call in {Call.ASKED, Call.TOLD}
    return (CallStaff(before.visit, wanted=False),) if over and called_before else ()


def call(visit: Visit) -> View:
    """What became of the call, and what else to do; the desks that are open, or all."""
    t, here = visit.speech, visit.site.municipality
    open_now = [desk for desk in open_desks(here, visit.now) if desk.phones]
    room = desks.room_at(visit, visit.site.venue)
    at_hand = desks_about(here, "registration", visit.now, room)
    ordered = {desk.id: desk for desk in (*at_hand, *open_now) if desk in open_now}
    shown = ordered.values() if open_now else at_hand
    rows = desks.rows(visit, shown)
    return View(rows, t.say("desk.nobody"), _said(visit, staffed=bool(open_now)), _again(visit))


def _said(visit: Visit, *, staffed: bool) -> str:
    t, known, said = visit.speech, visit.of(Calling).call, visit.site.municipality.call
    became = () if known is Call.NONE else (t.say(f"call.{known.value}"),)
    by = "desk" if said is None else said.by
    return "\n".join((*became, t.say(f"call.by.{by}" if staffed else "call.nobody")))


def _again(visit: Visit) -> tuple[Press, ...]:
    if visit.of(Calling).call is not Call.FAILED:
        return ()
    return (Press(visit.speech.say("call.again"), StaffCalled(), "staff", Look.MAIN),)


PAGES = {"call": Page("list", call)}
