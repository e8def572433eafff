"""Money is given back at the desk that does so, in time, once."""

from datetime import date
from uuid import UUID, uuid4  # noqa: TID251 - a test makes its own ids

import pytest

from central.booking.models import Booking
from central.money.charges import void_or_keep
from central.money.models import Charge, Movement
from central.money.receipts import receipt_page
from central.money.use_cases import pay_at_desk, refund
from central.transactions import in_transaction
from rules.facts import Slot
from tests.central.money.world import (
    at,
    book,
    check_the_books,
    context,
    do,
    kumamoto,
    outcome_of,
)
from tests.central.world import InProcess, register

#: アレオ refunds at アクト.
AREO = Slot("areo/athletics", "athletics", 1, date(2025, 11, 20), 13 * 60, 15 * 60)
SOGO = Slot("paid/sogo/large", "badminton", 1, date(2025, 11, 20), 13 * 60, 15 * 60)
NOW = at("2025-10-16T10:00")
LAST = at("2025-12-31T23:59")


def cancelled(booking: Booking, now=NOW) -> Charge:
    """Paid, and cancelled as the rules say."""
    charge = Charge.objects.get()
    do(pay_at_desk.Body(charge=charge.id, yen=charge.yen), booking.municipality, now)
    booking.refresh_from_db()
    here, outcome = context(booking.municipality, now), outcome_of(booking, now)
    in_transaction(lambda: void_or_keep(booking, outcome, here))
    charge.refresh_from_db()
    return charge


@pytest.fixture
def charge(line: InProcess) -> Charge:
    return cancelled(book(register(), AREO, NOW))


def give(owed: Charge, now=NOW, **changes):
    body = {"charge": owed.id, "yen": owed.paid_yen, "venue": "act"} | changes
    return do(refund.Body(**body), owed.municipality, now)


def test_refund__in_full_with_a_slip(charge: Charge) -> None:
    """ON-36: all of it, until the last day of the month after the use."""
    assert (charge.state, charge.refund_until) == ("refund", at("2026-01-01T00:00"))
    decision = give(charge, LAST)
    assert decision.verdict == "applied"
    assert Movement.objects.get(kind="refund").yen == charge.paid_yen
    page = receipt_page(UUID(decision.outcome["movement"]))
    assert "還付領収書" in page
    assert decision.outcome["receipt"] in page
    charge.refresh_from_db()
    assert charge.state == "void"
    check_the_books()


@pytest.mark.parametrize(
    ("changes", "now", "code", "rule"),
    [
        ({}, at("2026-01-01T00:00"), "refund_too_late", "ON-36"),
        ({"venue": "areo"}, NOW, "refund_elsewhere", "ON-37"),
        ({"venue": None}, NOW, "refund_elsewhere", "ON-37"),
        ({"yen": 1}, NOW, "amount_differs", ""),
        ({"charge": uuid4()}, NOW, "no_such_charge", ""),
    ],
)
def test_refund__not_too_late_elsewhere_or_otherwise(
    charge: Charge, changes, now, code: str, rule: str
) -> None:
    """ON-36, ON-37: アレオ's refunds are アクト's."""
    decision = give(charge, now, **changes)
    assert (decision.reasons[0].code, decision.reasons[0].rule) == (code, rule)
    assert not Movement.objects.filter(kind="refund").exists()


def test_refund__once(charge: Charge) -> None:
    give(charge)
    assert give(charge).reasons[0].code == "nothing_to_refund"
    assert Movement.objects.filter(kind="refund").count() == 1


def test_refund__nothing_of_what_is_kept(line: InProcess) -> None:
    book(register(), AREO, NOW)
    charge = Charge.objects.get()
    do(pay_at_desk.Body(charge=charge.id, yen=charge.yen), "ono", NOW)
    assert give(charge, yen=charge.yen).reasons[0].code == "nothing_to_refund"


def test_refund__at_the_place_itself(line: InProcess) -> None:
    """KM-76: at the facility."""
    charge = cancelled(book(kumamoto(), SOGO, NOW))
    assert charge.refund_desk == "paid/sogo"
    assert give(charge, venue="paid/takuma").reasons[0].code == "refund_elsewhere"
    assert give(charge, venue="paid/sogo").verdict == "applied"
    check_the_books()
