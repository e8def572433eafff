from datetime import date
from shutil import copytree

import pytest

from rules.families import closing, fees
from rules.policy import PolicyError, load, load_all, load_examples
from tests.rules.worlds import MUNICIPALITIES, changed, ono


def fault(folder):
    with pytest.raises(PolicyError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value) == caught.value.faults[0]
    return str(caught.value)


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
    assert ono().texts["ja"].keys() == ono().texts["en"].keys() == {"guide", "terms"}


def test_room__takes():
    arena, meeting = ono().rooms["argo/arena"], ono().rooms["argo/meeting"]
    assert arena.takes("individual", "badminton")
    assert not arena.takes("individual", "table_tennis")
    assert arena.takes("group", "table_tennis")
    assert not meeting.takes("individual", "meeting")
    assert meeting.takes(None, "meeting")


def test_settings__the_room_before_the_pattern_before_all():
    day = date(2025, 11, 12)

    def weekday(facility):
        settings = ono().settings(facility, day)[closing.Settings]
        assert isinstance(settings, closing.Settings)
        assert settings.nth_weekday is not None
        assert settings.year_end is not None
        return settings.nth_weekday.weekday

    assert weekday("argo/arena") == "monday"
    assert weekday("act/arena") == "tuesday"


def test_settings__before_the_first_policy_there_are_none():
    assert ono().settings("argo/arena", date(2015, 3, 31)) == {}
    assert ono().settings("argo/arena", date(2015, 4, 1)) != {}


def test_settings__a_later_policy_replaces_only_what_it_says(tmp_path):
    later = """
[[policy]]
valid_from = 2026-04-01

[policy.closing.nth_weekday]
n = 1
weekday = "friday"
on_holiday = "closed"
source = "sample"
rule = "ON-18"
"""
    folder = changed(tmp_path, "policy.toml", "# Some rooms ---", later + "\n# Some rooms ---")
    new = load(folder)
    march = new.settings("argo/arena", date(2026, 3, 31))[closing.Settings]
    april = new.settings("argo/arena", date(2026, 4, 1))[closing.Settings]
    assert closing.closed_by(march, date(2026, 3, 6)) == ()
    assert closing.closed_by(april, date(2026, 4, 3)) == ("ON-18",)
    assert closing.closed_by(april, date(2026, 12, 31)) == ("ON-18",)
    act = new.settings("act/arena", date(2026, 4, 1))[closing.Settings]
    assert closing.closed_by(act, date(2026, 4, 3)) == ()


def test_load_all__every_folder_by_id():
    assert "ono" in load_all(MUNICIPALITIES)


def test_load_all__nothing_there(tmp_path):
    assert load_all(tmp_path) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "policy.toml",
            'people_max = 4\nlifted_on_the_day = true\nsource = "ON-14"',
            'lifted_on_the_day = true\nsource = "ON-14"',
            "policy.0.individuals.limit.people_max: is missing",
        ),
        (
            "policy.toml",
            'lifted_on_the_day = true\nsource = "ON-14"',
            "lifted_on_the_day = true",
            "policy.0.individuals.limit.source: is missing",
        ),
        (
            "policy.toml",
            "people_max = 4",
            "people_max = 4\npeople_least = 1",
            "policy.0.individuals.limit.people_least: is no key that is known here",
        ),
        (
            "policy.toml",
            "[policy.opening]",
            "[policy.opeming]",
            "policy.0.opeming: is no key that is known here",
        ),
        (
            "policy.toml",
            "people_max = 4",
            'people_max = "4"',
            "policy.0.individuals.limit.people_max: Input should be a valid integer",
        ),
        (
            "policy.toml",
            "people_max = 4",
            "people_max = 0",
            "policy.0.individuals.limit.people_max: Input should be greater than or equal to 1",
        ),
        (
            "policy.toml",
            'first = "12-31"',
            'first = "12-32"',
            "policy.0.closing.year_end.first: must be a month and day such as 12-31",
        ),
        (
            "policy.toml",
            'weekday = ["09:00", "21:00"]',
            'weekday = ["9:00", "21:00"]',
            "policy.0.opening.weekday.0: must be a time of day such as 09:30",
        ),
        (
            "policy.toml",
            'weekday = ["09:00", "21:00"]',
            'weekday = ["09:00", 21]',
            "policy.0.opening.weekday.1: must be a time of day such as 09:30",
        ),
        (
            "policy.toml",
            'weekday = ["09:00", "21:00"]',
            'weekday = ["21:00", "09:00"]',
            "policy.0.opening: must end after its start",
        ),
        (
            "policy.toml",
            'source = "sample"\nrule = "CM-03"',
            'source = "sample"',
            "policy.0.opening: needs the key rule, since its source is no clause",
        ),
        (
            "policy.toml",
            'source = "ON-14"',
            'source = "the guide"',
            "policy.0.individuals.limit.source: ",
        ),
        (
            "policy.toml",
            'book = { channels = ["terminal", "web", "desk"]',
            'book = { channels = ["terminal", "fax"]',
            "policy.0.channel.book.channels.1: ",
        ),
        (
            "policy.toml",
            'name = { ja = "小野市", en = "Ono City" }',
            'name = { ja = "小野市" }',
            "name: must say it in en too",
        ),
        (
            "policy.toml",
            'id = "ono"',
            'id = "oni"',
            "id: must be the name of the folder, ono",
        ),
        (
            "policy.toml",
            "length_max = 16",
            "length_max = 5",
            "credentials.password.length_max: is less than length_min",
        ),
        (
            "policy.toml",
            'rooms = ["act/*", "areo/*"]',
            'rooms = ["act/*", "aero/*"]',
            "policy.2.rooms: aero/* names no room",
        ),
        (
            "policy.toml",
            "valid_from = 2015-04-01\nrooms",
            "valid_from = 2015-02-31\nrooms",
            "line ",
        ),
        (
            "policy.toml",
            'id = "ono"',
            "id = ono",
            "line ",
        ),
        (
            "facilities.toml",
            'refund_desk = { value = "act", source = "ON-37" }',
            'refund_desk = { value = "akt", source = "ON-37" }',
            "venues.act.refund_desk: no such venue akt",
        ),
        (
            "facilities.toml",
            'argo = { venue = "argo"',
            'argo = { venue = "algo"',
            "desks.argo.venue: no such venue algo",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times',
            'act = { phones = { value = ["0"], source = "sample" }, times',
            "desks.act: needs name and phones, since it has no venue",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times = "open_days",',
            'act = { venue = "act",',
            "desks.act: needs either times or handled_at",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times = "open_days",',
            'act = { venue = "act", times = "open_day",',
            "desks.act.times: no such times open_day",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times = "open_days",',
            'act = { venue = "act", handled_at = "acto",',
            "desks.act.handled_at: no desk with times of its own acto",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times = "open_days",',
            'act = { venue = "act", handled_at = "act",',
            "desks.act.handled_at: no desk with times of its own act",
        ),
        (
            "facilities.toml",
            'act = { venue = "act", times',
            'act = { venue = "act", serves = ["oke/*"], times',
            "desks.act.serves: oke/* names no venue",
        ),
        (
            "facilities.toml",
            "[desks]",
            (
                '[topics.fees]\nname = { ja = "料金", en = "Fees" }\n'
                'desks = ["argos"]\nsource = "sample"\n[desks]'
            ),
            "topics.fees.desks: no such desk argos",
        ),
        (
            "facilities.toml",
            "[desks]",
            (
                '[[cash]]\nvenues = ["argo"]\ndesks = ["on_site"]\n'
                'after_failed_debit = ["bank"]\nsource = "sample"\n[desks]'
            ),
            "cash.0.after_failed_debit: no such desk bank",
        ),
        (
            "facilities.toml",
            "[desks]",
            (
                '[[cash]]\nvenues = ["algo"]\ndesks = ["on_site"]\n'
                'after_failed_debit = []\nsource = "sample"\n[desks]'
            ),
            "cash.0.venues: algo names no venue",
        ),
        (
            "facilities.toml",
            'on = ["weekday"], open = ["09:00", "21:00"]',
            'on = ["weekday"], open = ["21:00", "21:00"]',
            "desk_times.open_days.hours.0: must end after its start",
        ),
        (
            "facilities.toml",
            'on = ["weekday"]',
            'on = ["monday"]',
            "desk_times.open_days.hours.0.on.0: ",
        ),
        (
            "facilities.toml",
            "[venues.sakaki]",
            "[venues.sakagi]",
            "rooms.sakaki/baseball: no venue sakaki",
        ),
        (
            "facilities.toml",
            'kendo = { ja = "剣道", en = "Kendo" }',
            "",
            "rooms.argo/budo.sports.kendo: has no name in the table sports",
        ),
        (
            "facilities.toml",
            "courts_min = 6",
            "courts_min = 21",
            "rooms.argo/arena.sports.table_tennis.courts_min: is more",
        ),
        (
            "facilities.toml",
            'instead = "argo/table_tennis"',
            'instead = "argo/pingpong"',
            "rooms.argo/arena.sports.table_tennis.instead: no such room",
        ),
        (
            "facilities.toml",
            "kendo = { courts = 1,",
            "kendo = { courts = 1, cells = [[0]],",
            "rooms.argo/budo.sports.karate.cells: must be said for every sport of the room",
        ),
        (
            "facilities.toml",
            "tennis = { courts = 3,",
            "tennis = { courts = 3, cells = [[0], [1]],",
            "rooms.kawai/tennis.sports.tennis.cells: must have a list of cells for each court",
        ),
        (
            "facilities.toml",
            "tennis = { courts = 3,",
            "tennis = { courts = 3, cells = [[0], [1], [1]],",
            "rooms.kawai/tennis.sports.tennis.cells: a cell belongs to two courts",
        ),
        (
            "facilities.toml",
            'granule_minutes = { value = 60, source = "sample" }',
            'granule_minutes = { value = 45, source = "sample" }',
            "granule_minutes.value: Input should be 15, 30, 60 or 120",
        ),
    ],
)
def test_load__one_line_with_file_and_key(tmp_path, file, old, new, line):
    assert fault(changed(tmp_path, file, old, new)).startswith(f"ono/{file}: {line}")


def test_load__a_file_that_is_missing(tmp_path):
    copytree(MUNICIPALITIES / "ono", tmp_path / "ono")
    (tmp_path / "ono" / "facilities.toml").unlink()
    line = "ono/facilities.toml: the file: No such file or directory"
    assert fault(tmp_path / "ono") == line


def test_load__a_file_that_is_not_utf8(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "policy.toml").write_bytes(b'id = "\x8f\xac"')
    assert fault(folder) == "ono/policy.toml: byte 6: is not UTF-8"


def test_load__a_file_that_is_too_long(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "policy.toml").write_bytes(b"#" * 1_000_001)
    assert fault(folder) == "ono/policy.toml: the file: is longer than 1000000 bytes"


def test_load__a_text_in_one_language_only(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "texts" / "en" / "guide.md").unlink()
    assert fault(folder) == "ono/texts/en/guide.md: the file: is missing"


def test_load__a_text_that_is_not_utf8(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "texts" / "ja" / "guide.md").write_bytes(b"ab\xff")
    assert fault(folder) == "ono/texts/ja/guide.md: byte 2: is not UTF-8"


def test_load__cells_of_the_data(tmp_path):
    old, new = "tennis = { courts = 3,", "tennis = { courts = 3, cells = [[0], [1, 2], [3]],"
    room = load(changed(tmp_path, "facilities.toml", old, new)).rooms["kawai/tennis"]
    assert room.floor.cells == 4


def test_load__a_granule_of_one_room(tmp_path):
    old = '[rooms."kawai/tennis"]\n'
    new = old + 'granule_minutes = { value = 30, source = "sample" }\n'
    rooms = load(changed(tmp_path, "facilities.toml", old, new)).rooms
    assert rooms["kawai/tennis"].granule_minutes == 30
    assert rooms["oike/tennis"].granule_minutes == 60


def test_load_examples__a_fault_in_them(tmp_path):
    folder = changed(tmp_path, "examples.toml", "answer = {", "anser = {")
    with pytest.raises(PolicyError, match=r"^ono/examples.toml: example.0.answer: is missing$"):
        load_examples(folder)


@pytest.mark.parametrize("facility", sorted(ono().rooms))
def test_ono__names_in_both_languages(facility):
    room = ono().rooms[facility]
    assert room.name.keys() >= {"ja", "en"}
    assert ono().venues[room.venue].name.keys() >= {"ja", "en"}
