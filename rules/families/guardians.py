"""Who must be of age, and what someone who is not brings to the desk (保護者の同伴・自筆署名)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from rules.case import Case
from rules.facts import Resident, Roster, Verb
from rules.schema import Channels, Group, Many, Rule
from rules.verdict import Reason

CODES = {
    "applicant_under_age": ("age_min",),
    "guardian_signs_at_the_desk": ("facility",),
    "guardian_shows_an_id_at_the_desk": ("facility",),
    "leader_under_age": ("age_min",),
}
Age = Annotated[int, Field(ge=0, le=99)]


class Applicant(Rule):
    """Whoever books is so old; for someone younger the guardian books."""

    age_min: Age


class Signature(Rule):
    """A guardian signs by hand for someone younger, or at such a school: not on these channels.

    ``shows_id``: and brings a proof of identity.
    """

    age_min: Age = 0
    schools: Many[str] = ()
    shows_id: bool = False
    channels: Channels


class Leader(Rule):
    """A group is answered for by someone so old (団体責任者)."""

    age_min: Age


class Settings(Group):
    applicant: Applicant | None = None
    signature: Signature | None = None
    leader: Leader | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings, resident = case.settings(Settings), case.resident
    if settings is None:
        return
    form = case.request.registration
    if form is not None:
        yield from _leader(form.roster, settings.leader)
    elif resident is not None and case.verb is Verb.BOOK:
        yield from _applicant(resident, settings.applicant)
        yield from _signature(case, resident, settings.signature)
        yield from _leader(resident.roster, settings.leader)


def _applicant(resident: Resident, applicant: Applicant | None) -> Iterator[Reason]:
    if applicant is not None and resident.age < applicant.age_min:
        yield Reason("applicant_under_age", applicant.cited, {"age_min": applicant.age_min})


def _signature(case: Case, resident: Resident, signature: Signature | None) -> Iterator[Reason]:
    if signature is None or case.request.channel not in signature.channels:
        return
    if resident.age < signature.age_min or resident.school in signature.schools:
        here = {"facility": case.room.id}
        if signature.shows_id:
            yield Reason("guardian_shows_an_id_at_the_desk", signature.cited, here)
        else:
            yield Reason("guardian_signs_at_the_desk", signature.cited, here)


def _leader(roster: Roster | None, leader: Leader | None) -> Iterator[Reason]:
    if leader is not None and roster is not None and roster.leader_age < leader.age_min:
        yield Reason("leader_under_age", leader.cited, {"age_min": leader.age_min})
