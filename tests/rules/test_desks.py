"""Who helps at which time, and where the fee is paid in cash."""

from datetime import date, datetime

import pytest

from rules.calendar import JAPAN
from rules.desks import cash_desks, desk_for, desks_about, desks_for, hours_on, is_open, open_desks
from rules.policy import load
from tests.rules.test_kumamoto import kumamoto
from tests.rules.worlds import changed, ono


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def numbers(now):
    """The numbers of the desks that are open, as the city counts them."""
    return sorted({desk.number for desk in open_desks(kumamoto(), at(now)) if desk.number})


def number_is_open(number, now):
    (desk,) = (desk for desk in kumamoto().desks.values() if desk.number == number)
    return is_open(kumamoto(), desk, at(now))


def ids(desks):
    return [desk.id for desk in desks]


def test_kumamoto__has_the_43_desks_of_the_guide():
    desks = kumamoto().desks.values()
    assert {desk.number for desk in desks if desk.number} == set(range(1, 44))
    assert sum(desk.number == 43 for desk in desks) == 5
    assert all(desk.phones and desk.name for desk in desks)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        # A Wednesday in winter, in the evening (KM-19).
        ("2025-12-10T19:00", [1, 2, 3, 4, 5, 8, 9, 10, 39, 40]),
        ("2025-12-10T18:29", [1, 2, 3, 4, 5, 6, 8, 9, 10, 39, 40]),
        ("2025-12-10T18:30", [1, 2, 3, 4, 5, 8, 9, 10, 39, 40]),
        ("2025-11-26T19:29", [1, 2, 3, 4, 5, 6, 8, 9, 10, 39, 40]),
        ("2025-11-26T19:30", [1, 2, 3, 4, 5, 8, 9, 10, 39, 40]),
        ("2025-12-10T21:00", [39, 40]),
        ("2025-12-10T22:00", []),
        ("2025-12-10T08:59", []),
        ("2025-12-10T10:00", [1, 2, 3, 4, 5, 6, 8, 9, 10, 39, 40, 41, 42, 43]),
        ("2025-12-13T16:59", [*range(1, 7), *range(8, 41)]),
        ("2025-12-14T10:00", [*range(1, 7), *range(8, 41)]),
        ("2025-12-14T17:00", [1, 2, 3, 4, 5, 6, 8, 9, 10, 39, 40]),
        # A Monday that is a holiday is no weekday, and no weekend either.
        ("2025-11-24T10:00", [1, 2, 3, 4, 5, 6, 8, 9, 10, 39, 40]),
        # A Sunday that is a holiday stays a Sunday.
        ("2025-11-23T10:00", [*range(1, 7), *range(8, 41)]),
        ("2025-12-28T10:00", [*range(1, 7), *range(8, 41)]),
        ("2025-12-29T10:00", []),
        ("2026-01-03T10:00", []),
        ("2026-01-04T10:00", [*range(1, 7), *range(8, 41)]),
    ],
)
def test_open_desks__of_kumamoto(now, found):
    assert numbers(now) == found


def test_desk__that_is_handled_elsewhere_is_open_when_that_one_is():
    assert number_is_open(7, "2025-12-10T18:29")
    assert not number_is_open(7, "2025-12-10T18:30")


def test_desk__that_is_open_on_weekends_says_to_call_first():
    kitaoka = kumamoto().desks["kitaoka"]
    assert kitaoka.times is not None
    assert kitaoka.times.remark is not None
    assert "電話" in kitaoka.times.remark["ja"]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2025-11-30T08:30", True),
        ("2025-11-25T08:30", False),
        ("2025-11-25T09:00", False),
        ("2025-12-01T08:30", False),
        ("2025-12-01T09:00", True),
        ("2025-12-01T20:59", True),
        ("2025-12-01T21:00", False),
        ("2025-11-24T08:30", True),
    ],
)
def test_ono__desk_of_argo(now, found):
    assert is_open(ono(), ono().desks["argo"], at(now)) == found


def test_ono__desk_is_closed_with_its_place():
    # The fourth Tuesday closes おのアクト, the year's end every place (ON-18).
    assert hours_on(ono(), ono().desks["act"], date(2025, 12, 23)) == ()
    assert hours_on(ono(), ono().desks["argo"], date(2025, 12, 23)) == ((540, 1260),)
    assert hours_on(ono(), ono().desks["argo"], date(2025, 12, 31)) == ()


def test_hours__may_have_a_break(tmp_path):
    old = '{ on = ["weekday"], open = ["09:00", "21:00"] },'
    lunch = (
        '{ on = ["weekday"], open = ["09:00", "12:00"] },'
        '{ on = ["weekday"], open = ["13:00", "21:00"] },'
    )
    town = load(changed(tmp_path, "facilities.toml", old, lunch))
    argo = town.desks["argo"]
    assert hours_on(town, argo, date(2025, 12, 1)) == ((540, 720), (780, 1260))
    assert not is_open(town, argo, at("2025-12-01T12:00"))


@pytest.mark.parametrize(
    ("topic", "now", "facility", "found"),
    [
        ("school_today", "2025-12-13T18:00", None, "school_emergency"),
        ("school_today", "2025-12-13T16:59", None, None),
        ("school_today", "2025-12-13T20:00", None, None),
        ("school_today", "2025-12-14T18:00", None, None),
        ("school_today", "2025-12-30T18:00", None, None),
        ("school", "2025-12-10T10:00", None, "sports_division_system"),
        ("school", "2025-12-13T10:00", None, None),
        ("registering", "2025-12-30T10:00", None, None),
        ("use_and_fees", "2025-12-10T20:00", "paid/sogo/large", "sogo"),
        ("use_and_fees", "2025-12-10T10:00", "paid/suizenji/field", "suizenji_athletics"),
        ("use_and_fees", "2025-12-10T10:00", "school/elementary_a/gym", "sports_division_system"),
        ("use_and_fees", "2025-12-10T10:00", None, None),
        ("park", "2025-12-10T10:00", "park/ojima/ground", "civil_nishi"),
        ("park", "2025-12-10T17:00", "park/ojima/ground", None),
        ("school_by_telephone", "2025-12-10T16:59", None, "sports_division"),
    ],
)
def test_desk_for__whom_to_call_now(topic, now, facility, found):
    desk = desk_for(kumamoto(), topic, at(now), facility)
    assert (desk.id if desk else None) == found


def test_desk_for__telephones_of_the_guide():
    desk = desk_for(kumamoto(), "school_today", at("2025-12-13T18:00"))
    assert desk is not None
    assert desk.phones == ("080-4291-6451", "080-4291-6714")
    assert kumamoto().desks["tenmei"].phones == ("096-223-0933", "096-223-1430")


def test_desks_for__whatever_the_time():
    assert ids(desks_for(kumamoto(), "school_today")) == ["school_emergency"]
    assert ids(desks_for(kumamoto(), "park", "park/toroku/tennis")) == ["civil_chuo"]


@pytest.mark.parametrize(
    ("facility", "usual", "after_failed_debit"),
    [
        ("paid/sogo/large", ["sogo"], ["sogo"]),
        ("paid/tobu/arena", ["tobu"], ["tobu"]),
        ("paid/tsuboigawa/ground", ["tsuboigawa", "civil_kita"], ["civil_kita"]),
        ("paid/shoguchi/tennis", ["shoguchi", "civil_higashi"], ["civil_higashi"]),
        ("school/elementary_a/gym", ["sports_division"], ["sports_division"]),
        ("paid/akita/ground", ["akita", "sports_division"], ["sports_division"]),
        ("culture/fureai/room", ["fureai", "sports_division"], ["sports_division"]),
        ("paid/suizenji/field", ["suizenji_athletics"], ["suizenji_athletics"]),
        ("park/ojima/ground", [], []),
    ],
)
def test_cash_desks__of_kumamoto(facility, usual, after_failed_debit):
    assert ids(cash_desks(kumamoto(), facility, after_failed_debit=False)) == usual
    assert ids(cash_desks(kumamoto(), facility, after_failed_debit=True)) == after_failed_debit


def test_cash_desks__where_nothing_is_said_are_those_of_the_place():
    assert ids(cash_desks(ono(), "argo/arena", after_failed_debit=False)) == ["argo"]
    assert ids(cash_desks(ono(), "oike/tennis", after_failed_debit=True)) == []


def test_matter__is_settled_where_the_topics_say():
    weekday = at("2025-12-10T10:00")
    assert ids(desks_about(kumamoto(), "registration", weekday)) == ["sports_division_system"]
    (first, *_) = desks_about(kumamoto(), "payment", weekday, "paid/sogo/large")
    assert first.id == "sogo"


def test_matter__that_no_topic_names_is_settled_at_any_desk_an_open_one_first():
    evening = at("2025-12-10T18:00")
    desks = desks_about(ono(), "payment", evening, "argo/arena")
    assert set(ids(desks)) == {desk.id for desk in ono().desks.values() if desk.handled_at is None}
    assert is_open(ono(), desks[0], evening)
