import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.case_error import CaseError
from rules.facts import Channel, Stage
from rules.intake import read_case
from tests.rules.worlds import codes, ono

BOOK = {
    "verb": "book",
    "facility": "argo/arena",
    "sport": "badminton",
    "date": "2025-11-12",
    "start": "18:00",
    "end": "20:00",
}
BOOKING = {key: value for key, value in BOOK.items() if key != "verb"}


def text(**keys):
    case = {
        "id": "x",
        "municipality": "ono",
        "now": "2025-11-10T10:00:00+09:00",
        "action": BOOK,
        **keys,
    }
    return json.dumps({key: value for key, value in case.items() if value != "left out"})


def read(**keys):
    return read_case(text(**keys), {"ono": ono()})


def test_case__what_is_left_out_lets_it_through():
    case = read()
    assert case.decide().allowed
    assert case.requests[0].channel is Channel.TERMINAL
    assert case.resident is not None
    assert case.resident.type == "city_individual"


def test_case__every_key_of_the_interface():
    case = read(
        channel="desk",
        resident={
            "type": "city_group",
            "age": 34,
            "school": "none",
            "state": "active",
            "registered_on": "2024-01-10",
            "valid_until": "2026-01-10",
            "mail": True,
            "password": True,
            "agreed": ["ono"],
            "roster": {"members": 12, "local": 7, "main_sport": "tennis", "base_in_city": True},
            "no_shows": 0,
            "debts": [{"amount": 1200, "since": "2026-05-31"}],
            "payment_method": "debit",
        },
        facts={
            "bookings": [
                {
                    **BOOKING,
                    "courts": 1,
                    "owner": "self",
                    "paid": False,
                    "fee": 800,
                    "booked_on": "2025-11-01",
                    "stage": "provisional",
                    "won": True,
                }
            ],
            "entries": [{"slots": [BOOKING], "preference": 1}],
            "closed": [{"facility": "oike/tennis", "date": "2025-11-12", "reason": "weather"}],
        },
        action={**BOOK, "courts": 2, "people": 5, "students": 1},
    )
    assert case.decide().allowed
    assert case.facts.bookings[0].stage is Stage.PROVISIONAL
    assert case.facts.closed[0].end_minute == 1440


def test_case__without_a_sport_it_is_one_that_is_allowed():
    action = {key: value for key, value in BOOK.items() if key != "sport"}
    assert read(action=action).decide().allowed
    refused = read(action={**action, "facility": "kawai/ground"}).decide()
    assert codes(refused) == [("ON-15", "individual_sport")]


def test_case__nobody_and_no_registration():
    assert codes(read(resident=None).decide()) == [("ON-10", "login_needed")]
    assert codes(read(resident={"type": None}).decide()) == [("ON-10", "not_registered")]


def test_case__a_view():
    view = {"verb": "view", "facility": "argo/arena", "date": "2025-12-31"}
    assert read(action=view).decide().allowed


def test_case__a_cancellation():
    facts = {"bookings": [{**BOOKING, "owner": "other"}]}
    case = read(facts=facts, action={"verb": "cancel", "booking": 0, "reason": "weather"})
    assert codes(case.decide()) == [("CM-07", "not_own")]


@pytest.mark.parametrize(
    ("bookings", "taken"),
    [
        ([{**BOOKING, "courts": 5}], False),
        ([{**BOOKING, "courts": 6}], True),
        ([{**BOOKING, "courts": 3}, {**BOOKING, "courts": 3}], True),
        ([{**BOOKING, "courts": 4}, {**BOOKING, "sport": "basketball", "courts": 1}], True),
        ([{**BOOKING, "courts": 7}], True),
        ([{**BOOKING, "sport": "chess"}], True),
        ([{key: value for key, value in BOOKING.items() if key != "sport"}], True),
        ([{**BOOKING, "courts": 6, "date": "2025-11-13"}], False),
        ([{**BOOKING, "courts": 6, "facility": "act/arena"}], False),
        ([{**BOOKING, "courts": 6, "start": "20:00", "end": "21:00"}], False),
    ],
)
def test_case__bookings_take_courts(bookings, taken):
    verdict = read(facts={"bookings": bookings}).decide()
    assert codes(verdict) == ([("CM-01", "courts_taken")] if taken else [])


@pytest.mark.parametrize(
    ("keys", "key", "what"),
    [
        ({"municipality": "left out"}, "municipality", "is missing"),
        ({"municipality": "kobe"}, "municipality", "no municipality kobe"),
        ({"id": 7}, "id", "must be a valid string"),
        ({"nonsense": 1}, "nonsense", "is no key that is known here"),
        ({"now": "2025-11-10T10:00:00"}, "now", "must have timezone info"),
        ({"now": "1999-12-31T10:00:00+09:00"}, "now", "is not from 2000-01-01 to 2099-12-31"),
        ({"channel": "fax"}, "channel", "must be"),
        ({"resident": {"age": "34"}}, "resident.age", "must be a valid integer"),
        ({"resident": {"shoes": 42}}, "resident.shoes", "is no key that is known here"),
        ({"action": {**BOOK, "end": "17:00"}}, "action.end", "is before start"),
        ({"action": {**BOOK, "end": "24:01"}}, "action.end", "must be a time of day up to 24:00"),
        ({"action": {**BOOK, "end": 20}}, "action.end", "must be a time of day such as 09:30"),
        ({"action": {**BOOK, "date": "2025-02-31"}}, "action.date", "must be a day such as"),
        ({"action": {**BOOK, "facility": "argo/x"}}, "action.facility", "no facility argo/x in"),
        ({"action": {**BOOK, "facility": "argo"}}, "action.facility", "must match"),
        ({"action": {**BOOK, "courts": 1.5}}, "action.courts", "must be a valid integer"),
        ({"action": {**BOOK, "court": 1}}, "action.court", "is no key that is known here"),
        ({"action": {"verb": "book"}}, "action.facility", "is missing"),
        ({"action": {}}, "action.verb", "is missing"),
        ({"action": {"verb": "fly"}}, "action.verb", "is no verb that is known here"),
        (
            {"action": {"verb": "view", "facility": "a/b", "date": "2025-11-12"}},
            "action.facility",
            "no",
        ),
        ({"action": {"verb": "cancel"}}, "action.booking", "no booking 0 in facts.bookings"),
        (
            {"facts": {"bookings": [{**BOOKING, "facility": "argo/x"}]}},
            "facts.bookings.0.facility",
            "no facility argo/x in ono",
        ),
        (
            {"facts": {"bookings": [BOOKING, {**BOOKING, "end": "09:00"}]}},
            "facts.bookings.1.end",
            "is before start",
        ),
        (
            {"facts": {"closed": [{"facility": "argo/x", "date": "2025-11-12"}]}},
            "facts.closed.0.facility",
            "no facility argo/x in ono",
        ),
        (
            {"facts": {"closed": [{"facility": "argo/arena", "date": "2025-11-12", "end": "x"}]}},
            "facts.closed.0.end",
            "must be a time of day",
        ),
    ],
)
def test_case__one_line_that_names_the_key(keys, key, what):
    with pytest.raises(CaseError) as caught:
        read(**keys)
    assert caught.value.key == key
    assert caught.value.what.startswith(what)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ["", "{", "[]", "nonsense", '"x"', "{" * 5000, "NaN"])
def test_case__no_case_at_all(line):
    with pytest.raises(CaseError) as caught:
        read_case(line, {"ono": ono()})
    assert caught.value.key is None


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
keys = st.sampled_from(
    ["id", "municipality", "now", "action", "facts", "resident", "verb", "date", "start", "booking"]
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.dictionaries(keys, values))
def test_case__whatever_json_it_is_answered_or_refused_in_one_line(changes):
    try:
        read(**changes).decide()
    except CaseError as error:
        assert "\n" not in error.what
