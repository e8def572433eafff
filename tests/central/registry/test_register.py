"""Registration and approval, as the five municipalities have them."""

from datetime import date

import pytest

from central.money.models import Charge
from central.registry.models import (
    Card,
    ClassRegistration,
    Consent,
    Credential,
    DocumentSeen,
    Resident,
    StateChange,
)
from central.registry.use_cases import approve, see_documents
from central.registry.use_cases.register import Body
from tests.central.registry.commands import STAFF, agreement, at, codes, do, form, registered
from tests.central.world import NOW, InProcess

DAY = date(2025, 10, 14)
GROUP = {
    "type": "group",
    "name": "見本クラブ",
    "representative": "見本　太郎",
    "roster": {"members": 12, "local": 12, "phones": 3, "leader_age": 40},
}


def test_register__at_the_desk_with_everything_at_once(line: InProcess) -> None:
    """ON-10, ON-20, ON-22: a card, two years, the paper that was seen, the consent."""
    resident = registered(now=at(DAY), card="04AB")
    assert (resident.state, resident.registered_on) == ("active", DAY)
    assert resident.valid_until == date(2027, 10, 14)
    seen = DocumentSeen.objects.get(resident=resident)
    assert (seen.document, seen.actor, seen.at) == ("driving_licence", STAFF, at(DAY))
    assert Consent.objects.get().version == agreement("ono").version
    assert Card.objects.get(uid="04AB").resident == resident
    assert not Credential.objects.get().temporary
    assert StateChange.objects.get().after == "active"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"documents": ()}, ("document_needed", "ON-20")),
        ({"declared": False}, ("not_declared", "ON-20")),
        ({"agreed": ()}, ("terms_not_agreed_to", "ON-20")),
        ({"born_on": date(2012, 4, 1)}, ("too_young", "ON-12")),
        ({"school": "junior_high"}, ("school_too_low", "ON-12")),
        ({"type": "citizen"}, ("no_such_type", "CM-05")),
        ({"number": "123"}, ("number_form", "ON-40")),
        ({"type": "city_group"}, ("roster_needed", "CM-05")),
        ({"channel": "web", "card": "04AB"}, ("only_at_the_desk", "")),
        ({"channel": "terminal", "carried_over": True}, ("only_at_the_desk", "")),
    ],
)
def test_register__is_refused(line: InProcess, changes: dict, reason: tuple[str, str]) -> None:
    assert codes(do(form(**changes))) == {reason}
    assert not Resident.objects.exists()


def test_register__a_group_by_its_roster(line: InProcess) -> None:
    """ON-13, ON-19: half from here, and three that can be called."""
    roster = {"members": 10, "local": 5, "phones": 3, "leader_age": 40, "main_sport": "tennis"}
    group = GROUP | {"type": "city_group", "roster": roster}
    assert registered(**group).roster["local"] == 5
    few = group | {"roster": roster | {"local": 4, "phones": 2}}
    assert codes(do(form(**few))) == {("too_few_local", "ON-13"), ("too_few_phones", "ON-19")}


def test_register__numbers_follow_one_another(line: InProcess) -> None:
    """KT-08: a number is issued, as text of the municipality's length."""
    assert registered("kumatori").number == "00000001"
    assert registered("kumatori", number="00000041").number == "00000041"
    assert registered("kumatori", name="見本　次郎").number == "00000042"
    assert codes(do(form("kumatori", number="00000041"), "kumatori")) == {("number_taken", "KX-1")}
    registered("kumatori", number="99999999")
    assert codes(do(form("kumatori"), "kumatori")) == {("no_number_left", "KX-1")}
    assert codes(do(form("kumamoto", number=None), "kumamoto")) == {("number_needed", "KM-20")}


def test_register__is_for_one_municipality(line: InProcess) -> None:
    """KT-01: the same number elsewhere is somebody else's."""
    registered("kumatori", number="00000007")
    assert registered("ono", number="00000007").municipality == "ono"
    assert Resident.objects.filter(number="00000007").count() == 2


def test_register__waits_for_the_mandate(line: InProcess) -> None:
    """KT-05, KT-06, KT-07: pending without it; with it active for three years, 500 yen."""
    resident = registered("kumatori", at(DAY), documents=("passport",))
    assert (resident.state, resident.valid_until) == ("provisional", None)
    assert not Charge.objects.exists()
    body = approve.Body(resident=resident.id)
    assert codes(do(body, "kumatori", at(DAY))) == {("paper_awaited", "KT-05")}
    mandate = approve.Body(resident=resident.id, documents=("debit_mandate",))
    assert do(mandate, "kumatori", at(DAY)).verdict == "applied"
    resident.refresh_from_db()
    assert (resident.state, resident.valid_until) == ("active", date(2028, 10, 14))
    assert resident.payment_method == "debit"
    assert Charge.objects.get().yen == 500


def test_approve__needs_a_paper_that_identifies(line: InProcess) -> None:
    """KM-10, KM-12, KM-13: provisional online, identified at a desk with one of the papers."""
    online = {"channel": "web", "documents": ()}
    resident = registered("kumamoto", **online)
    assert resident.state == "provisional"
    assert registered("kumamoto", number="Mihon02", name="別人", **online).mail == resident.mail
    nothing = approve.Body(resident=resident.id)
    assert codes(do(nothing, "kumamoto")) == {("document_needed", "KM-13")}
    shown = approve.Body(resident=resident.id, documents=("employee_card",))
    assert do(shown, "kumamoto").verdict == "applied"
    assert codes(do(shown, "kumamoto")) == {("nothing_to_approve", "")}
    change = StateChange.objects.get(resident=resident)
    assert (change.before, change.after, change.actor) == ("provisional", "active", STAFF)


def test_register__needs_a_mail_online_but_not_on_paper(line: InProcess) -> None:
    """KM-10, KM-11: who registers on paper has the same rights."""
    online = form("kumamoto", channel="web", documents=(), mail="")
    assert codes(do(online, "kumamoto")) == {("mail_needed_to_register", "KM-10")}
    assert registered("kumamoto", mail="").state == "active"


@pytest.mark.parametrize(
    ("born_on", "changes", "reason"),
    [
        (date(1980, 4, 1), {}, ("proxy_document_needed", "KM-14")),
        (date(1980, 4, 1), {"documents": ("proxy_id",)}, ("proxy_document_needed", "KM-14")),
        (date(1980, 4, 1), {"documents": ("power_of_attorney", "proxy_id")}, None),
        (date(2010, 4, 1), {}, ("guardian_consent_needed", "KM-15")),
        (date(2010, 4, 1), {"guardian_consent": True}, ("guardian_document_needed", "KM-15")),
        (date(2016, 4, 1), {"guardian_consent": True, "documents": ("guardian_id",)}, None),
        (date(2008, 9, 10), {"documents": ("power_of_attorney", "proxy_id")}, None),
    ],
)
def test_approve__brought_by_somebody_else(
    line: InProcess, born_on: date, changes: dict, reason: tuple[str, str] | None
) -> None:
    """KM-14, KM-15, KM-16: a proxy needs his papers, a guardian of someone under 18 others."""
    online = {"channel": "web", "documents": (), "guardian_consent": True, "born_on": born_on}
    resident = registered("kumamoto", **online)
    papers = ("passport", *changes.get("documents", ()))
    told = changes | {"resident": resident.id, "documents": papers, "proxy": True}
    body = approve.Body.model_validate(told)
    decision = do(body, "kumamoto")
    if reason is None:
        assert decision.verdict == "applied"
    else:
        assert reason in codes(decision)
        assert not DocumentSeen.objects.exists()


def test_register__one_kind_a_person(line: InProcess) -> None:
    """KM-17: an individual asks for no group's id, nor its representative for one of his own."""
    registered("kumamoto")
    group = form("kumamoto", **GROUP | {"number": "Dantai1", "representative": "見本 太郎"})
    assert codes(do(group, "kumamoto")) == {("registered_otherwise", "KM-17")}
    other = GROUP | {"number": "Dantai1", "born_on": date(1981, 4, 1)}
    assert registered("kumamoto", **other).roster["members"] == 12
    one = form("kumamoto", number="Mihon03", born_on=date(1981, 4, 1))
    assert codes(do(one, "kumamoto")) == {("registered_otherwise", "KM-17")}


def test_register__each_class_stands_by_itself(line: InProcess) -> None:
    """OG-01, OG-02: one is there at once, another waits until it is examined."""
    agreed = (agreement("ogaki", "okunohosomichi"), agreement("ogaki", "sunwork"))
    resident = registered("ogaki", agreed=agreed)
    assert resident.state == "active"
    rows = dict(ClassRegistration.objects.values_list("facility_class", "approved"))
    assert rows == {"okunohosomichi": False, "sunwork": True}
    wrong = approve.Body(resident=resident.id, classes=("sunwork",))
    assert codes(do(wrong, "ogaki")) == {("nothing_to_approve", "")}
    right = approve.Body(resident=resident.id, classes=("okunohosomichi",))
    assert do(right, "ogaki").verdict == "applied"
    assert not ClassRegistration.objects.filter(approved=False).exists()


def test_approve__paper_by_paper(line: InProcess) -> None:
    """OG-S4: roster, mandate and identity come one by one, and all have to be there."""
    sports = {"agreed": (agreement("ogaki", "sports"),), "channel": "web"}
    resident = registered("ogaki", **GROUP, **sports)
    assert resident.state == "provisional"
    papers = ["roster", "debit_mandate", "driving_licence"]
    for paper in papers:
        body = approve.Body(resident=resident.id)
        assert codes(do(body, "ogaki")) == {("document_needed", "OG-S4")}
        body = see_documents.Body(resident=resident.id, documents=(paper,))
        assert do(body, "ogaki").verdict == "applied"
    assert do(approve.Body(resident=resident.id), "ogaki").verdict == "applied"
    assert sorted(DocumentSeen.objects.values_list("document", flat=True)) == sorted(papers)


def test_register__to_terms_that_have_changed(line: InProcess) -> None:
    """OG-07: what was agreed to is no longer what stands."""
    stale = agreement("ogaki", "sunwork").model_copy(update={"version": "0" * 64})
    assert codes(do(form("ogaki", agreed=(stale,)), "ogaki")) == {("terms_changed", "")}


def test_register__ageo_at_the_desk_only(line: InProcess) -> None:
    """AG-03: a new registration is for the desk."""
    online = form("ageo", channel="terminal")
    assert codes(do(online, "ageo")) == {("registration_elsewhere", "AG-03")}
    assert registered("ageo").state == "active"


def test_register__what_an_older_system_knew(line: InProcess) -> None:
    days = {"registered_on": date(2024, 5, 1), "valid_until": date(2027, 5, 1)}
    old = {"documents": (), "agreed": (), "declared": False, "carried_over": True}
    resident = registered("kumatori", **days, **old)
    assert resident.state == "active"
    assert (resident.registered_on, resident.valid_until) == (*days.values(),)
    assert not Charge.objects.exists()
    assert not DocumentSeen.objects.exists()


def test_register__goes_on_after_the_highest_number(line: InProcess) -> None:
    first = Resident.objects.create(
        municipality="kumatori",
        number="00000001",
        name="見本",
        type="individual",
        born_on=date(1990, 1, 1),
        registered_on=NOW.date(),
    )
    assert registered("kumatori").number > first.number


@pytest.mark.parametrize(
    "told",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"mail": "nobody"},
        {"phone": "0-x"},
        {"card": "nothex"},
        {"secret": "himitsu1"},
        {"unknown": 1},
        {"roster": {"members": -1, "local": 0, "phones": 0, "leader_age": 30}},
    ],
)
def test_register__a_form_that_is_none(told: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(told))):
        Body.model_validate(form().model_dump() | told)
