"""Money at a desk: taken, with its receipt; and told apart where somebody else was first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID, uuid4  # noqa: TID251 - a test makes its own ids

import pytest
from django.db import connections
from pydantic import ValidationError

from central.booking.models import Booking
from central.money.models import Charge, Movement
from central.money.receipts import receipt_page
from central.money.use_cases import fail_debit, pay_at_desk, run_debit
from central.registry.models import Resident
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, do, kumamoto
from tests.central.world import InProcess

DAY = date(2025, 11, 20)
SOGO = Slot("paid/sogo/large", "badminton", 1, DAY, 13 * 60, 15 * 60)
TSUBOI = Slot("paid/tsuboigawa/tennis", "tennis", 1, DAY, 13 * 60, 15 * 60)
SCHOOL = Slot("school/elementary_a/gym", "badminton", 1, DAY, 1170, 1290)
NOW = at("2025-10-16T10:00")


def pay(owed: Charge, now=NOW, **changes):
    body = {"charge": owed.id, "yen": owed.yen} | changes
    return do(pay_at_desk.Body(**body), "kumamoto", now)


def test_pay__gives_a_receipt_with_a_number(line: InProcess) -> None:
    booking = book(kumamoto(method="cash"), SOGO, NOW)
    decision = pay(Charge.objects.get())
    assert decision.verdict == "applied"
    movement = Movement.objects.get()
    assert (movement.kind, movement.yen) == ("desk", 800)
    assert decision.outcome["receipt"] == movement.reference
    booking.refresh_from_db()
    assert booking.paid
    check_the_books()


def test_receipt__is_a_page_to_print(line: InProcess) -> None:
    """ON-38: 施設使用許可書兼領収書, with the number, whom, what for and how much."""
    booking = book(kumamoto(method="cash", name="<b>見本</b>"), SOGO, NOW)
    decision = pay(Charge.objects.get())
    page = receipt_page(UUID(decision.outcome["movement"]))
    for said in (
        "施設使用許可書兼領収書",
        decision.outcome["receipt"],
        "&lt;b&gt;見本&lt;/b&gt; 様",
        "金 800 円",
        booking.number,
        "2025年11月20日 13:00〜15:00",
        "2025年10月16日",
        "熊本市",
    ):
        assert said in page
    assert receipt_page(UUID(decision.outcome["movement"])) == page
    assert receipt_page(uuid4()) is None


CHANGED = "この領収書を出したあとで、予約の内容が変わっています"


def test_receipt__of_a_booking_that_was_shortened_since_says_what_it_said(
    line: InProcess,
) -> None:
    """ON-38: a copy is what was handed out, and says that the booking is another now."""
    booking = book(kumamoto(method="cash"), SOGO, NOW)
    movement = UUID(pay(Charge.objects.get()).outcome["movement"])
    first = receipt_page(movement)
    Booking.objects.update(end_minute=14 * 60)
    Resident.objects.update(name="見本・改名")
    copy = receipt_page(movement)
    assert "2025年11月20日 13:00〜15:00" in copy
    assert "改名" not in copy
    assert CHANGED in copy
    assert CHANGED not in first
    Booking.objects.update(end_minute=booking.end_minute)
    assert receipt_page(movement) == first


def test_receipt__from_before_its_content_was_kept_shows_what_is_known(line: InProcess) -> None:
    book(kumamoto(method="cash"), SOGO, NOW)
    movement = UUID(pay(Charge.objects.get()).outcome["movement"])
    first = receipt_page(movement)
    Movement.objects.update(receipt=None)
    assert receipt_page(movement) == first


def test_pay__after_the_due_date_at_a_desk_only(line: InProcess) -> None:
    """KM-68: cash is taken as long as it is owed."""
    book(kumamoto(), SOGO, NOW)
    assert pay(Charge.objects.get(), at("2025-12-01T10:00")).verdict == "applied"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"yen": 799}, "amount_differs"),
        ({"yen": 801}, "amount_differs"),
        ({"charge": uuid4()}, "no_such_charge"),
        ({"desk": "sports_division"}, "cash_elsewhere"),
        ({"desk": "nowhere"}, "cash_elsewhere"),
    ],
)
def test_pay__what_is_not_right_takes_no_money(line: InProcess, changes, code) -> None:
    book(kumamoto(), SOGO, NOW)
    decision = pay(Charge.objects.get(), **changes)
    assert (decision.verdict, decision.reasons[0].code) == ("rejected", code)
    assert not Movement.objects.exists()


@pytest.mark.parametrize("yen", [0, -1, 100_000_001])
def test_pay__an_amount_that_is_none(yen: int) -> None:
    with pytest.raises(ValidationError):
        pay_at_desk.Body(charge=uuid4(), yen=yen)


def test_pay__twice_is_told(line: InProcess) -> None:
    book(kumamoto(), SOGO, NOW)
    charge = Charge.objects.get()
    pay(charge)
    assert pay(charge).reasons[0].code == "already_paid"
    assert Movement.objects.count() == 1


def test_pay__in_another_municipality_knows_no_such_charge(line: InProcess) -> None:
    book(kumamoto(), SOGO, NOW)
    body = pay_at_desk.Body(charge=Charge.objects.get().id, yen=800)
    assert do(body, "ono", NOW).reasons[0].code == "no_such_charge"


@pytest.mark.parametrize(
    ("slot", "failed", "desk", "takes"),
    [
        (TSUBOI, False, "tsuboigawa", True),
        (TSUBOI, False, "civil_kita", True),
        (TSUBOI, True, "tsuboigawa", False),
        (TSUBOI, True, "civil_kita", True),
        (SCHOOL, False, "sports_division", True),
        (SCHOOL, False, "sogo", False),
    ],
)
def test_pay__at_the_desks_that_take_it(
    line: InProcess, slot: Slot, failed: bool, desk: str, takes: bool
) -> None:
    """KM-69: by the place, and after a failed debit at fewer."""
    resident = kumamoto(method="debit")
    book(resident, slot, NOW)
    charge, now = Charge.objects.get(), at("2025-12-31T10:00")
    if failed:
        do(run_debit.Body(charges=(charge.id,)), "kumamoto", now)
        do(fail_debit.Body(number=resident.number, debit_on=charge.debit_on), "kumamoto", now)
    assert (pay(charge, now, desk=desk).verdict == "applied") == takes
    check_the_books()


def test_pay__at_two_desks_at_once_one_is_told(line: InProcess) -> None:
    book(kumamoto(), SOGO, NOW)
    charge, together = Charge.objects.get(), Barrier(8)

    def take(_: int) -> str:
        try:
            together.wait()
            decision = pay(charge)
            return decision.reasons[0].code if decision.reasons else decision.verdict
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(take, range(8)))
    assert answers == ["already_paid"] * 7 + ["applied"]
    assert Movement.objects.count() == 1
    check_the_books()
