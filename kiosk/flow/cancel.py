"""Giving a booking up: what it costs stands before the yes, and no more than that is agreed to."""

from dataclasses import replace

from kiosk.flow import action, advice, names
from kiosk.flow.page import Move, stay
from kiosk.flow.standing import plan_of
from kiosk.flow.terms import fee_text, instant_of, refund_terms
from kiosk.messages import CancelChosen, CancelConfirmed
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Cancelling, Fate, Sent, Visit
from rules.verdict import Verdict
from sync.wire import BookBody, CancelBody

__all__ = [
    "OPEN",
    "cancel",
    "cancel_chosen",
    "cancel_confirmed",
    "cancelled_here",
    "find",
    "verdict_on",
    "waiting",
]

#: What a row says of a booking that is not decided yet.
OPEN = {
    Fate.RECEIVED: "mine.state.received",
    Fate.CHECKING: "mine.state.checking",
    Fate.HELD: "mine.state.held",
}


def cancel_chosen(visit: Visit, event: CancelChosen) -> Move:
    """``sure`` where the rules let it go, else ``refused`` with every reason."""
    found = find(visit, event.number)
    if found is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    visit = replace(visit, cancelling=found)
    return advice.judged(visit, found.plan, verdict_on(visit, found), allowed="sure")


def cancel_confirmed(visit: Visit, event: CancelConfirmed) -> Move:
    """``gone`` where it was cancelled in the meantime."""
    found = find(visit, event.number)
    if found is None:
        return Move(visit, way="gone")
    verdict = verdict_on(visit, found)
    if not verdict.allowed:
        return advice.judged(visit, found.plan, verdict, allowed="sure")
    body = CancelBody(number=found.number, cost_yen=_cost(verdict))
    return action.submit(visit, body, found.plan)


def find(visit: Visit, number: str) -> Cancelling | None:
    """A live booking of this person, decided or still on its way."""
    if visit.person is None or number in cancelled_here(visit):
        return None
    for booking in visit.person.bookings:
        if booking.number == number and booking.stands:
            return Cancelling(number, plan_of(booking), booking)
    for sent in waiting(visit):
        if sent.number == number and sent.plan is not None:
            return Cancelling(number, sent.plan, None)
    return None


def verdict_on(visit: Visit, found: Cancelling) -> Verdict:
    """What the rules say to cancelling it."""
    return advice.cancel_verdict(visit, found.plan, found.booking)


def waiting(visit: Visit) -> tuple[Sent, ...]:
    """Bookings of this visit that the centre has not decided, and nobody has taken back."""
    gone = cancelled_here(visit)
    return tuple(
        sent
        for sent in visit.sents
        if isinstance(sent.body, BookBody) and sent.fate in OPEN and sent.number not in gone
    )


def cancelled_here(visit: Visit) -> set[str]:
    """The numbers of what this visit has asked to cancel, and was not refused."""
    asked = (sent for sent in visit.sents if sent.fate is not Fate.REFUSED)
    return {sent.body.number for sent in asked if isinstance(sent.body, CancelBody)}


def cancel(visit: Visit) -> View:
    t, found = visit.speech, visit.cancelling
    assert found is not None
    return View(
        sentence=t.say("cancel.sentence"),
        rows=_facts(visit, found),
        notes=(_after(visit, found),),
        go=Press(t.say("cancel.go"), CancelConfirmed(found.number), "cancel", Look.STOP),
    )


def _after(visit: Visit, found: Cancelling) -> str:
    """Who can have the place then; one that a lottery gave is free at a later hour (KX-4)."""
    t = visit.speech
    if not visit.site.line_up:
        return t.say("cancel.note.line_down")
    released = instant_of((verdict_on(visit, found).outcome or {}).get("released_at"))
    if released is None or released <= visit.now:
        return t.say("cancel.note.next")
    return t.say("cancel.note.later", when=t.instant(released))


def _facts(visit: Visit, found: Cancelling) -> tuple[Row, ...]:
    """What is cancelled, what that costs, and what is given back."""
    t, plan, verdict = visit.speech, found.plan, verdict_on(visit, found)
    due = _cost(verdict)
    cost = t.say("cancel.free") if due == 0 else fee_text(visit, due, plan)
    paid = found.booking.fee if found.booking and found.booking.paid else 0
    back = refund_terms(visit, verdict.outcome or {}, paid)
    return (
        Row(t.say("ticket.number"), found.number, strong=True),
        Row(t.say("row.when"), names.when(visit, plan)),
        Row(t.say("row.where"), names.room(visit, plan.facility)),
        Row(t.say("row.what"), names.use(visit, plan)),
        Row(t.say("row.cancel_cost"), cost, strong=True),
        *(Row(term.label, term.value, strong=term.strong) for term in back),
    )


def _cost(verdict: Verdict) -> int | None:
    """The yen that are owed or kept; None: no price is known."""
    due = (verdict.outcome or {}).get("fee_due")
    return due if isinstance(due, int) else None
