"""May this be done, and what follows from it? The one answer, on the terminal and at the centre."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from rules.calendar import FIRST_DAY, LAST_DAY
from rules.case import Case, case_of
from rules.facts import Facts, Request, Resident, Verb
from rules.families import all_families
from rules.policy import Municipality
from rules.verdict import Reason, Verdict

#: What an outcome says of each verb; None where the municipality has no such thing.
OUTCOME_KEYS: Mapping[Verb, tuple[str, ...]] = {
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
    in: whatever needs no person is then answered, and a booking or a cancellation is refused by
    the one reason more of code ``login_needed``.
    """
    case = case_of(municipality, request, resident, facts, now)
    if case is None:
        return Verdict((NO_SUCH_ROOM,))
    if not (case.parts and FIRST_DAY <= case.slot.day <= LAST_DAY):
        return Verdict((NO_SUCH_DAY,))
    reasons = _reasons(case)
    return Verdict(reasons) if reasons else Verdict((), outcome=_outcome(case))


def _reasons(case: Case) -> tuple[Reason, ...]:
    found = (family.reasons(case) for family in all_families() if family.reasons is not None)
    return tuple(sorted(chain.from_iterable(found), key=lambda reason: (reason.rule, reason.code)))


def _outcome(case: Case) -> Mapping[str, object]:
    outcome: dict[str, object] = dict.fromkeys(OUTCOME_KEYS[case.verb])
    for family in all_families():
        if family.outcome is not None:
            outcome.update(family.outcome(case))
    return outcome
