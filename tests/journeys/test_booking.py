"""Booking on the whole chain: several at once, refused with a way on, undone, with the line cut."""

from datetime import date

from kiosk.messages import (
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    FormWanted,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SlotAdded,
    TermsAgreed,
)
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker
from tests.journeys.ways import book, choose, choose_at, to_mine

DAY = date(2026, 10, 20)
#: Open to residents of the city, and not yet to others.
LATER = date(2026, 12, 15)


def together(walker: Walker) -> None:
    """Two times by one yes."""
    choose(walker, DAY)
    walker.log_in(walker.sample("市内個人"))
    walker.at("book.confirm")
    walker.touch(SlotAdded())
    walker.at("look.day")
    walker.touch(CellChosen, lambda event: event.minute > 12 * 60)
    walker.touch(NextPressed)
    walker.at("book.confirm")
    walker.picture("together", "Two times, each with its fee, before one yes.")
    walker.touch(BookingConfirmed())
    walker.at("action.results")
    numbers = [walker.ticket(name) for name in ("first", "second")]
    walker.picture("results", "What became of each.")
    for number in numbers:
        walker.in_centre(number, "book", "confirmed")
    walker.home()


def refused(walker: Walker) -> None:
    """Too early for somebody from outside the city: told why, with a key to what is possible."""
    choose(walker, LATER)
    walker.log_in(walker.sample("市外個人"))
    reason = walker.at("refused").view.reasons[0]
    walker.picture("refused", "Not open yet for this resident: from when, by which clause.")
    assert reason.clause
    walker.touch(reason.instead.event)
    walker.at("look.day")
    walker.touch(CellChosen)
    walker.touch(NextPressed)
    walker.at("book.people")
    walker.touch(PeopleChosen(4))
    walker.at("book.confirm")
    walker.picture("instead", "The way on that the refusal has shown is one.")
    walker.home()


def undone(walker: Walker) -> None:
    """Booked by mistake, and taken back from the page that shows it."""
    choose(walker, DAY, "table_tennis", 2)
    walker.log_in(walker.sample("市内団体"))
    number = book(walker, Tone.CONFIRMED, "booked")
    walker.touch(CancelChosen(number))
    walker.at("mine.cancel")
    walker.touch(CancelConfirmed(number))
    walker.result(Tone.CANCELLED, "undone")
    walker.in_centre(walker.ticket("undone"), "cancel")
    walker.booking_is(number, "cancelled")
    walker.home()


def without_line(walker: Walker) -> None:
    """Received with the line cut, decided when it is back, and told at the next login."""
    who = walker.sample("市内個人")
    walker.cut_line()
    walker.picture("cut", "The line is cut, and the first page says so.")
    choose(walker, DAY)
    walker.log_in(who)
    number = book(walker, Tone.RECEIVED, "received")
    assert walker.centre("SELECT 1 FROM booking_booking WHERE number = ?", number) == []
    walker.home()
    walker.mend_line()
    walker.in_centre(number, "book", "confirmed")
    walker.touch(PageOpened("mine.list"))
    walker.log_in(who)
    walker.at("identify.news")
    walker.reads(number)
    walker.picture("news", "What became of what was only received.")
    walker.touch(NextPressed())
    walker.at("mine.list")
    walker.home()


def in_ono(walker: Walker) -> None:
    together(walker)
    refused(walker)
    undone(walker)
    without_line(walker)


def provisionally(walker: Walker) -> None:
    """The terms are read before the yes; then the form for the desk is printed."""
    who = walker.sample("団体")
    choose_at(walker, "okunohosomichi/multipurpose", None, DAY)
    walker.picture("number", "Nobody has a card here: the number is typed.")
    walker.log_in_by_number(who.number, who.password)
    walker.at("book.terms")
    walker.picture("terms", "The terms of use, before the yes.")
    walker.touch(TermsAgreed())
    number = book(walker, Tone.RECEIVED, "provisional")
    walker.in_centre(number, "book", "provisional")
    walker.home()
    to_mine(walker, who)
    walker.picture("mine", "What is still to be done about it, and until when.")
    walker.touch(FormWanted(number))
    assert walker.ticket("form") == number
    walker.home()


def test_booking__several_refused_undone_and_with_the_line_cut(stand: Stand) -> None:
    """ON-02, KX-1: what a ticket says is what the centre has."""
    stand.walk(in_ono, "ono")


def test_booking__is_provisional_where_the_class_says_so(stand: Stand) -> None:
    """OG-01, OG-O3: 仮予約, with the form to be taken to the desk."""
    stand.walk(provisionally, "ogaki")
