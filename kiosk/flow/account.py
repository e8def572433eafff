"""How the account stands (登録の状態): said once after the login, with what to do and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kiosk.flow import names, renewing, town
from kiosk.flow.advice import booking_verdict
from kiosk.flow.desks import first_desk
from kiosk.flow.journeys import offered
from kiosk.flow.notices import service_now, service_text
from kiosk.flow.terms import clause
from kiosk.messages import NextPressed, PageOpened
from kiosk.screens.list.view import Row, View
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Plan, Visit
from rules import wording
from rules.calendar import DAY_MINUTES
from rules.desk_document import Matter
from rules.municipality import Room
from rules.verdict import Reason
from sync.wire import ResidentState

__all__ = ["Told", "matters", "next_press", "notices", "seen", "turned_away", "untold"]


@dataclass(frozen=True, slots=True)
class Told:
    """Whether this resident has been told how the account stands."""

    yes: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """One thing that is wrong; ``reasons`` are what the rules say of it, if they do."""

    name: str
    reasons: tuple[Reason, ...] = ()


#: Reasons of the rules that are about the account and not about what is booked.
REASONS: Mapping[str, str] = {
    "expired": "expired",
    "before_first_day": "before_first_day",
    "own_before_first_day": "before_first_day",
    "stopped_for_debts": "debts",
    "unpaid_fees": "debts",
    "too_many_no_shows": "no_shows",
    "mail_needed": "mail",
}
#: Where a state is settled; all else where registrations are.
WHERE: Mapping[str, Matter] = {
    "debts": "payment",
    "suspended": "reopening",
    "suspended_for_debts": "reopening",
}
OWING = {"debts", "suspended_for_debts"}
FOR_ALL = "CM-"
GRAVE = {"suspended_for_debts", "suspended", "closed", "expired", "debts", "no_shows"}
#: Refusals of a login after which another card, or the number, may still be the right one.
OTHER_CARD = {"unknown_card", "blocked_card", "no_registration", "credential"}


def untold(visit: Visit) -> bool:
    """Whether there is something to say of the account that this resident has not seen."""
    return not visit.of(Told).yes and bool(matters(visit))


def seen(visit: Visit) -> Visit:
    return visit.keep(Told(yes=True))


def matters(visit: Visit) -> tuple[State, ...]:
    """Everything that is wrong with the account, the gravest first; nothing of one not verified."""
    state = visit.person.resident if visit.person else None
    if state is None:
        return ()
    found: dict[str, State] = {}
    for name, reasons in (*_by_rules(visit, state), *_by_centre(visit, state)):
        known = found.get(name, State(name))
        new = tuple(reason for reason in reasons if reason not in known.reasons)
        found[name] = replace(known, reasons=(*known.reasons, *new))
    if "suspended_for_debts" in found:
        found.pop("debts", None)
    if "expired" in found:
        found.pop("renewal", None)
    return tuple(sorted(found.values(), key=lambda one: one.name not in GRAVE))


def notices(visit: Visit) -> View:
    rows = tuple(_row(visit, state) for state in matters(visit))
    desk = Press(visit.speech.say("desk.see"), PageOpened("desk"), "info")
    return View(rows, empty=visit.speech.say("account.nothing"), also=(desk,))


def turned_away(visit: Visit) -> Message:
    """The centre knows who or what this is, or does not, and lets nobody in with it."""
    t = visit.speech
    code = visit.turned_away.code if visit.turned_away else "unknown_card"
    text = f"identify.turned_away.{code}"
    if visit.site.towns:
        text = t.special(f"{text}.here", text)
    if visit.site.municipality.credentials.no_card is not None:
        text = t.special(f"{text}.no_card", text)
    said = (t.say(text, name=names.municipality(visit)), *_what_now(visit, code))
    return Message(lines=said, actions=tuple(_ways_on(visit, code)), tone="attention")


def _by_rules(visit: Visit, state: ResidentState) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    for room in _one_of_each_class(visit):
        whole = Plan(room.id, next(iter(room.sports)), 1, 1, visit.today, 0, DAY_MINUTES)
        for reason in booking_verdict(visit, whole).reasons:
            name = _name(reason, state)
            if name is not None:
                yield name, (reason,)


def _name(reason: Reason, state: ResidentState) -> str | None:
    if reason.code not in {"account_state", "own_account_state"}:
        return REASONS.get(reason.code)
    name = str(reason.params["state"])
    if name == "provisional" and state.state == "active":
        return "pending"
    return "suspended_for_debts" if (name, state.stopped_for) == ("suspended", "debts") else name


def _by_centre(visit: Visit, state: ResidentState) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    """What no rule forbids, and is to be put right nevertheless."""
    if not state.password:
        yield "password", ()
    if state.mail_returned:
        yield "address", ()
    if renewing.is_due(visit):
        yield "renewal", ()


def _one_of_each_class(visit: Visit) -> tuple[Room, ...]:
    """A room for each class of facilities that anybody can book."""
    rooms = (r for r in visit.site.municipality.rooms.values() if r.not_bookable is None)
    return tuple({room.facility_class: room for room in rooms}.values())


def _row(visit: Visit, state: State) -> Row:
    t, name = visit.speech, state.name
    said = (
        *_facts(visit, name),
        t.say(f"account.{name}.todo"),
        first_desk(visit, WHERE.get(name, "registration")),
        *_clauses(visit, state),
    )
    grave = name in GRAVE
    return Row(
        title=t.say(f"account.{name}.title"),
        detail="",
        mark=Mark.REFUSED if grave else Mark.WAITING,
        word=t.say("account.grave" if grave else "account.open"),
        actions=_done_here(visit, name),
        facts=tuple(fact for fact in said if fact),
    )


def _done_here(visit: Visit, name: str) -> tuple[Press, ...]:
    """What of it can be put right at this terminal."""
    if name in {"renewal", "expired"}:
        return _renew(visit)
    if name == "mail" and any(tile.page == "mail.wishes" for tile in offered(visit)):
        return (Press(visit.speech.say("instead.mail"), PageOpened("mail.wishes"), "mail"),)
    return ()


def _renew(visit: Visit) -> tuple[Press, ...]:
    if not renewing.is_due(visit):
        return ()
    return (Press(visit.speech.say("renewal.tile"), PageOpened("renewal.see"), "renew"),)


def _facts(visit: Visit, name: str) -> Iterator[str]:
    """The days and sums of a state, where the centre told them."""
    t, state = visit.speech, visit.person.resident if visit.person else None
    if state is None:
        return
    if name in OWING and state.debts:
        total = sum(debt.yen for debt in state.debts)
        since = min(debt.since for debt in state.debts)
        yield t.say("account.debt", yen=t.yen(total), since=t.day(since))
    if name.startswith("suspended") and state.stopped_on is not None:
        yield t.say("account.stopped_on", day=t.day(state.stopped_on))
    if name in {"expired", "renewal"} and state.valid_until is not None:
        yield t.say("account.valid_until", day=t.day(state.valid_until))
    if name == "before_first_day" and state.registered_on is not None:
        yield t.say("account.first_day", when=t.day(state.registered_on))
    if name == "pending":
        yield t.say("list.separator").join(_class_name(visit, each) for each in state.pending)


def _class_name(visit: Visit, name: str) -> str:
    return wording.class_text(visit.site.municipality, name, visit.settings.language)


def _clauses(visit: Visit, state: State) -> Iterator[str]:
    """The municipality's own clauses; where it has none, the one for all."""
    rules = dict.fromkeys(reason.rule for reason in state.reasons)
    own = [rule for rule in rules if not rule.startswith(FOR_ALL)]
    yield from (clause(visit, rule) for rule in own or rules)


def next_press(visit: Visit) -> Press:
    return Press(visit.speech.say("press.next"), NextPressed(), "next", Look.MAIN)


def _what_now(visit: Visit, code: str) -> Iterator[str]:
    """What can be done about it, and where; of a service that is stopped, until when."""
    t = visit.speech
    if code == "stopped":
        yield from _stops(visit)
    if code in OTHER_CARD and not _is_elsewhere(visit, code):
        cards = visit.card and visit.site.municipality.credentials.no_card is None
        yield t.say("account.other_card" if cards else "account.other_number")
    yield first_desk(visit, "registration") or t.say("identify.turned_away.what_now")


def _sets_passwords(visit: Visit) -> bool:
    return any(tile.page == "password.what" for tile in offered(visit))


def _is_elsewhere(visit: Visit, code: str) -> bool:
    """Registered, but not in the municipality that was chosen (KT-01)."""
    return bool(visit.site.towns) and code == "no_registration"


def _stops(visit: Visit) -> Iterator[str]:
    """What the staff say of a service that is stopped now (KM-02)."""
    for notice in service_now(visit):
        if notice.stops:
            yield service_text(visit, notice)


def _ways_on(visit: Visit, code: str) -> Iterator[Press]:
    t = visit.speech
    if code == "no_password" and _sets_passwords(visit):
        label = t.say("identify.set_password")
        yield Press(label, PageOpened("password.number"), "password", Look.MAIN)
    elif code != "stopped":
        label = t.say("identify.again")
        yield Press(label, PageOpened("identify.card"), "again", Look.MAIN)
    if code in OTHER_CARD and visit.card is not None:
        yield Press(t.say("identify.by_number"), PageOpened("identify.number"), "keys")
    yield from town.another(visit)
    yield Press(t.say("desk.see"), PageOpened("desk"), "info")
