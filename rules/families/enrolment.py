"""Registration: for whom, with what papers, how long it is valid and what it costs (利用者登録)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from rules.calendar import first_of_month, last_of_month, months_after
from rules.case import Case
from rules.facts import Channel, Registration, Verb
from rules.schema import Channels, Cited, Group, Id, Many, Months, Rule, Section, Sourced, Yen
from rules.verdict import Reason

CODES = {
    "registration_elsewhere": (),
    "no_such_type": (),
    "too_young": ("age_min",),
    "school_too_low": ("school",),
    "guardian_consent_needed": ("under_age",),
    "guardian_document_needed": ("under_age",),
    "document_needed": ("documents",),
    "proxy_document_needed": ("documents",),
    "registered_otherwise": (),
    "mail_needed_to_register": (),
    "not_declared": (),
    "terms_not_agreed_to": ("facility_class",),
}
Age = Annotated[int, Field(ge=0, le=99)]
Years = Annotated[int, Field(ge=1, le=30)]
State = Literal["provisional", "pending", "active"]


class Term(Section):
    """How long a registration is valid (有効期間), and its fee (登録料・更新料).

    ``last_day`` is the same day of the year, or the end of its month. The fee is debited
    ``charge_months_after`` the month.
    """

    years: Years
    last_day: Sourced[Literal["same_day", "month_end"]]
    yen: Yen | None = None
    charge_months_after: Months = 0

    def outcome(self, day: date) -> Mapping[str, object]:
        """What follows from a registration or a renewal on a day."""
        last = months_after(day, 12 * self.years)
        if self.last_day.value == "month_end":
            last = last_of_month(last)
        month = first_of_month(day, self.charge_months_after)
        charged = None if self.yen is None else f"{month:%Y-%m}"
        return {"valid_until": last, "charge": self.yen, "charge_month": charged}


class Person(Rule):
    """Who may register for himself: so old, and at none of these schools."""

    types: Annotated[Many[Id], Field(min_length=1)]
    age_min: Age
    schools_refused: Many[str] = ()


class Guardian(Rule):
    """Someone younger needs the guardian's consent, and these papers where they are looked at."""

    under_age: Age
    documents: Many[str] = ()
    channels: Channels


class Document(Rule):
    """One of these papers is shown, by applications on these channels."""

    any_of: Annotated[Many[str], Field(min_length=1)]
    channels: Channels


class Proxy(Rule):
    """Somebody else brings the application with these papers (委任状); a guardian needs none."""

    documents: Annotated[Many[str], Field(min_length=1)]


class Stage(Section):
    """How a registration stands once applied for; ``until`` some papers come, it is pending."""

    online: State
    desk: State
    pending_without: Many[str] = ()


class Settings(Group):
    """``desk_only``: no application on a terminal or the web; ``exclusive``: one kind a person.

    ``seal``: a seal (印鑑) may be needed at the desk; nothing is refused without one.

    ``mail`` is needed for an application online, ``declaration`` is the box to be ticked, and
    ``consent`` that to the terms.
    """

    desk_only: Cited | None = None
    exclusive: Cited | None = None
    mail: Cited | None = None
    declaration: Cited | None = None
    consent: Cited | None = None
    person: Person | None = None
    guardian: Guardian | None = None
    proxy: Proxy | None = None
    documents: Many[Document] = ()
    seal: Cited | None = None
    stage: Stage | None = None
    term: Term | None = None


def reasons(case: Case) -> Iterator[Reason]:
    form, settings = case.request.registration, case.settings(Settings)
    if case.verb is not Verb.REGISTER or form is None:
        return
    if form.type not in case.municipality.types:
        yield Reason("no_such_type", "CM-05")
    if settings is None:
        return
    yield from _application(case, form, settings)
    yield from _person(form, settings.person)
    yield from _guardian(case, form, settings.guardian)
    yield from _proxy(form, settings)
    for paper in settings.documents:
        yield from _document(case, form, paper)


def outcome(case: Case) -> Mapping[str, object]:
    form, settings = case.request.registration, case.settings(Settings)
    if case.verb is not Verb.REGISTER or form is None or settings is None:
        return {}
    term = {} if settings.term is None else settings.term.outcome(case.today)
    return {**term, "stage": None if settings.stage is None else _stage(case, form, settings.stage)}


def _application(case: Case, form: Registration, settings: Settings) -> Iterator[Reason]:
    online = case.request.channel is not Channel.DESK
    if online and settings.desk_only is not None:
        yield Reason("registration_elsewhere", settings.desk_only.cited)
    resident = case.resident
    if online and settings.mail is not None and resident is not None and not resident.mail:
        yield Reason("mail_needed_to_register", settings.mail.cited)
    wanted = case.municipality.kind_of(form.type)
    other = wanted is not None and case.kind not in {None, wanted}
    if settings.exclusive is not None and other:
        yield Reason("registered_otherwise", settings.exclusive.cited)
    if settings.declaration is not None and not form.declared:
        yield Reason("not_declared", settings.declaration.cited)
    agreed = form.agreed is None or case.scope in form.agreed
    if settings.consent is not None and not agreed:
        params = {"facility_class": case.scope}
        yield Reason("terms_not_agreed_to", settings.consent.cited, params)


def _person(form: Registration, person: Person | None) -> Iterator[Reason]:
    if person is None or form.type not in person.types:
        return
    if form.age < person.age_min:
        yield Reason("too_young", person.cited, {"age_min": person.age_min})
    if form.school in person.schools_refused:
        yield Reason("school_too_low", person.cited, {"school": form.school})


def _guardian(case: Case, form: Registration, guardian: Guardian | None) -> Iterator[Reason]:
    if guardian is None or form.age >= guardian.under_age:
        return
    params = {"under_age": guardian.under_age}
    if not form.consent:
        yield Reason("guardian_consent_needed", guardian.cited, params)
    shown = form.documents is None or set(guardian.documents) <= form.documents
    if case.request.channel in guardian.channels and not shown:
        yield Reason("guardian_document_needed", guardian.cited, params)


def _proxy(form: Registration, settings: Settings) -> Iterator[Reason]:
    proxy, guardian = settings.proxy, settings.guardian
    if proxy is None or not form.proxy or form.documents is None:
        return
    by_guardian = guardian is not None and form.age < guardian.under_age
    if not by_guardian and not form.documents.issuperset(proxy.documents):
        yield Reason("proxy_document_needed", proxy.cited, {"documents": list(proxy.documents)})


def _document(case: Case, form: Registration, paper: Document) -> Iterator[Reason]:
    if form.documents is None or case.request.channel not in paper.channels:
        return
    if form.documents.isdisjoint(paper.any_of):
        yield Reason("document_needed", paper.cited, {"documents": list(paper.any_of)})


def _stage(case: Case, form: Registration, stage: Stage) -> str:
    given = form.documents is None or set(stage.pending_without) <= form.documents
    if not given:
        return "pending"
    return stage.desk if case.request.channel is Channel.DESK else stage.online
