"""What the staff do about registrations, by their pages."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from central.desk.models import LookUp, Role
from central.journal.models import Line
from central.registry.models import (
    Card,
    ClassRegistration,
    Consent,
    Credential,
    DataChange,
    DocumentSeen,
    RenewalApplication,
    Resident,
    StateChange,
)
from central.registry.passwords import is_password
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.registry.commands import registered
from tests.central.world import InProcess

REGISTER = "/admin/registry/resident/act/register/"
PERSON = {
    "name": "見本　太郎",
    "born_on": "1980-04-01",
    "school": "none",
    "phone": "000-0000-1234",
    "mail": "mihon@example.com",
    "address": "見本町1-2-3",
}
#: 電話番号 and a card as a Japanese keyboard types them.
WIDE = {"phone": "０００－００００－１２３４", "card": "０４ａｂ"}
ROSTER: dict[str, Any] = {"roster_members": 12, "roster_local": 12, "roster_phones": 3}
ROSTER |= {"roster_elementary_or_older": "on", "roster_base_in_city": "on"}
TERMS = {"agreed": "on", "declared": "on"}
#: An application that is taken, by municipality.
TAKEN: dict[str, dict[str, Any]] = {
    "ono": {"type": "city_individual", "documents": ["driving_licence"], **TERMS, **WIDE},
    "ono group": {
        "type": "city_group",
        "representative": "見本　花子",
        "documents": ["driving_licence"],
        "roster_main_sport": "badminton",
        **ROSTER,
        **TERMS,
    },
    "kumamoto": {"type": "individual", "documents": ["passport"], "number": "Mihon01"},
    "kumamoto group": {
        "type": "group",
        "representative": "見本　花子",
        "documents": ["passport"],
        "number": "Dantai1",
        "payment_method": "debit",
        **ROSTER,
    },
    "ogaki": {"type": "individual", "classes": ["sunwork", "okunohosomichi"], **TERMS},
    "ageo": {"type": "individual"},
    "ageo group": {"type": "group", "representative": "見本　花子", **ROSTER},
    "osaka": {
        "type": "individual",
        "documents": ["driving_licence", "debit_mandate"],
        "agreed": "on",
    },
}


@pytest.fixture(autouse=True)
def no_staff_left(line: InProcess):
    yield
    User.objects.all().delete()
    LookUp.objects.all().delete()


def page_of(row: Resident | RenewalApplication, act_name: str) -> str:
    return f"/admin/registry/{row._meta.model_name}/{row.pk}/act/{act_name}/"


def counter(municipality: str = "ono") -> Client:
    return clerk(Role.COUNTER, municipality)


def slip(page: str) -> str:
    """What is shown once, large."""
    found = re.search(r'class="slip .*?<p[^>]*>(.*?)</p>', page, re.DOTALL)
    return html.unescape(found.group(1)) if found else ""


@pytest.mark.parametrize("case", TAKEN)
def test_register__in_every_municipality(case: str) -> None:
    """ON-20, KM-13, OG-01, AG-02, KT-06: seen first, then done, with a password told once."""
    municipality = case.partition(" ")[0]
    told = PERSON | {"password": "on"} | TAKEN[case]
    seen = act(counter(municipality), REGISTER, confirm=False, **told)
    assert rows_said(seen)["状態"] == "有効", refused(seen)
    assert not slip(seen)
    assert not Resident.objects.exists()
    page = act(counter(municipality), REGISTER, **told)
    resident = Resident.objects.get()
    assert rows_said(page)["利用者番号"] == resident.number
    assert (resident.municipality, resident.state) == (municipality, "active")
    assert resident.phone == "000-0000-1234"
    credential = Credential.objects.get()
    assert credential.temporary
    assert is_password(credential.secret, slip(page))
    assert (resident.roster is not None) == ("group" in case)


def test_register__keeps_card_papers_classes_and_consents() -> None:
    act(counter(), REGISTER, **PERSON | TAKEN["ono"])
    assert Card.objects.get().uid == "04AB"
    assert DocumentSeen.objects.get().document == "driving_licence"
    assert not Credential.objects.exists()
    act(counter("ogaki"), REGISTER, **PERSON | TAKEN["ogaki"])
    rows = dict(ClassRegistration.objects.values_list("facility_class", "approved"))
    assert rows == {"okunohosomichi": False, "sunwork": True}
    assert Consent.objects.filter(municipality="ogaki").count() == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"documents": []}, "運転免許証"),
        ({"agreed": ""}, "規約"),
        ({"declared": ""}, "確認事項"),
        ({"born_on": "2015-04-01"}, "15歳"),
        ({"type": "city_group"}, "名簿"),
    ],
)
def test_register__refused_in_words(changes: dict, why: str) -> None:
    page = act(counter(), REGISTER, **PERSON | TAKEN["ono"] | changes)
    assert why in refused(page), refused(page)
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": ""}, "必須"),
        ({"name": "見本\u202e太郎"}, "使えません"),
        ({"phone": "なし"}, "数字とハイフン"),
        ({"card": "見本"}, "かざして"),
        ({"roster_members": 10}, "団体のときは"),
        ({"mail": "mihon"}, "メールアドレス"),
    ],
)
def test_register__asks_again(changes: dict, why: str) -> None:
    page = act(counter(), REGISTER, **PERSON | TAKEN["ono"] | changes)
    assert why in page
    assert not Resident.objects.exists()
    assert not Line.objects.exists()


def test_register__asks_only_what_matters_there() -> None:
    forms = {
        name: counter(name).get(REGISTER).content.decode() for name in ("ono", "kumamoto", "ageo")
    }
    assert "代理の人" in forms["kumamoto"]
    assert "代理の人" not in forms["ono"]
    assert "利用規約" in forms["ono"]
    assert "利用規約" not in forms["ageo"]
    assert "納付方法" not in forms["ageo"]
    assert "argon2" not in forms["ono"]


def test_see_documents__notes_the_kind_alone() -> None:
    """OG-S4: papers come one by one."""
    resident = registered("ogaki")
    page = act(counter("ogaki"), page_of(resident, "see_documents"), documents=["roster"])
    assert "記録しました" in page
    assert [seen.document for seen in resident.documents.all()] == ["roster"]
    again = act(counter("ogaki"), page_of(resident, "see_documents"))
    assert "このフィールドは必須です" in again


def test_change_data__shows_what_it_was_and_changes_that_alone() -> None:
    """KT-13, ON-25: one form with everything, and a history."""
    resident = registered()
    Resident.objects.update(mail_returned=True)
    form = counter().get(page_of(resident, "change_data")).content.decode()
    assert 'value="見本町1-2-3"' in form
    told = PERSON | {"type": "city_individual", "mail_returned": "on", "address": "別町４"}
    page = act(counter(), page_of(resident, "change_data"), confirm=False, **told)
    said = rows_said(page[page.index("このようになります") :])
    assert said == {"住所": "見本町1-2-3 → 別町４"}
    act(counter(), page_of(resident, "change_data"), **told)
    resident.refresh_from_db()
    assert (resident.address, resident.mail_returned) == ("別町４", False)
    assert set(DataChange.objects.values_list("field", flat=True)) == {"address", "mail_returned"}


def test_change_data__of_a_group_by_the_rules() -> None:
    """ON-13: a list of members that became too short is refused with the reason."""
    roster = {"members": 10, "local": 10, "phones": 3, "leader_age": 40}
    resident = registered(type="city_group", representative="見本　花子", roster=roster)
    told = PERSON | {"type": "city_group", "representative": "見本　花子"}
    told |= {"roster_leader_age": 40, "roster_leader_school": "none"}
    told |= {"roster_elementary_or_older": "on", "roster_base_in_city": "on"}
    few = told | {"roster_members": 4, "roster_local": 4, "roster_phones": 3}
    assert "5人" in refused(act(counter(), page_of(resident, "change_data"), **few))
    more = told | {"roster_members": 11, "roster_local": 10, "roster_phones": 3}
    page = act(counter(), page_of(resident, "change_data"), **more)
    assert "構成員11人" in rows_said(page)["構成員名簿"]
    resident.refresh_from_db()
    assert resident.roster is not None
    assert resident.roster["members"] == 11


def test_change_data__of_nothing() -> None:
    told = PERSON | {"type": "city_individual"}
    assert refused(act(counter(), page_of(registered(), "change_data"), **told))


def test_change_state__suspends_and_reopens_with_why() -> None:
    """By a manager; every state has the next ones alone."""
    resident = registered()
    path = page_of(resident, "change_state")
    assert counter().get(path).status_code == 403
    manager = clerk(Role.MANAGER)
    page = act(manager, path, to="suspended", why="名簿の疑義")
    assert rows_said(page)["状態"] == "有効 → 停止"
    assert "再開する" in manager.get(path).content.decode()
    assert "停止する<" not in manager.get(path).content.decode()
    act(manager, path, to="active", why="確認した")
    rows = StateChange.objects.filter(resident=resident, actor="staff:manager.ono").order_by("at")
    assert {(row.after, row.why) for row in rows} == {
        ("suspended", "名簿の疑義"),
        ("active", "確認した"),
    }
    assert "このフィールドは必須です" in act(manager, path, to="closed")
    act(manager, path, to="closed", why="本人の申し出")
    assert manager.get(path).status_code == 404


def test_cards__issued_lost_and_replaced() -> None:
    """The number stays; each card is typed by the reader."""
    resident, other = registered(), registered(name="別", born_on=date(1970, 1, 1), card="04CC")
    act(counter(), page_of(resident, "issue_card"), uid="04:aa:bb")
    assert Card.objects.get(resident=resident).uid == "04AABB"
    assert counter().get(page_of(resident, "issue_card")).status_code == 404
    theirs = act(counter(), page_of(resident, "replace_card"), uid="04CC")
    assert refused(theirs)
    act(counter(), page_of(resident, "lose_card"), uid="04AABB")
    assert counter().get(page_of(resident, "lose_card")).status_code == 404
    act(counter(), page_of(resident, "replace_card"), uid="04DD")
    states = dict(Card.objects.filter(resident=resident).values_list("uid", "state"))
    assert states == {"04AABB": "lost", "04DD": "active"}
    page = act(counter(), "/admin/registry/card/act/block_card/", uid="04CC")
    assert "記録しました" in page
    assert Card.objects.get(resident=other).state == "lost"
    assert refused(act(counter(), "/admin/registry/card/act/block_card/", uid="04CC"))
    assert refused(act(counter("ogaki"), "/admin/registry/card/act/block_card/", uid="04DD"))


def test_reset_password__is_told_once() -> None:
    """Temporary: it must be changed; neither the form nor a second look says it."""
    resident = registered()
    seen = act(counter(), page_of(resident, "reset_password"), confirm=False)
    assert not slip(seen)
    token = "a" * 32
    page = act(counter(), page_of(resident, "reset_password"), token=token)
    credential = Credential.objects.get()
    assert credential.temporary
    assert is_password(credential.secret, slip(page))
    assert "必ず新しいパスワードに変更" in page
    again = act(counter(), page_of(resident, "reset_password"), token=token)
    assert "既に記録されています" in again
    assert not slip(again)
    assert all(slip(page) not in row.body for row in Line.objects.all())


def test_consent__to_the_terms_as_they_stand() -> None:
    """OG-07: offered for what was not agreed to yet."""
    resident = registered("ogaki")
    path = page_of(resident, "consent")
    assert "サンワーク" not in counter("ogaki").get(path).content.decode()
    assert "記録しました" in act(counter("ogaki"), path, facility_class="sports")
    assert Consent.objects.filter(facility_class="sports").count() == 1
    assert counter("ageo").get(page_of(registered("ageo"), "consent")).status_code == 404


def test_notice_withdrawal__in_time_and_too_late() -> None:
    """KT-10: until a month before; where nothing renews itself it is not offered."""
    days = {"registered_on": date(2023, 12, 1), "valid_until": date(2026, 12, 1)}
    resident = registered("kumatori", carried_over=True, **days)
    path, desk = page_of(resident, "notice_withdrawal"), counter("kumatori")
    assert 'value="2026-09-10"' in desk.get(path).content.decode()
    page = act(desk, path, noticed_on="2026-09-10")
    assert rows_said(page)["登録"] == "2026年12月1日で終わります。"
    assert refused(act(desk, path, noticed_on="2026-09-11"))
    Resident.objects.update(valid_until=date(2026, 10, 1), withdrawn_on=None)
    late = act(desk, path, noticed_on="2026-09-10")
    assert "もう一度更新されます" in rows_said(late)["登録"]
    assert counter().get(page_of(registered(), "notice_withdrawal")).status_code == 404


def test_tell_number__once_it_is_in_the_journal() -> None:
    """The answer names a resident, and stands among the looks at that resident."""
    resident, path = registered(), "/admin/registry/resident/act/tell_number/"
    told = {"name": "見本 太郎", "born_on": "1980-04-01", "address": "見本町１-２-３"}
    seen = act(counter(), path, confirm=False, **told)
    assert resident.number not in seen
    assert slip(act(counter(), path, **told)) == resident.number
    assert Line.objects.get(kind="tell_number").actor == "staff:counter.ono"
    assert {look.resident for look in LookUp.objects.all()} == {resident.id}
    assert refused(act(counter(), path, **told | {"address": "別町"}))
    assert refused(act(counter("ogaki"), path, **told))


def test_send_password_link__to_the_known_address_once() -> None:
    resident = registered("kumamoto", channel="web", documents=())
    path, desk = page_of(resident, "send_password_link"), counter("kumamoto")
    assert rows_said(act(desk, path))["送り先"] == "mihon@example.com"
    assert "新しくは送りません" in act(desk, path)
    assert resident.links.count() == 1
    assert counter().get(page_of(registered(), "send_password_link")).status_code == 404


ON_A_RESIDENT = ("change_data", "reset_password", "see_documents", "consent", "approve")


@pytest.mark.parametrize("name", ON_A_RESIDENT)
def test_acts__are_not_for_auditors_nor_for_elsewhere(name: str) -> None:
    resident = registered("ogaki")
    Resident.objects.update(state="provisional")
    path = page_of(resident, name)
    assert clerk(Role.AUDITOR, "ogaki").get(path).status_code == 403
    assert counter("ono").get(path).status_code == 404
    assert counter("ogaki").get(path).status_code == 200
