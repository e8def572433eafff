"""What refuses a booking: time, hours, closing days, notices, floor, courts and people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.facts import Channel, Closure, Facts
from rules.families import closing, opening
from rules.floor import cells_of, occupy
from rules.schema import SourcedRule
from tests.rules.worlds import (
    DAY,
    GROUP,
    at,
    book,
    codes,
    ono,
    params,
    slot,
    with_settings,
    without,
)

SECOND = timedelta(seconds=1)


def test_future__a_second_before_the_start_and_at_it():
    assert book(now=at(DAY, "18:00") - SECOND).allowed
    refused = book(now=at(DAY, "18:00"))
    assert codes(refused) == [("CM-02", "in_the_past")]
    assert refused.reasons[0].allowed_until == at(DAY, "18:00")


def test_future__the_staff_may_record_the_past():
    assert book(now=at(DAY, "19:00"), channel=Channel.DESK).allowed


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("08:00", "10:00", "outside_hours"),
        ("20:00", "22:00", "outside_hours"),
        ("18:30", "20:00", "off_the_grid"),
        ("18:00", "19:30", "off_the_grid"),
        ("18:00", "18:00", "end_not_after_start"),
        ("19:00", "18:00", "end_not_after_start"),
    ],
)
def test_opening__refuses(start, end, code):
    assert codes(book(slot(start=start, end=end))) == [("CM-03", code)]


def test_opening__from_the_first_to_the_last_minute():
    assert book(slot(start="09:00", end="21:00")).allowed


def test_opening__says_the_hours():
    assert params(book(slot(start="08:00"))) == {"from_time": "09:00", "until_time": "21:00"}


def test_opening__other_hours_on_weekends():
    hours = opening.Settings(
        weekday=("09:00", "21:00"),
        weekend_or_holiday=("08:00", "17:00"),
        source="sample",
        rule="CM-03",
    )
    longer = with_settings(hours)
    sunday = slot(day=date(2025, 11, 23), start="08:00", end="09:00")
    assert book(sunday, municipality=longer).allowed
    assert codes(book(sunday)) == [("CM-03", "outside_hours")]


def test_opening__without_hours_nothing_is_asked():
    assert book(slot(start="03:00", end="04:00"), municipality=without(opening.Settings)).allowed


@pytest.mark.parametrize(
    ("facility", "sport", "day", "is_open"),
    [
        ("argo/arena", "badminton", date(2025, 11, 24), True),
        ("argo/arena", "badminton", date(2025, 11, 25), False),
        ("act/arena", "badminton", date(2025, 11, 25), False),
        ("kawai/tennis", "tennis", date(2025, 11, 25), False),
        ("hachigaike/dome", "gateball", date(2025, 11, 25), False),
        ("areo/athletics", "soccer", date(2025, 11, 25), False),
        ("areo/athletics", "soccer", date(2025, 11, 24), True),
        ("argo/arena", "badminton", date(2025, 12, 30), True),
        ("argo/arena", "badminton", date(2025, 12, 31), False),
    ],
)
def test_closing__fourth_weekday_and_new_year(facility, sport, day, is_open):
    verdict = book(slot(facility, sport, day=day), resident=GROUP)
    assert codes(verdict) == ([] if is_open else [("ON-18", "closed_day")])


def test_closing__a_holiday_that_stays_closed_where_the_data_says_so():
    stays = closing.NthWeekday(n=4, weekday="monday", on_holiday="closed", source="ON-18")
    literal = with_settings(closing.Settings(nth_weekday=stays))
    assert not book(slot(day=date(2025, 11, 24)), municipality=literal).allowed
    assert book(slot(day=date(2025, 11, 25)), municipality=literal).allowed


def test_closing__none():
    assert book(slot(day=date(2025, 12, 31)), municipality=without(closing.Settings)).allowed


@pytest.mark.parametrize(
    ("notice", "hits"),
    [
        (Closure("argo/arena", DAY, 540, 1080, "repair"), False),
        (Closure("argo/arena", DAY, 1200, 1260, "repair"), False),
        (Closure("argo/arena", DAY, 540, 1081, "repair"), True),
        (Closure("argo/arena", DAY, 1199, 1260, "repair"), True),
        (Closure("act/arena", DAY, 540, 1260, "repair"), False),
        (Closure("argo/arena", DAY + timedelta(days=1), 540, 1260, "repair"), False),
    ],
)
def test_notices__close_what_they_meet(notice, hits):
    verdict = book(facts=Facts(closed=(notice,)))
    assert codes(verdict) == ([("CM-08", "closed_by_notice")] if hits else [])


def test_cells__taken_by_another_sport():
    floor = ono().rooms["argo/arena"].floor
    half = cells_of(floor, "basketball", 0)
    one = Facts(occupied=occupy(floor, half, 1080, 1140))
    both = Facts(occupied=occupy(floor, range(floor.cells), 1140, 1200))
    assert book(facts=one).allowed
    four = book(slot(courts=4), resident=GROUP, people=8, facts=one)
    assert codes(four) == [("CM-01", "courts_taken")]
    assert params(four) == {"courts_free": 3}
    assert codes(book(facts=both)) == [("CM-01", "courts_taken")]
    assert book(slot(end="19:00"), facts=both).allowed


def test_courts__as_many_as_the_room_has():
    assert book(slot(courts=6), resident=GROUP, people=20).allowed
    seven = book(slot(courts=7), resident=GROUP, people=20)
    assert codes(seven) == [("ON-04", "too_many_courts")]
    assert params(seven) == {"courts_max": 6, "sport": "badminton"}


def test_courts__table_tennis_in_the_arena_is_for_groups_with_six_tables():
    assert book(slot(sport="table_tennis", courts=6), resident=GROUP).allowed
    one = book(slot(sport="table_tennis", courts=1), resident=GROUP)
    assert codes(one) == [("ON-04", "too_few_courts_here")]
    five = book(slot(sport="table_tennis", courts=5), resident=GROUP)
    assert codes(five) == [("ON-04", "too_few_courts_here")]
    assert params(five)["instead_facility"] == "argo/table_tennis"
    assert book(slot("argo/table_tennis", "table_tennis")).allowed
    assert codes(book(slot(sport="table_tennis", courts=6), now=at(DAY))) == [
        ("ON-04", "groups_only")
    ]


def test_courts__too_few_where_no_other_room_is_named():
    room = ono().rooms["argo/arena"]
    table = room.sports["table_tennis"].model_copy(update={"instead": None})
    other = replace(room, sports={**room.sports, "table_tennis": table})
    changed = replace(ono(), rooms={**ono().rooms, room.id: other})
    five = book(slot(sport="table_tennis", courts=5), resident=GROUP, municipality=changed)
    assert codes(five) == [("ON-04", "too_few_courts")]


def test_courts__at_least_one_court_and_one_person():
    assert codes(book(slot(courts=0))) == [("CM-04", "courts_below_one")]
    assert codes(book(people=0)) == [("CM-04", "people_below_one")]
    assert book(people=1).allowed
    assert book(slot(sport="table_tennis", courts=-1), resident=GROUP).reasons[0].rule == "CM-04"


def test_courts__people_within_the_room():
    assert book(resident=GROUP, people=600).allowed
    assert codes(book(resident=GROUP, people=601)) == [("CM-04", "too_many_people")]
    assert book(slot("oike/tennis", "tennis"), resident=GROUP, people=9999).allowed


def test_courts__a_sport_that_the_room_does_not_have():
    verdict = book(slot("oike/tennis", "rugby"), resident=GROUP)
    assert codes(verdict) == [("CM-04", "sport_not_offered")]


def test_groups_only__a_room_that_says_no_is_open_to_all():
    room = replace(
        ono().rooms["argo/table_tennis"], groups_only=SourcedRule[bool](value=False, source="ON-05")
    )
    changed = replace(ono(), rooms={**ono().rooms, room.id: room})
    assert book(slot(room.id, "table_tennis"), municipality=changed).allowed
