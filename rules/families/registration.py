"""A registration of a type that may do this (CM-05), and in a state in which it may (CM-06)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from rules.calendar import instant
from rules.case import Case
from rules.facts import Resident, Verb
from rules.families.channel import unregistered, unregistered_from
from rules.schema import Channels, Cited, Group, Many, Rule, Verbs
from rules.verdict import Reason

CODES = {
    "login_needed": (),
    "not_registered": (),
    "groups_only": ("facility", "sport"),
    "groups_only_class": ("facility_class",),
    "account_state": ("state",),
    "own_account_state": ("state",),
    "expired": (),
    "before_first_day": ("day",),
    "own_before_first_day": ("day",),
    "mail_needed": (),
    "password_needed": (),
}
#: What a registration does only with a mail address and a password where it is done online.
ONLINE = frozenset({Verb.BOOK, Verb.CHANGE, Verb.ENTER_LOTTERY})


class States(Rule):
    """What a registration that is not active may still do, by its state."""

    provisional: Verbs
    suspended: Verbs
    expired: Verbs
    closed: Verbs


class OwnState(Rule):
    """The municipality's own clause on a state, cited beside the one on all states."""

    state: Literal["provisional", "suspended", "expired", "closed"]
    refuses: Verbs


class Online(Rule):
    """Channels on which only someone with a mail address and a password may book."""

    channels: Channels
    mail: bool
    password: bool


class Settings(Group):
    """``needed``, ``login`` and ``first_day`` are clauses to cite.

    ``login`` is for where nobody has logged in, if that is another clause than ``needed``.
    """

    needed: Cited | None = None
    login: Cited | None = None
    states: States | None = None
    own_states: Many[OwnState] = ()
    first_day: Cited | None = None
    online: Online | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings) or Settings()
    match case.verb:
        case Verb.VIEW:
            return
        case Verb.REGISTER:
            yield from _class_for_groups(case)
            return
    resident = case.resident
    if resident is None or resident.type not in case.municipality.types:
        yield from _nobody(case, settings)
        return
    yield from _account(case, resident, settings)
    if case.takes_courts:
        yield from _groups_only(case)
    if case.verb in ONLINE:
        yield from _online(case, resident, settings.online)


def _nobody(case: Case, settings: Settings) -> Iterator[Reason]:
    row = unregistered(case)
    opens = None if row is None else unregistered_from(row, case.slot.day)
    if row is not None and (opens is None or case.now >= opens):
        return
    if case.resident is None:
        own = row or settings.login or settings.needed
        yield Reason("login_needed", own.cited if own else "CM-05", allowed_from=opens)
        return
    own = row or settings.needed
    yield Reason("not_registered", own.cited if own else "CM-05", allowed_from=opens)


def _account(case: Case, resident: Resident, settings: Settings) -> Iterator[Reason]:
    yield from _state(case, resident, settings)
    first = resident.registered_on
    if first is None or case.today >= first:
        return
    params, opens = {"day": first.isoformat()}, instant(first)
    yield Reason("before_first_day", "CM-06", params, allowed_from=opens)
    if settings.first_day is not None:
        own = settings.first_day.cited
        yield Reason("own_before_first_day", own, params, allowed_from=opens)


def _state(case: Case, resident: Resident, settings: Settings) -> Iterator[Reason]:
    state, last = resident.state, resident.valid_until
    over = None
    if state == "active" and last is not None and case.today > last:
        state, over = "expired", instant(last + timedelta(days=1))
    elif state == "active" and case.facility_class in resident.pending:
        state = "provisional"
    states = settings.states
    if states is not None and state != "active" and case.verb not in getattr(states, state, ()):
        yield Reason("account_state", states.cited, {"state": state}, allowed_until=over)
    for own in settings.own_states:
        if own.state != state or case.verb not in own.refuses:
            continue
        if state == "expired":
            yield Reason("expired", own.cited, allowed_until=over)
        else:
            yield Reason("own_account_state", own.cited, {"state": state})


def _groups_only(case: Case) -> Iterator[Reason]:
    if case.kind != "individual":
        return
    room, sport = case.room.groups_only, case.room.sports.get(case.slot.sport)
    params = {"facility": case.room.id, "sport": case.slot.sport}
    if room is not None and room.value:
        yield Reason("groups_only", room.cited, params)
    elif sport is not None and sport.groups_only:
        yield Reason("groups_only", sport.cited, params)


def _class_for_groups(case: Case) -> Iterator[Reason]:
    form, known = case.request.registration, case.municipality.classes.get(case.scope)
    groups = None if known is None else known.groups_only
    kind = None if form is None else case.municipality.kind_of(form.type)
    if groups is not None and groups.value and kind == "individual":
        yield Reason("groups_only_class", groups.cited, {"facility_class": case.scope})


def _online(case: Case, resident: Resident, online: Online | None) -> Iterator[Reason]:
    if online is None or case.request.channel not in online.channels:
        return
    if online.mail and not resident.mail:
        yield Reason("mail_needed", online.cited)
    if online.password and not resident.password:
        yield Reason("password_needed", online.cited)
