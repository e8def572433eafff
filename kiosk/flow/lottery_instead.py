"""What is possible instead of a refused entry: another day, another step, the next draw."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kiosk.flow import draws
from kiosk.flow.draws import Wanted
from kiosk.flow.lottery_draft import Entering, hours_on, room_of
from kiosk.flow.lottery_entry import ORDER
from kiosk.flow.lottery_words import entry_slot, span_text
from kiosk.messages import DayChosen, PageOpened
from kiosk.screens.parts import Press
from kiosk.visit import Visit
from rules.calendar import first_of_month, last_of_month
from rules.verdict import Reason

__all__ = ["OPENS", "instead", "instead_of_sent", "next_draw"]

#: Where to go when a reason of this code refuses; where the resident has not been, to the draws.
WHERE_TO = {
    "entry_too_long": ("lottery.instead.time", "lottery.time"),
    "outside_hours": ("lottery.instead.time", "lottery.time"),
    "closed_day": ("lottery.instead.day", "lottery.day"),
    "closed_by_notice": ("lottery.instead.day", "lottery.day"),
    "too_many_courts": ("lottery.instead.courts", "lottery.courts"),
    "too_many_people": ("lottery.instead.people", "lottery.people"),
    "set_crowds_itself": ("lottery.instead.set", "lottery.entry"),
    "set_of_several_places": ("lottery.instead.set", "lottery.entry"),
    "set_of_several_months": ("lottery.instead.set", "lottery.entry"),
    "preference_out_of_range": ("lottery.instead.order", ORDER),
    "preference_taken": ("lottery.instead.order", ORDER),
    "too_many_entries": ("lottery.instead.order", ORDER),
    "lottery_not_open": ("lottery.instead.draws", "lottery.months"),
    "lottery_over": ("lottery.instead.draws", "lottery.months"),
    "no_lottery": ("lottery.instead.draws", "lottery.months"),
    "confirmation_not_open": ("lottery.instead.draws", "lottery.months"),
    "confirmation_over": ("lottery.instead.draws", "lottery.months"),
}
DESK = ("desk.see", "desk")
OPENS = tuple({page for _, page in (*WHERE_TO.values(), DESK)})
#: What another day of the same month makes go away.
OF_THE_DAY = {"outside_hours", "closed_day", "closed_by_notice"}
#: Nothing more is taken for the month; what comes next is said in words.
OF_THE_MONTH = {"lottery_not_open", "lottery_over"}


def instead(visit: Visit, reason: Reason) -> Press:
    """The nearest possible day where another day helps, else the step that does."""
    day = next(_possible_days(visit), None) if reason.code in OF_THE_DAY else None
    if day is not None:
        label = visit.speech.say("instead.day", day=visit.speech.day(day))
        return Press(label, DayChosen(day), "calendar")
    text_id, page = WHERE_TO.get(reason.code, DESK)
    if page.startswith("lottery.") and page not in visit.trail:
        text_id, page = "lottery.instead.draws", "lottery.months"
    icon = "info" if page == "desk" else "change"
    return Press(visit.speech.say(text_id), PageOpened(page), icon)


def instead_of_sent(visit: Visit, reason: Reason) -> Press:
    """What the centre refused: the wishes are put in order again, or another one is put together.

    Nothing of it is under way any more, so that no single step of it can be returned to.
    """
    _, page = WHERE_TO.get(reason.code, DESK)
    match page:
        case "desk":
            text_id, icon = "desk.see", "info"
        case "lottery.order":
            text_id, icon = "lottery.instead.order", "change"
        case "lottery.months":
            text_id, icon = "lottery.instead.draws", "change"
        case _:
            text_id, page, icon = "lottery.more", "lottery.sport", "lottery"
    return Press(visit.speech.say(text_id), PageOpened(page), icon)


def next_draw(visit: Visit) -> tuple[str, ...]:
    """Where it is too early or too late: which month can be entered for, and when."""
    found = visit.refusal
    if found is None or not any(one.code in OF_THE_MONTH for one in found.reasons):
        return ()
    coming = (draw for draw in draws.draws(visit) if visit.now < draw.closes_at)
    draw = next(coming, None)
    if draw is None:
        return ()
    t, span = visit.speech, span_text(visit, draw.opens_at, draw.closes_at)
    return (t.say("lottery.instead.next", month=t.month(draw.month), span=span),)


def _possible_days(visit: Visit) -> Iterator[date]:
    """Of the month that is drawn for: the days after the wished one, then those before."""
    found, wish, month = visit.refusal, visit.wish, visit.of(Entering).month
    room = room_of(visit)
    if found is None or room is None or month is None or "lottery.day" not in visit.trail:
        return
    plan = found.plan
    if (plan.facility, plan.day) != (wish.facility, wish.day) or first_of_month(plan.day) != month:
        return
    last = last_of_month(month).day
    later = (plan.day + timedelta(days=n) for n in range(1, last - plan.day.day + 1))
    earlier = (plan.day - timedelta(days=n) for n in range(1, plan.day.day))
    for day in (*later, *earlier):
        moved = Wanted((entry_slot(replace(plan, day=day)),), plan.people)
        codes = {one.code for one in draws.enter_verdict(visit, moved, 1, ()).reasons}
        if hours_on(visit, room, day) and not codes & OF_THE_DAY:
            yield day
