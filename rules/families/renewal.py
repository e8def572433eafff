"""Renewal of a registration: when, by whom, with what, and what it costs (利用者登録の更新)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.calendar import instant, months_after
from rules.case import Case
from rules.facts import Channel, Renewal, Verb
from rules.families.enrolment import State, Term
from rules.schema import Cited, Group, Many, Months, Rule, Sourced
from rules.verdict import Reason

CODES = {
    "no_renewal_here": (),
    "renewal_not_yet": ("opens_at",),
    "renewal_at_the_desk": ("facility",),
    "renewal_by_another": (),
    "renewal_without_card": (),
    "roster_needed": (),
    "identity_paper_needed": ("documents",),
}

#: A paper that a desk has seen, whichever it was.
SEEN = "desk"


class Opens(Rule):
    """So many months before the last day on which the registration is valid."""

    months_before: Months


class Roster(Rule):
    """A list of members (団体名簿) goes with it, for these kinds of registration."""

    kinds: Annotated[Many[str], Field(min_length=1)]


class Identity(Rule):
    """One of these papers is seen again; an application made elsewhere waits at a desk for it."""

    any_of: Annotated[Many[str], Field(min_length=1)]


class Withdrawal(Rule):
    """A notice to end the registration (登録廃止の届け) counts until so long before the renewal."""

    months_before: Months


class Settings(Group):
    """``term``: how long it then is valid, and its fee. Without it there is nothing to renew.

    ``stage``: how the registration stands once applied for.
    ``desk_only``: not at a terminal or on the web for this room; ``in_person``: the registered
    person or the group's representative signs; ``card``: with the My Number card, except at the
    desk.
    """

    term: Term | None = None
    stage: Sourced[State] | None = None
    opens: Opens | None = None
    desk_only: Cited | None = None
    in_person: Cited | None = None
    card: Cited | None = None
    roster: Roster | None = None
    identity: Identity | None = None
    withdrawal: Withdrawal | None = None


def reasons(case: Case) -> Iterator[Reason]:
    form = case.request.renewal
    if case.verb is not Verb.RENEW or form is None:
        return
    settings = case.settings(Settings)
    if settings is None or settings.term is None:
        yield Reason("no_renewal_here", "CM-05")
        return
    yield from _opens(case, settings.opens)
    if case.request.channel is not Channel.DESK:
        yield from _at_the_desk(case, form, settings)
    else:
        yield from _identity(form, settings.identity)
    yield from _roster(case, form, settings)


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.RENEW or settings is None or settings.term is None:
        return {}
    return {**settings.term.outcome(renewal_day(case)), "stage": _stage(case, settings)}


def renewal_day(case: Case) -> date:
    """更新期日: the day on which the old registration ends, or today where that is past."""
    last = None if case.resident is None else case.resident.valid_until
    return case.today if last is None else max(last, case.today)


def ends_by_notice(settings: Settings, renewal: date, noticed: date) -> bool:
    """Whether a notice to end the registration came in time to stop its renewal (KT-10)."""
    withdrawal = settings.withdrawal
    return withdrawal is not None and noticed <= months_after(renewal, -withdrawal.months_before)


def _opens(case: Case, opens: Opens | None) -> Iterator[Reason]:
    last = None if case.resident is None else case.resident.valid_until
    if opens is None or last is None:
        return
    first = instant(months_after(last, -opens.months_before))
    if case.now < first:
        params = {"opens_at": first.isoformat()}
        yield Reason("renewal_not_yet", opens.cited, params, allowed_from=first)


def _at_the_desk(case: Case, form: Renewal, settings: Settings) -> Iterator[Reason]:
    if settings.desk_only is not None and case.room_or_none is not None:
        yield Reason("renewal_at_the_desk", settings.desk_only.cited, {"facility": case.room.id})
    if settings.in_person is not None and form.signer != "self":
        yield Reason("renewal_by_another", settings.in_person.cited)
    if settings.card is not None and form.document != "my_number_card":
        yield Reason("renewal_without_card", settings.card.cited)


def _identity(form: Renewal, identity: Identity | None) -> Iterator[Reason]:
    if identity is not None and form.document not in {SEEN, *identity.any_of}:
        params = {"documents": list(identity.any_of)}
        yield Reason("identity_paper_needed", identity.cited, params)


def _stage(case: Case, settings: Settings) -> str | None:
    if settings.identity is not None and case.request.channel is not Channel.DESK:
        return "pending"
    return None if settings.stage is None else settings.stage.value


def _roster(case: Case, form: Renewal, settings: Settings) -> Iterator[Reason]:
    roster = settings.roster
    if roster is None or case.kind not in roster.kinds or form.attachments is None:
        return
    if "roster" not in form.attachments:
        yield Reason("roster_needed", roster.cited)
