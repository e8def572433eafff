"""What the guide of Kumamoto lists is there: places, rooms, desks and texts."""

import re

import pytest

from rules.municipality import Municipality
from tests.rules.worlds import municipality

PHONE = re.compile(r"\d{2,4}-\d+-\d+")


def kumamoto() -> Municipality:
    return municipality("kumamoto")


def venues(facility_class: str, why: str | None = None) -> set[str]:
    """The places of a class whose rooms are bookable, or not for this reason."""
    return {
        room.venue
        for room in kumamoto().rooms.values()
        if room.facility_class == facility_class
        and (room.not_bookable.value if room.not_bookable else None) == why
    }


def test_kumamoto__has_as_many_places_as_the_guide():
    assert len(venues("paid")) == 33
    assert len(venues("park")) == 11
    assert venues("culture") == {"culture/fureai"}
    assert len(venues("paid", "ticket_machine")) == 8
    assert venues("school")
    assert kumamoto().classes.keys() == {"paid", "school", "park", "culture"}


def test_kumamoto__every_place_has_a_name_of_its_own():
    for language in ("ja", "en"):
        names = [venue.name[language] for venue in kumamoto().venues.values()]
        assert len(names) == len(set(names))
    assert {room.venue for room in kumamoto().rooms.values()} == kumamoto().venues.keys()


GYM = {"basketball", "volleyball6", "badminton", "table_tennis"}


@pytest.mark.parametrize(
    ("facility", "sports"),
    [
        ("paid/sogo/large", GYM),
        ("paid/sogo/small", GYM),
        ("paid/takuma/arena", GYM),
        ("paid/nanbu/arena", GYM),
        ("paid/akita/ground", {"soccer"}),
        ("paid/joyama/tennis", {"tennis"}),
        ("park/ojima/ground", {"softball", "youth_baseball"}),
        ("culture/fureai/room", {"meeting"}),
    ],
)
def test_kumamoto__rooms_that_other_systems_name(facility, sports):
    assert sports <= kumamoto().rooms[facility].sports.keys()


def test_kumamoto__every_school_room_is_open_for_its_sports_at_half_hours():
    rooms = [room for room in kumamoto().rooms.values() if room.facility_class == "school"]
    assert all({"badminton", "volleyball6"} <= room.sports.keys() for room in rooms)
    assert all(room.granule_minutes == 30 for room in rooms)


@pytest.mark.parametrize(
    ("facility", "sport", "courts"),
    [
        ("paid/sogo/large", "table_tennis", 16),
        ("paid/akita/ground", "youth_baseball", 2),
        ("park/ojima/ground", "youth_baseball", 2),
        ("paid/joyama/tennis", "tennis", 4),
    ],
)
def test_kumamoto__courts_that_the_guide_counts(facility, sport, courts):
    found = kumamoto().rooms[facility].sports[sport]
    assert (found.courts, found.source) == (courts, "KM-36")
    assert kumamoto().rooms["paid/akita/ground"].sports["soccer"].courts == 1


TEXTS = {
    "guide",
    "terms",
    "slip_paid",
    "slip_school",
    "slip_park",
    "courts_paid",
    "courts_ground",
    "courts_park",
    "gym",
    "ground",
    "manners",
    "rights",
    "other_sports",
    "no_id",
    "payment",
    "hours",
    "outside_periods",
    "school",
    "exclusive_use",
    "without_computer",
    "old_system",
}


def test_kumamoto__texts_that_rules_name():
    texts = kumamoto().texts
    assert texts["ja"].keys() >= TEXTS
    assert texts["en"].keys() >= TEXTS


def test_kumamoto__telephones_in_texts_are_those_of_desks():
    phones = {phone for desk in kumamoto().desks.values() for phone in desk.phones}
    for language, names in kumamoto().texts.items():
        for name, text in names.items():
            assert set(PHONE.findall(text)) <= phones, f"{language}/{name}"
    assert "096-328-2724" in kumamoto().texts["en"]["school"]
