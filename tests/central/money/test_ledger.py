"""Whatever happens in whatever order, the books are right, and so is the money in the drawer."""

from datetime import date
from itertools import count
from uuid import UUID, uuid4  # noqa: TID251 - a test makes its own ids

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.booking.models import Booking
from central.money.charges import charge_less, charge_more, move_charge, void_or_keep
from central.money.ledger import price_at, record
from central.money.models import INCOMING, Charge, Movement, MovementKind
from central.money.use_cases import (
    fail_debit,
    mark_unpaid,
    pay_at_desk,
    refund,
    run_debit,
    settle_online_payment,
    start_online_payment,
)
from central.transactions import in_transaction
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, context, do, kumamoto
from tests.central.world import InProcess

DAY = date(2025, 11, 20)
SOGO = Slot("paid/sogo/large", "badminton", 1, DAY, 13 * 60, 15 * 60)
NOW, DEBIT = at("2025-11-17T10:00"), at("2025-12-31T10:00")
NUMBERS = count(1)


class Desk:
    """Everything that can be done to one resident's bookings; ``drawer`` is what was taken in."""

    def __init__(self, method: str) -> None:
        self.resident = kumamoto(f"p{next(NUMBERS):06}", method=method)
        self.booking = book(self.resident, SOGO, NOW)
        self.begun: list[tuple[UUID, int]] = []
        self.drawer = 0

    def charge(self, pick: int) -> Charge:
        charges = list(Charge.objects.filter(booking=self.booking).order_by("made_at", "id"))
        return charges[pick % len(charges)]

    def here(self):
        self.booking.refresh_from_db()
        return context("kumamoto", NOW)

    def take(self, decision, yen: int) -> None:
        self.drawer += yen if decision.verdict == "applied" else 0

    def pay(self, yen: int) -> None:
        owed = self.charge(yen)
        whole = max(1, owed.yen - owed.paid_yen)
        self.take(do(pay_at_desk.Body(charge=owed.id, yen=whole), "kumamoto", NOW), whole)

    def give(self, yen: int) -> None:
        owed = self.charge(yen)
        whole = max(1, owed.paid_yen - owed.yen)
        body = refund.Body(charge=owed.id, yen=whole, venue=owed.refund_desk or None)
        self.take(do(body, "kumamoto", NOW), -whole)

    def start(self, yen: int) -> None:
        payment, part = uuid4(), yen + 1
        body = start_online_payment.Body(payment=payment, charge=self.charge(yen).id, yen=part)
        if do(body, "kumamoto", NOW).verdict == "applied":
            self.begun.append((payment, part))

    def settle(self, _: int) -> None:
        if self.begun:
            payment, part = self.begun.pop()
            body = settle_online_payment.Body(payment=payment, yen=part, paid_at=NOW)
            self.take(do(body, "kumamoto", NOW), part)

    def debit(self, yen: int) -> None:
        body = run_debit.Body(charges=(self.charge(yen).id,))
        self.drawer += do(body, "kumamoto", DEBIT).outcome["yen"]

    def fail(self, _: int) -> None:
        before = self._returned()
        body = fail_debit.Body(number=self.resident.number, debit_on=date(2025, 12, 31))
        do(body, "kumamoto", DEBIT)
        self.drawer -= self._returned() - before

    def late(self, yen: int) -> None:
        do(mark_unpaid.Body(charges=(self.charge(yen).id,)), "kumamoto", DEBIT)

    def end(self, yen: int) -> None:
        here = self.here()
        in_transaction(lambda: void_or_keep(self.booking, {"fee_due": yen}, here))

    def less(self, yen: int) -> None:
        here = self.here()
        in_transaction(lambda: charge_less(self.booking, yen, {}, here))

    def more(self, yen: int) -> None:
        here = self.here()
        in_transaction(lambda: charge_more(self.booking, yen, "surcharge", here))

    def move(self, yen: int) -> None:
        """To another booking, with which all goes on."""
        here, first = self.here(), self.booking
        later = Booking.objects.get(id=first.id)
        later.id, later.number, later.fee = uuid4(), str(uuid4())[:16], yen
        later.paid = False
        later.save(force_insert=True)
        in_transaction(lambda: move_charge(first, later, 0, here))
        if yen:
            self.booking = later

    def _returned(self) -> int:
        failed = Movement.objects.filter(charge__resident=self.resident, kind=MovementKind.RETURNED)
        return sum(movement.yen for movement in failed)

    def counted(self) -> int:
        return sum(
            movement.yen if movement.kind in INCOMING else -movement.yen
            for movement in Movement.objects.filter(charge__resident=self.resident)
        )


ACTS = ("pay", "give", "start", "settle", "debit", "fail", "late", "end", "less", "more", "move")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1_200)), max_size=12)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(method=st.sampled_from(["debit", "online", "cash"]), steps=STEPS)
def test_ledger__comes_to_what_was_taken_in(line: InProcess, method: str, steps) -> None:
    """KM-61, KM-63, KM-75, KM-91: no money twice, none lost, none below nothing."""
    desk = Desk(method)
    for act, yen in steps:
        getattr(desk, act)(yen)
        assert desk.counted() == desk.drawer >= 0
    check_the_books()


def test_ledger__a_reference_counts_once(line: InProcess) -> None:
    book(kumamoto(), SOGO, NOW)
    charge, here = Charge.objects.get(), context("kumamoto", NOW)
    in_transaction(lambda: record(charge, MovementKind.ONLINE, 1, "r", here))
    other = context("kumamoto", NOW)
    with pytest.raises(IntegrityError):
        in_transaction(lambda: record(charge, MovementKind.ONLINE, 1, "r", other))
    check_the_books()


def test_ledger__what_changed_meanwhile_is_not_written_over(line: InProcess) -> None:
    """Also on a database without locks of rows."""
    book(kumamoto(), SOGO, NOW)
    stale = Charge.objects.get()
    do(pay_at_desk.Body(charge=stale.id, yen=800), "kumamoto", NOW)
    with pytest.raises(IntegrityError):
        in_transaction(lambda: price_at(stale, 0, context("kumamoto", NOW)))
    check_the_books()
