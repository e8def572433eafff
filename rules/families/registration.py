"""A registration of a type that may do this (CM-05), and in a state in which it may (CM-06)."""

from collections.abc import Iterator
from datetime import timedelta

from rules.calendar import instant
from rules.case import Case
from rules.facts import Resident, Verb
from rules.schema import Channels, Group, Many, Rule, Verbs
from rules.verdict import Reason

CODES = {
    "login_needed": (),
    "not_registered": (),
    "groups_only": ("facility", "sport"),
    "account_state": ("state",),
    "before_first_day": ("day",),
    "expired": (),
    "mail_needed": (),
    "password_needed": (),
}


class States(Rule):
    """The states of a registration in which its owner may book, and may cancel."""

    book: Many[str]
    cancel: Many[str]


class Expiry(Rule):
    """Verbs that an expired registration refuses, beside the rule on states."""

    refuses: Verbs


class Online(Rule):
    """Channels on which only someone with a mail address and a password may book."""

    channels: Channels
    mail: bool
    password: bool


class Settings(Group):
    states: States | None = None
    expiry: Expiry | None = None
    online: Online | None = None


def reasons(case: Case) -> Iterator[Reason]:
    if case.verb in {Verb.VIEW, Verb.REGISTER}:
        return
    resident = case.resident
    if resident is None:
        yield Reason("login_needed", "CM-05")
        return
    if resident.type not in case.municipality.types:
        yield Reason("not_registered", "CM-05")
        return
    settings = case.settings(Settings) or Settings()
    yield from _account(case, resident, settings)
    if case.verb is Verb.BOOK:
        yield from _groups_only(case)
        yield from _online(case, resident, settings.online)


def _account(case: Case, resident: Resident, settings: Settings) -> Iterator[Reason]:
    if settings.states is not None:
        yield from _state(case, resident, settings.states, settings.expiry)
    first = resident.registered_on
    if first is not None and case.today < first:
        params = {"day": first.isoformat()}
        yield Reason("before_first_day", "CM-06", params, allowed_from=instant(first))


def _state(
    case: Case, resident: Resident, states: States, expiry: Expiry | None
) -> Iterator[Reason]:
    state, last = resident.state, resident.valid_until
    over = None
    if state == "active" and last is not None and case.today > last:
        state, over = "expired", instant(last + timedelta(days=1))
    allowed = states.book if case.verb is Verb.BOOK else states.cancel
    if state not in allowed:
        yield Reason("account_state", states.cited, {"state": state}, allowed_until=over)
    if state == "expired" and expiry is not None and case.verb in expiry.refuses:
        yield Reason("expired", expiry.cited, allowed_until=over)


def _groups_only(case: Case) -> Iterator[Reason]:
    if case.kind != "individual":
        return
    room, sport = case.room.groups_only, case.room.sports.get(case.slot.sport)
    params = {"facility": case.room.id, "sport": case.slot.sport}
    if room is not None and room.value:
        yield Reason("groups_only", room.cited, params)
    elif sport is not None and sport.groups_only:
        yield Reason("groups_only", sport.cited, params)


def _online(case: Case, resident: Resident, online: Online | None) -> Iterator[Reason]:
    if online is None or case.request.channel not in online.channels:
        return
    if online.mail and not resident.mail:
        yield Reason("mail_needed", online.cited)
    if online.password and not resident.password:
        yield Reason("password_needed", online.cited)
