import pytest

from rules.municipality import Municipality
from rules.policy import read_toml
from tests.rules.worlds import MUNICIPALITIES, municipality

#: What the guide says of each when a registration is renewed: a roster (AG-05), its desk (AG-01).
SOURCES = {
    "taiikukan/arena": "AG-05",
    "taiikukan/tennis": "AG-05",
    "hirakata/baseball": "AG-05",
    "hirakata/sports": "AG-05",
    "kawarabuki/fureai": "AG-05",
    "kominkan/room": "AG-01",
    "togeigama/kiln": "AG-01",
    "shimin_katsudo/room": "AG-01",
    "school/special": "AG-01",
    "shinsho_center/room": "AG-01",
}


def ageo() -> Municipality:
    return municipality("ageo")


def test_rooms__are_those_of_the_guide():
    rooms = read_toml(MUNICIPALITIES / "ageo" / "facilities.toml")["rooms"]
    assert {facility: room["source"] for facility, room in rooms.items()} == SOURCES


@pytest.mark.parametrize(
    ("facility", "name"),
    [
        ("hirakata/baseball", "平方野球場"),
        ("hirakata/sports", "平方スポーツ広場"),
        ("kawarabuki/fureai", "瓦葺ふれあい広場"),
    ],
)
def test_rooms__have_the_names_of_the_guide(facility, name):
    assert ageo().rooms[facility].name["ja"] == name


@pytest.mark.parametrize(
    ("venue", "name"),
    [
        ("taiikukan", "市民体育館"),
        ("kominkan", "公民館"),
        ("togeigama", "陶芸窯"),
        ("shimin_katsudo", "市民活動支援センター"),
        ("school", "学校開放"),
        ("shinsho_center", "身体障害者福祉センター"),
    ],
)
def test_venues__have_the_names_of_the_guide(venue, name):
    assert ageo().venues[venue].name["ja"] == name


def test_tennis__is_offered_where_no_roster_is_needed():
    assert ageo().rooms["taiikukan/tennis"].sports.keys() == {"tennis"}


@pytest.mark.parametrize("name", ["notes", "prepare", "consent", "passwords", "reading"])
def test_texts__what_a_renewal_must_say(name):
    assert all(ageo().texts[language][f"renewal_{name}"] for language in ("ja", "en"))
