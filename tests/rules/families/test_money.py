"""What the centre asks of the money families by name, and corners that no example shows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from rules.calendar import last_of_month
from rules.deadlines import Before
from rules.decide import decide
from rules.facts import Booking, Channel, Debt, Facts, Request, Resident, Roster, Stage, Verb
from rules.families import cancellation, fees, formal, payment, sanctions
from rules.families.cancellation import released_at
from rules.families.fees import fee_of
from rules.families.formal import lapses_at
from rules.families.payment import debit_day, lapses_unpaid, stage_of_new
from rules.families.sanctions import stop_on
from rules.schema import Sourced
from tests.rules.worlds import (
    DAY,
    INDIVIDUAL,
    NOW,
    at,
    book,
    cancel,
    codes,
    municipality,
    slot,
    with_settings,
)

SECOND = timedelta(seconds=1)
USE = date(2025, 11, 20)


def of(name, facility, kind):
    settings = municipality(name).settings(facility, USE)[kind]
    assert isinstance(settings, kind)
    return settings


def wanted(facility, sport="meeting", **more):
    return slot(facility, sport, day=USE, start="13:00", end="15:00", **more)


# Limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "limit"),
    [
        (Before(), None),
        (Before(minutes_before_start=0), at(USE, "13:00")),
        (Before(minutes_before_start=90), at(USE, "11:30")),
        (Before(days_before=7), at(date(2025, 11, 14))),
        (Before(days_before=0), at(date(2025, 11, 21))),
        (Before(minutes_before_start=0, days_before=0), at(USE, "13:00")),
    ],
)
def test_before__the_first_instant_that_is_too_late(before, limit):
    assert before.limit(wanted("suitopia/meeting")) == limit


# Fees -----------------------------------------------------------------------------------------


def test_fee__of_a_sport_without_a_price_keeps_its_class():
    settings = of("kumamoto", "paid/sogo/large", fees.Settings)
    chess = wanted("paid/sogo/large", "chess")
    assert fee_of(settings, chess, None, 10, 6) == fees.Fee(None, "student")


def test_fee__students_of_a_group_from_outside_pay_half_of_twice():
    students = of("kumamoto", "paid/sogo/large", fees.Settings)
    both = students.model_copy(
        update={"outside": of("ogaki", "sports/gym/arena", fees.Settings).outside}
    )
    away = Resident("group", roster=Roster(members=10, local=4))
    asked = wanted("paid/sogo/large", "badminton")
    assert fee_of(both, asked, away, 10, 6) == fees.Fee(800, "student")
    assert fee_of(both, asked, None, 10, 6) == fees.Fee(400, "student")


def test_fee__of_half_an_hour_is_cut_down_to_whole_yen():
    settings = of("kumamoto", "paid/joyama/tennis", fees.Settings)
    half = slot("paid/joyama/tennis", "tennis", start="13:00", end="13:30")
    assert fee_of(settings, half, None, 2, 0).yen == 375
    assert fee_of(settings, half, None, 2, 2).yen == 187


# Payment --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "facility", "stage"),
    [
        ("ono", "argo/arena", Stage.CONFIRMED),
        ("kumamoto", "paid/sogo/large", Stage.CONFIRMED),
        ("ogaki", "sports/gym/arena", Stage.PROVISIONAL),
        ("ogaki", "arata/room", Stage.CONFIRMED),
        ("ogaki", "suitopia/meeting", Stage.PROVISIONAL),
        ("ogaki", "okunohosomichi/multipurpose", Stage.PROVISIONAL),
        ("ogaki", "sunwork/room", Stage.PROVISIONAL),
        ("ogaki", "seinen/room", Stage.PROVISIONAL),
        ("ogaki", "sakura/room", Stage.PROVISIONAL),
        ("ogaki", "nakagawa/room", Stage.PROVISIONAL),
    ],
)
def test_stage__of_what_has_just_been_booked(name, facility, stage):
    assert stage_of_new(municipality(name), wanted(facility)) is stage


def test_stage__where_nothing_is_said():
    assert stage_of_new(with_settings(payment.Settings()), slot()) is Stage.CONFIRMED


@pytest.mark.parametrize(
    ("name", "facility", "ends"),
    [
        ("ono", "argo/arena", (at(USE, "13:00"), "no_show")),
        ("kumamoto", "paid/sogo/large", None),
        ("ogaki", "sunwork/room", (at(date(2025, 11, 14)), "cancel")),
        ("ogaki", "sakura/room", None),
    ],
)
def test_unpaid__ends_or_stays(name, facility, ends):
    booking = Booking(wanted(facility), fee=800)
    assert lapses_unpaid(municipality(name), booking) == ends
    assert lapses_unpaid(municipality(name), replace(booking, paid=True)) is None


@pytest.mark.parametrize(
    ("facility", "code"),
    [("sunwork/room", "payment_too_late"), ("nakagawa/room", "payment_closed")],
)
def test_pay__after_the_due_a_booking_has_lapsed_or_stays(facility, code):
    booking = Booking(wanted(facility), stage=Stage.PROVISIONAL)
    request = Request(Verb.PAY_ONLINE, Channel.WEB, booking=booking)
    facts = Facts(bookings=(booking,))
    late = at(USE, "13:00")
    verdict = decide(municipality("ogaki"), request, Resident("group"), facts, late)
    assert [reason.code for reason in verdict.reasons] == [code]


def test_unpaid__without_a_due_nothing_ends():
    keeps = payment.Settings(unpaid=payment.Unpaid(value="cancel", source="assumed"))
    assert lapses_unpaid(with_settings(keeps), Booking(slot())) is None


def test_debit__every_month_lands_on_a_bank_day():
    debit = of("kumamoto", "paid/sogo/large", payment.Settings).debit
    assert debit is not None
    for month in range(1, 13):
        use = date(2025, month, 15)
        day = debit_day(debit, use)
        assert last_of_month(use, 1) <= day <= last_of_month(use, 1) + timedelta(days=7)
        assert day.weekday() < 5


def test_debit__a_city_whose_banks_rest_says_so():
    debit = of("kumamoto", "paid/sogo/large", payment.Settings).debit
    assert debit is not None
    rest = payment.BankRest(first="12-31", last="01-03", source="assumed")
    assert debit_day(debit, USE) == date(2025, 12, 31)
    assert debit_day(debit.model_copy(update={"bank_rest": rest}), USE) == date(2026, 1, 5)


# Formal applications --------------------------------------------------------------------------


def test_formal__lapses_on_the_sixth_day_before_unless_it_was_made():
    booking = Booking(wanted("suitopia/meeting"), stage=Stage.PROVISIONAL)
    ogaki = municipality("ogaki")
    assert lapses_at(ogaki, booking) == at(date(2025, 11, 14))
    assert lapses_at(ogaki, replace(booking, stage=Stage.APPLIED)) is None
    assert lapses_at(ogaki, replace(booking, slot=wanted("sakura/room"))) is None
    assert lapses_at(ogaki, replace(booking, slot=wanted("nakagawa/room"))) is None
    assert of("ogaki", "nakagawa/room", formal.Settings).days_before is None


# Cancelling -----------------------------------------------------------------------------------


def test_release__only_of_wins_and_only_where_it_is_said():
    kumatori = of("kumatori", "kumatori/gym", cancellation.Settings)
    won = Booking(slot("kumatori/gym"), won=True)
    six = at(DAY, "18:00")
    assert released_at(kumatori, won, six) == at(DAY + timedelta(days=1), "12:00")
    assert released_at(kumatori, won, six + SECOND) == at(DAY + timedelta(days=2), "12:00")
    assert released_at(kumatori, replace(won, won=False), six) == six
    assert released_at(of("ono", "argo/arena", cancellation.Settings), won, six) == six


def test_cancel__a_cause_that_the_data_does_not_know_is_as_any():
    silent = with_settings(
        cancellation.Settings(until=cancellation.Until(minutes_before_start=0, source="ON-32"))
    )
    request = Request(Verb.CANCEL, Channel.DESK, booking=Booking(slot()), reason="weather")
    late = decide(silent, request, INDIVIDUAL, Facts(), at(DAY, "18:00"))
    assert codes(late) == [("ON-32", "cancel_too_late")]


def test_cancel__no_step_that_fits_costs_nothing():
    step = cancellation.Step(
        stages=(Stage.PERMITTED,), refund_percent=0, fee_stands=True, source="ON-36"
    )
    where = with_settings(cancellation.Settings(steps=(step,)))
    outcome = cancel(Booking(slot(), fee=800), municipality=where).outcome
    assert outcome is not None
    assert (outcome["fee_due"], outcome["refund_percent"]) == (0, None)


def test_cancel__where_nothing_is_given_back_no_desk_gives_it():
    booking = Booking(wanted("paid/sogo/large", "badminton"), fee=800, paid=True)
    kumamoto, someone = municipality("kumamoto"), Resident("individual")
    free = cancel(booking, resident=someone, now=NOW, municipality=kumamoto).outcome
    late = cancel(booking, resident=someone, now=at(USE), municipality=kumamoto).outcome
    assert free is not None
    assert late is not None
    assert free["refund_desk"] == "paid/sogo"
    assert late["refund_desk"] is None


# Debts ----------------------------------------------------------------------------------------


def ladder():
    found = of("kumamoto", "paid/sogo/large", sanctions.Settings).ladder
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("since", "stops"),
    [
        (date(2025, 9, 1), date(2025, 11, 1)),
        (date(2025, 8, 31), date(2025, 11, 1)),
        (date(2025, 9, 29), date(2025, 11, 1)),
        (date(2025, 9, 30), date(2025, 12, 1)),
        (date(2026, 1, 5), date(2026, 3, 1)),
    ],
)
def test_ladder__stops_after_the_second_letter(since, stops):
    assert stop_on(ladder(), Debt(800, since)) == at(stops)


def test_ladder__the_other_reading_stops_after_the_first():
    first = ladder().model_copy(
        update={"stops_after": Sourced[str](value="reminder", source="KM-83")}
    )
    assert stop_on(first, Debt(800, date(2025, 9, 1))) == at(date(2025, 10, 1))


def test_ladder__stops_after_a_letter_that_it_sends():
    with pytest.raises(ValidationError, match="stops after a letter that it does not send"):
        sanctions.Ladder(
            letters=(sanctions.Letter(letter="reminder", months_after=1),),
            stops_after=Sourced[str](value="demand", source="assumed"),
            refuses=(Verb.BOOK,),
            source="KM-80",
        )


def test_debts__of_no_yen_are_none():
    asked = wanted("sports/gym/arena", "badminton")
    clear = Resident("group", debts=(Debt(0, date(2025, 10, 31)),))
    owes = Resident("group", debts=(Debt(1, date(2025, 10, 31)),))
    ogaki = municipality("ogaki")
    assert book(asked, resident=clear, people=12, municipality=ogaki).allowed
    refused = book(asked, resident=owes, people=12, municipality=ogaki)
    assert codes(refused) == [("OG-S11", "unpaid_fees")]


def test_debts__that_are_yet_to_come_refuse_nothing():
    asked = wanted("sports/gym/arena", "badminton")
    later = Resident("group", debts=(Debt(800, NOW.date() + timedelta(days=1)),))
    assert book(asked, resident=later, people=12, municipality=municipality("ogaki")).allowed
