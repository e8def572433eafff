import re
from datetime import date, datetime
from pathlib import Path

import pytest

from rules.decide import NO_SUCH_DAY, NO_SUCH_ROOM
from rules.facts import Booking
from rules.families import all_families
from rules.policy import read_toml
from rules.verdict import Reason
from rules.wording import (
    LOCALE,
    WordingError,
    clause,
    day_text,
    facility_text,
    in_language,
    instant_text,
    limit_text,
    money_text,
    say,
    say_outcome,
    say_when,
    text,
)
from tests.rules.worlds import (
    DAY,
    MUNICIPALITIES,
    NOW,
    at,
    book,
    cancel,
    municipality,
    ono,
    slot,
    view,
)

CODES = {
    NO_SUCH_DAY.code: (),
    NO_SUCH_ROOM.code: (),
    **{code: names for family in all_families() for code, names in family.codes.items()},
}
LANGUAGES = sorted(
    path.name for path in LOCALE.iterdir() if (path / "LC_MESSAGES/rules.po").exists()
)
LIKELY = {"at": "2025-11-12T18:00:00+09:00", "day": "2025-11-12", "facility": "argo/arena"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CODES))
def test_say__every_reason_with_its_own_params(code, language):
    params = {name: LIKELY.get(name.rpartition("_")[2], 3) for name in CODES[code]}
    sentence = say(Reason(code, "CM-01", params), language, ono())
    assert sentence != text("refused_otherwise", language)
    assert not re.search(r"[{}]", sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("too_windy", {}),
        ("courts_taken", {"free": 0}),
        ("court_limit_individual", {}),
        ("credit_day", {"due_day": "soon"}),
    ],
)
def test_say__a_reason_of_a_newer_program_is_one_honest_sentence(code, params, language):
    assert say(Reason(code, "CM-99", params), language, ono()) == text(
        "refused_otherwise", language
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_clause__every_rule_that_the_data_or_the_code_cites(language):
    pattern = r"\b(?:CM|ON|KM|OG|KT|AG)-[A-Z]?\d+"
    data = [path.read_text("utf-8") for path in MUNICIPALITIES.glob("*/*.toml")]
    code = [p.read_text("utf-8") for p in Path(LOCALE.parents[1], "rules").rglob("*.py")]
    cited = {rule for source in data for rule in re.findall(rf'"({pattern})"', source)}
    cited |= {rule for source in code for rule in re.findall(rf'"({pattern})"', source)}
    assert len(cited) > 20
    for rule in cited:
        assert clause(rule, language)


def test_catalogues__hold_the_same_texts_and_none_is_empty():
    entries = [
        re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', _po(language), re.MULTILINE)
        for language in LANGUAGES
    ]
    assert LANGUAGES == ["en", "ja"] or len(LANGUAGES) > 2
    first = [msgid for msgid, _ in entries[0]]
    for found in entries:
        assert [msgid for msgid, _ in found] == first
        assert len(first) == len(set(first))
        assert all(msgstr for _, msgstr in found)


def _po(language):
    return (LOCALE / language / "LC_MESSAGES" / "rules.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("verdict", "language", "why", "when"),
    [
        (
            book(people=5),
            "ja",
            "個人登録の予約は1面、4人までです。",
            "11月12日(水)からできます。",
        ),
        (
            book(people=5),
            "en",
            "An individual may book 1 court for up to 4 people.",
            "Possible from Wed 12 Nov.",
        ),
        (
            cancel(Booking(slot()), now=at(DAY, "18:00")),
            "ja",
            "取消ができるのは11月12日(水) 18:00までです。",
            "11月12日(水) 18:00まででした。",
        ),
        (
            view(slot(day=date(2026, 2, 1))),
            "en",
            "Availability can be seen until Sat 31 Jan.",
            "Possible from Mon 1 Dec.",
        ),
        (
            book(resident=None),
            "ja",
            "この手続きには利用者登録が必要です。ログインしてください。",
            "",
        ),
    ],
)
def test_say__sentence_and_time(verdict, language, why, when):
    reason = verdict.reasons[0]
    assert say(reason, language, ono()) == why
    assert say_when(reason, language) == when


def test_say__until_midnight_is_the_day_before():
    reason = Reason("too_close", "ON-50", {"days_before": 1}, allowed_until=at(date(2025, 11, 11)))
    assert say_when(reason, "ja") == "11月10日(月)まででした。"


def test_say__a_notice_in_the_words_of_the_staff():
    params = {"why": "落石", "from_time": "09:00", "until_time": "12:00"}
    sentence = say(Reason("closed_by_notice", "CM-08", params), "ja", ono())
    assert sentence == "09:00から12:00まで使用できません(落石)。"


def test_say__a_sport_that_the_municipality_does_not_name():
    reason = Reason("individual_sport", "ON-15", {"sport": "chess"})
    assert say(reason, "ja", ono()).startswith("chess")


def test_facility_text__says_once_what_venue_and_room_are_both_called():
    kumamoto, hall = municipality("kumamoto"), "paid/kitaoka/hall"
    assert facility_text(kumamoto, hall, "ja") == "北岡自然公園弓道場"
    assert facility_text(kumamoto, hall, "en") == "Kitaoka Nature Park Kyudo Hall"


def test_forms__of_days_instants_and_money():
    assert day_text(date(2025, 12, 10), "ja") == "12月10日(水)"
    assert day_text(date(2025, 12, 10), "en") == "Wed 10 Dec"
    assert instant_text(at(DAY, "09:05"), "ja") == "11月12日(水) 09:05"
    assert limit_text(at(DAY), "ja", until=False) == "11月12日(水)"
    assert limit_text(at(DAY), "ja", until=True) == "11月11日(火)"
    assert limit_text(at(DAY, "09:00"), "en", until=True) == "Wed 12 Nov 09:00"
    assert money_text(1200, "ja") == "1,200円"
    assert money_text(1200, "en") == "¥1,200"
    assert facility_text(ono(), "argo/arena", "ja") == "小野市総合体育館(アルゴ) アリーナ"


def test_limit__of_another_zone_is_said_in_japan_time():
    noon = datetime.fromisoformat("2025-11-11T15:00:00+00:00")
    assert limit_text(noon, "ja", until=False) == "11月12日(水)"
    assert instant_text(noon, "ja") == "11月12日(水) 00:00"


def test_names__fall_back_to_english():
    assert in_language({"ja": "卓球", "en": "Table tennis"}, "pt") == "Table tennis"


def test_say_outcome__of_a_booking():
    outcome = book().outcome
    assert outcome is not None
    assert say_outcome(outcome, "ja", ono()) == (
        ("状態", "確定"),
        ("使用料", "800円"),
        ("お支払いの期限", "11月12日(水) 18:00"),
        ("取消の期限", "11月12日(水) 18:00"),
    )


def test_say_outcome__of_a_cancellation():
    outcome = cancel(Booking(slot()), now=NOW).outcome
    assert outcome is not None
    assert dict(say_outcome(outcome, "en", ono())) == {
        "Still to be paid": "¥0",
        "Refund": "100%",
        "Claim the refund until": "Wed 31 Dec",
        "Refund desk": "Ono General Gymnasium (Argo)",
        "Free again from": "Mon 10 Nov 10:00",
    }


def test_say_outcome__of_a_booking_that_is_debited():
    outcome = {
        "stage": "confirmed",
        "fee": 1125,
        "fee_class": "student",
        "debit_on": date(2026, 1, 5),
        "cancel_free_until": at(date(2025, 11, 14)),
        "court_choice": "indicative",
    }
    assert say_outcome(outcome, "ja", municipality("kumamoto")) == (
        ("状態", "確定"),
        ("使用料", "1,125円"),
        ("料金区分", "高校生以下"),
        ("口座振替日", "1月5日(月)"),
        ("取消の期限", "11月13日(木)"),
        ("面の指定", "面は当日受付で指定します"),
    )


def test_say_outcome__of_a_registration():
    outcome = {
        "valid_until": date(2028, 10, 14),
        "charge": 500,
        "charge_month": "2025-11",
        "stage": "pending",
    }
    assert dict(say_outcome(outcome, "en", municipality("kumatori"))) == {
        "Valid until": "Sat 14 Oct 2028",
        "Charge": "¥500",
        "Charged in": "Nov 2025",
        "State": "Being examined",
    }


def test_say__yen_as_money():
    reason = Reason("unpaid_fees", "OG-S11", {"debt_yen": 12000})
    assert say(reason, "ja", ono()).startswith("使用料の未納(12,000円)")


def test_text__a_missing_one_is_an_error():
    with pytest.raises(AssertionError, match="no text in ja for nonsense"):
        text("nonsense", "ja")


def test_text__a_language_without_texts():
    with pytest.raises(WordingError, match=r"^xx/LC_MESSAGES/rules.mo: the file: is missing"):
        text("format.day", "xx")


def test_data__is_read_by_the_rules_of_toml():
    assert read_toml(MUNICIPALITIES / "ono" / "policy.toml")["id"] == "ono"
