"""Looking for what is free, without a card: easily, in detail, by calendar and board."""

from datetime import date

from kiosk.messages import (
    BackPressed,
    DayChosen,
    FreeChosen,
    PageOpened,
    PartChosen,
    SearchWanted,
    SpanChosen,
    SportChosen,
    WeekdaysChosen,
)
from kiosk.screens.parts import Mark
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

#: The fourth Monday: アルゴ is closed.
CLOSED = date(2026, 10, 26)


def look(walker: Walker) -> None:
    """Touches a finger makes who knows no word of the system."""
    easily(walker)
    in_detail(walker)
    by_calendar(walker)


def easily(walker: Walker) -> None:
    walker.touch(PageOpened("easy"))
    walker.at("easy")
    walker.touch(SportChosen("badminton"))
    walker.at("easy.when")
    walker.picture("when", "らくらく: when?")
    walker.touch(SpanChosen("weekend"))
    walker.at("easy.found")
    walker.picture("found", "What is free on the next weekends, soonest first.")
    walker.touch(FreeChosen)
    walker.at("look.day")
    walker.picture("begun", "The board of that day, with its first free hour chosen.")
    walker.home()


def in_detail(walker: Walker) -> None:
    walker.touch(PageOpened("detailed"))
    walker.at("detailed")
    walker.touch(PageOpened("detailed.sport"))
    walker.touch(SportChosen("table_tennis"))
    walker.touch(PageOpened("detailed.part"))
    walker.touch(PartChosen("evening"))
    walker.touch(PageOpened("detailed.weekdays"))
    walker.touch(WeekdaysChosen("2"))
    walker.at("detailed")
    walker.picture("detailed", "くわしく: table tennis on Wednesday evenings.")
    walker.touch(SearchWanted())
    shown = walker.at("detailed.found")
    walker.picture("detailed-found", "What is free then, in all places.")
    assert {answer.event.day.weekday() for answer in shown.view.answers} == {2}
    assert all(answer.event.minute >= 17 * 60 for answer in shown.view.answers)
    walker.home()


def by_calendar(walker: Walker) -> None:
    walker.touch(PageOpened("look.sport"))
    walker.touch(SportChosen("badminton"))
    shown = walker.at("look.when")
    walker.picture("month", "The month: each day one symbol.")
    marks = {day.event: day.mark for day in shown.view.months[shown.view.large].days}
    assert marks[DayChosen(CLOSED)] is Mark.CLOSED
    walker.touch_day(CLOSED)
    walker.at("refused")
    walker.picture("closed", "A closed day: why, and a key to the next day on which there is room.")
    walker.touch(DayChosen)
    shown = walker.at("look.day")
    assert shown.view.where
    walker.picture("board", "The board of the day: times down, courts across.")
    walker.touch(BackPressed())
    walker.home()


def test_looking__easily_in_detail_and_by_calendar(stand: Stand) -> None:
    """KM-06, CM-03: without a card."""
    stand.walk(look, "ono")
