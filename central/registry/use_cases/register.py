"""Register someone (利用者登録): online, provisionally where the rules say so, or at the desk."""

from collections.abc import Mapping
from datetime import date

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.applications import Application, activate, ask, stages
from central.registry.consents import agree, outdated
from central.registry.fields import (
    Agreement,
    CardUid,
    Digest,
    Line,
    Mail,
    Method,
    Number,
    Paper,
    Person,
    Phone,
    Secret,
    Word,
)
from central.registry.kept_forms import use_up
from central.registry.models import Card, ClassRegistration, Credential, Resident, ResidentState
from central.registry.numbers import next_number
from central.registry.papers import see
from central.registry.residents import age_on, registered_person
from central.registry.rosters import RosterBody
from rules import facts
from rules.calendar import day_of
from rules.facts import Channel, Registration

__all__ = ["KIND", "Body", "perform"]

KIND = "register"


class Body(commands.Body):
    """What the form says; ``type`` is one of the municipality's, ``agreed`` what it is for.

    Without a ``number`` the next one is issued. ``carried_over``: it comes from an older system,
    where its papers were seen, its terms agreed to and its fee paid. The first and last day are
    told where the rules are not to say them. ``temporary``: the desk gave the password. ``kept``:
    the unfinished form that this ends.
    """

    channel: Channel
    type: Word
    name: Person
    born_on: date
    number: Number | None = None
    representative: Line = ""
    school: Word = "none"
    mail: Mail = ""
    phone: Phone = ""
    address: Line = ""
    payment_method: Method = ""
    roster: RosterBody | None = None
    documents: tuple[Paper, ...] = ()
    guardian_consent: bool = False
    proxy: bool = False
    declared: bool = False
    agreed: tuple[Agreement, ...] = ()
    card: CardUid | None = None
    secret: Secret | None = None
    temporary: bool = False
    registered_on: date | None = None
    valid_until: date | None = None
    carried_over: bool = False
    kept: Digest | None = None


def perform(body: Body, context: Context) -> Decision:
    if stale := outdated(body.agreed, context):
        return rejected("terms_changed", "", facility_class=stale)
    application = _application(body, context)
    verdict = ask(application, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    if reason := _impossible(body, context):
        return reason
    number = body.number or next_number(
        context.municipality.id, context.municipality.credentials.number
    )
    if number is None:
        return rejected("no_number_left", context.municipality.credentials.number.cited)
    resident = _written(body, number, context)
    outcome = dict(verdict.outcome or {}) | ({"charge": None} if body.carried_over else {})
    active = stages(application, context)
    if body.carried_over:
        active = dict.fromkeys(active, True)
    _stand(resident, active, outcome, context)
    use_up(body.kept, context)
    return _answer(resident, outcome)


def _application(body: Body, context: Context) -> Application:
    today, old = day_of(context.now), body.carried_over
    classes = tuple(agreement.facility_class for agreement in body.agreed)
    form = Registration(
        type=body.type,
        age=age_on(body.born_on, today),
        school=body.school,
        consent=body.guardian_consent or old,
        documents=None if old else frozenset(body.documents),
        number=body.number,
        roster=None if body.roster is None else body.roster.facts,
        agreed=None if old and not classes else classes,
        declared=body.declared or old,
        proxy=body.proxy,
    )
    applicant = facts.Resident(type=_other_type(body, context), mail=bool(body.mail))
    return Application(form, body.channel, applicant)


def _other_type(body: Body, context: Context) -> str | None:
    """As what the person is registered already, if not as what is asked for now."""
    municipality = context.municipality
    wanted = municipality.kind_of(body.type)
    person = body.representative or body.name
    known = registered_person(municipality.id, person, body.born_on)
    return next((row.type for row in known if municipality.kind_of(row.type) != wanted), None)


def _impossible(body: Body, context: Context) -> Decision | None:
    """What the rules are not asked, since no municipality has it otherwise."""
    municipality = context.municipality
    form = municipality.credentials.number
    residents = Resident.objects.filter(municipality=municipality.id)
    cards = Card.objects.filter(municipality=municipality.id)
    if body.channel is not Channel.DESK and (body.registered_on or body.carried_over or body.card):
        return rejected("only_at_the_desk", "")
    group = municipality.kind_of(body.type) == "group"
    if group and body.roster is None and not body.carried_over:
        return rejected("roster_needed", "CM-05")
    if body.number is None and form.characters != "digits":
        return rejected("number_needed", form.cited)
    if body.number is not None and residents.filter(number=body.number).exists():
        return rejected("number_taken", form.cited)
    if body.card is not None and cards.filter(uid=body.card).exists():
        return rejected("card_known", "")
    return None


def _written(body: Body, number: str, context: Context) -> Resident:
    """The registration as it is before anything was approved."""
    resident = Resident.objects.create(
        id=context.make_id("resident"),
        municipality=context.municipality.id,
        number=number,
        state=ResidentState.PROVISIONAL,
        registered_on=body.registered_on or day_of(context.now),
        roster=None if body.roster is None else body.roster.model_dump(),
        **{name: getattr(body, name) for name in _COPIED},
    )
    if body.channel is Channel.DESK:
        see(resident, body.documents, context)
    for agreement in body.agreed:
        if agreement.version is not None:
            agree(resident, agreement, context)
    of = {"municipality": resident.municipality, "resident": resident}
    if body.card is not None:
        Card.objects.create(id=context.make_id("card"), uid=body.card, **of)
    if body.secret is not None:
        Credential.objects.create(
            id=context.make_id("credential"),
            secret=body.secret,
            temporary=body.temporary,
            changed_at=context.now,
            **of,
        )
    return resident


_COPIED = (
    "name",
    "representative",
    "type",
    "born_on",
    "school",
    "mail",
    "phone",
    "address",
    "payment_method",
    "valid_until",
)


def _stand(
    resident: Resident, active: Mapping[str, bool], outcome: dict[str, object], context: Context
) -> None:
    for scope, approved in sorted(active.items()):
        if scope in context.municipality.classes:
            ClassRegistration.objects.create(
                id=context.make_id(f"class {scope}"),
                municipality=resident.municipality,
                resident=resident,
                facility_class=scope,
                approved=approved,
                actor=context.actor,
                at=context.now,
            )
    if any(active.values()):
        activate(resident, outcome, KIND, context)


def _answer(resident: Resident, outcome: dict[str, object]) -> Decision:
    said = scalars(outcome) | {
        "resident": str(resident.id),
        "number": resident.number,
        "state": resident.state,
        "valid_until": _iso(resident.valid_until),
    }
    return Decision("applied", outcome=said)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
