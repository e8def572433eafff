"""From what was only on the way back to what the resident came for."""

from kiosk.messages import PageOpened
from kiosk.screens.parts import Look, Press
from kiosk.visit import Visit

__all__ = ["onward"]


def onward(visit: Visit) -> tuple[Press, ...]:
    """The booking that was begun, else a new one; and what is booked."""
    t = visit.speech
    book = Press(t.say("home.look"), PageOpened("look.sport"), "search")
    if visit.goal == "booking" and visit.wish.plan is not None:
        book = Press(t.say("onward.booking"), PageOpened("book.people"), "next", Look.MAIN)
    return book, Press(t.say("home.mine"), PageOpened("mine.list"), "list")
