"""Why not, by which clause, from when, and a button that does what is possible instead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, count, islice, takewhile

from kiosk.flow.advice import wish_verdict
from kiosk.flow.desks import desk_at
from kiosk.flow.marks import day_mark, visible
from kiosk.flow.terms import clause, instant_of
from kiosk.messages import DayChosen, FacilityChosen, InsteadChosen, PageOpened
from kiosk.screens.parts import Mark, Press
from kiosk.screens.result.view import Reason as Said
from kiosk.visit import Fate, Refusal, Visit, Wish
from rules import wording
from rules.verdict import Reason
from sync.wire import ReasonText

__all__ = ["again", "ask_there", "from_centre", "presses", "said"]

#: Where to go when a reason of this code refuses.
WHERE_TO = {
    "courts_taken": ("instead.other_time", "look.day"),
    "in_the_past": ("instead.other_time", "look.day"),
    "outside_hours": ("instead.other_time", "look.day"),
    "closed_by_notice": ("instead.other_time", "look.day"),
    "court_limit_individual": ("instead.fewer", "book.people"),
    "too_many_people": ("instead.fewer", "book.people"),
    "too_many_courts": ("instead.courts", "book.courts"),
    "individual_sport": ("instead.other_sport", "look.sport"),
    "sport_not_offered": ("instead.other_sport", "look.sport"),
    "groups_only": ("instead.other_sport", "look.sport"),
    "mail_needed": ("instead.mail", "mail.wishes"),
    "password_needed": ("instead.password", "password.change"),
    "costs_more": ("home.mine", "mine.list"),
    "terms_not_agreed": ("instead.terms", "book.terms"),
    "credential": ("identify.again", "identify.card"),
    "unknown_card": ("identify.again", "identify.card"),
}
#: What the centre alone says, of a credential that it could not verify before; no rule's clause.
CENTRE = {
    "credential",
    "unknown_card",
    "blocked_card",
    "no_registration",
    "costs_more",
    "terms_changed",
}
OTHER_DAY = {
    "closed_day",
    "draw_first",
    "not_yet_open",
    "not_yet_visible",
    "too_close",
    "channel_too_late",
    "channel_too_early",
}
#: What is too late here, and may still be asked for at the place (KM-04).
AT_THE_PLACE = {"too_close", "channel_too_late"}
#: Only so long as the day has room at another time.
OTHER_TIME = {"courts_taken", "closed_by_notice"}
HAS_ROOM = {Mark.FREE, Mark.FEW}
DESK = ("desk.see", "desk")
#: So many buttons stand beside one of several that were asked for; its reasons are all said.
PRESSES_MAX = 3


def said(visit: Visit, reason: Reason) -> Said:
    return Said(_text(visit, reason), _clause(visit, reason), _instead(visit, reason))


def again(visit: Visit, number: str) -> Visit:
    """What a refused action of this visit asked for is what is wished for, as it was then."""
    refused = (one for one in visit.sents if one.number == number and one.fate is Fate.REFUSED)
    plan = next((one.plan for one in refused), None)
    if plan is None:
        return visit
    return replace(visit, wish=Wish.of(plan), refusal=None)


def presses(number: str, reasons: Iterable[Said]) -> tuple[Press, ...]:
    """What is possible instead of one of several that were asked for, each thing once."""
    there = {one.instead.event: one.instead for one in reasons if one.instead is not None}
    shown = islice(there.values(), PRESSES_MAX)
    return tuple(replace(one, event=InsteadChosen(number, one.event)) for one in shown)


def ask_there(visit: Visit, refusal: Refusal) -> tuple[str, ...]:
    """Whom to ask about a room, where only the place can help (KM-04, OG-U2)."""
    if not any(_helps_there(reason) for reason in refusal.reasons):
        return ()
    return tuple(filter(None, [desk_at(visit, refusal.plan.facility)]))


def _helps_there(reason: Reason) -> bool:
    elsewhere = reason.code in {*OTHER_DAY, *WHERE_TO} or "instead_facility" in reason.params
    return reason.code in AT_THE_PLACE or not elsewhere


def from_centre(reason: ReasonText) -> Reason:
    """A reason as the centre sends it, as the rules know it."""
    return Reason(
        reason.code,
        reason.rule,
        reason.params,
        instant_of(reason.allowed_from),
        instant_of(reason.allowed_until),
    )


def _text(visit: Visit, reason: Reason) -> str:
    if not reason.rule:
        code = reason.code if reason.code in CENTRE else "other"
        return visit.speech.say(f"centre.{code}")
    language, municipality = visit.settings.language, visit.site.municipality
    why = wording.say(reason, language, municipality)
    return f"{why} {wording.say_when(reason, language)}".rstrip()


def _clause(visit: Visit, reason: Reason) -> str:
    return clause(visit, reason.rule) if reason.rule else ""


def _instead(visit: Visit, reason: Reason) -> Press:
    t = visit.speech
    room = reason.params.get("instead_facility")
    if isinstance(room, str):
        return Press(t.say("instead.room"), FacilityChosen(room), "place")
    if reason.code in OTHER_DAY or (reason.code in OTHER_TIME and _is_full(visit)):
        return _first_free_day(visit)
    text_id, page = WHERE_TO.get(reason.code, DESK)
    return Press(t.say(text_id), PageOpened(page), "info" if page == "desk" else "change")


def _first_free_day(visit: Visit) -> Press:
    """The nearest day that is possible, else the months."""
    t, day = visit.speech, next(_possible_days(visit), None)
    if day is None:
        return Press(t.say("instead.other_day"), PageOpened("look.when"), "calendar")
    return Press(t.say("instead.day", day=t.day(day)), DayChosen(day), "calendar")


def _is_full(visit: Visit) -> bool:
    """Whether no court is free at any time of the day that is wished for."""
    wish = visit.wish
    room = visit.site.municipality.rooms.get(wish.facility or "")
    if room is None or wish.sport is None or wish.day is None:
        return False
    return day_mark(visit, room, wish.sport, wish.day)[0] not in HAS_ROOM


def _possible_days(visit: Visit) -> Iterator[date]:
    """With room, and open to this resident: the days after the wished one, then those before."""
    wish = visit.wish
    room = visit.site.municipality.rooms.get(wish.facility or "")
    if room is None or wish.sport is None or wish.day is None:
        return
    later = takewhile(lambda day: visible(visit, room.id, day), _days(wish.day, 1))
    earlier = takewhile(lambda day: day >= visit.today, _days(wish.day, -1))
    for day in chain(later, earlier):
        has_room = day_mark(visit, room, wish.sport, day)[0] in HAS_ROOM
        if has_room and not _is_refused_on(visit, day):
            yield day


def _days(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=step * n) for n in count(1))


def _is_refused_on(visit: Visit, day: date) -> bool:
    """Whether the rules refuse that day to this resident as well."""
    plan = visit.refusal.plan if visit.refusal else visit.wish.plan
    if plan is None:
        return False
    reasons = wish_verdict(visit, replace(plan, day=day)).reasons
    return any(reason.code in OTHER_DAY for reason in reasons)
