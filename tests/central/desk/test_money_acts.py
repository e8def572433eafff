"""What the desk does with money, on its pages."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from central.desk.models import Role
from central.journal.models import Line
from central.money.models import Charge, Letter, Movement
from central.money.use_cases import run_debit
from central.notices.models import Mail
from central.registry.models import Resident
from tests.central.booking.world import at, booked, do, kumamoto, paid, wish
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.world import DAY, InProcess, register

TENNIS = ("paid/joyama/tennis", "tennis", date(2025, 11, 20))
NOW = at("2025-11-01T10:00")
LATER = at("2026-01-10T10:00")
TABLE = "/admin/money/charge/"

pytestmark = pytest.mark.usefixtures("line")


def page(charge: Charge, name: str) -> str:
    return f"{TABLE}{charge.id}/act/{name}/"


@pytest.fixture
def debited(line: InProcess) -> Charge:
    """One that the bank was told to debit, of Kumamoto."""
    booked(kumamoto(method="debit"), wish(*TENNIS, (13, 15)), NOW)
    charge = Charge.objects.get()
    assert charge.debit_on is not None
    do(run_debit.Body(charges=(charge.id,)), "kumamoto", LATER)
    charge.refresh_from_db()
    assert charge.state == "paid"
    return charge


def test_refund__with_its_slip_to_sign() -> None:
    """ON-35, ON-37."""
    now, desk = at("2026-09-10T10:00"), clerk(Role.COUNTER)
    booking = paid(booked(register(), wish("argo/arena", "badminton", DAY, (18, 20)), now), now)
    charge = Charge.objects.get()
    assert desk.get(page(charge, "refund")).status_code == 404
    act(desk, f"/admin/booking/booking/{booking.id}/act/cancel_booking/", channel="desk")
    elsewhere = act(desk, page(charge, "refund"), yen=charge.yen, venue="oike")
    assert "ON-37" in refused(elsewhere)
    done = act(desk, page(charge, "refund"), yen=charge.yen, venue="argo")
    movement = Movement.objects.get(kind="refund")
    assert rows_said(done)["領収書番号"] == movement.reference
    slip = desk.get(f"/admin/money/movement/{movement.id}/receipt/").content.decode()
    assert "上記の金額を受け取りました" in slip
    shown = desk.get(f"{TABLE}{charge.id}/change/").content.decode()
    assert f"還付 {movement.yen:,}円" in shown and booking.number in shown
    shown = desk.get(f"/admin/money/movement/{movement.id}/change/").content.decode()
    assert f"/admin/money/movement/{movement.id}/receipt/" in shown


def test_send_payment_link__to_the_known_address() -> None:
    """KM-60, KM-64: also to somebody who wishes no mails; where nothing is owed it is not there."""
    now, desk = at("2025-10-16T10:00"), clerk(Role.COUNTER, "kumamoto")
    with time_machine.travel(now, tick=False):
        booking = booked(kumamoto(), wish(*TENNIS, (13, 15)), now)
        charge = Charge.objects.get()
        path = page(charge, "send_payment_link")
        assert rows_said(act(desk, path))["送り先"] == "mihon@example.com"
        mail = Mail.objects.get()
        assert (mail.template, mail.params["charge"]) == ("payment_link", str(charge.id))
        with override_settings(PAYMENTS_SIMULATED=False):
            assert desk.get(path).status_code == 404
        with override_settings(WEB_ADDRESS=""):
            assert desk.get(path).status_code == 404
        with time_machine.travel(at("2025-10-20T00:00"), tick=False):
            assert "KM-64" in refused(act(desk, path))
        Resident.objects.update(mail="")
        assert refused(act(desk, path))
        paid(booking, now)
        assert desk.get(path).status_code == 404


def test_debit__fails_for_one_resident(debited: Charge) -> None:
    """KM-63, KM-69: and says which desks take the cash."""
    manager = clerk(Role.MANAGER, "kumamoto")
    told = {"number": "k00001", "debit_on": debited.debit_on.isoformat()}
    said = rows_said(act(manager, f"{TABLE}act/fail_debit/", **told))
    assert said["金額"] == f"{debited.yen:,}円"
    assert "現金で納める窓口" in said
    debited.refresh_from_db()
    assert debited.state == "failed"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_debit__fails_by_the_banks_file(debited: Charge, encoding: str) -> None:
    """A file is sent once, and what it says is confirmed; told twice it fails once."""
    manager, path = clerk(Role.MANAGER, "kumamoto"), f"{TABLE}act/fail_debits/"
    text = f"利用者番号,振替日\nk00001,{debited.debit_on}\nnobody,{debited.debit_on}\n"
    file = SimpleUploadedFile("bank.csv", text.encode(encoding))
    seen = act(manager, path, confirm=False, file=file)
    assert rows_said(seen)["振替不能になった請求"] == "1件"
    assert "k00001" in seen and not Line.objects.filter(kind="fail_debits").exists()
    said = rows_said(act(manager, path, rows=text))
    assert said["振替の記録がない利用者番号"] == "nobody"
    debited.refresh_from_db()
    assert debited.state == "failed"
    assert rows_said(act(manager, path, rows=text))["振替不能になった請求"] == "0件"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "1行目が読めません"),
        (b"\xff\xfe\x00", "1行目が読めません"),
        ("利用者番号,振替日\nk00001,いつか\n".encode(), "2行目が読めません"),
        ("利用者番号,振替日\n".encode(), "1行から2,000行まで"),
        (b"x" * 600_000, "1行目が読めません"),
    ],
)
def test_debit__of_an_unreadable_file_nothing_is_taken(content: bytes, why: str) -> None:
    file = SimpleUploadedFile("bank.csv", content)
    shown = act(clerk(Role.MANAGER, "kumamoto"), f"{TABLE}act/fail_debits/", file=file)
    assert why in shown
    assert not Line.objects.exists()


def test_debit__is_listed_for_the_bank_by_managers(debited: Charge) -> None:
    """By number, without names."""
    manager = clerk(Role.MANAGER, "kumamoto")
    path = f"{TABLE}report/debit_list/?day={debited.debit_on}"
    assert f"合計 {debited.yen:,}円" in manager.get(path).content.decode()
    file = manager.get(f"{path}&file=1")
    assert file["Content-Disposition"].endswith(f'debit-{debited.debit_on}.csv"')
    assert f"k00001,{debited.debit_on},{debited.yen}" in file.content.decode()
    assert clerk(Role.COUNTER, "kumamoto").get(path).status_code == 403
    assert clerk(Role.MANAGER).get(path).status_code == 403


def test_statement__of_a_month_to_print(debited: Charge) -> None:
    """OG-S10."""
    path = f"{TABLE}report/monthly_statements/?day=2025-11-01&number="
    desk = clerk(Role.COUNTER, "kumamoto")
    assert "を、" in desk.get(f"{path}k00001&print=1").content.decode()
    assert "ありません" in desk.get(f"{path}k00002").content.decode()


def test_letter__is_listed_and_sent_in_its_order() -> None:
    """KM-80: 督促状, and 催告書 not before its month."""
    booked(kumamoto(method="debit"), wish(*TENNIS, (13, 15)), NOW)
    Charge.objects.update(unpaid_since=date(2025, 12, 31))
    charge, manager = Charge.objects.get(), clerk(Role.MANAGER, "kumamoto")
    with time_machine.travel(LATER, tick=False):
        listed = manager.get(f"{TABLE}report/letters_to_send/").content.decode()
        assert "督促状" in listed and "k00001" in listed
        said = rows_said(act(manager, page(charge, "send_letter")))
        assert (said["文書"], said["指定する期限"]) == ("督促状", "2026年1月31日")
        assert refused(act(manager, page(charge, "send_letter")))
    assert Letter.objects.get().step == "reminder"


@pytest.mark.parametrize("name", ["fail_debit", "fail_debits"])
def test_acts__are_of_managers_where_there_are_debits(name: str) -> None:
    path = f"{TABLE}act/{name}/"
    assert clerk(Role.COUNTER, "kumamoto").get(path).status_code == 403
    assert clerk(Role.MANAGER).get(path).status_code == 403
    above = clerk(Role.MANAGER, "ogaki").get(TABLE).content.decode()
    assert path in above
    assert path not in clerk(Role.MANAGER).get(TABLE).content.decode()


def test_receipt__is_of_a_desk_and_of_its_municipality(debited: Charge) -> None:
    """A debit has the bank's."""
    movement = Movement.objects.get()
    path = f"/admin/money/movement/{movement.id}/receipt/"
    assert clerk(Role.MANAGER, "kumamoto").get(path).status_code == 404
    Movement.objects.update(kind="desk")
    assert clerk(Role.MANAGER).get(path).status_code == 404
    assert clerk(Role.COUNTER, "kumamoto").get(path).status_code == 200
