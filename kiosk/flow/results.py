"""What became of several actions of one yes: a row each, with its own honest words."""

from kiosk.flow import action, cancel, names
from kiosk.flow.instead import presses
from kiosk.flow.journeys import tellings
from kiosk.flow.result import said_terms, why
from kiosk.flow.tickets import booked_terms, class_of, number_of, outcome_text, print_press, todo_of
from kiosk.messages import CancelChosen, PageOpened, PrintWanted
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Fate, Sent, Visit

__all__ = ["question", "view"]

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
        also=_also(visit),
    )


def _also(visit: Visit) -> tuple[Press, ...]:
    """What can be done next; what stands on one ticket is printed again by one press."""
    t, asked = visit.speech, action.asked_for(visit)
    telling = tellings().get(asked[-1].body.verb)
    if telling is None:
        return (
            Press(t.say("mine.another"), PageOpened("look.sport"), "search"),
            Press(t.say("home.mine"), PageOpened("mine.list"), "list"),
        )
    told = [sent.number for sent in asked if sent.fate is not Fate.REFUSED]
    again = (print_press(visit, one) for one in told[-1:])
    return (*again, *telling.actions(visit, asked[-1]))


def question(visit: Visit) -> str:
    """That some of them came to nothing stands over each page of the list."""
    asked = action.asked_for(visit)
    refused = sum(sent.fate is Fate.REFUSED for sent in asked)
    if not refused:
        return visit.speech.say("action.results.question")
    return visit.speech.say("results.some_refused", n=len(asked), refused=refused)


def _row(visit: Visit, sent: Sent) -> Row:
    t, became = visit.speech, class_of(sent)
    words = "received" if became == "parked" else became
    title, *lines = _told(visit, sent)
    reasons = why(visit, sent)
    number = () if sent.fate is Fate.REFUSED else (t.say("news.number", number=number_of(sent)),)
    details = (
        *lines,
        *number,
        *(f"{one.text} {one.clause}".rstrip() for one in reasons),
        *said_terms(visit, booked_terms(visit, sent)),
        *todo_of(visit, sent),
        outcome_text(visit, sent),
    )
    return Row(
        title=title,
        detail="\n".join(details),
        mark=MARKS.get(became, Mark.WAITING),
        word=t.say(f"result.word.{sent.body.verb}.{words}"),
        actions=presses(sent.number, reasons) or _actions(visit, sent),
    )


def _told(visit: Visit, sent: Sent) -> tuple[str, ...]:
    if sent.plan is not None:
        return (names.plan_sentence(visit, sent.plan),)
    return tellings()[sent.body.verb].lines(visit, sent)


def _actions(visit: Visit, sent: Sent) -> tuple[Press, ...]:
    if sent.plan is None or sent.fate in {Fate.REFUSED, Fate.WAITING}:
        return ()
    t = visit.speech
    again = Press(t.say("press.print"), PrintWanted(sent.number), "printer")
    undo = Press(t.say("press.cancel"), CancelChosen(sent.number), "cancel", Look.STOP)
    return (again, undo) if cancel.find(visit, sent.number) is not None else (again,)
