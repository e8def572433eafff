"""What is loaded of a municipality, and which settings hold in a room on a day."""

from datetime import date

from rules.families import closing
from rules.policy import load, load_all
from tests.rules.worlds import MUNICIPALITIES, changed, ono


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
