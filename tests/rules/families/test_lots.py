"""Draws: entries, sets and confirmations, the phases of a month, and rows of days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.day import room_day
from rules.decide import decide
from rules.facts import Booking, Channel, Entry, Facts, Request, Resident, Roster, Verb
from rules.families import confirmation, lottery, runs
from rules.periods import Period
from tests.rules.worlds import (
    DAY,
    GROUP,
    at,
    book,
    codes,
    municipality,
    ono,
    params,
    slot,
    with_settings,
    without,
)

SECOND = timedelta(seconds=1)
ANYONE = Resident("individual")
OPEN = at(date(2025, 10, 8), "12:00")
USE = date(2025, 11, 20)
LARGE, SMALL = "paid/sogo/large", "paid/sogo/small"


def gym(facility=LARGE, sport="badminton", *, start="13:00", end="16:00", day=USE, courts=1):
    return slot(facility, sport, start=start, end=end, day=day, courts=courts)


def enter(*slots, preference=1, entries=(), now=OPEN, here="kumamoto", resident=ANYONE):
    request = Request(Verb.ENTER_LOTTERY, Channel.WEB, slots=slots, preference=preference)
    return decide(municipality(here), request, resident, Facts(entries=tuple(entries)), now)


def withdraw(entry, now=OPEN, here="kumamoto"):
    request = Request(Verb.WITHDRAW_ENTRY, Channel.WEB, entry=entry)
    return decide(municipality(here), request, ANYONE, Facts(entries=(entry,)), now)


def confirm(month, now, here="kumamoto"):
    request = Request(Verb.CONFIRM_WIN, Channel.WEB, month=month)
    return decide(municipality(here), request, ANYONE, Facts(), now)


# KM-30, KM-32, KM-47 --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "opens", "closes"),
    [
        (date(2025, 11, 1), at(date(2025, 10, 6), "09:00"), at(date(2025, 10, 11))),
        (date(2026, 1, 1), at(date(2025, 12, 6), "09:00"), at(date(2025, 12, 11))),
    ],
)
def test_entries__in_their_days_of_the_month_before(month, opens, closes):
    wanted = gym(day=month.replace(day=20))
    refused = enter(wanted, now=opens - SECOND)
    assert codes(refused) == [("KM-30", "lottery_not_open")]
    assert refused.reasons[0].allowed_from == opens
    assert params(refused) == {"opens_at": opens.isoformat()}
    assert enter(wanted, now=opens).allowed
    assert enter(wanted, now=closes - SECOND).allowed
    over = enter(wanted, now=closes)
    assert codes(over) == [("KM-30", "lottery_over")]
    assert over.reasons[0].allowed_until == closes


def test_withdrawal__in_the_same_days_by_its_own_clause():
    entry = Entry((gym(), gym(SMALL)), 1)
    assert withdraw(entry).allowed
    early = withdraw(entry, now=at(date(2025, 10, 6)))
    late = withdraw(entry, now=at(date(2025, 10, 11)))
    assert codes(early) == [("KM-47", "lottery_not_open")]
    assert codes(late) == [("KM-47", "lottery_over")]


def test_withdrawal__by_the_clause_of_the_lottery_where_it_has_none():
    period = municipality("kumamoto").settings("kumamoto", USE)[lottery.Settings].period
    bare = with_settings(lottery.Settings(period=period))
    request = Request(Verb.WITHDRAW_ENTRY, Channel.WEB, entry=Entry((slot(),), 1))
    late = decide(bare, request, GROUP, Facts(), at(date(2025, 10, 11)))
    assert ("KM-30", "lottery_over") in codes(late)


def test_confirmation__from_the_eleventh_to_the_fifteenth():
    november = date(2025, 11, 1)
    opens, closes = at(date(2025, 10, 11), "09:00"), at(date(2025, 10, 16))
    early, late = confirm(november, opens - SECOND), confirm(november, closes)
    assert (codes(early), early.reasons[0].allowed_from) == (
        [("KM-32", "confirmation_not_open")],
        opens,
    )
    assert (codes(late), late.reasons[0].allowed_until) == (
        [("KM-32", "confirmation_over")],
        closes,
    )
    assert confirm(november, opens).allowed
    assert confirm(november, closes - SECOND).allowed


@pytest.mark.parametrize("here", ["ageo", "kumatori", "ogaki", "ono"])
def test_lottery__where_there_is_none(here):
    wanted = slot(next(iter(municipality(here).rooms)), day=USE)
    entry = Entry((wanted,), 1)
    for verdict in (enter(wanted, here=here), withdraw(entry, here=here)):
        assert ("CM-04", "no_lottery") in codes(verdict)
    assert ("CM-07", "nothing_to_confirm") in codes(confirm(USE.replace(day=1), OPEN, here))


def test_lottery__the_draw_in_person_has_no_entries():
    ball_field = slot("oike/baseball", "baseball", day=date(2025, 12, 13))
    assert codes(enter(ball_field, here="ono", resident=GROUP)) == [("ON-52", "no_lottery")]


# KM-33, KM-34, KM-37 --------------------------------------------------------------------------


def test_entries__ten_a_month_however_many_slots_they_have():
    sets = [Entry((gym(), gym(SMALL), gym(start="16:00", end="18:00")), n) for n in range(1, 10)]
    other_month = [Entry((gym(day=date(2025, 12, 20)),), n) for n in range(1, 11)]
    assert enter(gym(), preference=10, entries=sets + other_month).allowed
    full = enter(gym(), preference=10, entries=[*sets, Entry((gym(),), 11)])
    assert codes(full) == [("KM-33", "too_many_entries")]
    assert params(full) == {"entries_max": 10}


def test_sets__stay_in_one_place_and_month():
    assert enter(gym(), gym(SMALL), gym(day=date(2025, 11, 3))).allowed
    elsewhere = enter(gym(), gym("paid/takuma/arena"))
    assert codes(elsewhere) == [("KM-34", "set_of_several_places")]
    later = enter(gym(), gym(day=date(2025, 12, 20)))
    assert ("KM-34", "set_of_several_months") in codes(later)


@pytest.mark.parametrize(("courts", "fits"), [((4, 4), True), ((5, 4), False), ((8, 1), False)])
def test_sets__do_not_crowd_themselves(courts, fits):
    verdict = enter(*(gym(courts=n) for n in courts))
    assert codes(verdict) == ([] if fits else [("KM-34", "set_crowds_itself")])


def test_sets__that_ask_too_much_alone_are_told_that_alone():
    verdict = enter(gym(courts=9), gym(day=date(2025, 11, 21)))
    assert codes(verdict) == [("KM-36", "too_many_courts")]
    gone = enter(gym(), gym("paid/sogo/cellar"))
    assert codes(gone) == [("CM-04", "no_such_room")]


@pytest.mark.parametrize(("rank", "allowed"), [(1, True), (10, True), (11, False), (0, False)])
def test_preferences__from_the_first_to_the_tenth(rank, allowed):
    found = codes(enter(gym(), preference=rank))
    assert found == ([] if allowed else [("KM-37", "preference_out_of_range")])


def test_preferences__each_rank_once_a_month():
    taken = enter(gym(), preference=2, entries=[Entry((gym(),), 2)])
    assert codes(taken) == [("KM-37", "preference_taken")]
    assert params(taken) == {"preference": 2}
    december = Entry((gym(day=date(2025, 12, 20)),), 2)
    assert enter(gym(), preference=2, entries=[december]).allowed


def test_entries__where_only_the_days_are_said():
    period = Period(
        source="KM-30",
        months_before=1,
        first_day=6,
        first_time="09:00",
        last_day=10,
        last_time="24:00",
    )
    bare = with_settings(lottery.Settings(period=period))
    wanted = (slot("act/arena"), slot("argo/arena", start="09:00", end="21:00"))
    request = Request(Verb.ENTER_LOTTERY, Channel.WEB, slots=wanted, preference=99)
    assert decide(bare, request, GROUP, Facts(), OPEN).allowed


# KM-03 ----------------------------------------------------------------------------------------


def test_phases__without_a_confirmation_the_draw_ends_the_lottery():
    kumamoto = municipality("kumamoto")
    parts = {
        key: {**old, confirmation.Settings: confirmation.Settings()}
        for key, old in kumamoto.parts.items()
    }
    bare = replace(kumamoto, parts=parts)
    assert room_day(bare, LARGE, USE, at(date(2025, 10, 10))).phase == "lottery"
    assert room_day(bare, LARGE, USE, at(date(2025, 10, 11))).phase == "closed"
    assert room_day(bare, LARGE, USE, at(date(2025, 10, 16), "09:00")).phase == "first_come"


def test_phases__a_day_long_past_is_closed():
    assert room_day(municipality("kumamoto"), LARGE, USE, at(date(2026, 5, 1))).phase == "closed"


# OG-C1, OG-C2 ---------------------------------------------------------------------------------


def rent(day, facility="suitopia/meeting", sport="meeting", *, booked=(), moved=None):
    wanted = slot(facility, sport, day=day, start="13:00", end="15:00")
    known = tuple(Booking(replace(wanted, day=other)) for other in booked)
    facts = Facts(known if moved is None else (*known, moved))
    verb = Verb.BOOK if moved is None else Verb.CHANGE
    request = Request(verb, Channel.DESK, wanted, moved)
    now = at(date(2025, 11, 5), "12:00")
    return codes(decide(municipality("ogaki"), request, Resident("group"), facts, now))


def november(*numbers):
    return [date(2025, 11, number) for number in numbers]


ROW = ("OG-C1", "too_many_days_in_a_row")


@pytest.mark.parametrize(
    ("day", "booked", "allowed"),
    [
        (15, (13, 14), True),
        (15, (12, 13, 14), False),
        (12, (13, 14, 15), False),
        (14, (12, 13, 15), False),
        (16, (12, 13, 14), True),
        (12, (8, 9, 10), False),
        (12, (9, 10), True),
        (10, (8, 9, 12), False),
        (14, (12, 13, 14, 15), False),
    ],
)
def test_row__three_days_that_a_closed_tuesday_does_not_break(day, booked, allowed):
    assert (ROW not in rent(*november(day), booked=november(*booked))) is allowed


def test_row__the_booking_that_is_moved_does_not_count():
    old = Booking(slot("suitopia/meeting", "meeting", day=date(2025, 11, 14)))
    (new,) = november(15)
    assert ROW not in rent(new, booked=november(13), moved=old)
    assert ROW not in rent(new, booked=november(12, 13), moved=old)
    assert ROW in rent(new, booked=november(13, 16, 17, 19), moved=old)


def test_row__no_limit_where_none_is_set():
    many = tuple(Booking(slot(day=DAY - timedelta(days=n))) for n in range(1, 9))
    nothing = with_settings(runs.Settings())
    assert book(facts=Facts(many), municipality=nothing).allowed


# ON-16, KM-97 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resident", "warned"),
    [
        (Resident("city_group", roster=Roster(main_sport="tennis")), True),
        (Resident("city_group", roster=Roster(main_sport="badminton")), False),
        (Resident("city_group", roster=Roster()), False),
        (Resident("city_group"), False),
        (Resident("city_individual", roster=Roster(main_sport="tennis")), False),
        (None, False),
    ],
)
def test_advice__another_than_the_main_sport(resident, warned):
    warnings = [(w.rule, w.code) for w in book(resident=resident).warnings]
    assert warnings == ([("ON-16", "not_the_main_sport")] if warned else [])


def test_advice__refuses_nothing():
    verdict = book(resident=Resident("city_group", roster=Roster(main_sport="tennis")))
    assert verdict.allowed
    assert verdict.warnings[0].params == {"sport": "badminton", "main_sport": "tennis"}
    assert not book(resident=GROUP, municipality=without(runs.Settings)).warnings


# KM-06, OG-S5 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "facility", "rule", "why"),
    [
        ("kumamoto", "paid/aquadome/pool", "KM-06", "ticket_machine"),
        ("ogaki", "sports/field/soccer", "OG-S5", "ask_directly"),
        ("ogaki", "seinen/lodging", "OG-Y1", "ask_directly"),
    ],
)
def test_not_bookable__says_what_to_do_instead(here, facility, rule, why):
    sport = next(iter(municipality(here).rooms[facility].sports))
    wanted = slot(facility, sport, day=date(2025, 11, 14), start="13:00", end="15:00")
    verdict = book(wanted, resident=Resident("group"), municipality=municipality(here))
    assert codes(verdict) == [(rule, "not_bookable")]
    assert params(verdict) == {"facility": facility, "why": why}
    assert room_day(municipality(here), facility, USE, OPEN).phase == "closed"


def test_not_bookable__ono_books_all_its_rooms():
    assert not [room for room in ono().rooms.values() if room.not_bookable]
