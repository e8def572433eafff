"""The ways in beside the months: らくらく, くわしく, and places that nobody books here."""

from datetime import date, timedelta

import pytest

from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    FacilityChosen,
    FreeChosen,
    NextPressed,
    PageOpened,
    PartChosen,
    SearchWanted,
    SpanChosen,
    SportChosen,
    VenueOpened,
    WeekdaysChosen,
)
from kiosk.screens.choose.view import Answer, View
from kiosk.visit import Visit
from sync.snapshot import Snapshot
from tests.kiosk.flow.journey import NOW, begin, do, ono, walk
from tests.kiosk.flow.towns import at

WEDNESDAY = date(2025, 12, 3)


def answers(visit: Visit) -> tuple[Answer, ...]:
    view = show(visit).view
    assert isinstance(view, View)
    return view.answers


def easy(visit: Visit, span: str, sport: str = "badminton") -> Visit:
    return walk(
        visit,
        (PageOpened("easy"), "easy"),
        (SportChosen(sport), "easy.when"),
        (SpanChosen(span), "easy.found"),
    )


def detailed(visit: Visit) -> Visit:
    return walk(
        visit,
        (PageOpened("detailed"), "detailed"),
        (PageOpened("detailed.sport"), "detailed.sport"),
        (SportChosen("badminton"), "detailed"),
    )


def found(visit: Visit) -> list[FreeChosen]:
    visit = walk(visit, (SearchWanted(), "detailed.found"))
    return [answer.event for answer in answers(visit)]


def full(day: date) -> Visit:
    """The arena and whatever else has badminton is taken on a day."""
    taken = {
        (room.id, day): frozenset(
            (minute, cell) for minute in range(0, 1440, 15) for cell in range(room.floor.cells)
        )
        for room in ono().rooms.values()
    }
    return begin(snapshot=Snapshot(as_of=NOW, taken=taken))


# らくらく ---------------------------------------------------------------------------------------


def test_easy__lists_what_is_free_the_soonest_first() -> None:
    listed = [answer.event for answer in answers(easy(begin(), "week"))]
    assert listed == sorted(listed, key=lambda one: (one.day, one.minute))
    assert 0 < len(listed) <= 40
    assert len({one.facility for one in listed}) > 1
    assert all(NOW.date() <= one.day < NOW.date() + timedelta(7) for one in listed)


def test_easy__leads_to_the_board_with_the_time_begun() -> None:
    visit = easy(begin(), "tomorrow")
    first = answers(visit)[0].event
    visit = walk(visit, (first, "look.day"))
    assert visit.wish.start_minute == first.minute
    assert walk(visit, (NextPressed(), "book.people"), (BackPressed(), "look.day"))


def test_easy__of_today_leaves_out_what_has_begun() -> None:
    assert all(answer.event.minute > 10 * 60 for answer in answers(easy(begin(), "today")))


def test_easy__on_weekends_is_on_no_weekday() -> None:
    days = {answer.event.day for answer in answers(easy(begin(), "weekend"))}
    assert days
    assert all(day.weekday() >= 5 for day in days)


def test_easy__where_nothing_is_free_says_so() -> None:
    visit = easy(full(date(2025, 12, 2)), "tomorrow")
    assert answers(visit) == ()
    assert "空いているところはありません" in show(visit).view.empty
    assert "10:24" in show(visit).view.empty
    another = show(visit).frame.next
    assert another is not None
    assert another.label == "条件を変える"
    assert do(visit, another.event).page == "easy.when"


def test_easy__before_any_news_shows_nothing_as_free() -> None:
    assert answers(easy(begin(snapshot=Snapshot()), "week")) == ()


def test_easy__what_was_not_listed_is_not_taken() -> None:
    visit = easy(begin(), "tomorrow")
    assert walk(visit, (FreeChosen("argo/arena", date(2025, 12, 24), 540), "easy.found"))
    assert walk(visit, (FreeChosen("no/where", date(2025, 12, 2), 540), "easy.found"))


@pytest.mark.parametrize("event", [SportChosen("chess"), SportChosen("")])
def test_easy__a_sport_that_there_is_not(event: SportChosen) -> None:
    assert walk(begin(), (PageOpened("easy"), "easy"), (event, "easy"))


def test_easy__a_span_that_there_is_not() -> None:
    visit = walk(begin(), (PageOpened("easy"), "easy"), (SportChosen("badminton"), "easy.when"))
    assert walk(visit, (SpanChosen("never"), "easy.when"))


def test_easy__offers_no_sport_that_nobody_can_book_here() -> None:
    """OG-S5: soccer is asked for directly."""
    visit = walk(at("ogaki"), (PageOpened("easy"), "easy"))
    assert SportChosen("soccer") not in [answer.event for answer in answers(visit)]


# くわしく ---------------------------------------------------------------------------------------


def test_detailed__needs_a_sport() -> None:
    visit = walk(begin(), (PageOpened("detailed"), "detailed"))
    assert not show(visit).view.go.enabled
    assert walk(visit, (SearchWanted(), "detailed"))
    assert show(detailed(begin())).view.go.enabled


def test_detailed__finds_only_the_place() -> None:
    visit = walk(
        detailed(begin()),
        (PageOpened("detailed.venue"), "detailed.venue"),
        (VenueOpened("argo"), "detailed"),
    )
    assert {one.facility.split("/")[0] for one in found(visit)} == {"argo"}


def test_detailed__finds_only_the_room_and_forgets_it_with_its_place() -> None:
    visit = walk(
        detailed(begin()),
        (PageOpened("detailed.room"), "detailed.room"),
        (FacilityChosen("act/arena"), "detailed"),
    )
    assert {one.facility for one in found(visit)} == {"act/arena"}
    visit = walk(
        visit,
        (PageOpened("detailed.venue"), "detailed.venue"),
        (VenueOpened(""), "detailed"),
    )
    assert len({one.facility for one in found(visit)}) > 1


def test_detailed__finds_only_the_time_of_day_and_the_days() -> None:
    visit = walk(
        detailed(begin()),
        (PageOpened("detailed.part"), "detailed.part"),
        (PartChosen("evening"), "detailed"),
        (PageOpened("detailed.weekdays"), "detailed.weekdays"),
        (WeekdaysChosen("2"), "detailed"),
    )
    assert "水曜日" in [field.value for field in show(visit).view.fields]
    listed = found(visit)
    assert listed[0].day == WEDNESDAY
    assert all(one.minute >= 17 * 60 and one.day.weekday() == 2 for one in listed)


def test_detailed__weekdays_are_no_holidays() -> None:
    visit = walk(
        detailed(begin()),
        (PageOpened("detailed.weekdays"), "detailed.weekdays"),
        (WeekdaysChosen("weekday"), "detailed"),
    )
    assert all(one.day.weekday() < 5 for one in found(visit))


def test_detailed__what_was_found_is_booked_from_the_board() -> None:
    visit = walk(detailed(begin()), (SearchWanted(), "detailed.found"))
    first = answers(visit)[0].event
    assert walk(visit, (first, "look.day"), (NextPressed(), "book.people"))


@pytest.mark.parametrize(
    ("page", "event"),
    [
        ("sport", SportChosen("chess")),
        ("venue", VenueOpened("nowhere")),
        ("room", FacilityChosen("no/where")),
        ("part", PartChosen("never")),
        ("weekdays", WeekdaysChosen("7")),
    ],
)
def test_detailed__what_there_is_not_is_not_chosen(page: str, event: object) -> None:
    visit = walk(detailed(begin()), (PageOpened(f"detailed.{page}"), f"detailed.{page}"))
    assert walk(visit, (event, f"detailed.{page}"))  # type: ignore[arg-type]


# Not here -------------------------------------------------------------------------------------


def test_place__with_a_ticket_machine_is_told_and_not_booked() -> None:
    """KM-06"""
    town = at("kumamoto")
    rooms = town.site.municipality.rooms.values()
    machine = next(room for room in rooms if room.not_bookable is not None)
    visit = walk(town, (PageOpened("look.place"), "look.place"))
    visit = walk(visit, (FacilityChosen(machine.id), "look.elsewhere"))
    (row,) = show(visit).view.rows
    assert row.detail.count("券売機") == 1
    assert walk(visit, (PageOpened("desk"), "desk"), (BackPressed(), "look.elsewhere"))


def test_sport__that_is_only_asked_for_directly_is_told() -> None:
    """OG-S5"""
    visit = walk(at("ogaki"), (PageOpened("look.sport"), "look.sport"))
    visit = walk(visit, (SportChosen("soccer"), "look.elsewhere"))
    assert len(show(visit).view.rows) > 1
    assert all("OG-S5" in row.detail for row in show(visit).view.rows)
