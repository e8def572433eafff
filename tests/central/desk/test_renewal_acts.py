"""What the staff do about renewals (登録の更新), by their pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from central.desk.models import Role
from central.registry.models import RenewalApplication, Resident
from central.registry.use_cases import apply_renewal
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.registry.commands import do, registered
from tests.central.world import NOW, InProcess


@pytest.fixture(autouse=True)
def no_staff_left(line: InProcess):
    yield
    User.objects.all().delete()


def page_of(row: Resident | RenewalApplication, act_name: str) -> str:
    return f"/admin/registry/{row._meta.model_name}/{row.pk}/act/{act_name}/"


def counter(municipality: str = "ono") -> Client:
    return clerk(Role.COUNTER, municipality)


def ageo_member(**changes: Any) -> Resident:
    days = {"registered_on": date(2023, 10, 1), "valid_until": date(2026, 10, 1)}
    return registered("ageo", carried_over=True, **days, **changes)


def test_apply_renewal__at_the_desk_is_received_in_ageo() -> None:
    """AG-22, AG-05: with a number; a room that needs a list of members says so."""
    resident, desk = ageo_member(), counter("ageo")
    path = page_of(resident, "apply_renewal")
    told = {"document": "my_number_card"}
    without = act(desk, path, **told, facilities=["taiikukan/arena"])
    assert "名簿" in refused(without)
    page = act(desk, path, **told, facilities=["taiikukan/arena"], attachments=["roster"])
    assert rows_said(page)["申請の状態"] == "受付"
    application = RenewalApplication.objects.get()
    assert rows_said(page)["申請番号"] == application.number
    assert (application.state, application.facilities) == ("received", ["taiikukan/arena"])


def test_apply_renewal__at_the_desk_is_done_in_ono() -> None:
    """ON-22, ON-23: a group brings its list of members."""
    days = {"registered_on": date(2024, 10, 1), "valid_until": NOW.date() + timedelta(days=20)}
    roster = {"members": 10, "local": 10, "phones": 3, "leader_age": 40}
    group = {"type": "city_group", "representative": "見本　花子", "roster": roster}
    resident = registered(carried_over=True, **days, **group)
    told = {f"roster_{name}": value for name, value in (roster | {"members": 12}).items()}
    page = act(counter(), page_of(resident, "apply_renewal"), document="passport", **told)
    assert rows_said(page)["有効期限"].startswith("2028年9月30日"), refused(page)
    resident.refresh_from_db()
    assert resident.roster is not None
    assert (resident.valid_until, resident.roster["members"]) == (date(2028, 9, 30), 12)


def test_complete_renewal__asks_for_the_paper_that_was_seen() -> None:
    """ON-23: of what was applied for at a terminal."""
    days = {"registered_on": date(2024, 10, 1), "valid_until": NOW.date() + timedelta(days=20)}
    resident = registered(carried_over=True, **days)
    wish = {"resident": resident.id, "channel": "terminal", "document": "form"}
    do(apply_renewal.Body.model_validate(wish), "ono")
    application, desk = RenewalApplication.objects.get(), counter()
    assert "記録しました" in act(desk, page_of(application, "accept_renewal"))
    path = page_of(application, "complete_renewal")
    assert "このフィールドは必須です" in act(desk, path)
    assert "記録しました" in act(desk, path, document="passport")
    assert resident.documents.filter(document="passport").exists()


def received() -> RenewalApplication:
    body = {"resident": ageo_member().id, "channel": "terminal", "document": "my_number_card"}
    do(apply_renewal.Body.model_validate(body), "ageo")
    return RenewalApplication.objects.get()


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([("accept_renewal", "")], "accepted"),
        ([("accept_renewal", ""), ("complete_renewal", "")], "completed"),
        ([("return_renewal", "写しが読めない")], "returned"),
        ([("accept_renewal", ""), ("defect_renewal", "名簿がない")], "defective"),
    ],
)
def test_renewal__step_by_step(steps: list[tuple[str, str]], state: str) -> None:
    """AG-23 to AG-26: a reason where it goes back; what may not follow is not offered."""
    application, desk = received(), counter("ageo")
    for name, why in steps:
        path = page_of(application, name)
        if why:
            assert "このフィールドは必須です" in act(desk, path)
        assert "記録しました" in act(desk, path, why=why)
        assert desk.get(path).status_code == 404
    application.refresh_from_db()
    assert (application.state, application.why) == (state, steps[-1][1])
