"""What a resident declared has changed (届出事項の変更): the desk enters it, with its history."""

from uuid import UUID

from central.decision import APPLIED, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.applications import Application, ask
from central.registry.data_changes import note_change
from central.registry.fields import Line, Mail, Method, Person, Phone, Word
from central.registry.models import Resident, ResidentState
from central.registry.residents import NOBODY, age_on, locked_resident
from central.registry.rosters import RosterBody, roster_facts
from rules import facts
from rules.calendar import day_of
from rules.facts import Channel, Registration
from rules.verdict import Verdict

__all__ = ["KIND", "Body", "perform"]

KIND = "change_data"


class Body(commands.Body):
    """None: as it was. The number is not among it: it never changes (OG-03)."""

    resident: UUID
    name: Person | None = None
    representative: Line | None = None
    type: Word | None = None
    school: Word | None = None
    mail: Mail | None = None
    phone: Phone | None = None
    address: Line | None = None
    payment_method: Method | None = None
    roster: RosterBody | None = None
    mail_returned: bool | None = None


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    changed = _changed(body, resident)
    if not changed:
        return rejected("nothing_changed", "")
    before = {name: getattr(resident, name) for name in changed}
    for name, value in changed.items():
        setattr(resident, name, value)
    if {"type", "roster", "school"} & changed.keys():
        verdict = _allowed(resident, context)
        if not verdict.allowed:
            return refused(verdict.reasons)
    resident.save(update_fields=list(changed))
    for name, value in before.items():
        note_change(resident, name, value, context)
    return APPLIED


def _changed(body: Body, resident: Resident) -> dict[str, object]:
    told = body.model_dump(exclude={"resident"}, exclude_none=True)
    if "address" in told:
        told.setdefault("mail_returned", False)
    return {name: value for name, value in told.items() if value != getattr(resident, name)}


def _allowed(resident: Resident, context: Context) -> Verdict:
    """Whether it could be registered like this; its papers and its terms are those of before."""
    form = Registration(
        type=resident.type,
        age=age_on(resident.born_on, day_of(context.now)),
        school=resident.school,
        roster=roster_facts(resident.roster),
    )
    applicant = facts.Resident(type=resident.type, mail=bool(resident.mail))
    return ask(Application(form, Channel.DESK, applicant), context)
