"""Renewal: by form with its states, at the desk, by itself; and expiry."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from central.ids import new_id
from central.journal.models import Line
from central.money.models import Charge
from central.registry.models import Card, RenewalApplication, Resident, StateChange
from central.registry.use_cases import (
    accept_renewal,
    apply_renewal,
    complete_renewal,
    defect_renewal,
    notice_withdrawal,
    renew_automatically,
    return_renewal,
)
from rules.calendar import months_after
from tests.central.registry.commands import at, codes, do, registered, run_jobs
from tests.central.world import NOW, InProcess

END = date(2025, 12, 10)
#: An application at a desk, with what it has seen.
AT_DESK = {"channel": "desk", "document": "passport"}
STEPS = {
    "accept": lambda a: accept_renewal.Body(application=a),
    "complete": lambda a: complete_renewal.Body(application=a),
    "return": lambda a: return_renewal.Body(application=a, why="内容に不備"),
    "defect": lambda a: defect_renewal.Body(application=a, why="名簿が不明瞭"),
}
AFTER = {"accept": "accepted", "complete": "completed", "return": "returned", "defect": "defective"}


def ending(municipality: str, last: date = END, **changes) -> Resident:
    """Carried over, so that nothing was charged for it yet."""
    days = {"registered_on": date(2022, 12, 10), "valid_until": last, "carried_over": True}
    return registered(municipality, at(last - timedelta(days=200)), **days, **changes)


def wish(resident: Resident, **changes) -> apply_renewal.Body:
    told = {"resident": resident.id, "channel": "terminal", "document": "my_number_card"}
    return apply_renewal.Body.model_validate(told | changes)


def applied(resident: Resident, now: datetime = NOW, **changes) -> UUID:
    decision = do(wish(resident, **changes), "ageo", now)
    assert decision.verdict == "applied", decision
    return UUID(decision.outcome["application"])


def state(application: UUID) -> str:
    return RenewalApplication.objects.get(id=application).state


def test_renewal__received_accepted_completed(line: InProcess) -> None:
    """AG-22, AG-23, AG-24: with a number at once, and with the new end when it is done."""
    resident = ending("ageo", date(2026, 10, 1))
    application = applied(resident)
    assert state(application) == "received"
    assert do(STEPS["accept"](application), "ageo").verdict == "applied"
    resident.refresh_from_db()
    assert resident.valid_until == date(2026, 10, 1)
    assert do(STEPS["complete"](application), "ageo").verdict == "applied"
    resident.refresh_from_db()
    assert (state(application), resident.valid_until) == ("completed", date(2029, 10, 1))


def test_renewal__numbers_are_text(line: InProcess) -> None:
    """AG-27, AG-28: zeros in front belong to it."""
    resident = ending("ageo", date(2026, 10, 1))
    for _ in range(3):
        do(STEPS["return"](applied(resident)), "ageo")
    numbers = resident.renewals.order_by("number").values_list("number", "state")
    assert [*numbers] == [(f"00000{n}", "returned") for n in (1, 2, 3)]
    assert not resident.renewals.filter(number="8").exists()


@pytest.mark.parametrize("before", ["received", "accepted", "completed", "returned", "defective"])
@pytest.mark.parametrize("step", STEPS)
def test_renewal__only_what_may_follow(line: InProcess, before: str, step: str) -> None:
    """AG-23 to AG-26: what is done or returned stays so."""
    application = applied(ending("ageo", date(2026, 10, 1)))
    RenewalApplication.objects.update(state=before)
    allowed = {
        "received": {"accept", "return"},
        "accepted": {"complete", "return", "defect"},
    }.get(before, set())
    decision = do(STEPS[step](application), "ageo")
    if step in allowed:
        assert (decision.verdict, state(application)) == ("applied", AFTER[step])
    else:
        assert codes(decision) == {("no_such_transition", "")}
        assert state(application) == before


@pytest.mark.parametrize("command", [return_renewal, defect_renewal])
@pytest.mark.parametrize("why", ["", " "])
def test_renewal__is_sent_back_with_a_reason(command, why: str) -> None:
    """AG-25: without one it cannot be sent back."""
    with pytest.raises(ValueError, match="why"):
        command.Body(application=new_id(), why=why)


def test_renewal__again_after_a_defect(line: InProcess) -> None:
    """AG-26: the new application names the one that was sent back, once."""
    resident = ending("ageo", date(2026, 10, 1))
    first = applied(resident)
    assert codes(do(wish(resident), "ageo")) == {("renewal_open", "")}
    assert codes(do(wish(resident, follows="000001"), "ageo")) == {("renewal_open", "")}
    do(STEPS["accept"](first), "ageo")
    do(STEPS["defect"](first), "ageo")
    kept = RenewalApplication.objects.get(id=first)
    assert (kept.state, kept.why, kept.actor) == ("defective", "名簿が不明瞭", "staff:mihon")
    second = applied(resident, follows="000001")
    assert RenewalApplication.objects.get(id=second).follows_id == first
    do(STEPS["return"](second), "ageo")
    again = wish(resident, follows="000001")
    assert codes(do(again, "ageo")) == {("no_such_application", "")}
    assert applied(resident, follows="000002")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"signer": "member"}, ("renewal_by_another", "AG-02")),
        ({"document": "driving_licence"}, ("renewal_without_card", "AG-03")),
        ({"facilities": ("taiikukan/arena",)}, ("roster_needed", "AG-05")),
        ({"facilities": ("nowhere/arena",)}, ("no_such_room", "CM-04")),
    ],
)
def test_renewal__is_refused(line: InProcess, changes: dict, reason: tuple[str, str]) -> None:
    resident = ending("ageo", date(2026, 10, 1))
    assert codes(do(wish(resident, **changes), "ageo")) == {reason}
    assert not RenewalApplication.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_renewal__of_nobody(line: InProcess, step: str) -> None:
    assert codes(do(STEPS[step](new_id()), "ageo")) == {("no_such_application", "")}
    application = applied(ending("ageo", date(2026, 10, 1)))
    assert codes(do(STEPS[step](application), "ono")) == {("no_such_application", "")}


def test_renewal__at_once_for_two_more_years(line: InProcess) -> None:
    """ON-22, ON-23: from two months before; groups hand in their roster again."""
    roster = {"members": 12, "local": 12, "phones": 3, "leader_age": 40}
    last = date(2025, 10, 15)
    resident = ending("ono", last, type="city_group", representative="見本", roster=roster)
    form = wish(resident, roster=roster | {"members": 20}, **AT_DESK)
    early = do(form, "ono", at(date(2025, 8, 14)))
    assert codes(early) == {("renewal_not_yet", "ON-23")}
    bare = do(wish(resident, **AT_DESK), "ono", at(date(2025, 8, 15)))
    assert codes(bare) == {("roster_needed", "ON-23")}
    assert do(form, "ono", at(date(2025, 8, 15))).verdict == "applied"
    resident.refresh_from_db()
    assert (resident.valid_until, resident.roster["members"]) == (date(2027, 10, 15), 20)
    assert RenewalApplication.objects.get().state == "completed"


def test_renewal__by_form_waits_for_the_paper_at_the_desk(line: InProcess) -> None:
    """ON-23: applied for at a terminal it is received; done only once a desk has seen who it is."""
    last = NOW.date() + timedelta(days=30)
    resident = ending("ono", last)
    decision = do(wish(resident, document="form"), "ono")
    assert (decision.outcome["stage"], decision.outcome["state"]) == ("pending", "received")
    application = RenewalApplication.objects.get().id
    do(STEPS["accept"](application), "ono")
    for unproved in (None, "form"):
        body = complete_renewal.Body(application=application, document=unproved)
        assert codes(do(body, "ono")) == {("identity_paper_needed", "ON-23")}
    resident.refresh_from_db()
    assert (resident.valid_until, state(application)) == (last, "accepted")
    body = complete_renewal.Body(application=application, document="passport")
    assert do(body, "ono").verdict == "applied"
    resident.refresh_from_db()
    assert resident.valid_until == months_after(last, 24)
    assert resident.documents.filter(document="passport").exists()


def test_renewal__at_the_desk_wants_the_paper_at_once(line: InProcess) -> None:
    """ON-23: nothing that proves who it is renews nothing."""
    resident = ending("ono", NOW.date() + timedelta(days=30))
    bare = do(wish(resident, channel="desk", document="form"), "ono")
    assert codes(bare) == {("identity_paper_needed", "ON-23")}


def test_expiry__the_day_after_the_last(line: InProcess) -> None:
    """ON-24: it ends by itself, and renewed it is active again."""
    resident = ending("ono", END)
    assert run_jobs("ono", at(END, 23)) == []
    assert run_jobs("ono", at(END + timedelta(days=1), 0)) == [("expire", "applied")]
    assert run_jobs("ono", at(END + timedelta(days=1), 1)) == []
    change = StateChange.objects.get(after="expired")
    assert (change.before, change.actor, change.why) == ("active", "job:expire", "expire")
    assert do(wish(resident, **AT_DESK), "ono", at(date(2025, 12, 20))).verdict == "applied"
    resident.refresh_from_db()
    assert (resident.state, resident.valid_until) == ("active", date(2027, 12, 20))


def test_renewal__by_itself(line: InProcess) -> None:
    """KT-11, KT-12: 300 yen a month later, three more years; number and card stay."""
    resident = ending("kumatori", card="04AA")
    assert run_jobs("kumatori", at(END - timedelta(days=1))) == []
    # The machine that does it was off for two days: nothing moves by them.
    late = at(END + timedelta(days=2))
    assert run_jobs("kumatori", late) == [("renew", "applied")]
    assert run_jobs("kumatori", late) == []
    before = resident.number
    resident.refresh_from_db()
    assert (resident.state, resident.valid_until) == ("active", date(2028, 12, 10))
    assert resident.number == before
    assert Card.objects.get().state == "active"
    charge = Charge.objects.get()
    assert (charge.yen, charge.purpose) == (300, "renewal")
    assert charge.debit_on is None or charge.debit_on.month == 1


@pytest.mark.parametrize(
    ("noticed", "ends"), [(date(2025, 11, 10), True), (date(2025, 11, 11), False)]
)
def test_withdrawal__a_month_before(line: InProcess, noticed: date, ends: bool) -> None:
    """KT-10: in time it ends on its last day; a day later it is renewed once more."""
    resident = ending("kumatori")
    body = notice_withdrawal.Body(resident=resident.id, noticed_on=noticed)
    decision = do(body, "kumatori", at(noticed))
    assert decision.outcome == {"ends": ends}
    jobs = run_jobs("kumatori", at(END)) + run_jobs("kumatori", at(END + timedelta(days=1)))
    assert jobs == [("expire" if ends else "renew", "applied")]
    resident.refresh_from_db()
    assert resident.state == ("expired" if ends else "active")
    assert resident.valid_until == (END if ends else months_after(END, 36))


def test_withdrawal__is_not_from_tomorrow(line: InProcess) -> None:
    resident = ending("kumatori")
    body = notice_withdrawal.Body(resident=resident.id, noticed_on=date(2025, 11, 11))
    assert codes(do(body, "kumatori", at(date(2025, 11, 10)))) == {("day_ahead", "")}


def test_renewal__not_due_any_more(line: InProcess) -> None:
    """A machine that listed it before another one did it."""
    resident = ending("kumatori")
    body = renew_automatically.Body(resident=resident.id, last=END)
    assert codes(do(body, "kumatori", at(date(2025, 12, 9)))) == {("nothing_to_renew", "")}
    assert do(body, "kumatori", at(END)).verdict == "applied"
    assert codes(do(body, "kumatori", at(END))) == {("nothing_to_renew", "")}
    assert Charge.objects.count() == 1
    assert Line.objects.filter(kind="renew_automatically").count() == 3
