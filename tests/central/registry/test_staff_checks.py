"""What no form can know the staff look at: who is not eligible is turned down, with the reason."""

import pytest

from central.registry.models import Resident, StateChange
from central.registry.use_cases import approve, change_state
from tests.central.registry.commands import agreement, codes, do, registered
from tests.central.registry.test_register import GROUP
from tests.central.world import InProcess

PAPERS = ("roster", "debit_mandate", "driving_licence")


def asked_for(facility_class: str) -> Resident:
    """By web: it waits for the staff."""
    agreed = (agreement("ogaki", facility_class),)
    resident = registered("ogaki", **GROUP, agreed=agreed, channel="web")
    assert resident.state == "provisional"
    return resident


CHECKS = [
    pytest.param("sports", "スポーツ少年団のため", id="OG-S3 youth sports units"),
    pytest.param("sports", "営利の教室のため", id="OG-S3 profit"),
    pytest.param("nakagawa", "市内に住所も事務所もないため", id="OG-F1 neither home nor office"),
]


@pytest.mark.parametrize(("facility_class", "why"), CHECKS)
def test_application__of_whom_the_staff_find_not_eligible(
    line: InProcess, facility_class: str, why: str
) -> None:
    """OG-S3, OG-F1: turned down with the reason, and then no longer to be approved."""
    resident = asked_for(facility_class)
    turned_down = change_state.Body(resident=resident.id, to="closed", why=why)
    assert do(turned_down, "ogaki").verdict == "applied"
    change = StateChange.objects.filter(resident=resident).latest("at")
    assert (change.after, change.why, change.actor) == ("closed", why, "staff:mihon")
    late = approve.Body(resident=resident.id, documents=PAPERS)
    assert codes(do(late, "ogaki")) == {("nothing_to_approve", "")}


@pytest.mark.parametrize("facility_class", ["sports", "nakagawa"])
def test_application__of_whom_the_staff_find_eligible(line: InProcess, facility_class: str) -> None:
    """OG-S3, OG-F1: only the staff's own step makes it active."""
    resident = asked_for(facility_class)
    assert do(approve.Body(resident=resident.id, documents=PAPERS), "ogaki").verdict == "applied"
    assert Resident.objects.get(pk=resident.pk).state == "active"
