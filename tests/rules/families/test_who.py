"""Who may book and cancel: registration, individuals and groups, channels, ownership."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.facts import Booking, Channel, Resident
from rules.families import channel, individuals, registration
from tests.rules.worlds import (
    DAY,
    GROUP,
    INDIVIDUAL,
    NOW,
    at,
    book,
    cancel,
    codes,
    slot,
    view,
    with_settings,
    without,
)

SECOND = timedelta(seconds=1)
LAST = date(2025, 11, 10)


def booking(**changes):
    return replace(Booking(slot()), **changes)


# ON-14, ON-15 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("courts", "people"), [(2, 2), (1, 5), (2, 5)])
def test_individuals__one_court_and_four_people_until_the_day(courts, people):
    asked = slot(courts=courts)
    before = book(asked, people=people, now=at(DAY) - SECOND)
    assert codes(before) == [("ON-14", "court_limit_individual")]
    assert before.reasons[0].allowed_from == at(DAY)
    assert book(asked, people=people, now=at(DAY)).allowed
    assert book(asked, people=people, resident=GROUP).allowed


def test_individuals__four_people_on_one_court():
    assert book(people=4).allowed


def test_individuals__no_exemption_where_the_data_has_none():
    limit = individuals.Limit(courts_max=1, people_max=4, lifted_on_the_day=False, source="ON-14")
    strict = with_settings(individuals.Settings(limit=limit))
    verdict = book(people=5, now=at(DAY), municipality=strict)
    assert codes(verdict) == [("ON-14", "court_limit_individual")]
    assert verdict.reasons[0].allowed_from is None


def test_individuals__no_limit_where_the_data_has_none():
    assert book(slot(courts=3), municipality=without(individuals.Settings)).allowed
    assert book(slot(courts=3), municipality=with_settings(individuals.Settings())).allowed


@pytest.mark.parametrize(
    ("facility", "sport", "allowed"),
    [
        ("argo/arena", "badminton", True),
        ("argo/arena", "basketball_half", True),
        ("argo/arena", "soft_volleyball", True),
        ("argo/table_tennis", "table_tennis", True),
        ("oike/tennis", "tennis", True),
        ("argo/arena", "basketball", False),
        ("argo/arena", "volleyball6", False),
        ("kawai/ground", "soccer", False),
        ("argo/budo", "kendo", False),
    ],
)
def test_individuals__sports(facility, sport, allowed):
    verdict = book(slot(facility, sport))
    assert codes(verdict) == ([] if allowed else [("ON-15", "individual_sport")])
    assert book(slot(facility, sport), resident=GROUP).allowed


def test_individuals__the_sport_stays_closed_on_the_day():
    assert codes(book(slot("kawai/ground", "soccer"), now=at(DAY))) == [
        ("ON-15", "individual_sport")
    ]


# CM-05, ON-05 ---------------------------------------------------------------------------------


def test_registration__nobody_has_logged_in():
    assert codes(book(resident=None)) == [("ON-10", "login_needed")]
    assert codes(cancel(booking(), resident=None)) == [("ON-10", "login_needed")]
    assert view(slot()).allowed


def test_registration__nobody_yet_but_all_else_is_answered():
    asked = slot(courts=7, day=date(2026, 11, 12))
    assert [code for _, code in codes(book(asked, resident=None))] == [
        "too_many_courts",
        "login_needed",
        "not_yet_open",
    ]


@pytest.mark.parametrize("registered_as", [None, "individual"])
def test_registration__none_or_of_another_municipality(registered_as):
    assert codes(book(resident=Resident(registered_as))) == [("ON-10", "not_registered")]


@pytest.mark.parametrize("facility", ["argo/meeting", "argo/training"])
def test_registration__meeting_rooms_are_for_groups(facility):
    refused = book(slot(facility, "meeting"))
    assert codes(refused) == [("ON-05", "groups_only"), ("ON-15", "individual_sport")]
    assert book(slot(facility, "meeting"), resident=GROUP).allowed


# CM-06, ON-24 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["provisional", "suspended", "closed"])
def test_registration__states_that_may_not_book(state):
    assert codes(book(resident=Resident("city_individual", state=state))) == [
        ("CM-06", "account_state")
    ]


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("active", True), ("suspended", True), ("expired", True), ("provisional", False)],
)
def test_registration__states_that_may_cancel(state, allowed):
    verdict = cancel(booking(), resident=Resident("city_individual", state=state))
    assert verdict.allowed is allowed


def test_registration__expired_at_the_end_of_its_last_day():
    resident = Resident("city_individual", valid_until=LAST)
    over = at(LAST + timedelta(days=1))
    assert book(resident=resident, now=over - SECOND).allowed
    refused = book(resident=resident, now=over)
    assert codes(refused) == [("CM-06", "account_state"), ("ON-24", "expired")]
    assert [reason.allowed_until for reason in refused.reasons] == [over, over]
    assert cancel(booking(), resident=resident, now=over).allowed


def test_registration__recorded_as_expired():
    refused = book(resident=Resident("city_individual", state="expired"))
    assert codes(refused) == [("CM-06", "account_state"), ("ON-24", "expired")]
    assert refused.reasons[0].allowed_until is None


def test_registration__before_its_first_day():
    resident = Resident("city_individual", registered_on=DAY)
    refused = book(resident=resident, now=at(DAY) - SECOND)
    assert codes(refused) == [("CM-06", "before_first_day")]
    assert refused.reasons[0].allowed_from == at(DAY)
    assert book(resident=resident, now=at(DAY)).allowed


def test_registration__without_settings_only_the_type_is_asked():
    suspended = Resident("city_individual", state="suspended", mail=False)
    assert book(resident=suspended, municipality=without(registration.Settings)).allowed


def test_registration__an_expiry_without_a_clause():
    none: dict[str, list[str]] = {"provisional": [], "suspended": [], "expired": [], "closed": []}
    states = registration.States(**none, source="assumed", rule="CM-06")
    municipality = with_settings(registration.Settings(states=states))
    refused = book(resident=Resident("city_group", state="expired"), municipality=municipality)
    assert codes(refused) == [("CM-06", "account_state")]


# ON-40 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [Channel.TERMINAL, Channel.WEB])
def test_registration__mail_and_password_online(way):
    bare = Resident("city_individual", mail=False, password=False)
    assert codes(book(resident=bare, channel=way)) == [
        ("ON-40", "mail_needed"),
        ("ON-40", "password_needed"),
    ]
    assert book(resident=bare, channel=Channel.DESK).allowed
    assert cancel(booking(), resident=bare, channel=way).allowed


def test_registration__mail_and_password_where_they_are_not_asked():
    online = registration.Online(channels=["terminal"], mail=False, password=False, source="ON-40")
    municipality = with_settings(registration.Settings(online=online))
    bare = Resident("city_individual", mail=False, password=False)
    assert book(resident=bare, municipality=municipality).allowed


# ON-02 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", list(Channel))
def test_channel__booking_is_closed_to_the_telephone_alone(way):
    phone = way is Channel.PHONE
    expected = [("ON-02", "channel_not_open")] if phone else []
    assert codes(book(channel=way)) == expected
    assert cancel(booking(), channel=way).allowed
    assert view(slot(), channel=way).allowed


def test_channel__other_sports_at_the_desk():
    assert codes(book(slot(sport="other"))) == [("ON-04", "sport_at_the_desk")]
    assert book(slot(sport="other"), channel=Channel.DESK).allowed


def test_channel__no_table_no_limit():
    assert book(channel=Channel.PHONE, municipality=without(channel.Settings)).allowed


# CM-07 ----------------------------------------------------------------------------------------


def test_ownership__only_ones_own():
    assert codes(cancel(booking(own=False))) == [("CM-07", "not_own")]
    assert cancel(booking(own=True), resident=INDIVIDUAL, now=NOW).allowed
