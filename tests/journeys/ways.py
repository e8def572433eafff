"""Ways that many journeys share, as a finger goes them."""

from datetime import date

from kiosk.messages import (
    BookingConfirmed,
    CellChosen,
    FacilityChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SportChosen,
)
from kiosk.screens.result.view import Tone
from tests.journeys.walker import Sample, Walker

__all__ = ["book", "choose", "choose_at", "to_mine"]


def choose(walker: Walker, day: date, sport: str = "badminton", people: int = 4) -> None:
    """From home by the sport to what is asked after the number of people."""
    walker.touch(PageOpened("look.sport"))
    walker.touch(SportChosen(sport))
    walker.at("look.when")
    _choose_time(walker, day, people)


def choose_at(walker: Walker, room: str, sport: str | None, day: date, people: int = 4) -> None:
    """From home by the place."""
    walker.touch(PageOpened("look.place"))
    walker.touch(FacilityChosen(room))
    if sport is not None:
        walker.touch(SportChosen(sport))
    walker.at("look.when")
    _choose_time(walker, day, people)


def _choose_time(walker: Walker, day: date, people: int) -> None:
    walker.touch_day(day)
    walker.at("look.day")
    walker.touch(CellChosen)
    walker.touch(NextPressed)
    walker.at("book.people")
    walker.touch(PeopleChosen(people))


def book(walker: Walker, tone: Tone, name: str) -> str:
    """The yes; the number on the ticket."""
    walker.at("book.confirm")
    walker.picture(f"confirm-{name}", "Everything on one page, before the yes.")
    walker.touch(BookingConfirmed())
    walker.result(tone, name)
    return walker.ticket(name)


def to_mine(walker: Walker, who: Sample) -> None:
    """The resident's own list, by the card."""
    walker.touch(PageOpened("mine.list"))
    walker.log_in(who)
    walker.until("the list", lambda: walker.page in {"mine.list", "identify.news"})
    if walker.page == "identify.news":
        walker.touch(NextPressed())
    walker.at("mine.list")
