"""What became of several actions of one yes: a row each, with its own honest words."""

from kiosk.flow import action, cancel, names
from kiosk.flow.instead import again, from_centre, presses, said
from kiosk.flow.result import said_terms
from kiosk.flow.tickets import booked_terms, class_of, number_of, outcome_text, todo_of
from kiosk.messages import CancelChosen, PageOpened, PrintWanted
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Fate, Sent, Visit

__all__ = ["view"]

MARKS = {
    "confirmed": Mark.CONFIRMED,
    "held": Mark.CONFIRMED,
    "provisional": Mark.WAITING,
    "refused": Mark.REFUSED,
}


def view(visit: Visit) -> View:
    t = visit.speech
    return View(
        rows=tuple(_row(visit, sent) for sent in action.asked_for(visit)),
        empty=t.say("mine.empty"),
        notice=_notice(visit),
        also=(
            Press(t.say("mine.another"), PageOpened("look.sport"), "search"),
            Press(t.say("home.mine"), PageOpened("mine.list"), "list"),
        ),
    )


def _notice(visit: Visit) -> str:
    """That some of them came to nothing, whichever page of the list they stand on."""
    asked = action.asked_for(visit)
    refused = sum(sent.fate is Fate.REFUSED for sent in asked)
    if not refused:
        return ""
    return visit.speech.say("results.some_refused", n=len(asked), refused=refused)


def _row(visit: Visit, sent: Sent) -> Row:
    t, became = visit.speech, class_of(sent)
    words = "received" if became == "parked" else became
    refusing = sent.verdict.reasons if sent.verdict and sent.fate is Fate.REFUSED else ()
    there = again(visit, sent.number)
    why = [said(there, from_centre(reason)) for reason in refusing]
    number = () if sent.fate is Fate.REFUSED else (t.say("news.number", number=number_of(sent)),)
    details = (
        *number,
        *(f"{one.text} {one.clause}".rstrip() for one in why),
        *said_terms(visit, booked_terms(visit, sent)),
        *todo_of(visit, sent),
        outcome_text(visit, sent),
    )
    return Row(
        title="" if sent.plan is None else names.plan_sentence(visit, sent.plan),
        detail="\n".join(details),
        mark=MARKS.get(became, Mark.WAITING),
        word=t.say(f"result.word.{sent.body.verb}.{words}"),
        actions=presses(sent.number, why) or _actions(visit, sent),
    )


def _actions(visit: Visit, sent: Sent) -> tuple[Press, ...]:
    if sent.fate in {Fate.REFUSED, Fate.WAITING}:
        return ()
    t = visit.speech
    again = Press(t.say("press.print"), PrintWanted(sent.number), "printer")
    undo = Press(t.say("press.cancel"), CancelChosen(sent.number), "cancel", Look.STOP)
    return (again, undo) if cancel.find(visit, sent.number) is not None else (again,)
