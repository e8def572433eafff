"""The catalogues as the terminal reads them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.texts import Texts, TextsError

LOCALE = Path(__file__).resolve().parents[2] / "assets/locale"
TEXTS = Texts.load(LOCALE)
JA, EN = TEXTS.of("ja"), TEXTS.of("en")


def test_texts__begin_in_japanese() -> None:
    assert TEXTS.languages == ("ja", "en")


def test_speech__fills_in_what_it_is_given() -> None:
    assert JA.say("board.chosen", when="18:00") == "えらんだ時間: 18:00"
    assert EN.say("board.chosen", when="18:00") == "Your choice: 18:00"


def test_speech__counts_as_its_language_does() -> None:
    assert [JA.count("count.people", n) for n in (1, 2)] == ["1人", "2人"]
    assert [EN.count("count.people", n) for n in (1, 2)] == ["1 person", "2 people"]


def test_speech__says_days_and_times() -> None:
    day = date(2025, 12, 10)
    assert (JA.day(day), EN.day(day)) == ("12月10日(水)", "Wed 10 Dec")
    assert (JA.month(day), EN.month(day)) == ("2025年12月", "Dec 2025")
    assert JA.span(540, 1440) == "09:00–24:00"
    assert JA.weekdays_from_sunday() == ("日", "月", "火", "水", "木", "金", "土")


def test_speech__tells_the_time_of_japan() -> None:
    moment = datetime(2025, 12, 9, 15, 30, tzinfo=UTC)
    assert JA.clock(moment) == "00:30"
    assert JA.instant(moment) == "12月10日(水) 00:30"


def test_speech__a_deadline_at_midnight_is_the_day_that_ends() -> None:
    midnight = datetime(2025, 12, 10, 15, 0, tzinfo=UTC)
    assert JA.deadline(midnight) == "12月10日(水)"
    assert JA.deadline(midnight.replace(hour=9)) == "12月10日(水) 18:00"


def test_speech__money() -> None:
    assert (JA.yen(1200), EN.yen(1200)) == ("1,200円", "¥1,200")


def test_speech__a_missing_text_is_an_error_that_names_it() -> None:
    with pytest.raises(TextsError, match=r"ja: no text for no\.such\.text"):
        JA.say("no.such.text")


def test_speech__a_missing_count_is_an_error_that_names_it() -> None:
    with pytest.raises(TextsError, match="en: no text for press"):
        EN.count("press.back", 2)


def test_texts__without_a_compiled_catalogue_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match=r"ja/LC_MESSAGES/kiosk\.mo: cannot be read"):
        Texts.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"nonsense, not a catalogue", b"\xde\x12\x04\x95" * 9])
def test_texts__a_damaged_catalogue_names_the_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ja/LC_MESSAGES/kiosk.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(TextsError, match=r"kiosk\.mo: cannot be read"):
        Texts.load(tmp_path, ("ja",))
