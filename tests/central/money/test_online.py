"""Paying online: in parts, until the due date, and once however often the provider calls."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID, uuid4  # noqa: TID251 - a test makes its own ids

import pytest
import time_machine
from django.db import connections

from central import clock
from central.money.api import SettlementAnswer, SettlementCall
from central.money.charges import charge_more, void_or_keep
from central.money.models import Charge, Movement, OnlinePayment
from central.money.online import Begun, Payer, begin_payment
from central.money.providers import Order, SimulatedProvider
from central.money.use_cases import (
    fail_debit,
    pay_at_desk,
    run_debit,
    settle_online_payment,
    start_online_payment,
)
from central.transactions import in_transaction
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, context, do, kumamoto, ogaki
from tests.central.world import InProcess, register

DAY = date(2025, 11, 20)
SOGO = Slot("paid/sogo/large", "badminton", 1, DAY, 13 * 60, 15 * 60)
NOW = at("2025-10-16T10:00")
LAST = at("2025-10-19T23:59")
PROVIDER = SimulatedProvider()
PAYER = Payer("/back", "ja")


@pytest.fixture
def charge(line: InProcess) -> Iterator[Charge]:
    """Of a booking that was made just now."""
    with time_machine.travel(NOW, tick=False):
        book(kumamoto(), SOGO, NOW)
        yield Charge.objects.get()


def start(charge: Charge, yen: int = 800, now=NOW, payment: UUID | None = None):
    body = start_online_payment.Body(payment=payment or uuid4(), charge=charge.id, yen=yen)
    return do(body, charge.municipality, now)


def begun(charge: Charge, yen: int = 800, now=NOW) -> UUID:
    decision = start(charge, yen, now)
    assert decision.verdict == "applied", decision.reasons
    return UUID(decision.outcome["reference"])


def settle(payment: UUID, yen: int = 800, now=NOW, paid_at=None):
    body = settle_online_payment.Body(payment=payment, yen=yen, paid_at=paid_at or now)
    return do(body, "kumamoto", now)


def call(line: InProcess, payment: UUID, **changes):
    paid = PROVIDER.pay(payment.hex, 800, clock.now())
    known = {
        "reference": paid.reference,
        "yen": paid.yen,
        "paid_ms": clock.millis(paid.paid_at),
        "signature": paid.signature,
    }
    return line.post("/v1/payments/settled", SettlementCall(**known | changes))


def code(decision) -> str:
    return decision.reasons[0].code if decision.reasons else decision.verdict


def test_online__in_parts(charge: Charge) -> None:
    """KM-61: a part, and the rest later."""
    for yen, state in ((300, "due"), (500, "paid")):
        assert settle(begun(charge, yen), yen).verdict == "applied"
        charge.refresh_from_db()
        assert charge.state == state
    check_the_books()


def test_online__also_what_would_be_debited(line: InProcess) -> None:
    """KM-61: a part of it; the debit takes the rest."""
    book(kumamoto(method="debit"), SOGO, NOW)
    charge = Charge.objects.get()
    settle(begun(charge, 300), 300)
    do(run_debit.Body(charges=(charge.id,)), "kumamoto", at("2025-12-31T00:00"))
    assert Movement.objects.get(kind="debit").yen == 500
    check_the_books()


def test_online__asked_again_is_the_same_payment(charge: Charge) -> None:
    body = start_online_payment.Body(payment=uuid4(), charge=charge.id, yen=800)
    pages = {begin_payment(body, context("kumamoto", NOW), PROVIDER, PAYER) for _ in range(3)}
    assert pages == {Begun(PROVIDER.begin(Order(body.payment.hex, 800, "/back", "ja")))}
    assert OnlinePayment.objects.count() == 1
    other = body.model_copy(update={"yen": 700})
    differs = begin_payment(other, context("kumamoto", NOW), PROVIDER, PAYER)
    assert code(differs) == "payment_differs"


@pytest.mark.parametrize(
    ("yen", "now", "refused"),
    [
        (801, NOW, "amount_differs"),
        (800, LAST + timedelta(minutes=1), "payment_closed"),
        (800, LAST, "applied"),
    ],
)
def test_online__until_the_due_date_and_no_more_than_is_owed(
    charge: Charge, yen: int, now, refused: str
) -> None:
    """KM-64, KM-68: later it is closed, and the booking stands."""
    assert code(start(charge, yen, now)) == refused


def test_online__not_what_is_paid_or_unknown(charge: Charge) -> None:
    do(pay_at_desk.Body(charge=charge.id, yen=800), "kumamoto", NOW)
    assert code(start(charge)) == "already_paid"
    charge.id = uuid4()
    assert code(start(charge)) == "no_such_charge"


def test_online__not_begun_without_end(charge: Charge) -> None:
    answers = [code(start(charge)) for _ in range(21)]
    assert answers[19:] == ["applied", "too_many_payments"]


def test_online__never_after_a_failed_debit(line: InProcess) -> None:
    """KM-63: cash at a desk, and no second debit."""
    resident = kumamoto(method="debit")
    slot = Slot("paid/sogo/large", "badminton", 1, date(2026, 1, 10), 13 * 60, 15 * 60)
    book(resident, slot, at("2025-12-16T10:00"))
    charge, now = Charge.objects.get(), at("2026-03-02T10:00")
    do(run_debit.Body(charges=(charge.id,)), "kumamoto", now)
    do(fail_debit.Body(number=resident.number, debit_on=charge.debit_on), "kumamoto", now)
    decision = start(charge, now=now)
    assert "cash_after_failed_debit" in [reason.code for reason in decision.reasons]
    again = do(run_debit.Body(charges=(charge.id,)), "kumamoto", now)
    assert again.outcome["debited"] == 0
    check_the_books()


def test_online__not_where_it_is_not_offered(line: InProcess) -> None:
    """ON-30: paid at a desk."""
    slot = Slot("argo/arena", "badminton", 1, date(2026, 9, 17), 18 * 60, 20 * 60)
    book(register(type="city_group"), slot, at("2026-09-10T10:00"))
    assert code(start(Charge.objects.get(), now=at("2026-09-10T10:00"))) == "no_online_payment"


def test_online__added_time_until_it_begins(line: InProcess) -> None:
    """KM-92: the staff extend, the user pays in the system."""
    booking = book(kumamoto(), SOGO, NOW)
    settle(begun(Charge.objects.get()))
    booking.refresh_from_db()
    booking.end_minute, booking.fee = 16 * 60, 1200
    booking.save()
    now, over = at("2025-11-20T14:59"), at("2025-11-20T15:00")
    here = context("kumamoto", now)
    more = in_transaction(lambda: charge_more(booking, 400, "extension", here, 15 * 60))
    assert code(start(more, 400, over)) == "payment_closed"
    assert settle(begun(more, 400, now), 400, now).verdict == "applied"
    check_the_books()


def test_settled__a_hundred_calls_are_one_payment(line: InProcess, charge: Charge) -> None:
    payment = begun(charge)
    answers = {call(line, payment).read(SettlementAnswer) for _ in range(100)}
    assert answers == {SettlementAnswer(taken=True)}
    assert Movement.objects.count() == 1
    check_the_books()


def test_settled__twenty_calls_at_once_are_one_payment(line: InProcess, charge: Charge) -> None:
    payment, together = begun(charge), Barrier(20)

    def send(_: int) -> bool:
        try:
            together.wait()
            return call(InProcess(), payment).read(SettlementAnswer).taken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(send, range(20))) == {True}
    assert Movement.objects.count() == 1
    check_the_books()


def test_settled__and_paid_at_a_desk_at_once_one_wins(line: InProcess, charge: Charge) -> None:
    payment, together = begun(charge), Barrier(2)

    def online() -> str:
        return code(settle(payment))

    def desk() -> str:
        return code(do(pay_at_desk.Body(charge=charge.id, yen=800), "kumamoto", NOW))

    def run(way) -> str:
        try:
            together.wait()
            return way()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(run, (online, desk)))
    assert answers == ["already_paid", "applied"]
    assert Movement.objects.count() == 1
    check_the_books()


def test_settled__what_was_paid_meanwhile_goes_back_for_ever(
    line: InProcess, charge: Charge
) -> None:
    payment = begun(charge)
    do(pay_at_desk.Body(charge=charge.id, yen=800), "kumamoto", NOW)
    refused = SettlementAnswer(taken=False, code="already_paid")
    assert call(line, payment).read(SettlementAnswer) == refused
    Charge.objects.update(paid_yen=0, state="due")
    assert call(line, payment).read(SettlementAnswer) == refused
    assert OnlinePayment.objects.get().state == "refused"
    assert Movement.objects.count() == 1


def test_settled__of_two_begun_in_full_one_goes_back(charge: Charge) -> None:
    first, second = begun(charge), begun(charge)
    assert [code(settle(first)), code(settle(second))] == ["applied", "already_paid"]
    check_the_books()


def test_settled__for_what_was_cancelled_meanwhile(charge: Charge) -> None:
    payment, here = begun(charge), context("kumamoto", NOW)
    in_transaction(lambda: void_or_keep(charge.booking, {"fee_due": 0}, here))
    assert code(settle(payment)) == "already_paid"
    check_the_books()


@pytest.mark.parametrize(
    ("paid_at", "answer"),
    [
        (LAST, "applied"),
        (LAST + timedelta(minutes=1), "payment_closed"),
        (at("2030-01-01T00:00"), "payment_closed"),
        (at("2020-01-01T00:00"), "applied"),
    ],
)
def test_settled__what_counts_is_when_it_was_paid(charge: Charge, paid_at, answer: str) -> None:
    """KM-64: told a day later, and a provider's clock cannot leave the time that passed."""
    payment = begun(charge)
    assert code(settle(payment, now=LAST + timedelta(days=1), paid_at=paid_at)) == answer


def test_settled__another_amount_or_payment_is_none(charge: Charge) -> None:
    payment = begun(charge)
    assert code(settle(payment, 700)) == "amount_differs"
    assert code(settle(uuid4())) == "no_such_payment"
    assert code(settle(payment)) == "applied"


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"signature": "0" * 64}, 401, "bad_signature"),
        ({"yen": 1}, 401, "bad_signature"),
        ({"reference": "0" * 32}, 401, "bad_signature"),
    ],
)
def test_call__that_is_not_the_providers(
    line: InProcess, charge: Charge, changes, status: int, problem: str
) -> None:
    answer = call(line, begun(charge), **changes)
    assert (answer.status, answer.problem) == (status, problem)
    assert not Movement.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"{", 400),
        (b"{}", 422),
        (b'{"reference":"' + b"0" * 32 + b'","yen":"1","paid_ms":0,"signature":""}', 422),
        (
            b'{"reference":"' + b"0" * 32 + b'","yen":1,"paid_ms":99999999999999999999999,'
            b'"signature":"' + b"0" * 64 + b'"}',
            422,
        ),
    ],
)
def test_call__that_cannot_be_read(line: InProcess, sent: bytes, status: int) -> None:
    assert line.post("/v1/payments/settled", sent).status == status


def test_call__is_settled_when_it_arrives(line: InProcess, charge: Charge) -> None:
    call(line, begun(charge))
    assert OnlinePayment.objects.get().ended_at == NOW


def test_online__for_a_group_that_pays_by_bill(line: InProcess) -> None:
    """OG-S10: debited, never online."""
    book(ogaki(), Slot("sports/gym/arena", "badminton", 1, DAY, 780, 900), NOW)
    assert code(start(Charge.objects.get())) == "no_online_payment"
