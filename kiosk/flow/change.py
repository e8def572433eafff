"""Turning a booking into another on the same board: nothing is given up before the other is had."""

from dataclasses import replace

from kiosk.flow import action, cancel
from kiosk.flow.advice import change_verdict
from kiosk.flow.page import Move, stay
from kiosk.flow.standing import own, plan_of
from kiosk.messages import ChangeChosen
from kiosk.screens.parts import Press
from kiosk.visit import Fate, Refusal, Visit, Wish
from rules.families import change as rules_of_change
from rules.verdict import Reason
from sync.wire import BookingState, ChangeBody

__all__ = ["change_chosen", "offered", "press"]

#: Reasons that are of the booking alone, and not of what it would become.
WHATEVER = {
    "not_changed_here",
    "change_too_late",
    "change_after_approval",
    "change_after_payment",
    "change_at_the_desk",
}


def change_chosen(visit: Visit, event: ChangeChosen) -> Move:
    """``day``: the board of the booking's own day; ``refused`` where it can become nothing else."""
    booking = next((one for one in own(visit) if one.number == event.number), None)
    if booking is None or not offered(visit, booking):
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    against = _whatever_it_becomes(visit, booking)
    if against:
        refusal = Refusal(plan_of(booking), against)
        return Move(replace(visit, refusal=refusal), way="refused")
    wish = Wish.of(plan_of(booking))
    wish = replace(wish, start_minute=None, changing=booking.number)
    return Move(replace(visit, wish=wish), way="day")


def offered(visit: Visit, booking: BookingState) -> bool:
    """Whether the municipality lets it be changed at all, and nothing of it is under way."""
    room = visit.site.municipality.rooms.get(booking.facility)
    if room is None or booking.sport not in room.sports:
        return False
    parts = visit.site.municipality.settings(booking.facility, booking.day)
    settings = parts.get(rules_of_change.Settings)
    if not isinstance(settings, rules_of_change.Settings) or settings.change is None:
        return False
    return settings.change.offered and booking.number not in _under_way(visit)


def _whatever_it_becomes(visit: Visit, booking: BookingState) -> tuple[Reason, ...]:
    """Why it is changed into nothing at all, said before anybody looks for another time."""
    verdict = change_verdict(visit, plan_of(booking), booking)
    return tuple(reason for reason in verdict.reasons if reason.code in WHATEVER)


def press(visit: Visit, number: str) -> Press:
    return Press(visit.speech.say("press.change_booking"), ChangeChosen(number), "change")


def _under_way(visit: Visit) -> set[str]:
    """What is being cancelled, or changed already."""
    asked = (one for one in visit.sents if one.fate not in {Fate.REFUSED, Fate.CONFIRMED})
    changing = {one.body.number for one in asked if isinstance(one.body, ChangeBody)}
    return changing | cancel.cancelled_here(visit)
