"""Commands as the desk, a terminal or a job would give them, at a day of one's own."""

from datetime import date, datetime
from uuid import uuid4  # noqa: TID251 - each command has a line of its own

from central.decision import Decision
from central.journal.commands import Body, Context
from central.journal.jobs import line_of
from central.journal.write import carry_out
from central.policies import municipalities
from central.registry.fields import Agreement
from central.registry.jobs import JOBS
from central.registry.models import Resident
from central.registry.terms import terms_version
from central.registry.use_cases import register
from rules.calendar import JAPAN
from tests.central.world import NOW, SECRET

__all__ = ["agreement", "at", "codes", "do", "form", "registered", "run_jobs"]

STAFF = "staff:mihon"


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=JAPAN)


def do(body: Body, municipality: str = "ono", now: datetime = NOW, actor: str = STAFF) -> Decision:
    return carry_out(body, Context(municipalities()[municipality], now, actor, uuid4()))


def codes(decision: Decision) -> set[tuple[str, str]]:
    """What refuses, with the clause."""
    assert decision.verdict == "rejected", decision
    return {(reason.code, reason.rule) for reason in decision.reasons}


def agreement(municipality: str, facility_class: str | None = None) -> Agreement:
    """To the terms as they stand."""
    known = municipalities()[municipality]
    name = facility_class or municipality
    return Agreement(facility_class=name, version=terms_version(known, name))


def form(municipality: str = "ono", **changes) -> register.Body:
    """Somebody without anything against them, at the desk."""
    defaults = {
        "ono": {
            "type": "city_individual",
            "documents": ("driving_licence",),
            "agreed": (agreement("ono"),),
        },
        "kumatori": {
            "type": "individual",
            "documents": ("driving_licence", "debit_mandate"),
            "agreed": (agreement("kumatori"),),
        },
        "kumamoto": {"type": "individual", "documents": ("passport",), "number": "Mihon01"},
        "ageo": {"type": "individual"},
        "ogaki": {"type": "individual", "agreed": (agreement("ogaki", "sunwork"),)},
    }
    return register.Body(
        **{
            "channel": "desk",
            "name": "見本　太郎",
            "born_on": date(1980, 4, 1),
            "mail": "mihon@example.com",
            "phone": "000-0000-1234",
            "address": "見本町1-2-3",
            "declared": True,
            "secret": SECRET,
        }
        | defaults[municipality]
        | changes
    )


def registered(municipality: str = "ono", now: datetime = NOW, **changes) -> Resident:
    decision = do(form(municipality, **changes), municipality, now)
    assert decision.verdict == "applied", decision
    return Resident.objects.get(id=decision.outcome["resident"])


def run_jobs(municipality: str, now: datetime) -> list[tuple[str, str]]:
    """As ``python -m central work`` does: the job and the verdict of each command that was due."""
    policy = municipalities()[municipality]
    return [
        (job.name, carry_out(due.body, context).verdict)
        for job in JOBS
        for due in job.due(policy, now)
        for context in [Context(policy, now, f"job:{job.name}", line_of(job, municipality, due))]
    ]
