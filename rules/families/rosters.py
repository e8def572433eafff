"""What a group's list of members must show: how many, how old, from where (構成員名簿)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from rules.case import Case
from rules.facts import Registration, Resident, Roster, Verb
from rules.schema import Cited, Count, Group, Id, Many, Percent, Rule, Sourced
from rules.verdict import Reason

CODES = {
    "too_few_members": ("members_min",),
    "too_few_members_for_sport": ("members_min", "sport"),
    "members_too_young": (),
    "leader_too_young": ("age_min",),
    "leader_at_school": ("school",),
    "too_few_local": ("percent_min",),
    "too_few_local_for_sport": ("percent_min", "members_min", "sport"),
    "base_outside": ("sport",),
    "too_few_phones": ("phones_min",),
}
Age = Annotated[int, Field(ge=0, le=99)]


class Leader(Rule):
    """代表者: so old, and at none of these schools."""

    age_min: Age
    schools_refused: Many[str] = ()


class Members(Rule):
    """So many members at least; ``by_sport`` goes before ``least`` for the main sport."""

    least: Count
    by_sport: Sourced[dict[Id, Count]] | None = None
    elementary_or_older: bool = False


class Local(Rule):
    """So many in a hundred live, work or study here; for these types of registration."""

    types: Annotated[Many[Id], Field(min_length=1)]
    percent_min: Percent


class LocalSport(Rule):
    """Some sports: so many in a hundred, or so many members, are from here, and so is the base."""

    sports: Annotated[Many[Id], Field(min_length=1)]
    percent_min: Percent
    or_members_min: Count


class Phones(Rule):
    """So many members can be called."""

    least: Count


class Settings(Group):
    """``eligibility``: a clause that asks all this of whoever books as well (利用資格)."""

    eligibility: Cited | None = None
    leader: Leader | None = None
    members: Members | None = None
    local: Local | None = None
    local_sport: LocalSport | None = None
    phones: Phones | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings, group = case.settings(Settings), _group(case)
    if settings is None or group is None or group.roster is None:
        return
    if case.verb is Verb.BOOK and settings.eligibility is None:
        return
    if case.municipality.kind_of(group.type) != "group":
        return
    roster = group.roster
    yield from _leader(roster, settings.leader)
    yield from _members(roster, settings.members)
    if settings.local is not None and group.type in settings.local.types:
        yield from _local(roster, settings.local)
    sport = case.slot.sport if case.verb is Verb.BOOK else roster.main_sport
    yield from _local_sport(roster, sport, settings.local_sport)
    if settings.phones is not None and roster.phones < settings.phones.least:
        params = {"phones_min": settings.phones.least}
        yield Reason("too_few_phones", settings.phones.cited, params)


def _group(case: Case) -> Registration | Resident | None:
    """Who registers, or books."""
    match case.verb:
        case Verb.REGISTER:
            return case.request.registration
        case Verb.BOOK:
            return case.resident
        case _:
            return None


def _leader(roster: Roster, leader: Leader | None) -> Iterator[Reason]:
    if leader is None:
        return
    if roster.leader_age < leader.age_min:
        yield Reason("leader_too_young", leader.cited, {"age_min": leader.age_min})
    if roster.leader_school in leader.schools_refused:
        yield Reason("leader_at_school", leader.cited, {"school": roster.leader_school})


def _members(roster: Roster, members: Members | None) -> Iterator[Reason]:
    if members is None:
        return
    if members.elementary_or_older and not roster.elementary_or_older:
        yield Reason("members_too_young", members.cited)
    sport = roster.main_sport
    by_sport = {} if members.by_sport is None else members.by_sport.value
    if sport is not None and sport in by_sport:
        least = by_sport[sport]
        if roster.members < least:
            params = {"members_min": least, "sport": sport}
            yield Reason("too_few_members_for_sport", members.cited, params)
    elif roster.members < members.least:
        yield Reason("too_few_members", members.cited, {"members_min": members.least})


def _local(roster: Roster, local: Local) -> Iterator[Reason]:
    if 100 * roster.local < local.percent_min * roster.members:
        yield Reason("too_few_local", local.cited, {"percent_min": local.percent_min})


def _local_sport(roster: Roster, sport: str | None, local: LocalSport | None) -> Iterator[Reason]:
    if local is None or sport is None or sport not in local.sports:
        return
    half = 100 * roster.local >= local.percent_min * roster.members
    if not half and roster.local < local.or_members_min:
        params = {
            "percent_min": local.percent_min,
            "members_min": local.or_members_min,
            "sport": sport,
        }
        yield Reason("too_few_local_for_sport", local.cited, params)
    if not roster.base_in_city:
        yield Reason("base_outside", local.cited, {"sport": sport})
