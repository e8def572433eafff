"""Where lines end: measured in characters, so that it can be read off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.breaking import atoms, knots, phrases, wrap

LETTERS = st.text(alphabet="あのこをに漢字番号カナー、。（）「」09:aB \n", max_size=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("用紙切れ。この番号と登録カードを", ["用紙切れ。", "この番号と", "登録", "カードを"]),
        ("11月23日の小野市総合体育館", ["11月23日の", "小野市総合体育館"]),
        ("カードを読み取り部に", ["カードを", "読み取り部に"]),
        ("時間をさわってください。", ["時間をさわって", "ください。"]),
        ("11月30日(日)までです", ["11月30日(日)", "までです"]),
        ("体育館(アルゴ)", ["体育館", "(アルゴ)"]),
        ("もう一度ためす", ["もう一度ためす"]),
        ("もう一度どうぞ。 あと2回です", ["もう一度どうぞ。 ", "あと2回です"]),
        ("錦ヶ丘公園", ["錦ヶ丘公園"]),
        ("Ono City · Argo", ["Ono ", "City · ", "Argo"]),
        ("はじめての方・ご案内", ["はじめての方・", "ご案内"]),
        ("17:00 電話 072-000-0011", ["17:00 ", "電話 072-000-0011"]),
    ],
)
def test_phrases__end_where_a_reader_would_pause(text: str, found: list[str]) -> None:
    assert phrases(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("お知らせ(雨天・休館など)", ["お知らせ", "(雨天・休館など)"]),
        ("6人(うち高校生以下 2人)", ["6人", "(うち高校生以下 2人)"]),
        ("西暦の年・月・日(8けた)", ["西暦の", "年・月・日", "(8けた)"]),
        ("空きを見る・予約する", ["空きを", "見る・", "予約する"]),
        ("スポーツ振興課 システム管理班", ["スポーツ振興課 ", "システム管理班"]),
        ("12月14日(日)までに、この", ["12月14日(日)までに、", "この"]),
        ("(見本)ください。", ["(見本)", "ください。"]),
        ("券を買ってください。(きまり)", ["券を", "買ってください。", "(きまり)"]),
        ("小島公園運動施設へ", ["小島公園運動施設へ"]),
    ],
)
def test_knots__keep_brackets_lists_and_compounds(text: str, found: list[str]) -> None:
    assert knots(text) == found


def test_wrap__parts_a_knot_only_where_that_saves_a_line() -> None:
    """In one line more the bracket would be whole."""
    assert wrap("お知らせ(雨天・休館など)", 10, len) == ("お知らせ", "(雨天・休館など)")
    assert wrap("お知らせ(雨天・休館など)を見る", 9, len) == ("お知らせ(雨天・", "休館など)を見る")


def test_wrap__parts_a_verb_from_its_request_only_where_that_saves_a_line() -> None:
    text = "予約は要りません。券売機でお求めください。"
    assert wrap(text, 17, len) == ("予約は要りません。", "券売機でお求めください。")
    assert wrap("ここで券をお求めください", 8, len) == ("ここで券をお求め", "ください")


def test_wrap__parts_sentences_rather_than_what_they_say() -> None:
    text = "予約は要りません。券売機で券をお求めください。(きまり)"
    assert wrap(text, 20, len) == ("予約は要りません。", "券売機で券をお求めください。(きまり)")


def test_wrap__of_a_place_ends_with_its_ground() -> None:
    for width in (6, 7, 8, 9):
        assert wrap("中島中央公園運動施設", width, len) == ("中島中央公園", "運動施設")


def test_wrap__of_a_knot_wider_than_the_line_breaks_no_phrase() -> None:
    assert wrap("城南総合スポーツセンター", 9, len) == ("城南総合", "スポーツセンター")
    assert wrap("託麻スポーツセンター", 9, len) == ("託麻", "スポーツセンター")


def test_atoms__keep_numbers_words_and_brackets_whole() -> None:
    assert atoms("09:00–10:00（月）Argo") == ["09:00–10:00", "（月）", "Argo"]


@given(LETTERS, st.integers(8, 30))
def test_wrap__keeps_every_character_in_order(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(LETTERS.filter(str.strip), st.integers(8, 30))
def test_wrap__no_line_is_wider_unless_one_atom_is(text: str, width: int) -> None:
    widest = max(len(atom.rstrip()) for line in text.split("\n") for atom in atoms(line) or [""])
    assert all(len(line) <= max(width, widest) for line in wrap(text, width, len))


def test_wrap__lines_of_a_short_text_are_alike() -> None:
    assert wrap("空き状況は見られます。申込みは受け付けます。", 14, len) == (
        "空き状況は見られます。",
        "申込みは受け付けます。",
    )
