"""What became of it, in the honest words of its class, and what can be done now."""

from dataclasses import replace
from datetime import timedelta

from kiosk.flow import cancel, names
from kiosk.flow.instead import again, ask_there, from_centre, said
from kiosk.flow.journeys import tellings
from kiosk.flow.terms import Term, walk_in
from kiosk.flow.tickets import (
    booked_terms,
    cancelled_terms,
    changed_terms,
    class_of,
    fared,
    fared_sign,
    number_of,
    outcome_text,
    print_press,
    still_open,
    to_keep,
    todo_of,
)
from kiosk.messages import CancelChosen, PageOpened, StopPressed
from kiosk.screens.parts import Look, Press
from kiosk.screens.result.view import Reason as Said
from kiosk.screens.result.view import Tone, View
from kiosk.visit import Fate, Plan, Sent, Visit
from rules.calendar import DAY_MINUTES
from sync.wire import BookBody, CancelBody, ChangeBody

__all__ = ["finish", "question", "refused", "result", "said_terms", "why"]

#: So long a booking made by mistake can be undone from the page that shows it.
UNDO = timedelta(minutes=10)

TONES = {
    Fate.CONFIRMED: Tone.CONFIRMED,
    Fate.HELD: Tone.CONFIRMED,
    Fate.RECEIVED: Tone.RECEIVED,
    Fate.CHECKING: Tone.CHECKING,
    Fate.REFUSED: Tone.REFUSED,
}


def question(visit: Visit) -> str:
    sent = visit.sents[-1]
    return visit.speech.say(f"result.{sent.body.verb}.{_outcome(sent)}")


def result(visit: Visit) -> View:
    t, sent = visit.speech, visit.sents[-1]
    return View(
        tone=_tone(sent),
        word=t.say(f"result.word.{sent.body.verb}.{_outcome(sent)}"),
        number_label=t.say("ticket.number"),
        number="" if sent.fate is Fate.REFUSED else number_of(sent),
        lines=_lines(visit, sent),
        reasons=why(visit, sent),
        ticket="" if sent.fate is Fate.REFUSED else fared(visit, sent.number),
        ticket_sign=fared_sign(visit, sent.number),
        actions=_actions(visit, sent),
    )


def why(visit: Visit, sent: Sent) -> tuple[Said, ...]:
    """Why the centre refused it, and what is possible instead."""
    telling, visit = tellings().get(sent.body.verb), again(visit, sent.number)
    refusing = sent.verdict.reasons if sent.verdict and sent.fate is Fate.REFUSED else ()
    reasons = [from_centre(reason) for reason in refusing]
    if telling is None or telling.instead is None:
        return tuple(said(visit, reason) for reason in reasons)
    pairs = ((said(visit, one), telling.instead(visit, one)) for one in reasons)
    return tuple(replace(text, instead=instead) for text, instead in pairs)


def refused(visit: Visit) -> View:
    """The rules refuse by what the terminal knows: nothing was sent."""
    refusal = visit.refusal
    assert refusal is not None
    return View(
        tone=Tone.REFUSED,
        word=visit.speech.say("refused.word"),
        number_label="",
        number="",
        lines=(
            names.room(visit, refusal.plan.facility),
            _when(visit, refusal.plan),
            *walk_in(visit, refusal.plan.facility, refusal.plan.day),
            *ask_there(visit, refusal),
        ),
        reasons=tuple(said(visit, reason) for reason in refusal.reasons),
    )


def _when(visit: Visit, plan: Plan) -> str:
    """A whole day is refused without hours."""
    whole = (plan.start_minute, plan.end_minute) == (0, DAY_MINUTES)
    return visit.speech.day(plan.day) if whole else names.when(visit, plan)


def _tone(sent: Sent) -> Tone:
    if _outcome(sent) == "provisional":
        return Tone.RECEIVED
    done = sent.fate is Fate.CONFIRMED and isinstance(sent.body, CancelBody)
    return Tone.CANCELLED if done else TONES[sent.fate]


def _outcome(sent: Sent) -> str:
    return "provisional" if class_of(sent) == "provisional" else sent.fate.value


def _lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    plan = sent.plan
    if plan is None:
        lines = list(tellings()[sent.body.verb].lines(visit, sent))
    else:
        lines = [names.plan_sentence(visit, plan)]
    lines += said_terms(visit, booked_terms(visit, sent))
    lines += todo_of(visit, sent)
    if isinstance(sent.body, CancelBody):
        which = Term(visit.speech.say("row.cancelled_number"), sent.body.number)
        lines += said_terms(visit, (which, *cancelled_terms(visit, sent)))
    if isinstance(sent.body, ChangeBody):
        lines += said_terms(visit, changed_terms(visit, sent))
    lines.append(outcome_text(visit, sent))
    return (*lines, *to_keep(visit, sent), *still_open(visit, sent))


def said_terms(visit: Visit, terms: tuple[Term, ...]) -> list[str]:
    """A line for each."""
    t = visit.speech
    return [t.say("result.term", label=term.label, value=term.value) for term in terms]


def _actions(visit: Visit, sent: Sent) -> tuple[Press, ...]:
    t = visit.speech
    print_again = print_press(visit, sent.number)
    undo = Press(t.say("press.undo"), CancelChosen(sent.number), "undo")
    telling = tellings().get(sent.body.verb)
    if telling is not None:
        paper = telling.printed and sent.fate is not Fate.REFUSED
        return (*((print_again,) if paper else ()), *telling.actions(visit, sent))
    return (
        *(() if sent.fate is Fate.REFUSED else (print_again,)),
        Press(t.say("mine.another"), PageOpened("look.sport"), "search"),
        Press(t.say("home.mine"), PageOpened("mine.list"), "list"),
        *((undo,) if _can_be_undone(visit, sent) else ()),
    )


def finish(visit: Visit) -> Press:
    """The way out; in the frame, so that no page of the result hides it."""
    return Press(visit.speech.say("press.finish"), StopPressed(), "check", Look.MAIN)


def _can_be_undone(visit: Visit, sent: Sent) -> bool:
    """Ten minutes long, and only where cancelling costs nothing."""
    found = cancel.find(visit, sent.number)
    if not isinstance(sent.body, BookBody) or found is None:
        return False
    if sent.settled_at is not None and visit.now - sent.settled_at >= UNDO:
        return False
    verdict = cancel.verdict_on(visit, found)
    return verdict.outcome is not None and not verdict.outcome.get("fee_due")
