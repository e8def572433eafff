"""Renewal (登録の更新): when and how, by form where that may be, and the notice that stops one."""

from datetime import date

from kiosk.flow import action, keeping, renewing, roster
from kiosk.flow.advice import resident_of
from kiosk.flow.desks import first_desk
from kiosk.flow.identify import arriving
from kiosk.flow.instead import said
from kiosk.flow.journeys import Telling, Tile
from kiosk.flow.onward import onward
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import PageOpened
from kiosk.messages.registration import (
    EndConfirmed,
    RenewalConfirmed,
)
from kiosk.screens.confirm.view import Row
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.form.view import View as Form
from kiosk.screens.parts import Look, Press
from kiosk.screens.read.view import View as Read
from kiosk.visit import Sent, Visit
from rules import wording
from rules.verdict import Verdict
from sync.wire import EndRegistrationBody, RenewBody

__all__ = ["GOALS", "PAGES", "TELLINGS", "TILE"]

OPEN = {"received", "accepted"}
SENT_BACK = {"returned", "defective"}
SENT = {"sent": "action.wait", "stopped": "stopped"}


# What happens ---------------------------------------------------------------------------------


def confirmed(visit: Visit, _: RenewalConfirmed) -> Move:
    """A group's numbers go with it; one that was sent back is followed by this one."""
    typed = roster.counts(visit) if renewing.needs_roster(visit) else None
    if not _may_apply(visit) or (typed is None and renewing.needs_roster(visit)):
        return stay(visit)
    body = RenewBody(follows=_sent_back(visit), kept=keeping.kept_by(visit, "renew"))
    return action.submit(visit, body, typed=typed)


def end_confirmed(visit: Visit, _: EndConfirmed) -> Move:
    if not _may_end(visit):
        return stay(visit)
    return action.submit(visit, EndRegistrationBody())


def _may_apply(visit: Visit) -> bool:
    known = resident_of(visit) is not None and renewing.settings_of(visit) is not None
    by_form = known and renewing.ends_until(visit) is None and _applied(visit) is None
    return by_form and renewing.verdict_on(visit).allowed


def _may_end(visit: Visit) -> bool:
    """Until the day on which a notice is still in time, once."""
    until = renewing.ends_until(visit)
    mine = visit.person.mine if visit.person else None
    noticed = mine is not None and mine.withdrawn_on is not None
    return until is not None and visit.today <= until and not noticed


def _applied(visit: Visit) -> str | None:
    """The number of an application that is still open."""
    return _renewal_in(visit, OPEN)


def _sent_back(visit: Visit) -> str | None:
    return _renewal_in(visit, SENT_BACK)


def _renewal_in(visit: Visit, states: set[str]) -> str | None:
    mine = visit.person.mine if visit.person else None
    found = [one.number for one in mine.renewals if one.state in states] if mine else []
    return found[-1] if found else None


# What is shown --------------------------------------------------------------------------------


def see(visit: Visit) -> Read:
    """How long it is valid, and what to do: one paragraph each."""
    t = visit.speech
    resident = visit.person.resident if visit.person else None
    if resident is None:
        return Read(t.say("renewal.heading"), (t.say("renewal.offline"),))
    last = resident.valid_until
    until = (
        t.say("renewal.endless")
        if last is None
        else t.say("renewal.until", day=_dated(visit, last))
    )
    todo = _by_itself(visit) if renewing.ends_until(visit) is not None else _by_form(visit)
    return Read(until, tuple(line for line in todo if line), go=_go(visit))


def _go(visit: Visit) -> Press | None:
    t = visit.speech
    if _may_end(visit):
        return Press(t.say("renewal.end"), PageOpened("renewal.end"), "cancel", Look.STOP)
    if not _may_apply(visit):
        return None
    page = "renewal.members" if renewing.needs_roster(visit) else "renewal.apply"
    return Press(t.say("renewal.go"), PageOpened(page), "renew", Look.MAIN)


def _by_form(visit: Visit) -> tuple[str, ...]:
    t, verdict = visit.speech, renewing.verdict_on(visit)
    applied = _applied(visit)
    if applied is not None:
        return (t.say("renewal.applied", number=applied), *_identity(visit))
    if verdict.allowed:
        group = t.say("renewal.roster") if renewing.needs_roster(visit) else ""
        back = t.say("renewal.sent_back") if _sent_back(visit) else ""
        told = (back, t.say("renewal.open"), group, *_identity(visit))
        return (*told, *_follows(visit, verdict), _desk(visit))
    return (*(said(visit, reason).text for reason in verdict.reasons), _desk(visit))


def _by_itself(visit: Visit) -> tuple[str, ...]:
    """The card stays, and nothing is to be done but pay (KT-10 to KT-12)."""
    t, until = visit.speech, renewing.ends_until(visit)
    mine = visit.person.mine if visit.person else None
    if mine is not None and mine.withdrawn_on is not None:
        return (t.say("renewal.ending", day=t.day(mine.withdrawn_on)), _desk(visit))
    assert until is not None
    late = visit.today > until
    ends = t.say("renewal.end_late" if late else "renewal.end_until", day=t.day(until))
    verdict = renewing.verdict_on(visit)
    return (t.say("renewal.by_itself"), *_follows(visit, verdict), ends, _desk(visit))


def _follows(visit: Visit, verdict: Verdict) -> tuple[str, ...]:
    """How long it is valid then, and what it costs."""
    t, outcome = visit.speech, verdict.outcome or {}
    until, yen, month = (outcome.get(k) for k in ("valid_until", "charge", "charge_month"))
    last = _day(until)
    lines = [] if last is None else [t.say("renewal.then", day=_dated(visit, last))]
    if isinstance(yen, int):
        debited = t.month(date.fromisoformat(f"{month}-01"))
        lines.append(t.say("renewal.fee", yen=t.yen(yen), month=debited))
    return tuple(lines)


def _desk(visit: Visit) -> str:
    return first_desk(visit, "registration")


def members(visit: Visit) -> Form:
    t = visit.speech
    ready = roster.counts(visit) is not None
    go = Press(t.say("press.next"), PageOpened("renewal.apply"), "next", Look.MAIN, ready)
    also = (*keeping.later(visit), *keeping.resume(visit))
    return Form(roster.fields(visit), go, (t.say("renewal.roster.names"),), also)


def apply(visit: Visit) -> Confirm:
    t, verdict = visit.speech, renewing.verdict_on(visit)
    counts = roster.counts(visit) if renewing.needs_roster(visit) else None
    change = Press(t.say("press.change"), PageOpened("renewal.members"), "change")
    group = (
        ()
        if counts is None
        else (Row(t.say("roster.members"), t.count("count.people", counts.members), change),)
    )
    go = Press(t.say("renewal.confirm"), RenewalConfirmed(), "check", Look.MAIN, _may_apply(visit))
    notes = (*_identity(visit), *_follows(visit, verdict), _desk(visit))
    return Confirm(t.say("renewal.sentence"), group, notes, go)


def end(visit: Visit) -> Confirm:
    t, resident = visit.speech, visit.person.resident if visit.person else None
    last = resident.valid_until if resident else None
    rows = () if last is None else (Row(t.say("renewal.last"), _dated(visit, last), strong=True),)
    go = Press(t.say("renewal.end.confirm"), EndConfirmed(), "cancel", Look.STOP, _may_end(visit))
    return Confirm(t.say("renewal.end.sentence"), rows, (t.say("renewal.end.note"),), go)


def _offered(visit: Visit) -> bool:
    return renewing.settings_of(visit) is not None


def _lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    number = sent.verdict.outcome.get("number") if sent.verdict else None
    if not number:
        return ()
    waits = _identity(visit) if _is_pending(sent) else ()
    return (visit.speech.say("renewal.number", number=number), *waits)


def _rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    t, outcome = visit.speech, sent.verdict.outcome if sent.verdict else {}
    number, last = outcome.get("number"), _day(outcome.get("valid_until"))
    rows = [(t.say("renewal.row.number"), str(number))] if number else []
    if _is_pending(sent):
        return (*rows, *((t.say("register.row.bring"), line) for line in _identity(visit)))
    if last is not None:
        rows.append((t.say("renewal.row.until"), _dated(visit, last)))
    return tuple(rows)


def _is_pending(sent: Sent) -> bool:
    """Received, and not renewed yet."""
    return sent.verdict is not None and sent.verdict.outcome.get("stage") == "pending"


def _identity(visit: Visit) -> tuple[str, ...]:
    """The papers that a desk has to see again before it is done (ON-23)."""
    t, settings = visit.speech, renewing.settings_of(visit)
    if settings is None or settings.identity is None:
        return ()
    language, kinds = visit.settings.language, settings.identity.any_of
    papers = t.say("list.separator").join(wording.text(f"document.{k}", language) for k in kinds)
    return (t.say("renewal.identity", papers=papers),)


def _dated(visit: Visit, day: date) -> str:
    """With its year: it may be years ahead."""
    t = visit.speech
    return t.say("renewal.day", year=day.year, day=t.day(day))


def _day(value: object) -> date | None:
    """A day of an outcome, as the rules give it or as the centre sends it."""
    match value:
        case date():
            return value
        case str():
            return date.fromisoformat(value)
        case _:
            return None


def _actions(visit: Visit, _: Sent) -> tuple[Press, ...]:
    return onward(visit)


PAGES = {
    "renewal.see": Page(
        "read",
        see,
        opened=arriving("renewal.see"),
        opens=("renewal.apply", "renewal.members", "renewal.end"),
    ),
    "renewal.members": Page(
        "form",
        members,
        on=roster.ON,
        opens=("renewal.apply", "keep.offer", "resume.code"),
        records=True,
        needs_line=True,
    ),
    "renewal.apply": Page(
        "confirm",
        apply,
        on={RenewalConfirmed: on(confirmed, **SENT)},
        opens=("renewal.members",),
        records=True,
        needs_line=True,
    ),
    "renewal.end": Page(
        "confirm",
        end,
        on={EndConfirmed: on(end_confirmed, **SENT)},
        gives_up=True,
        records=True,
    ),
}
TILE = Tile("renewal.tile", "renewal.see", "renew", _offered, rank=7)
GOALS = ("renewal.see",)
TELLINGS = {
    "renew": Telling(_lines, _rows, _actions),
    "end_registration": Telling(_lines, _rows, _actions),
}
