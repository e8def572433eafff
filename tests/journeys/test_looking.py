"""Looking for what is free, without a card: easily, in detail, by calendar, board and map; rain."""

from datetime import date

from kiosk.messages import (
    BackPressed,
    DayChosen,
    FacilityChosen,
    FreeChosen,
    PageOpened,
    PartChosen,
    SearchWanted,
    SpanChosen,
    SportChosen,
    VenueOpened,
    WeekdaysChosen,
)
from kiosk.screens.parts import Mark
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

#: The fourth Monday: アルゴ is closed.
CLOSED = date(2026, 10, 26)
TODAY = date(2026, 10, 8)
MANAGER, CLOSURES, COURT = "manager.ono", "/admin/notices/roomnotice/", "oike/tennis"
RAIN = {
    "scope": COURT,
    "day": TODAY.isoformat(),
    "start_minute": "780",
    "end_minute": "1020",
    "reason": "weather",
    "text": "雨のため中止します",
}


def look(walker: Walker) -> None:
    """Touches a finger makes who knows no word of the system."""
    easily(walker)
    in_detail(walker)
    by_calendar(walker)
    on_the_map(walker)
    rained_off(walker)


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


def on_the_map(walker: Walker) -> None:
    """From where one stands to a room of a place, with how it is today (地図)."""
    walker.touch(PageOpened("map"))
    shown = walker.at("map")
    assert shown.view.places[0].here
    walker.picture("map", "The places on a plain map, this one first, with what is free today.")
    walker.touch(VenueOpened("argo"))
    shown = walker.at("map.rooms")
    walker.picture("map-rooms", "The rooms of the place, with how each is today.")
    assert all(answer.note for answer in shown.view.answers)
    walker.touch(FacilityChosen("argo/table_tennis"))
    walker.at("look.when")
    walker.home()


def rained_off(walker: Walker) -> None:
    """The staff enter rain, and lift it again, while the terminal stands there (KM-90)."""
    desk = walker.at_desk(MANAGER)
    desk.do(f"{CLOSURES}act/rain_off/", **RAIN)
    walker.fetch()
    walker.reads(RAIN["text"])
    walker.picture("rain", "The first page says what cannot be used today, and why.")
    walker.touch(PageOpened("look.place"))
    walker.touch(FacilityChosen(COURT))
    walker.at("look.when")
    walker.touch_day(TODAY)
    shown = walker.at("look.day")
    walker.picture("rain-board", "Its hours cannot be touched on the board.")
    hours = dict(zip(shown.view.times, shown.view.cells, strict=True))
    assert {cell.mark for cell in hours["13:00"]} == {Mark.CLOSED}
    assert all(cell.event is None for cell in hours["13:00"])
    walker.home()
    desk.do(f"{desk.find(CLOSURES, '')}act/lift_notice/")
    walker.fetch()
    walker.until("nothing of the rain", lambda: RAIN["text"] not in str(walker.shown))


def test_looking__easily_in_detail_by_calendar_and_map(stand: Stand) -> None:
    """KM-06, CM-03, KM-90: without a card."""
    stand.employ("ono", "manager")
    stand.walk(look, "ono")
