"""May this be done, and what follows from it? The one answer, on the terminal and at the centre."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rules.calendar import FIRST_DAY, LAST_DAY
from rules.case import Case, cases_of
from rules.facts import Facts, Request, Resident, Verb
from rules.families import asked_for
from rules.municipality import Municipality
from rules.verdict import Reason, Verdict

_REGISTERED = ("valid_until", "charge", "charge_month", "stage")
#: What an outcome says of each verb; None where the municipality has no such thing.
OUTCOME_KEYS: Mapping[Verb, tuple[str, ...]] = {
    **dict.fromkeys(Verb, ()),
    Verb.VIEW: ("visible_until",),
    Verb.BOOK: (
        "stage",
        "fee",
        "fee_class",
        "payment_due",
        "debit_on",
        "cancel_free_until",
        "formal_application_due",
        "court_choice",
    ),
    Verb.CANCEL: ("fee_due", "refund_percent", "refund_until", "refund_desk", "released_at"),
    Verb.CONFIRM_WIN: ("payment_due",),
    Verb.REGISTER: _REGISTERED,
    Verb.RENEW: _REGISTERED,
}
#: What stops a question before any family sees it.
NO_SUCH_ROOM = Reason("no_such_room", "CM-04")
NO_SUCH_DAY = Reason("no_such_day", "CM-03")


def decide(
    municipality: Municipality,
    request: Request,
    resident: Resident | None,
    facts: Facts,
    now: datetime,
) -> Verdict:
    """Every reason against a request, by rule id, or what follows when it is done.

    A day before the first policy is no day of use. ``resident`` is None where nobody has logged
    in: whatever needs no person is then answered, and what needs one is refused by the one reason
    more of code ``login_needed``. A request about several slots, rooms or classes is allowed only
    where it is for each of them.
    """
    cases = list(cases_of(municipality, request, resident, facts, now))
    reasons = _sorted(reason for case in cases for reason in _reasons(case))
    found = [case for case in cases if case is not None and _in_reach(case)]
    warnings = _sorted(reason for case in found for reason in _warnings(case))
    return Verdict(reasons, warnings, None if reasons else _outcome(found))


def outcome_of_promised(
    municipality: Municipality,
    request: Request,
    resident: Resident,
    facts: Facts,
    now: datetime,
) -> Mapping[str, object] | None:
    """What follows of what was promised on paper already, whatever stands against it by now.

    None where there is no such room or day.
    """
    cases = list(cases_of(municipality, request, resident, facts, now))
    found = [case for case in cases if case is not None and _in_reach(case)]
    return _outcome(found) if found and len(found) == len(cases) else None


def _reasons(case: Case | None) -> Iterable[Reason]:
    if case is None:
        return (NO_SUCH_ROOM,)
    if not _in_reach(case):
        return (NO_SUCH_DAY,)
    return [reason for reasons in asked_for().reasons for reason in reasons(case)]


def _warnings(case: Case) -> Iterable[Reason]:
    return [reason for warnings in asked_for().warnings for reason in warnings(case)]


def _sorted(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """By rule and code, and each but once, however many slots it stands against."""
    ordered: list[Reason] = []
    for reason in sorted(reasons, key=lambda reason: (reason.rule, reason.code)):
        if reason not in ordered:
            ordered.append(reason)
    return tuple(ordered)


def _in_reach(case: Case) -> bool:
    slot = case.slot_or_none
    return bool(case.parts) and (slot is None or FIRST_DAY <= slot.day <= LAST_DAY)


def _outcome(cases: Sequence[Case]) -> Mapping[str, object]:
    """What follows; of several classes, what the first of them says that says something."""
    outcome: dict[str, object] = dict.fromkeys(OUTCOME_KEYS[cases[0].verb])
    for case in reversed(cases):
        for follows in asked_for().outcomes:
            said = follows(case)
            outcome |= {key: value for key, value in said.items() if value is not None}
    return outcome
