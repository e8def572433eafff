"""Registration, renewal, and the form of numbers and passwords, beyond the worked examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import months_after
from rules.decide import decide
from rules.document import NumberFormat, PasswordFormat
from rules.facts import Channel, Facts, Registration, Renewal, Request, Resident, Verb
from rules.families.credentials import number_is_well_formed, password_is_well_formed
from rules.families.renewal import Settings, ends_by_notice
from rules.municipality import Municipality
from tests.rules.worlds import NOW, codes, municipality

PASSWORD = PasswordFormat(
    rows=("0123456789", "abc"), length_min=4, length_max=6, mixed=True, source="KM-21"
)


@pytest.fixture(scope="module")
def kumatori() -> Municipality:
    return municipality("kumatori")


@pytest.fixture(scope="module")
def ogaki() -> Municipality:
    return municipality("ogaki")


def register(municipality, form, resident=None, channel=Channel.DESK):
    request = Request(Verb.REGISTER, channel, registration=form)
    return decide(municipality, request, resident, Facts(), NOW)


@pytest.mark.parametrize(
    ("noticed", "ends"), [(date(2025, 11, 10), True), (date(2025, 11, 11), False)]
)
def test_withdrawal__in_time_until_a_month_before(kumatori, noticed, ends):
    settings = kumatori.settings("kumatori", date(2025, 12, 10))[Settings]
    assert ends_by_notice(settings, date(2025, 12, 10), noticed) is ends


def test_withdrawal__where_nothing_is_said_no_notice_ends_it():
    assert not ends_by_notice(Settings(), date(2025, 12, 10), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 12, 10), -1, date(2025, 11, 10)),
    ],
)
def test_months_after__the_last_day_where_there_is_none(day, months, found):
    assert months_after(day, months) == found


def test_register__every_class_answers_for_itself(ogaki):
    form = Registration("individual", agreed=("sunwork", "sports", "arata"))
    assert codes(register(ogaki, form)) == [
        ("OG-N2", "groups_only_class"),
        ("OG-S1", "groups_only_class"),
    ]


def test_register__of_several_classes_the_first_says_how_it_stands(ogaki):
    form = Registration("group", agreed=("suitopia", "sports"))
    verdict = register(ogaki, form, channel=Channel.WEB)
    assert verdict.outcome is not None
    assert verdict.outcome["stage"] == "pending"


def test_register__a_type_that_there_is_not(ogaki):
    assert codes(register(ogaki, Registration("club"))) == [("CM-05", "no_such_type")]


def test_renew__needs_somebody(kumatori):
    request = Request(Verb.RENEW, Channel.TERMINAL, renewal=Renewal())
    verdict = decide(kumatori, request, None, Facts(), NOW)
    assert codes(verdict) == [("KT-26", "login_needed")]


def test_renew__before_the_end_counts_from_the_end(kumatori):
    request = Request(Verb.RENEW, Channel.TERMINAL, renewal=Renewal())
    resident = Resident("individual", valid_until=date(2026, 2, 1))
    verdict = decide(kumatori, request, resident, Facts(), NOW)
    assert verdict.outcome == {
        "valid_until": date(2029, 2, 1),
        "charge": 300,
        "charge_month": "2026-03",
        "stage": "active",
    }


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("ab12", True),
        *[(short_or_long, False) for short_or_long in ("", "abc", "ab12d", "abcabca")],
        *[(unmixed, False) for unmixed in ("abca", "1234", "AB12", "ab1２")],
    ],
)
def test_password__its_form(password, good):
    assert password_is_well_formed(password, PASSWORD) is good


@pytest.mark.parametrize(
    ("number", "good"),
    [("Team01", True), ("team", False), ("Ｔeam01", False), ("team-1", False), ("१२३४५६", False)],
)
def test_number__letters_and_digits(number, good):
    form = NumberFormat(
        characters="letters_and_digits", length_min=6, length_max=16, source="KM-20"
    )
    assert number_is_well_formed(number, form) is good


@given(st.text(max_size=10))
def test_number__digits_are_ascii(number):
    form = NumberFormat(characters="digits", length_min=1, length_max=10, source="KX-1")
    assert number_is_well_formed(number, form) is (
        number != "" and all(digit in "0123456789" for digit in number)
    )
