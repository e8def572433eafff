"""What bookings and registrations cost, and what stays of it (charges)."""

from datetime import date

import pytest
from django.db import IntegrityError, connections

from central.booking.models import Booking
from central.money.charges import (
    charge_for,
    charge_less,
    charge_more,
    charge_registration,
    move_charge,
    void_or_keep,
)
from central.money.facts import debts_of, is_paid
from central.money.models import Charge
from central.money.use_cases import mark_unpaid, pay_at_desk
from central.transactions import in_transaction
from rules import facts
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Roster, Slot, Verb
from tests.central.money.world import (
    at,
    book,
    check_the_books,
    context,
    do,
    kumamoto,
    ogaki,
    outcome_of,
)
from tests.central.world import InProcess, register

DAY = date(2025, 11, 20)
SOGO = Slot("paid/sogo/large", "badminton", 1, DAY, 13 * 60, 15 * 60)
LATER = Slot("paid/sogo/large", "badminton", 1, date(2025, 12, 4), 13 * 60, 15 * 60)
GYM = Slot("sports/gym/arena", "badminton", 1, DAY, 13 * 60, 15 * 60)
HALL = Slot("suitopia/meeting", "meeting", 1, DAY, 13 * 60, 15 * 60)
SUNWORK = Slot("sunwork/room", "meeting", 1, DAY, 13 * 60, 15 * 60)
PARK = Slot("park/tsuboi/ground", "softball", 1, DAY, 13 * 60, 15 * 60)
NOW = at("2025-10-16T10:00")


def pay(charge: Charge, now=NOW) -> None:
    charge.refresh_from_db()
    body = pay_at_desk.Body(charge=charge.id, yen=charge.yen - charge.paid_yen)
    assert do(body, charge.municipality, now).verdict == "applied"


def cancel(booking: Booking, now, **how) -> int:
    """As the use case of bookings does; what is to be given back."""
    booking.refresh_from_db()
    here, outcome = context(booking.municipality, now), outcome_of(booking, now, **how)
    return in_transaction(lambda: void_or_keep(booking, outcome, here))


def charge_of(booking: Booking, purpose: str = "use") -> Charge:
    return Charge.objects.get(booking=booking, purpose=purpose)


@pytest.mark.parametrize(
    ("method", "now", "due_at", "debit_on"),
    [
        ("debit", NOW, None, date(2025, 12, 31)),
        ("online", NOW, at("2025-10-20T00:00"), None),
        ("cash", at("2025-11-18T10:00"), at("2025-11-20T13:00"), None),
    ],
)
def test_charge__says_how_and_until_when_it_is_paid(
    line: InProcess, method, now, due_at, debit_on
) -> None:
    """KM-60, KM-61, KM-64, KM-66, KM-67: by the way that the resident chose."""
    booking = book(kumamoto(method=method), SOGO, now)
    charge = charge_of(booking)
    assert (charge.yen, charge.purpose, charge.method) == (800, "use", method)
    assert (charge.due_at, charge.debit_on) == (due_at, debit_on)
    assert not is_paid(booking)


def test_charge__a_debit_moves_off_a_sunday(line: InProcess) -> None:
    """KM-62: a use in July 2025 is debited on 1 September."""
    slot = Slot("paid/sogo/large", "badminton", 1, date(2025, 7, 20), 13 * 60, 15 * 60)
    booking = book(kumamoto(method="debit"), slot, at("2025-07-01T10:00"))
    assert charge_of(booking).debit_on == date(2025, 9, 1)


@pytest.mark.parametrize("method", ["online", "debit"])
def test_charge__of_a_win_is_due_on_the_18th(line: InProcess, method: str) -> None:
    """KM-65: or debited as any other."""
    resident, now = kumamoto(method=method), at("2025-10-11T10:00")
    here = context("kumamoto", now)
    known = facts.Resident("individual", payment_method=method)
    request = Request(Verb.CONFIRM_WIN, Channel.WEB, month=date(2025, 11, 1))
    outcome = decide(here.municipality, request, known, Facts(), now).outcome
    booking = book(resident, SOGO, NOW, won=True)
    Charge.objects.all().delete()
    charge = charge_for(booking, outcome, here)
    due_at = at("2025-10-19T00:00") if method == "online" else None
    debit_on = date(2025, 12, 31) if method == "debit" else None
    assert (charge.due_at, charge.debit_on) == (due_at, debit_on)


def test_charge__nothing_for_a_free_park(line: InProcess) -> None:
    """KM-71: no charge at all, and so nothing that would be unpaid."""
    booking = book(kumamoto(), PARK, NOW)
    assert not Charge.objects.exists()
    assert is_paid(booking)


def test_charge__twice_the_fee_for_a_group_from_outside(line: InProcess) -> None:
    """OG-S9, OG-S10: in the fee already, and debited whatever was chosen."""
    resident, roster = ogaki(), Roster(members=10, local=4)
    booking = book(resident, GYM, NOW, roster=roster)
    charge = charge_of(booking)
    assert (charge.yen, charge.method) == (1600, "debit")
    assert charge.debit_on == date(2025, 12, 31)


def test_charge__a_booking_is_charged_for_its_use_once(line: InProcess) -> None:
    booking = book(kumamoto(), SOGO, NOW)
    with pytest.raises(IntegrityError):
        charge_for(booking, {}, context("kumamoto", NOW))


@pytest.mark.parametrize(
    ("purpose", "yen", "registered", "month", "debit_on"),
    [
        ("registration", 500, "2025-10-14T10:00", "2025-11", date(2025, 11, 30)),
        ("renewal", 300, "2025-12-10T10:00", "2026-01", date(2026, 1, 31)),
    ],
)
def test_charge__of_a_registration(  # noqa: PLR0917 - a fixture and a table
    line: InProcess, purpose, yen, registered, month, debit_on
) -> None:
    """KT-07, KT-11: debited in the month after."""
    resident = register(municipality="kumatori", card=None, type="individual")
    outcome = {"charge": yen, "charge_month": month}
    charge = charge_registration(
        resident, outcome, context("kumatori", at(registered)), purpose=purpose
    )
    charge.refresh_from_db()
    assert (charge.yen, charge.debit_on, charge.booking) == (yen, debit_on, None)
    assert charge.resident == resident


def test_charge__a_registration_that_costs_nothing(line: InProcess) -> None:
    resident = register(card=None)
    outcome = {"charge": None, "charge_month": None}
    assert charge_registration(resident, outcome, context("ono", NOW), "registration") is None


@pytest.mark.parametrize(
    ("cancelled", "paid", "state", "back"),
    [
        ("2025-11-13T23:59", False, "void", 0),
        ("2025-11-13T23:59", True, "refund", 800),
        ("2025-11-14T00:00", False, "due", 0),
        ("2025-11-14T00:00", True, "paid", 0),
    ],
)
def test_cancelled__seven_days_before_or_later(
    line: InProcess, cancelled, paid, state, back
) -> None:
    """KM-75: until seven days before nothing is owed, later the fee stands."""
    booking = book(kumamoto(), SOGO, NOW)
    if paid:
        pay(charge_of(booking))
    assert cancel(booking, at(cancelled)) == back
    assert charge_of(booking).state == state
    check_the_books()


def test_cancelled__by_a_debit_holder_too_late_is_debited(line: InProcess) -> None:
    """KM-75: the debit stays for its day."""
    booking = book(kumamoto(method="debit"), SOGO, NOW)
    cancel(booking, at("2025-11-19T10:00"))
    charge = charge_of(booking)
    assert (charge.state, charge.yen, charge.debit_on) == ("due", 800, date(2025, 12, 31))


def test_cancelled__for_rain_costs_nothing_on_the_day(line: InProcess) -> None:
    """KM-90: all is given back where the staff say that it is nobody's fault."""
    booking = book(kumamoto(), SOGO, NOW)
    pay(charge_of(booking))
    assert cancel(booking, at("2025-11-20T12:00"), reason="weather") == 800


@pytest.mark.parametrize(("cancelled", "back"), [("2025-11-13", 840), ("2025-11-14", 0)])
def test_cancelled__after_the_permit_seventy_percent_come_back(
    line: InProcess, cancelled, back
) -> None:
    """OG-C4: of 1,200 yen, until seven days before."""
    booking = book(ogaki(), HALL, NOW)
    pay(charge_of(booking))
    Booking.objects.update(state="permitted")
    assert cancel(booking, at(f"{cancelled}T10:00")) == back
    charge = charge_of(booking)
    assert (charge.yen, charge.refund_desk) == (1200 - back, "suitopia" if back else "")
    check_the_books()


@pytest.mark.parametrize(("paid", "back"), [(True, 700), (False, 0)])
def test_cancelled__where_cancelling_always_costs(line: InProcess, paid, back) -> None:
    """OG-W2: a fee of its own, kept of what was paid, else owed."""
    booking = book(ogaki(), SUNWORK, NOW)
    if paid:
        pay(charge_of(booking))
    assert cancel(booking, at("2025-11-12T10:00")) == back
    assert charge_of(booking).yen == 500
    check_the_books()


def test_cancelled__a_fee_beyond_what_the_use_costs(line: InProcess) -> None:
    """OG-W2: also where the use cost less, or nothing."""
    cheap = book(ogaki(), SUNWORK, NOW, fee=100)
    free = book(ogaki(number="2"), SUNWORK, NOW, fee=0)
    for booking in (cheap, free):
        here = context("ogaki", NOW)
        outcome = {"fee_due": 500}
        assert in_transaction(lambda b=booking, o=outcome, c=here: void_or_keep(b, o, c)) == 0
    assert charge_of(cheap).yen == 500
    assert charge_of(free, "cancellation").yen == 500
    check_the_books()


def test_cancelled__by_itself_leaves_nothing_owed(line: InProcess) -> None:
    """ON-31: a booking that was unpaid at its start."""
    slot = Slot("argo/arena", "badminton", 1, date(2026, 9, 17), 18 * 60, 20 * 60)
    now = at("2026-09-10T10:00")
    booking = book(register(), slot, now)
    assert in_transaction(lambda: void_or_keep(booking, {}, context("ono", now))) == 0
    assert charge_of(booking).state == "void"


def test_paid__concludes_a_contract_that_waited_for_it(line: InProcess) -> None:
    """OG-W3: elsewhere a provisional booking stays one, until it is permitted."""
    waiting, other = book(ogaki(), SUNWORK, NOW), book(ogaki(number="2"), HALL, NOW)
    for booking in (waiting, other):
        assert booking.state == "provisional"
        pay(charge_of(booking))
        booking.refresh_from_db()
        assert booking.paid
    assert (waiting.state, other.state) == ("confirmed", "provisional")


@pytest.mark.parametrize(
    ("method", "due_at", "debit_on"),
    [("debit", None, date(2025, 12, 31)), ("online", at("2025-11-20T15:00"), None)],
)
def test_extended__costs_more(line: InProcess, method, due_at, debit_on) -> None:
    """KM-92: the debit has it added, else it is paid before the added time begins."""
    booking = book(kumamoto(method=method), SOGO, NOW)
    pay(charge_of(booking))
    booking.refresh_from_db()
    assert booking.paid
    booking.end_minute, booking.fee = 16 * 60, 1200
    booking.save()
    here = context("kumamoto", at("2025-11-20T14:00"))
    more = in_transaction(lambda: charge_more(booking, 400, "extension", here, 15 * 60))
    assert (more.yen, more.due_at, more.debit_on) == (400, due_at, debit_on)
    assert not booking.paid
    check_the_books()


def test_surcharge__for_people_who_are_no_pupils_any_more(line: InProcess) -> None:
    """KM-95: on the day, from the pupils' fee to the general one."""
    booking = book(kumamoto(), SOGO, NOW, people=10, students=6)
    assert charge_of(booking).yen == 400
    here = context("kumamoto", at("2025-11-20T12:00"))
    more = in_transaction(lambda: charge_more(booking, 400, "surcharge", here))
    assert (more.purpose, more.due_at) == ("surcharge", at("2025-11-20T13:00"))
    assert in_transaction(lambda: charge_more(booking, 0, "surcharge", here)) is None
    check_the_books()


@pytest.mark.parametrize(("method", "back"), [("debit", 0), ("cash", 400)])
def test_less__hours_that_fell_through_are_not_paid(line: InProcess, method, back) -> None:
    """KM-76, KM-90: a debit takes less; what was paid is given back."""
    booking = book(kumamoto(method=method), SOGO, NOW)
    if method == "cash":
        pay(charge_of(booking))
    here = context("kumamoto", at("2025-11-20T14:00"))
    assert in_transaction(lambda: charge_less(booking, 400, {}, here)) == back
    assert charge_of(booking).yen == 400
    check_the_books()


@pytest.mark.parametrize(("kept", "back"), [(0, 0), (400, 0)])
def test_moved__what_was_paid_pays_for_the_later_use(line: InProcess, kept, back) -> None:
    """KM-91: all of it, or the hours that fell through."""
    first = book(kumamoto(method="cash"), SOGO, NOW)
    pay(charge_of(first))
    later = book(kumamoto("k00002"), LATER, at("2025-11-16T10:00"), fee=0)
    Booking.objects.filter(id=later.id).update(fee=800 - kept)
    later.refresh_from_db()
    here = context("kumamoto", at("2025-11-20T14:00"))
    in_transaction(lambda: move_charge(first, later, kept, here))
    assert (charge_of(later).state, later.paid) == ("paid", True)
    assert charge_of(first).state == ("void" if kept == 0 else "paid")
    check_the_books()


def test_moved__what_is_left_over_is_given_back(line: InProcess) -> None:
    """KM-91: the later use may cost less."""
    first = book(kumamoto(method="cash"), SOGO, NOW)
    pay(charge_of(first))
    later = book(kumamoto("k00002"), LATER, at("2025-11-16T10:00"), fee=0)
    Booking.objects.filter(id=later.id).update(fee=300)
    later.refresh_from_db()
    here = context("kumamoto", at("2025-11-20T14:00"))
    in_transaction(lambda: move_charge(first, later, 0, here))
    assert charge_of(first).paid_yen == 500
    assert charge_of(first).state == "refund"
    check_the_books()


def test_moved__to_what_is_free(line: InProcess) -> None:
    first = book(kumamoto(method="cash"), SOGO, NOW)
    pay(charge_of(first))
    later = book(kumamoto("k00002"), PARK, NOW)
    here = context("kumamoto", at("2025-11-20T14:00"))
    assert in_transaction(lambda: move_charge(first, later, 0, here)) is None
    assert charge_of(first).paid_yen == 800
    check_the_books()


def test_debts__are_what_was_not_paid_in_time(line: InProcess) -> None:
    """KM-68: the booking stays, marked as unpaid since the day that was the last."""
    resident = kumamoto()
    booking = book(resident, SOGO, NOW)
    assert debts_of(resident) == ()
    body = mark_unpaid.Body(charges=(charge_of(booking).id,))
    early, late = at("2025-10-19T23:59"), at("2025-10-20T00:00")
    assert do(body, "kumamoto", early).outcome == {"marked": 0}
    assert do(body, "kumamoto", late).outcome == {"marked": 1}
    assert do(body, "kumamoto", late).outcome == {"marked": 0}
    assert debts_of(resident) == (facts.Debt(800, date(2025, 10, 19)),)
    assert Booking.objects.get().state == "confirmed"
    pay(charge_of(booking), late)
    assert debts_of(resident) == ()
    check_the_books()


def test_debts__are_one_statement(line: InProcess) -> None:
    resident, asked = kumamoto(), []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(count):
        assert debts_of(resident) == ()
    assert len(asked) == 1
