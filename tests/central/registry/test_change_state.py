"""Suspended, reopened, closed: which states may follow which, and what stands in the way."""

from datetime import date

import pytest

from central.booking.models import Booking
from central.ids import new_id
from central.money.models import Charge
from central.registry.models import Resident, ResidentState, StateChange
from central.registry.use_cases import change_state
from central.registry.use_cases.identify import Refusal, Refused, identify
from sync.wire import Credential
from tests.central.registry.commands import STAFF, codes, do, registered
from tests.central.world import DAY, NOW, PASSWORD, InProcess

ALLOWED = {
    ("provisional", "closed"),
    ("active", "suspended"),
    ("active", "closed"),
    ("suspended", "active"),
    ("suspended", "closed"),
    ("expired", "closed"),
}


def changed(resident: Resident, to: str, why: str = "見本") -> change_state.Body:
    return change_state.Body(resident=resident.id, to=to, why=why)


@pytest.mark.parametrize("before", ResidentState.values)
@pytest.mark.parametrize("after", ["active", "suspended", "closed"])
def test_change_state__only_what_may_follow(line: InProcess, before: str, after: str) -> None:
    resident = registered()
    Resident.objects.update(state=before)
    StateChange.objects.all().delete()
    decision = do(changed(resident, after))
    resident.refresh_from_db()
    if (before, after) in ALLOWED:
        change = StateChange.objects.get()
        assert (change.before, change.after, change.actor) == (before, after, STAFF)
        assert (resident.state, change.why, change.at) == (after, "見本", NOW)
    else:
        assert codes(decision) == {("no_such_transition", "")}
        assert resident.state == before
        assert not StateChange.objects.exists()


@pytest.mark.parametrize("why", ["", "  ", "x" * 201])
def test_change_state__says_why(line: InProcess, why: str) -> None:
    """KM-85, OG-10: whatever the staff stop, they give the reason."""
    resident = registered()
    with pytest.raises(ValueError, match="why"):
        changed(resident, "closed", why)


def test_change_state__nobody(line: InProcess) -> None:
    body = change_state.Body(resident=new_id(), to="closed", why="見本")
    assert codes(do(body)) == {("no_such_resident", "")}
    assert codes(do(changed(registered(), "closed"), "kumatori")) == {("no_such_resident", "")}


def test_change_state__reopened_only_without_debts(line: InProcess) -> None:
    """KM-81, KM-82: paid in full is not enough, the staff reopen; and never before it is paid."""
    resident = registered("kumamoto")
    do(changed(resident, "suspended"), "kumamoto")
    debt = Charge.objects.create(
        id=new_id(),
        municipality="kumamoto",
        resident=resident,
        purpose="use",
        yen=1200,
        method="debit",
        unpaid_since=date(2026, 8, 31),
        made_at=NOW,
    )
    refused = do(changed(resident, "active"), "kumamoto")
    assert codes(refused) == {("unpaid_fees", "")}
    assert refused.reasons[0].params == {"debt_yen": 1200}
    Charge.objects.filter(id=debt.id).update(unpaid_since=None, state="paid", paid_yen=1200)
    resident.refresh_from_db()
    assert resident.state == "suspended"
    assert do(changed(resident, "active"), "kumamoto").verdict == "applied"


def test_change_state__closed_after_the_bookings_are_settled(line: InProcess) -> None:
    """KT-24: what is still booked is settled first; then nobody logs in any more."""
    resident = registered("kumatori")
    booking = Booking.objects.create(
        id=new_id(),
        municipality="kumatori",
        number="AAAAA-AAAAA",
        resident=resident,
        facility="hinokuma/arena",
        sport="tennis",
        courts=1,
        cells=[0],
        people=2,
        day=DAY,
        start_minute=600,
        end_minute=720,
        booked_on=NOW.date(),
        changed_at=NOW,
    )
    assert codes(do(changed(resident, "closed"), "kumatori")) == {("bookings_open", "")}
    Booking.objects.filter(id=booking.id).update(state="cancelled")
    credential = Credential(number=resident.number, password=PASSWORD)
    assert identify("kumatori", credential) == resident
    assert do(changed(resident, "closed"), "kumatori").verdict == "applied"
    refused = identify("kumatori", credential)
    assert isinstance(refused, Refused)
    assert refused.refusal == Refusal.NO_REGISTRATION
