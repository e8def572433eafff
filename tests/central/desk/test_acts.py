"""The frame of the staff's acts, on two of them: asked, shown, done once, noted, and by role."""

from datetime import date
from uuid import uuid4  # noqa: TID251 - the token of a browser's form

import pytest
from django.contrib.auth.models import User

from central.desk.models import LookUp, Role
from central.journal.models import Line
from central.money.models import Charge, Movement
from central.registry.models import Resident, ResidentState
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.world import InProcess, Visit, body, enrolled, register


@pytest.fixture
def charge(line: InProcess) -> Charge:
    """Of a booking of the only resident."""
    register()
    terminal = enrolled(line)
    terminal.verdict(line, Visit.logged_in(line, terminal).act(body()))
    return Charge.objects.get()


def pay(charge: Charge) -> str:
    return f"/admin/money/charge/{charge.id}/act/pay_at_desk/"


@pytest.fixture
def counter(charge: Charge):
    yield clerk(Role.COUNTER)
    User.objects.all().delete()


def test_act__is_asked_shown_and_done(counter, charge) -> None:
    assert f'value="{charge.yen}"' in counter.get(pay(charge)).content.decode()
    seen = act(counter, pay(charge), confirm=False, yen=charge.yen, desk_of="argo")
    assert "実行する" in seen
    assert rows_said(seen)["金額"] == f"{charge.yen:,}円"
    assert not Movement.objects.exists()
    assert not Line.objects.filter(kind="pay_at_desk").exists()
    done = act(counter, pay(charge), yen=charge.yen, desk_of="argo")
    assert rows_said(done)["領収書番号"] == Movement.objects.get().reference
    assert Line.objects.get(kind="pay_at_desk").actor == "staff:counter.ono"
    assert f"/admin/money/movement/{Movement.objects.get().id}/receipt/" in done


def test_act__sent_twice_is_done_once(counter, charge) -> None:
    token = str(uuid4())
    for _ in range(2):
        page = act(counter, pay(charge), token=token, yen=charge.yen, desk_of="argo")
    assert "既に記録されています" in page
    assert Movement.objects.count() == 1


def test_act__refused_says_why_and_can_be_mended(counter, charge) -> None:
    token = str(uuid4())
    page = act(counter, pay(charge), token=token, yen=charge.yen + 1, desk_of="argo")
    assert f"{charge.yen:,}円" in refused(page)
    assert token not in page
    assert not Movement.objects.exists()


def test_act__shows_the_form_again_where_an_answer_is_missing(counter, charge) -> None:
    page = act(counter, pay(charge), yen="", desk_of="argo")
    assert "このフィールドは必須です" in page
    assert "実行する" not in page


def test_act__can_be_gone_back_from(counter, charge) -> None:
    page = act(counter, pay(charge), confirm=False, yen=charge.yen, desk_of="argo", back="1")
    assert "確認する" in page
    assert f'value="{charge.yen}"' in page


@pytest.mark.parametrize(
    ("role", "municipality", "expected"),
    [
        (Role.COUNTER, "ono", 200),
        (Role.MANAGER, "ono", 200),
        (Role.AUDITOR, "ono", 403),
        (Role.COUNTER, "ogaki", 404),
        (None, "", 200),
    ],
)
def test_act__is_for_its_roles_there(counter, charge, role, municipality, expected) -> None:
    someone = clerk(role, municipality, "someone")
    assert someone.get(pay(charge)).status_code == expected
    posted = someone.post(pay(charge), {"token": str(uuid4()), "confirmed": "1"})
    assert posted.status_code == expected
    assert not Movement.objects.exists()


def test_page__offers_what_may_be_done(counter, charge) -> None:
    page = f"/admin/money/charge/{charge.id}/change/"
    assert pay(charge) in counter.get(page).content.decode()
    assert pay(charge) not in clerk(Role.AUDITOR, name="auditor").get(page).content.decode()
    act(counter, pay(charge), yen=charge.yen, desk_of="argo")
    assert pay(charge) not in counter.get(page).content.decode()
    assert counter.get(pay(charge)).status_code == 404


def test_looks__are_noted_with_whose_and_where(counter, charge) -> None:
    resident = Resident.objects.get()
    LookUp.objects.all().delete()
    for path in (
        "/admin/registry/resident/",
        f"/admin/registry/resident/{resident.id}/change/",
        f"/admin/money/charge/{charge.id}/change/",
        pay(charge),
    ):
        counter.get(path)
    found = LookUp.objects.filter(resident=resident.id).values_list("actor", "page")
    assert sorted(found) == [
        ("staff:counter.ono", "act/pay_at_desk"),
        ("staff:counter.ono", "money.charge"),
        ("staff:counter.ono", "registry.resident"),
        ("staff:counter.ono", "registry.resident/list"),
    ]


def test_looks__at_what_is_not_shown_are_none(counter, charge) -> None:
    LookUp.objects.all().delete()
    elsewhere = clerk(Role.COUNTER, "ogaki", "elsewhere")
    assert elsewhere.get(pay(charge)).status_code == 404
    assert str(charge.resident) not in elsewhere.get("/admin/money/charge/").content.decode()
    assert not LookUp.objects.exists()


def test_looks__are_for_managers_and_auditors(counter) -> None:
    assert counter.get("/admin/desk/lookup/").status_code == 403
    assert clerk(Role.AUDITOR, name="auditor").get("/admin/desk/lookup/").status_code == 200


def test_approve__activates_with_the_papers_seen(counter) -> None:
    waiting = register("90000002", None, state=ResidentState.PROVISIONAL, valid_until=None)
    path = f"/admin/registry/resident/{waiting.id}/act/approve/"
    page = act(counter, path, documents=["driving_licence"])
    assert "記録しました" in page
    waiting.refresh_from_db()
    assert waiting.state == ResidentState.ACTIVE
    assert waiting.valid_until is not None
    assert waiting.valid_until > date(2026, 9, 10)
    assert [seen.document for seen in waiting.documents.all()] == ["driving_licence"]


def test_approve__is_not_offered_to_whoever_is_active(counter) -> None:
    resident = Resident.objects.get()
    path = f"/admin/registry/resident/{resident.id}/act/approve/"
    assert counter.get(path).status_code == 404
