"""A registration as the rules see it, and as a terminal may."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Literal

from central.policies import municipalities
from central.postgres import Answer, Asked
from central.registry.models import Resident, StateChange
from central.registry.models import ResidentState as Status
from central.registry.residents import age_on
from central.registry.rosters import roster_facts
from central.registry.states import STOPPED_FOR_DEBTS
from central.registry.terms import terms_version
from central.sql import ask
from rules import facts
from rules.calendar import day_of
from rules.families import payment, sanctions, terms
from rules.policy import Municipality
from sync.wire import DebtState, MemberCounts, ResidentState

__all__ = ["facts_of", "resident_asked", "resident_facts", "resident_state"]

NUMBER_END_LENGTH = 4
#: One statement for all that stands in rows of their own: what is rare costs nothing but its name.
_KNOWN = """
SELECT 'password', '', '' FROM registry_credential
WHERE municipality = %s AND resident_id = %s AND NOT temporary
UNION ALL SELECT 'pending', facility_class, '' FROM registry_classregistration
WHERE municipality = %s AND resident_id = %s AND NOT approved
"""
_CONSENTS = """
UNION ALL SELECT 'consent', facility_class, version FROM registry_consent
WHERE municipality = %s AND resident_id = %s
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rules of a municipality ask of residents beside their own rows.

    ``terms``: the version of each class's terms, or None where nobody has to agree to any.
    """

    terms: dict[str, str | None] | None
    debts: bool


def resident_asked(resident: Resident) -> tuple[Asked, ...]:
    """What asks for all that stands in rows of their own; debts only where they matter."""
    asked, whose = _asked_by(resident.municipality), (resident.municipality, resident.id)
    text, values = (_KNOWN, whose * 2) if asked.terms is None else (_KNOWN + _CONSENTS, whose * 3)
    return ((text, values), _debts_asked(resident)) if asked.debts else ((text, values),)


def resident_facts(resident: Resident, today: date) -> facts.Resident:
    """One statement; and one more where debts matter."""
    return facts_of(resident, today, ask(*resident_asked(resident)))


def facts_of(resident: Resident, today: date, answers: Sequence[Answer]) -> facts.Resident:
    """The answers to ``resident_asked``."""
    asked = _asked_by(resident.municipality)
    known = frozenset(answers[0][0])
    return facts.Resident(
        type=resident.type,
        age=age_on(resident.born_on, today),
        school=resident.school,
        state=resident.state,
        registered_on=resident.registered_on,
        valid_until=resident.valid_until,
        mail=bool(resident.mail),
        password=("password", "", "") in known,
        no_shows=resident.no_shows,
        agreed=None if asked.terms is None else _agreed(asked.terms, known),
        pending=frozenset(name for what, name, _ in known if what == "pending"),
        roster=roster_facts(resident.roster),
        debts=_debts(answers[1]) if asked.debts else (),
        payment_method=resident.payment_method or None,
    )


def resident_state(resident: Resident, today: date) -> ResidentState:
    """The same for the terminal's advice: nothing in it says who it is.

    ``password`` is False after a login with a temporary one, which must be changed first.
    """
    known = resident_facts(resident, today)
    stop = _stop(resident)
    return ResidentState(
        type=known.type,
        age=known.age,
        school=known.school,
        state=known.state,
        registered_on=known.registered_on,
        valid_until=known.valid_until,
        mail=known.mail,
        password=known.password,
        no_shows=known.no_shows,
        number_end=resident.number[-NUMBER_END_LENGTH:],
        agreed=None if known.agreed is None else tuple(sorted(known.agreed)),
        pending=tuple(sorted(known.pending)),
        debts=tuple(DebtState(yen=debt.amount, since=debt.since) for debt in known.debts),
        payment_method=known.payment_method,
        roster=None if known.roster is None else MemberCounts(**asdict(known.roster)),
        stopped_for=_reason_of(stop),
        stopped_on=None if stop is None else day_of(stop.at),
        mail_returned=resident.mail_returned,
    )


def _stop(resident: Resident) -> StateChange | None:
    """The change by which it is suspended, if it is."""
    if resident.state != Status.SUSPENDED:
        return None
    return resident.changes.filter(after=Status.SUSPENDED).order_by("-at").first()


def _reason_of(stop: StateChange | None) -> Literal["debts", "staff"] | None:
    """What the staff wrote is for the staff."""
    if stop is None:
        return None
    return "debts" if stop.why == STOPPED_FOR_DEBTS else "staff"


def _agreed(
    versions: dict[str, str | None], known: frozenset[tuple[str, str, str]]
) -> frozenset[str]:
    """The classes whose terms were agreed to as they stand (OG-07), or that have none."""
    return frozenset(
        name
        for name, version in versions.items()
        if version is None or ("consent", name, version) in known
    )


def _debts_asked(resident: Resident) -> Asked:
    from central.money.facts import debts_asked  # noqa: PLC0415 - it asks us, too

    return debts_asked(resident.id)


def _debts(answer: Answer) -> tuple[facts.Debt, ...]:
    from central.money.facts import debts_from  # noqa: PLC0415 - it asks us, too

    return debts_from(answer)


@cache
def _asked_by(municipality: str) -> _Asked:
    """What stands anywhere in its data: a resident is asked about for any room."""
    policy = municipalities()[municipality]
    agreeing = any(terms.Settings in part for part in policy.parts.values())
    return _Asked(
        terms=_versions(policy) if agreeing else None,
        debts=any(
            _asks_for_debts(part.get(sanctions.Settings), part.get(payment.Settings))
            for part in policy.parts.values()
        ),
    )


def _versions(policy: Municipality) -> dict[str, str | None]:
    return {name: terms_version(policy, name) for name in sorted(policy.scopes)}


def _asks_for_debts(sanction: object, paying: object) -> bool:
    stops = isinstance(sanction, sanctions.Settings) and (sanction.ladder or sanction.unpaid)
    closes = isinstance(paying, payment.Settings) and paying.failed_debit
    return bool(stops or closes)
