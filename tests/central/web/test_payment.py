"""The page on which a charge is paid: from the link of a mail to the provider and back."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.test import override_settings

from central import clock
from central.booking.models import Booking
from central.journal.models import Line
from central.money.charges import charge_less, void_or_keep
from central.money.models import Charge, Movement, OnlinePayment
from central.money.paying import GOOD_FOR, link_to_pay
from central.money.use_cases import pay_at_desk, settle_online_payment
from central.transactions import in_transaction
from central.web.addresses import PayLink, pay_address
from rules.facts import Slot
from tests.central.money.world import at, book, check_the_books, context, do, kumamoto
from tests.central.web.world import Guest, link_to
from tests.central.world import InProcess, register

SOGO = Slot("paid/sogo/large", "badminton", 1, date(2025, 11, 20), 13 * 60, 15 * 60)
NOW = at("2025-10-16T10:00")


@pytest.fixture
def charge(line: InProcess) -> Iterator[Charge]:
    """800 yen of a booking that was made just now, to be paid by the 19th."""
    with time_machine.travel(NOW, tick=False):
        book(kumamoto(), SOGO, NOW)
        yield Charge.objects.get()


@pytest.fixture
def link(charge: Charge) -> str:
    return link_to(charge, NOW)


def paid_at_a_desk(charge: Charge) -> None:
    assert do(pay_at_desk.Body(charge=charge.id, yen=800), "kumamoto", NOW).verdict == "applied"


def cancelled(charge: Charge, fee: int = 0) -> None:
    here = context("kumamoto", NOW)
    in_transaction(lambda: void_or_keep(charge.booking, {"fee_due": fee}, here))


def text(answer) -> str:
    return answer.content.decode()


def test_pay__from_the_link_to_the_provider_and_back(charge: Charge, link: str) -> None:
    """KM-60, KM-64."""
    guest = Guest()
    shown = text(guest.open(link))
    for said in ("800円", "熊本市", "施設使用料", "13:00-15:00", "10月19日"):
        assert said in shown
    assert charge.resident.name not in shown
    assert charge.resident.number not in shown
    begun = guest.send(link, yen="800")
    assert begun.status_code == 303
    assert "800円" in text(guest.open(begun["Location"]))
    ended = guest.send(begun["Location"], answer="pay")
    assert ended.status_code == 303
    after = text(guest.open(ended["Location"]))
    assert "納付が済んでいます" in after
    assert "800円" in after
    assert "<button" not in after
    charge.refresh_from_db()
    assert (charge.state, Booking.objects.get().paid) == ("paid", True)
    assert {row.actor for row in Line.objects.filter(kind__contains="online")} == {"web"}
    check_the_books()


def test_pay__looked_at_a_hundred_times_nothing_changes(charge: Charge, link: str) -> None:
    """Mail programs open links by themselves."""
    before = Line.objects.count()
    pages = {Guest().open(link).content for _ in range(100)}
    assert len(pages) == 1
    assert (Line.objects.count(), OnlinePayment.objects.count()) == (before, 0)


def test_pay__pressed_many_times_is_one_payment(charge: Charge, link: str) -> None:
    led = {Guest().send(link, yen="800")["Location"] for _ in range(25)}
    assert len(led) == 1
    assert OnlinePayment.objects.count() == 1
    (provider,) = led
    assert {Guest().send(provider, answer="pay").status_code for _ in range(5)} == {303}
    assert Movement.objects.count() == 1
    check_the_books()


def test_pay__pressed_twenty_times_at_once_is_one_payment(charge: Charge, link: str) -> None:
    together = Barrier(20)

    def press(_: int) -> str:
        try:
            together.wait()
            return Guest().send(link, yen="800")["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(press, range(20)))) == 1
    assert OnlinePayment.objects.count() == 1


def test_pay__refused_at_the_provider_can_be_tried_again(charge: Charge, link: str) -> None:
    guest = Guest()
    provider = guest.send(link, yen="800")["Location"]
    back = guest.send(provider, answer="refuse")["Location"]
    shown = text(guest.open(back))
    assert "まだ確認できていません" in shown
    assert "800円を納付する" in shown
    assert guest.send(back, yen="800").status_code == 303
    assert OnlinePayment.objects.count() == 1
    assert not Movement.objects.exists()


def test_pay__in_parts(charge: Charge, link: str) -> None:
    """KM-61."""
    guest = Guest()
    for yen, left in (("300", "500円"), ("500", "納付が済んでいます")):
        back = guest.send(guest.send(link, yen=yen)["Location"], answer="pay")["Location"]
        shown = text(guest.open(back))
        assert left in shown
        assert "まだ確認できていません" not in shown
    check_the_books()


@pytest.mark.parametrize("yen", ["801", "0", "-1", "1.5", "", "９" * 500, "x"])
def test_pay__no_other_amount(charge: Charge, link: str, yen: str) -> None:
    assert Guest().send(link, yen=yen).status_code in {200, 409}
    assert not OnlinePayment.objects.exists()


def test_pay__paid_at_a_desk_meanwhile_it_goes_back(charge: Charge, link: str) -> None:
    """Never twice: what comes second goes back to the payer."""
    guest = Guest()
    provider = guest.send(link, yen="800")["Location"]
    paid_at_a_desk(charge)
    told = text(guest.send(provider, answer="pay"))
    assert "お金をお返しします" in told
    shown = text(guest.open(link))
    assert "納付が済んでいます" in shown
    assert "決済会社からお金が戻ります" in shown
    assert Movement.objects.count() == 1
    check_the_books()


def test_pay__what_is_paid_or_cancelled_says_so(charge: Charge, link: str) -> None:
    cancelled(charge)
    sent = Guest().send(link, yen="800")
    assert sent.status_code == 409
    for shown in (text(Guest().open(link)), text(sent)):
        assert "納付の必要はありません" in shown
        assert "支払い済み" not in shown
    assert not OnlinePayment.objects.exists()


def test_pay__what_is_to_be_given_back_says_so(charge: Charge, link: str) -> None:
    paid_at_a_desk(charge)
    in_transaction(lambda: charge_less(charge.booking, 300, {}, context("kumamoto", NOW)))
    shown = text(Guest().open(link))
    assert "500円" in shown
    assert "還付の手続き" in shown


def test_pay__after_the_last_day_it_is_closed(charge: Charge, link: str) -> None:
    """KM-64, KM-68."""
    with time_machine.travel(at("2025-10-20T00:00"), tick=False):
        shown = text(Guest().open(link))
        assert "予約は残ります" in shown
        assert "<button" not in shown
        sent = Guest().send(link, yen="800")
        assert (sent.status_code, "予約は残ります" in text(sent)) == (409, True)
    assert not OnlinePayment.objects.exists()


def test_pay__not_where_the_municipality_has_none(line: InProcess) -> None:
    """ON-30: paid at a desk; no mail has a link, and one that was made says so."""
    now = at("2026-09-10T10:00")
    slot = Slot("argo/arena", "badminton", 1, date(2026, 9, 17), 18 * 60, 20 * 60)
    book(register(type="city_group"), slot, now)
    charge = Charge.objects.get()
    assert link_to_pay(charge, context("ono", now)) == {}
    shown = text(Guest().open(link_to(charge, now)))
    assert "お支払いはできません" in shown
    assert "<button" not in shown


def test_link__after_its_time_is_gone(charge: Charge, link: str) -> None:
    with time_machine.travel(NOW + GOOD_FOR, tick=False):
        answers = [Guest().open(link), Guest().send(link, yen="800")]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "800" not in text(answers[0])


def test_link__that_was_changed_or_is_none(charge: Charge, link: str) -> None:
    token = link.partition("t=")[2].partition("&")[0]
    others = [token[:-1], token + "A", token[1:], "", "x" * 5000, "\x00", "a:b", "あ"]
    for other in others:
        assert Guest().open(f"/pay?t={other}").status_code == 404, other
    assert Guest().open("/pay").status_code == 404


def test_link__of_a_charge_that_is_not_there(line: InProcess, charge: Charge) -> None:
    unknown = PayLink(Line.objects.model().id, NOW + timedelta(days=1))
    assert Guest().open(pay_address(unknown, "ja")).status_code == 404


def test_link__needs_an_address_and_a_provider(charge: Charge, link: str) -> None:
    with override_settings(WEB_ADDRESS=""):
        assert link_to(charge, NOW) == ""
    with override_settings(PAYMENTS_SIMULATED=False):
        assert link_to(charge, NOW) == ""
        shown = text(Guest().open(link))
        assert "いまご利用になれません" in shown
        assert Guest().send(link, yen="800").status_code == 200
        assert Guest().open("/simulated-provider").status_code == 404
    assert not OnlinePayment.objects.exists()


def test_provider__is_not_there_without_being_asked_for(charge: Charge, link: str) -> None:
    """Whoever has begun a payment could else say that it was made."""
    guest = Guest()
    provider = guest.send(link, yen="800")["Location"]
    with override_settings(PAYMENTS_SIMULATED=False):
        assert guest.open(provider).status_code == 404
        assert guest.send(provider, answer="pay").status_code == 404
    assert guest.open(provider.replace("o=", "o=x")).status_code == 404
    assert not Movement.objects.exists()


def test_page__tells_nobody_where_it_was(charge: Charge, link: str) -> None:
    answer = Guest().open(link)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<script" not in text(answer)


def test_page__in_the_language_of_link_or_browser(charge: Charge, link: str) -> None:
    assert "Pay ¥800" in text(Guest().open(link_to(charge, NOW, "en")))
    assert "納付する" in text(Guest().open(link, accept_language="en"))
    bare = link.replace("&lang=ja", "")
    assert "Pay ¥800" in text(Guest().open(bare, accept_language="en-GB,en"))
    assert "納付する" in text(Guest().open(bare))
    assert "納付する" in text(Guest().open(f"{bare}&lang=fr"))


def test_page__while_the_database_is_away(charge: Charge, link: str, monkeypatch) -> None:
    from django.db import OperationalError

    def away(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr("central.web.payment._charge", away)
    answer = Guest().open(link)
    assert answer.status_code == 503
    assert "しばらくしてから" in text(answer)


def test_log__has_no_token(charge: Charge, link: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "central")
    guest = Guest()
    provider = guest.send(link, yen="800")["Location"]
    guest.send(provider, answer="pay")
    guest.open(link)
    said = " ".join(str(record.__dict__) for record in caplog.records)
    assert "/pay" in said
    for address in (link, provider):
        assert address.partition("=")[2][:20] not in said


def test_settled__is_told_by_the_providers_signed_word_alone(charge: Charge, link: str) -> None:
    provider = Guest().send(link, yen="800")["Location"]
    payment = OnlinePayment.objects.get()
    Guest().send(provider, answer="pay")
    body = settle_online_payment.Body(payment=payment.id, yen=800, paid_at=clock.now())
    assert do(body, "kumamoto", NOW).verdict == "applied"
    assert Movement.objects.count() == 1
