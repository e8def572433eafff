"""A file of a municipality that cannot be read: one line with the file, the key and the fault."""

from shutil import copytree

import pytest

from rules.policy import PolicyError, load, load_examples
from tests.rules.worlds import MUNICIPALITIES, changed, fault_of


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
            'address = "http://www.cityono.jp"',
            'address = "www.cityono.jp"',
            "forms.address: must match pattern",
        ),
        (
            "policy.toml",
            'holds = "general"',
            'holds = "nothing"',
            "forms.holds: must be 'forms', 'roster' or 'general'",
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
            "policy.0.individuals.limit.people_max: must be a valid integer",
        ),
        (
            "policy.toml",
            "people_max = 4",
            "people_max = 0",
            "policy.0.individuals.limit.people_max: must be greater than or equal to 1",
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
            'lifted_on_the_day = true\nsource = "ON-14"',
            'lifted_on_the_day = true\nsource = "the guide"',
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
            'granule_minutes = { value = 60, source = "sample" }',
            'granule_minutes = { value = 45, source = "sample" }',
            "granule_minutes.value: must be 15, 30, 60 or 120",
        ),
    ],
)
def test_load__one_line_with_file_and_key(tmp_path, file, old, new, line):
    assert fault_of(changed(tmp_path, file, old, new)).startswith(f"ono/{file}: {line}")


def test_load__a_file_that_is_missing(tmp_path):
    copytree(MUNICIPALITIES / "ono", tmp_path / "ono")
    (tmp_path / "ono" / "facilities.toml").unlink()
    line = "ono/facilities.toml: the file: No such file or directory"
    assert fault_of(tmp_path / "ono") == line


def test_load__a_file_that_is_not_utf8(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "policy.toml").write_bytes(b'id = "\x8f\xac"')
    assert fault_of(folder) == "ono/policy.toml: byte 6: is not UTF-8"


def test_load__a_file_that_is_too_long(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "policy.toml").write_bytes(b"#" * 1_000_001)
    assert fault_of(folder) == "ono/policy.toml: the file: is longer than 1000000 bytes"


def test_load__a_text_that_is_not_utf8(tmp_path):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    (folder / "texts" / "ja" / "guide.md").write_bytes(b"ab\xff")
    assert fault_of(folder) == "ono/texts/ja/guide.md: byte 2: is not UTF-8"


def test_load_examples__a_fault_in_them(tmp_path):
    folder = changed(tmp_path, "examples.toml", "answer = {", "anser = {")
    with pytest.raises(PolicyError, match=r"^ono/examples.toml: example.0.answer: is missing$"):
        load_examples(folder)


def test_folder__that_extends_another_has_not_its_page_for_forms(tmp_path):
    """What stands on another municipality's page is for its own residents."""
    for name in ("kumatori", "suita"):
        copytree(MUNICIPALITIES / name, tmp_path / name)
    file = tmp_path / "kumatori" / "policy.toml"
    page = '[forms]\naddress = "https://forms.invalid"\nholds = "forms"\nsource = "KT-04"\n\n[mail]'
    file.write_text(file.read_text("utf-8").replace("[mail]", page, 1), "utf-8")
    assert load(tmp_path / "kumatori").forms is not None
    assert load(tmp_path / "suita").forms is None


@pytest.mark.parametrize("base", ["ono", "sakai"])
def test_folder__extends_what_extends_another(tmp_path, base):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', f'extends = "{base}"\nid = "ono"')
    other = folder.with_name("sakai")
    other.mkdir()
    (other / "policy.toml").write_text('extends = "ono"\nid = "sakai"\n', "utf-8")
    assert fault_of(folder) == f"ono/policy.toml: extends: {base} extends another"
