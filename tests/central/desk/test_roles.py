"""Which role does which act and reads which report: said once more, so that none slips away.

That each page and each form keeps to it is asked in ``test_permissions_staff.py``.
"""

from django.contrib import admin

from central.desk.acts import acts_of
from central.desk.reports import reports_of

COUNTER, MANAGER, AUDITOR = frozenset({"counter"}), frozenset({"manager"}), frozenset({"auditor"})
#: What a counter must not do alone (docs/staff.md).
MANAGERS_ALONE = {
    "ask_hold_release",
    "change_state",
    "deny_booking",
    "discard_kept",
    "discard_parked",
    "enter_draw_result",
    "fail_debit",
    "fail_debits",
    "issue_code",
    "lift_service_notice",
    "permit_booking",
    "post_notice",
    "rain_off",
    "release_hold",
    "release_terminal",
    "replace_commitment",
    "revoke_terminal",
    "run_kept",
    "run_parked",
    "send_letter",
    "void_booking",
    "void_entry",
}
#: Alarms are about what colleagues and terminals did: an auditor looks at them, too.
OF_RECORDS = {"acknowledge_alarm"}


def expected(act: str) -> frozenset[str]:
    if act in OF_RECORDS:
        return MANAGER | AUDITOR
    return MANAGER if act in MANAGERS_ALONE else COUNTER | MANAGER


def test_acts__are_each_of_their_roles() -> None:
    told = {
        name: frozenset(map(str, act.roles))
        for model in admin.site._registry
        for name, act in acts_of(model).items()
    }
    assert told == {name: expected(name) for name in told}
    assert told.keys() >= MANAGERS_ALONE | OF_RECORDS


def test_reports__are_each_of_their_roles() -> None:
    """To look at tables is an auditor's, too; lists to work with are of those who do the work."""
    told = {
        name: frozenset(map(str, report.roles))
        for model in admin.site._registry
        for name, report in reports_of(model).items()
    }
    assert told == {
        "debit_list": MANAGER,
        "letters_to_send": MANAGER,
        "monthly_statements": COUNTER | MANAGER,
        "rain_hits": COUNTER | MANAGER,
        "venue_day": COUNTER | MANAGER | AUDITOR,
    }
