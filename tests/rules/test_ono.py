"""What the guide of Ono lists is there: rooms, courts, prices, desks and texts."""

from datetime import date

import pytest

from rules.families import fees
from tests.rules.worlds import ono


def test_ono__has_every_room_of_the_guide():
    rooms = {
        "argo": {"arena", "fitness", "training", "budo", "table_tennis", "meeting"},
        "oike": {"tennis", "baseball", "athletics"},
        "act": {"arena", "fitness"},
        "sakaki": {"baseball"},
        "kawai": {"ground", "tennis"},
        "hachigaike": {"dome", "court"},
        "areo": {"athletics"},
    }
    assert ono().rooms.keys() == {f"{venue}/{room}" for venue in rooms for room in rooms[venue]}


@pytest.mark.parametrize(
    ("facility", "courts"),
    [
        ("argo/arena", {"basketball": 2, "volleyball6": 3, "volleyball9": 2, "badminton": 6}),
        ("argo/arena", {"table_tennis": 20}),
        ("argo/table_tennis", {"table_tennis": 5}),
        ("oike/tennis", {"tennis": 4}),
        ("oike/baseball", {"baseball": 1, "softball": 1}),
        ("oike/athletics", {"athletics": 1, "softball_practice": 2}),
        ("act/arena", {"basketball": 2, "volleyball6": 2, "volleyball9": 2, "badminton": 6}),
        ("act/arena", {"table_tennis": 16, "futsal": 1}),
        ("sakaki/baseball", {"baseball": 1, "softball": 1}),
        ("kawai/ground", {"soccer": 1, "youth_baseball": 2, "softball": 2}),
        ("kawai/tennis", {"tennis": 3}),
        ("hachigaike/dome", {"futsal": 1, "gateball": 2, "ground_golf": 2}),
        ("hachigaike/court", {"futsal": 1, "gateball": 2, "ground_golf": 2}),
        ("areo/athletics", {"athletics": 1, "soccer": 1, "rugby": 1}),
    ],
)
def test_ono__courts_of_the_guide(facility, courts):
    sports = ono().rooms[facility].sports
    assert {sport: sports[sport].courts for sport in courts} == courts


def test_ono__every_sport_of_every_room_has_a_price():
    for room in ono().rooms.values():
        prices = ono().settings(room.id, date(2025, 11, 12))[fees.Settings]
        assert isinstance(prices, fees.Settings)
        assert prices.price is not None
        assert room.sports.keys() <= prices.price.yen_per_court_hour.keys()


def test_ono__what_the_screens_ask():
    assert ono().name == {"ja": "小野市", "en": "Ono City"}
    number = ono().credentials.number
    assert (number.length_min, number.length_max) == (8, 8)
    assert ono().credentials.password.rows[0] == "1234567890"
    assert ono().terminal.answer_wait_s == 8
    assert ono().types["city_group"].kind == "group"
    assert ono().venues["argo"].phone == "0794-00-0001"
    assert {desk.venue for desk in ono().desks.values()} == ono().venues.keys() - {"oike", "sakaki"}
    assert ono().desks["argo"].name == ono().venues["argo"].name
    assert ono().desks["argo"].phones == ("0794-00-0001",)
    assert ono().texts["ja"].keys() == ono().texts["en"].keys() >= {"guide", "terms"}


@pytest.mark.parametrize("facility", sorted(ono().rooms))
def test_ono__names_in_both_languages(facility):
    room = ono().rooms[facility]
    assert room.name.keys() >= {"ja", "en"}
    assert ono().venues[room.venue].name.keys() >= {"ja", "en"}
