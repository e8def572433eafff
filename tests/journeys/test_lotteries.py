"""A lottery on the whole chain, over its days: entered, withdrawn, drawn, and a win confirmed."""

from datetime import date

from kiosk.messages import (
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntriesConfirmed,
    EntryMoved,
    FacilityChosen,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SportChosen,
    StudentsChosen,
    WinChosen,
    WinConfirmed,
    WithdrawChosen,
    WithdrawConfirmed,
)
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

MONTH = date(2026, 11, 1)
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (10, 11, 12))
#: The period of entries ends with the tenth; the draw is held in the morning of the next day.
CLOSED, DRAWN, CONFIRMING = (f"2026-10-11T{time}:00+09:00" for time in ("00:50", "08:55", "10:00"))


def enter(walker: Walker) -> None:
    """Two wishes in their order by one yes, one more with the line cut, one withdrawn."""
    who = walker.sample("個人")
    walker.touch(PageOpened("lottery.months"))
    walker.at("lottery.months")
    walker.picture("months", "Which months are drawn, and until when one can enter.")
    walker.touch(PageOpened("lottery.calendar"))
    walker.at("lottery.calendar")
    walker.picture("calendar", "What is done on which day of the month.")
    walker.home()
    wish(walker, FIRST)
    walker.log_in(who)
    walker.at("lottery.order")
    wish_more(walker, SECOND)
    walker.at("lottery.order")
    walker.touch(EntryMoved(1, down=False))
    walker.picture("order", "Two wishes; the second was moved up.")
    walker.touch(NextPressed())
    walker.at("lottery.confirm")
    walker.picture("sure", "Everything once more, before the yes.")
    walker.touch(EntriesConfirmed())
    walker.at("action.results")
    walker.picture("entered", "What became of each.")
    walker.in_centre(walker.ticket("entered"), "enter_lottery")
    entered = walker.centre("SELECT number, state FROM lottery_entry ORDER BY preference")
    assert [state for _, state in entered] == ["entered", "entered"]
    walker.home()
    withdraw(walker, entered[1][0])
    enter_without_line(walker)


def wish(walker: Walker, day: date) -> None:
    walker.touch(PageOpened("lottery.months"))
    walker.touch(MonthChosen(MONTH))
    choose(walker, day)
    walker.at("lottery.people")
    walker.touch(PeopleChosen(4))
    walker.at("lottery.students")
    walker.touch(StudentsChosen(0))


def wish_more(walker: Walker, day: date) -> None:
    walker.touch(PageOpened("lottery.sport"))
    choose(walker, day)


def choose(walker: Walker, day: date) -> None:
    """Sport, place, day, an hour and courts, to what is put together so far."""
    walker.at("lottery.sport")
    walker.touch(SportChosen("badminton"))
    walker.at("lottery.place")
    walker.touch(FacilityChosen("paid/sogo/large"))
    walker.at("lottery.day")
    walker.touch(DayChosen(day))
    walker.at("lottery.time")
    walker.touch(CellChosen(0, 18 * 60))
    walker.picture(f"odds-{day.day}", "How many want each hour.")
    walker.touch(NextPressed())
    walker.at("lottery.courts")
    walker.touch(CourtsChosen(1))
    walker.at("lottery.entry")
    walker.touch(NextPressed())


def to_entries(walker: Walker, who: str) -> None:
    walker.touch(PageOpened("lottery.months"))
    walker.touch(PageOpened("lottery.mine"))
    walker.log_in(walker.sample(who))


def withdraw(walker: Walker, number: str) -> None:
    to_entries(walker, "個人")
    walker.at("lottery.mine")
    walker.picture("mine", "The entries, with what can be done about each.")
    walker.touch(WithdrawChosen(number))
    walker.at("lottery.withdraw")
    walker.touch(WithdrawConfirmed(number))
    walker.result(Tone.CONFIRMED, "withdrawn")
    walker.in_centre(walker.ticket("withdrawn"), "withdraw_entry")
    assert entry(walker, number) == "withdrawn"
    walker.home()


def enter_without_line(walker: Walker) -> None:
    """In time by the terminal's record; its leaf comes when the centre has it (KM-30)."""
    walker.cut_line()
    wish(walker, THIRD)
    walker.log_in(walker.sample("団体"))
    walker.at("lottery.order")
    walker.touch(NextPressed())
    walker.at("lottery.confirm")
    walker.touch(EntriesConfirmed())
    walker.result(Tone.RECEIVED, "received")
    number = walker.ticket("received")
    walker.home()
    walker.mend_line()
    walker.in_centre(number, "enter_lottery")
    to_entries(walker, "団体")
    walker.at("identify.news")
    walker.picture("news", "What became of what was only received.")
    walker.touch(NextPressed())
    walker.at("lottery.mine")
    walker.home()


def confirm(walker: Walker) -> None:
    """The draw was held: the win, what lapses without a word, and the word."""
    to_entries(walker, "個人")
    walker.at("lottery.mine")
    walker.until("the entries", lambda: walker.shown.view.rows)
    walker.picture("won", "A win, and until when it has to be confirmed (KM-32).")
    won = walker.centre("SELECT number FROM lottery_entry WHERE state = 'won' ORDER BY preference")
    number = next(row[0] for row in won if row[0] in str(walker.shown.view))
    walker.touch(WinChosen(number))
    walker.at("lottery.win")
    walker.picture("win", "Before the yes: what it costs, and what lapses.")
    walker.touch(WinConfirmed(number))
    walker.result(Tone.CONFIRMED, "confirmed")
    walker.in_centre(walker.ticket("confirmed"), "confirm_win")
    assert entry(walker, number) == "confirmed"
    walker.home()


def entry(walker: Walker, number: str) -> str:
    ((state,),) = walker.centre("SELECT state FROM lottery_entry WHERE number = ?", number)
    return str(state)


def test_lottery__is_entered_drawn_and_a_win_confirmed(own_stand: Stand) -> None:
    """KM-30 to KM-37, KM-47: the clocks of centre and terminal are moved from phase to phase."""
    stand = own_stand
    stand.work()
    stand.walk(enter, "kumamoto")
    for moment in (CLOSED, DRAWN):
        stand.move_to(moment)
        stand.work()
    stand.move_to(CONFIRMING)
    stand.restart()
    stand.walk(confirm, "kumamoto")
