"""My bookings on the whole chain: changed, printed again, cancelled at a cost, line or not."""

from datetime import date

from kiosk.messages import (
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    ChangeChosen,
    NextPressed,
    PrintWanted,
    StudentsChosen,
)
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker
from tests.journeys.ways import book, choose_at, to_mine

#: Nearer than a week: whoever cancels pays nevertheless (KM-75).
SOON, LATER = date(2026, 10, 13), date(2026, 10, 22)
DAY = date(2026, 10, 21)


def changed_and_cancelled(walker: Walker) -> None:
    """One that can still be changed, and one for which it is too late to be let off the fee."""
    who = walker.sample("個人")
    number = booked(walker, LATER, "later")
    walker.home()
    to_mine(walker, who)
    walker.picture("mine", "What is booked, what is due, and what can be done.")
    change(walker, number)
    again(walker, number)
    walker.home()
    late = booked(walker, SOON, "soon")
    walker.touch_words("home.mine")
    walker.at("mine.list")
    walker.touch(CancelChosen(late))
    shown = walker.at("mine.cancel")
    walker.picture("cost", "What cancelling costs stands before the yes (KM-75).")
    assert any(row.strong and "円" in row.value for row in shown.view.rows)
    walker.touch(CancelConfirmed(late))
    walker.result(Tone.CANCELLED, "cancelled")
    walker.in_centre(walker.ticket("cancelled"), "cancel")
    walker.booking_is(late, "cancelled")
    walker.home()


def booked(walker: Walker, day: date, name: str) -> str:
    choose_at(walker, "paid/sogo/large", "badminton", day)
    walker.at("book.students")
    walker.picture(f"students-{name}", "The fee depends on how many go to school (KM-94).")
    walker.touch(StudentsChosen(0))
    who = walker.sample("個人")
    walker.log_in_by_number(who.number, who.password)
    return book(walker, Tone.CONFIRMED, name)


def change(walker: Walker, number: str) -> None:
    """To another hour of the day; the number stays (KM-76)."""
    before = walker.centre("SELECT start_minute FROM booking_booking WHERE number = ?", number)
    walker.touch(ChangeChosen(number))
    walker.at("look.day")
    walker.touch(CellChosen, lambda event: event.minute == 15 * 60)
    walker.touch(NextPressed)
    walker.at("book.confirm")
    walker.picture("change", "What it was and what it will be, and what that costs.")
    walker.touch(BookingConfirmed())
    walker.result(Tone.CONFIRMED, "changed")
    walker.ticket("changed")
    after = walker.centre("SELECT start_minute FROM booking_booking WHERE number = ?", number)
    assert before != after == [(15 * 60,)]
    walker.touch_words("home.mine")
    walker.at("mine.list")


def again(walker: Walker, number: str) -> None:
    walker.touch(PrintWanted(number))
    assert walker.ticket("again") == number


def cancelled_without_line(walker: Walker) -> None:
    """Received with the line cut: the place stands until the centre has it."""
    who = walker.sample("市外団体")
    choose_at(walker, "argo/arena", "volleyball6", DAY)
    walker.log_in(who)
    number = book(walker, Tone.CONFIRMED, "booked")
    walker.home()
    to_mine(walker, who)
    walker.cut_line()
    walker.picture("line-cut", "The list says that it may be old.")
    walker.touch(CancelChosen(number))
    walker.at("mine.cancel")
    walker.touch(CancelConfirmed(number))
    walker.result(Tone.RECEIVED, "received")
    walker.booking_is(number, "confirmed")
    cancelling = walker.ticket("received")
    walker.home()
    walker.mend_line()
    walker.in_centre(cancelling, "cancel")
    walker.booking_is(number, "cancelled")
    to_mine(walker, who)
    walker.picture("gone", "Nothing of it can be done any more.")
    walker.home()


def test_my_bookings__changed_printed_again_and_cancelled_at_a_cost(stand: Stand) -> None:
    """KM-75, KM-76, KM-94."""
    stand.walk(changed_and_cancelled, "kumamoto")


def test_my_bookings__cancelled_with_the_line_cut(stand: Stand) -> None:
    """ON-03."""
    stand.walk(cancelled_without_line, "ono", panel="landscape")
