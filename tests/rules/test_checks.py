"""What shows only where the files of a municipality are held against each other: one line each."""

import pytest

from rules.policy import load
from tests.rules.worlds import changed, fault_of


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "policy.toml",
            'types = ["city_group"]',
            'types = ["city_grup"]',
            "policy.0.rosters.local.types: no type city_grup",
        ),
        (
            "policy.toml",
            'types = ["outside_individual", "outside_group"]',
            'types = ["outside_individual", "group"]',
            "policy.0.window.opens.1.types: no type group",
        ),
        (
            "policy.toml",
            'rooms = ["areo/athletics"]',
            (
                'rooms = ["act/*", "areo/*"]\n'
                "[policy.closing.nth_weekday]\n"
                'n = 3\nweekday = "monday"\non_holiday = "next_day"\nsource = "ON-18"'
            ),
            "policy.3.closing.nth_weekday: is said for act/arena from 2015-04-01 on by policy.2",
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
            'by = "desk"\nsource = "assumed"',
            (
                'by = "desk"\nsource = "assumed"\n[[questions]]\n'
                'asks = { ja = "いつ", en = "When" }\ntext = "never"\nsource = "assumed"'
            ),
            "questions.0.text: no text never",
        ),
        (
            "policy.toml",
            'rooms = ["act/*", "areo/*"]',
            'rooms = ["act/*", "aero/*"]',
            "policy.2.rooms: aero/* names no room",
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
    ],
)
def test_faults__one_line_with_file_and_key(tmp_path, file, old, new, line):
    assert fault_of(changed(tmp_path, file, old, new)).startswith(f"ono/{file}: {line}")


def test_load__a_text_in_one_language_only(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "texts" / "en" / "guide.md").unlink()
    assert fault_of(folder) == "ono/texts/en/guide.md: the file: is missing"


def test_texts__one_that_is_empty(tmp_path):
    folder = changed(tmp_path, "policy.toml", "ono", "ono")
    (folder / "texts" / "ja" / "terms.md").write_text("\n", "utf-8")
    assert fault_of(folder) == "ono/texts/ja/terms.md: the file: is empty"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("argo = [5.4, 7.0]", "algo = [5.4, 7.0]", "venues.algo: no such venue"),
        (
            "argo = [5.4, 7.0]",
            "argo = [12.5, 7.0]",
            "venues.argo: lies outside of the frame, 12 x 13 km",
        ),
        (
            "argo = [5.4, 7.0]",
            "argo = [5.4, 13.1]",
            "venues.argo: lies outside of the frame, 12 x 13 km",
        ),
        (
            "argo = [5.4, 7.0]",
            "argo = [-1.0, 7.0]",
            "venues.argo.0: must be greater than or equal to 0",
        ),
        ("argo = [5.4, 7.0]", "argo = [5.4]", "venues.argo.1: is missing"),
        ('source = "sample"\nwidth', "width", "source: is missing"),
        ("height_km = 13.0", "height_km = 0.0", "height_km: must be greater than"),
    ],
)
def test_positions__names_what_is_no_place_on_the_map(tmp_path, old, new, line):
    folder = changed(tmp_path, "positions.toml", old, new)
    assert fault_of(folder).startswith(f"ono/positions.toml: {line}")


def test_positions__are_not_asked_of_a_town_without_a_map(tmp_path):
    folder = changed(tmp_path, "positions.toml", "argo", "argo")
    (folder / "positions.toml").unlink()
    assert load(folder).positions is None
