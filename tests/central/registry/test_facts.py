"""What the rules are told of a resident."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.ids import new_id
from central.money.models import Charge
from central.policies import municipalities
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.registry.use_cases import consent
from rules.decide import decide
from rules.facts import Channel, Debt, Facts, Request, Slot, Verb
from tests.central.registry.commands import agreement, do, registered
from tests.central.world import DAY, NOW, InProcess

TODAY = NOW.date()


def refusals(resident: Resident, facility: str) -> set[tuple[str, str]]:
    ogaki = municipalities()[resident.municipality]
    slot = Slot(facility, "meeting", 1, DAY.replace(month=11), 13 * 60, 15 * 60)
    request = Request(Verb.BOOK, Channel.TERMINAL, slot=slot)
    verdict = decide(ogaki, request, resident_facts(resident, TODAY), Facts(), NOW)
    return {(reason.code, reason.rule) for reason in verdict.reasons}


def test_facts__of_the_rows_own(line: InProcess) -> None:
    roster = {"members": 10, "local": 5, "phones": 3, "leader_age": 40}
    resident = registered(type="city_group", representative="見本", roster=roster)
    known = resident_facts(Resident.objects.get(id=resident.id), TODAY)
    assert (known.type, known.age, known.state) == ("city_group", 46, "active")
    assert known.roster is not None
    assert (known.roster.members, known.roster.local) == (10, 5)
    assert known.payment_method is None
    assert known.agreed is None


def test_facts__consents_by_class_and_version(line: InProcess) -> None:
    """OG-01, OG-07: agreed to for one class, and not for another; nor to what it was before."""
    resident = registered("ogaki")
    assert resident_facts(resident, TODAY).agreed == {"ogaki", "sunwork"}
    assert ("terms_not_agreed", "OG-01") not in refusals(resident, "sunwork/room")
    resident.consents.update(version="0" * 64)
    assert refusals(resident, "sunwork/room") == {("terms_not_agreed", "OG-01")}
    body = consent.Body(resident=resident.id, agreement=agreement("ogaki", "sunwork"))
    do(body, "ogaki")
    assert refusals(resident, "sunwork/room") == set()


def test_facts__a_class_that_waits(line: InProcess) -> None:
    """OG-02: what is not approved yet books nothing, and does not hinder what is."""
    agreed = (agreement("ogaki", "okunohosomichi"), agreement("ogaki", "sunwork"))
    resident = registered("ogaki", agreed=agreed)
    assert resident_facts(resident, TODAY).pending == {"okunohosomichi"}
    assert refusals(resident, "sunwork/room") == set()
    rooms = municipalities()["ogaki"].rooms
    room = next(key for key in rooms if key.startswith("okunohosomichi/"))
    assert {("account_state", "CM-06"), ("own_account_state", "OG-02")} <= refusals(resident, room)


@pytest.mark.parametrize(
    ("municipality", "asked"), [("kumamoto", True), ("ogaki", True), ("ono", False)]
)
def test_facts__debts_where_they_matter(line: InProcess, municipality: str, asked: bool) -> None:
    resident = registered(municipality)
    Charge.objects.create(
        id=new_id(),
        municipality=municipality,
        resident=resident,
        purpose="use",
        yen=900,
        method="debit",
        unpaid_since=TODAY,
        made_at=NOW,
    )
    debts = (Debt(900, TODAY),) if asked else ()
    assert resident_facts(resident, TODAY).debts == debts


@pytest.mark.parametrize(("municipality", "most"), [("ono", 1), ("kumatori", 1), ("ogaki", 2)])
def test_facts__take_few_statements(line: InProcess, municipality: str, most: int) -> None:
    resident = registered(municipality)
    with CaptureQueriesContext(connection) as statements:
        resident_facts(resident, TODAY)
    assert len(statements) == most
