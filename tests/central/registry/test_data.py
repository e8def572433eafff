"""What a resident declared, and how it changes; consents; a forgotten number."""

from datetime import date

import pytest

from central.ids import new_id
from central.journal.models import Line
from central.registry.models import Consent, DataChange, Resident
from central.registry.use_cases import change_data, consent, tell_number
from tests.central.registry.commands import STAFF, agreement, codes, do, registered
from tests.central.world import NOW, InProcess


def test_change_data__with_its_history(line: InProcess) -> None:
    """KT-13, KT-22, ON-25: the desk enters it, and a new address ends the banner."""
    resident = registered("kumatori")
    returned = change_data.Body(resident=resident.id, mail_returned=True)
    assert do(returned, "kumatori").verdict == "applied"
    moved = change_data.Body(resident=resident.id, name="見本　花子", address="別町4")
    assert do(moved, "kumatori").verdict == "applied"
    resident.refresh_from_db()
    assert (resident.name, resident.address) == ("見本　花子", "別町4")
    assert not resident.mail_returned
    known = DataChange.objects.filter(resident=resident, at=NOW, actor=STAFF)
    assert sorted(known.values_list("field", "before", "after")) == [
        ("address", "見本町1-2-3", "別町4"),
        ("mail_returned", "False", "True"),
        ("mail_returned", "True", "False"),
        ("name", "見本　太郎", "見本　花子"),
    ]
    assert codes(do(moved, "kumatori")) == {("nothing_changed", "")}


def test_change_data__never_the_number(line: InProcess) -> None:
    """OG-03: there is no way to say it."""
    resident = registered("ogaki")
    with pytest.raises(ValueError, match="number"):
        change_data.Body.model_validate({"resident": resident.id, "number": "00000009"})


def test_change_data__a_roster_that_is_too_short(line: InProcess) -> None:
    """ON-13, ON-19: the rules for a registration hold for what becomes of it."""
    roster = {"members": 10, "local": 10, "phones": 3, "leader_age": 40}
    resident = registered(type="city_group", representative="見本　太郎", roster=roster)
    body = change_data.Body(resident=resident.id, roster=roster | {"members": 4, "local": 4})
    assert codes(do(body)) == {("too_few_members", "ON-13")}
    resident.refresh_from_db()
    assert resident.roster["members"] == 10
    assert not DataChange.objects.exists()
    fewer = change_data.Body(resident=resident.id, roster=roster | {"members": 8, "local": 8})
    assert do(fewer).verdict == "applied"


def test_change_data__of_a_closed_account(line: InProcess) -> None:
    resident = registered()
    Resident.objects.update(state="closed")
    body = change_data.Body(resident=resident.id, name="別")
    assert codes(do(body)) == {("account_state", "CM-06")}
    nobody = change_data.Body(resident=new_id(), name="別")
    assert codes(do(nobody)) == {("no_such_resident", "")}


def test_consent__to_the_terms_as_they_stand(line: InProcess) -> None:
    """KT-03, OG-01, OG-07: by class and version, noted once."""
    resident = registered("ogaki")
    sports = agreement("ogaki", "sports")
    body = consent.Body(resident=resident.id, agreement=sports)
    assert do(body, "ogaki").verdict == "applied"
    assert do(body, "ogaki").verdict == "applied"
    row = Consent.objects.get(facility_class="sports")
    assert (row.version, row.at) == (sports.version, NOW)
    stale = sports.model_copy(update={"version": "0" * 64})
    refused = do(consent.Body(resident=resident.id, agreement=stale), "ogaki")
    assert codes(refused) == {("terms_changed", "")}
    assert refused.reasons[0].params["version"] == sports.version
    nothing = sports.model_copy(update={"facility_class": "nowhere"})
    refused = do(consent.Body(resident=resident.id, agreement=nothing), "ogaki")
    assert codes(refused) == {("no_such_terms", "")}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"name": "見本太郎", "address": "見本町１－２－３"}, True),
        ({"name": "見本　次郎"}, False),
        ({"born_on": date(1980, 4, 2)}, False),
        ({"address": "見本町1-2-4"}, False),
        ({"address": ""}, False),
    ],
)
def test_tell_number__where_all_three_agree(line: InProcess, changes: dict, told: bool) -> None:
    """KM-23: name, birthday and address; who asked stands in the journal either way."""
    registered("kumamoto")
    asked = {"name": "見本　太郎", "born_on": date(1980, 4, 1), "address": "見本町1-2-3"}
    decision = do(tell_number.Body.model_validate(asked | changes), "kumamoto")
    if told:
        assert decision.outcome == {"numbers": "Mihon01"}
    else:
        assert codes(decision) == {("no_match", "")}
    assert Line.objects.get(kind="tell_number").actor == STAFF
