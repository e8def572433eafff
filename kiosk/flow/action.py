"""From the resident's yes to what became of it: sending, waiting, and each honest answer."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kiosk.flow.page import Move, stay
from kiosk.flow.tickets import print_ticket
from kiosk.messages import ActionDelayed, ActionRecorded, ActionSettled, Submit
from kiosk.screens.message.view import View as Message
from kiosk.visit import Fate, Plan, Sent, Visit
from sync.draft import Draft, IntakeStopped
from sync.wire import ActionBody, ActionVerdict, BookingState, Sealed, receipt_number

__all__ = ["delayed", "noted", "recorded", "settled", "stopped", "submit", "wait", "why_stopped"]

#: More actions than one resident needs in one visit; a visit that wants more is told to end.
ACTIONS_MAX = 10

FATES = {
    "applied": Fate.CONFIRMED,
    "rejected": Fate.REFUSED,
    "conflict": Fate.REFUSED,
    "parked": Fate.RECEIVED,
    "quarantined": Fate.RECEIVED,
}


def why_stopped(visit: Visit) -> str | None:
    """Why no action can be taken now, None where it can."""
    if visit.site.intake is not None:
        return visit.site.intake
    return "many" if len(visit.sents) >= ACTIONS_MAX else None


def submit(
    visit: Visit,
    body: ActionBody,
    plan: Plan | None = None,
    cells: frozenset[int] = frozenset(),
    form: Sealed | None = None,
) -> Move:
    """Make the action, once and never again, and have it recorded: ``sent`` or ``stopped``.

    ``form`` is the box of what was typed for it.
    """
    if why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    credential = visit.person.credential if visit.person else None
    visit, action = visit.new_id()
    municipality = visit.site.municipality.id
    draft = Draft(action, visit.visit, municipality, body, credential, cells, form)
    sent = Sent(action, body, plan, receipt_number(action))
    return Move(replace(visit, sents=(*visit.sents, sent)), (Submit(draft),), "sent")


def recorded(visit: Visit, event: ActionRecorded) -> Move:
    """On disk: from here on it cannot be lost; or nothing was taken, and we say so."""
    match event.result:
        case IntakeStopped(why):
            kept = tuple(sent for sent in visit.sents if sent.recorded)
            site = replace(visit.site, intake=why)
            return Move(replace(visit, sents=kept, site=site), way="stopped")
        case result:
            site = replace(visit.site, unsent=result.unsent)
            visit = _change(visit, result.action, lambda sent: replace(sent, recorded=True))
            return stay(replace(visit, site=site))


def settled(visit: Visit, event: ActionSettled) -> Move:
    """The answer to what the resident is looking at: the page and the paper follow."""
    return _show(visit, _settle(visit, event.verdict))


def delayed(visit: Visit, event: ActionDelayed) -> Move:
    return _show(visit, _delay(visit, event))


def noted(visit: Visit, event: ActionSettled | ActionDelayed) -> Move:
    """The same while the resident does something else: nothing moves under their finger."""
    if isinstance(event, ActionSettled):
        return stay(_settle(visit, event.verdict))
    return stay(_delay(visit, event))


def wait(visit: Visit) -> Message:
    t = visit.speech
    recorded_already = bool(visit.sents) and visit.sents[-1].recorded
    return Message((t.say("action.wait.recorded" if recorded_already else "action.wait.writing"),))


def stopped(visit: Visit) -> Message:
    """Nothing can be taken here now (受付停止)."""
    t, why = visit.speech, why_stopped(visit)
    known = why if why in {"full", "disk", "damaged", "many"} else "other"
    return Message((t.say(f"stopped.{known}"), t.say("stopped.instead")), tone="stop")


def _show(before: Visit, after: Visit) -> Move:
    sent, was = after.sents[-1:], before.sents[-1:]
    if not sent or sent[0].fate in {Fate.WAITING, was[0].fate}:
        return stay(after)
    if sent[0].fate is Fate.REFUSED:
        return Move(after, way="result")
    return replace(print_ticket(after, sent[0]), way="result")


def _settle(visit: Visit, verdict: ActionVerdict) -> Visit:
    def settle(sent: Sent) -> Sent:
        if sent.fate in {Fate.CONFIRMED, Fate.REFUSED}:
            return sent
        fate = FATES[verdict.verdict]
        return replace(sent, fate=fate, verdict=verdict, settled_at=visit.now, recorded=True)

    visit = _change(visit, verdict.action, settle)
    return visit if verdict.booking is None else _with_booking(visit, verdict.booking)


def _delay(visit: Visit, event: ActionDelayed) -> Visit:
    fate = Fate.CHECKING if event.unknown else Fate.RECEIVED

    def delay(sent: Sent) -> Sent:
        open_still = sent.fate in {Fate.WAITING, Fate.RECEIVED, Fate.CHECKING}
        return replace(sent, fate=fate, recorded=True) if open_still else sent

    return _change(visit, event.action, delay)


def _change(visit: Visit, action: UUID, change: Callable[[Sent], Sent]) -> Visit:
    sents = tuple(change(sent) if sent.action == action else sent for sent in visit.sents)
    return replace(visit, sents=sents)


def _with_booking(visit: Visit, booking: BookingState) -> Visit:
    if visit.person is None:
        return visit
    others = tuple(b for b in visit.person.bookings if b.number != booking.number)
    return replace(visit, person=replace(visit.person, bookings=(*others, booking)))
