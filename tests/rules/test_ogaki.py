from datetime import date
from shutil import copytree

import pytest

from rules.municipality import Municipality
from tests.rules.worlds import MUNICIPALITIES, fault_of, municipality

CLASSES = {
    "sports": "体育施設",
    "arata": "新田屋内運動場",
    "suitopia": "スイトピアセンター",
    "okunohosomichi": "奥の細道むすびの地記念館",
    "sunwork": "サンワーク大垣",
    "seinen": "青年の家",
    "sakura": "墨俣さくら会館",
    "nakagawa": "中川ふれあいセンター",
}
#: Asked for at the place itself; the first twelve by OG-S5, staying overnight by OG-Y1.
NOT_BOOKED = {
    "sports/gym/meeting": "OG-S5",
    "sports/castle_hall/meeting": "OG-S5",
    "sports/budokan/meeting": "OG-S5",
    "sports/asanaka/soccer": "OG-S5",
    "sports/kuisegawa/soccer": "OG-S5",
    "sports/minami/soccer": "OG-S5",
    "sports/field/soccer": "OG-S5",
    "sports/asanaka/athletics": "OG-S5",
    "sports/kita/athletics": "OG-S5",
    "sports/archery/range": "OG-S5",
    "sports/budokan/kyudo": "OG-S5",
    "sports/budokan/sumo": "OG-S5",
    "seinen/lodging": "OG-Y1",
}


def ogaki() -> Municipality:
    return municipality("ogaki")


def test_classes__are_the_eight_of_the_terms():
    assert {key: entry.name["ja"] for key, entry in ogaki().classes.items()} == CLASSES


@pytest.mark.parametrize(
    ("facility", "sports"),
    [
        ("sports/gym/arena", {"badminton"}),
        ("sports/field/baseball", {"baseball"}),
        ("sports/field/soccer", {"soccer"}),
        ("arata/room", {"meeting"}),
        ("suitopia/exhibition", {"exhibition", "meeting"}),
        ("suitopia/meeting", {"meeting"}),
        ("okunohosomichi/multipurpose", {"meeting"}),
        ("sunwork/room", {"meeting"}),
        ("seinen/room", {"meeting"}),
        ("sakura/room", {"meeting"}),
        ("nakagawa/room", {"meeting"}),
    ],
)
def test_rooms__that_other_systems_name_offer_their_sports(facility, sports):
    assert ogaki().rooms[facility].sports.keys() >= sports


@pytest.mark.parametrize("facility_class", CLASSES)
def test_classes__each_has_a_room_to_book_and_its_terms(facility_class):
    rooms = [r for r in ogaki().rooms.values() if r.facility_class == facility_class]
    assert any(room.not_bookable is None for room in rooms)
    terms = ogaki().classes[facility_class].terms
    assert terms == f"terms_{facility_class}"
    assert all(ogaki().texts[language][terms] for language in ("ja", "en"))


def test_rooms__all_belong_to_a_class():
    assert {room.facility_class for room in ogaki().rooms.values()} == CLASSES.keys()


def test_rooms__what_the_system_does_not_book_is_marked_with_its_clause():
    marked = {
        room.id: (room.not_bookable.value, room.not_bookable.cited)
        for room in ogaki().rooms.values()
        if room.not_bookable is not None
    }
    assert marked == {room: ("ask_directly", rule) for room, rule in NOT_BOOKED.items()}


def test_rooms__four_classes_are_for_groups_only():
    rules = {
        room.facility_class: room.groups_only.cited if room.groups_only else None
        for room in ogaki().rooms.values()
        if room.not_bookable is None
    }
    said = {name: rule for name, rule in rules.items() if rule is not None}
    assert said == {"sports": "OG-S1", "arata": "OG-N2", "suitopia": "OG-C7", "seinen": "OG-Y6"}


def test_terms__of_every_class_have_a_day_with_its_source():
    """OG-07: valid from being displayed; none of the city's texts says since when that is."""
    days = [entry.terms_since for entry in ogaki().classes.values()]
    assert [type(day.value) for day in days] == [date] * 8
    assert {day.source for day in days} == {"sample"}


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ('{ value = "spring", source = "OG-07" }', "terms_since.value: "),
        ("{ value = 2015-04-01 }", "terms_since.source: is missing"),
    ],
)
def test_terms__since_no_day_or_without_a_source(tmp_path, day, fault):
    folder = copytree(MUNICIPALITIES / "ogaki", tmp_path / "ogaki")
    file = folder / "policy.toml"
    said = '{ value = 2015-04-01, source = "sample" }'
    file.write_text(file.read_text("utf-8").replace(said, day, 1), "utf-8")
    assert fault_of(folder).startswith(f"ogaki/policy.toml: classes.sports.{fault}")
