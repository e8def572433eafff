"""Decide one action for ever: one transaction from its place in the chain to its verdict."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.db import InterfaceError, OperationalError, transaction

from central.booking.use_cases import book as booking
from central.booking.use_cases import cancel as cancelling
from central.booking.use_cases.book import book
from central.booking.use_cases.cancel import cancel
from central.decision import Decision
from central.ids import derived_id
from central.journal import write
from central.journal.commands import Body, Context
from central.logs import event
from central.metrics import count_action
from central.registry.models import Resident
from central.registry.use_cases.identify import Refusal, Refused, identify
from central.sql import columns, first, for_update
from central.terminals.boxes import (
    KeyNotHereError,
    Keys,
    box_digest,
    open_action,
    open_login,
)
from central.terminals.journal import Next, Settled, take_place, write_line
from central.terminals.letters import Letter
from central.terminals.throttle import sent_from_terminal, with_throttle
from central.terminals.typed import (
    UNREADABLE,
    Ready,
    Unreadable,
    make_ready,
    needs_login,
    read_form,
)
from central.terminals.use_cases import set_aside
from central.terminals.wishes import command_body
from central.transactions import in_transaction
from rules.policy import Municipality
from sync.wire import Form, Problem, Sealed

__all__ = ["settle_action"]

_VISITOR = f"""
SELECT {columns(Resident, "r")}
FROM registry_resident r JOIN terminals_visit v ON v.resident_id = r.id
WHERE v.municipality = %s AND v.terminal_id = %s AND v.visit = %s AND v.box_digest = %s
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True)
class NotLoggedIn:
    """No accepted visit vouches for the action: what was typed has to be looked at first."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, or why nobody is known to; ``logged_in``: an accepted visit vouches for it."""

    found: Resident | Refused
    logged_in: bool


@dataclass(frozen=True, slots=True)
class Settling:
    """One action on its way; ``known``: it names a municipality that is served here."""

    letter: Letter
    context: Context
    known: bool
    box: Sealed | None
    form: Form | Unreadable | None


def settle_action(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settled | Problem:
    """The stored verdict, or a new one. What fails inside is parked and never blocks the next."""
    settling = _begin(letter, municipalities, keys)
    if isinstance(settling, Problem):
        return settling
    try:
        settled = _settle(settling, keys)
    except (OperationalError, InterfaceError, KeyNotHereError):
        raise  # The database or the key is away: nothing is decided, and the terminal asks again.
    except Exception:
        # Whatever it was, it must not stop the queue of the terminal.
        logging.getLogger("central").exception("action_failed")
        settled = in_transaction(partial(_park, settling))
    _tell(letter, settled)
    return settled


def _begin(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settling | Problem:
    """Its line stands in the journal of the municipality that it names, else of its terminal's."""
    named = municipalities.get(letter.envelope.municipality)
    home = named or municipalities.get(letter.sender.municipality)
    if home is None:
        return Problem(code="unknown_municipality", detail=letter.sender.municipality)
    actor = f"terminal:{letter.sender.name}"
    context = Context(home, letter.received_at, actor, letter.envelope.action)
    personal = open_action(keys, letter.envelope)
    box, typed = (None, None) if personal is None else (personal.login, personal.form)
    form = read_form(keys, letter.envelope, typed)
    return Settling(letter, context, named is not None, box, form)


def _settle(settling: Settling, keys: Keys) -> Settled | Problem:
    work = partial(_decide, settling)
    settled = in_transaction(partial(work, None), partial(work, None, last=True))
    if isinstance(settled, NotLoggedIn):
        # Outside of any transaction: a password takes longer than all else together.
        person = _looked_at(settling, keys)
        if person is None:
            return in_transaction(partial(_park, settling, "throttled"))
        settled = in_transaction(partial(work, person), partial(work, person, last=True))
    assert not isinstance(settled, NotLoggedIn), "a person was named"
    return settled


def _looked_at(settling: Settling, keys: Keys) -> Person | Ready | None:
    """None where so many were wrong that no more are looked at: what may be right is not lost."""
    letter = settling.letter
    if needs_login(letter.envelope.body):
        found = _by_password(letter, keys, settling.box)
        return None if found is None else Person(found, logged_in=False)
    form = settling.form
    assert form is not None, "it was asked before"
    assert not isinstance(form, Unreadable), "it was asked before"
    return make_ready(letter, form, settling.box, keys, settling.context)


def _decide(
    settling: Settling, person: Person | Ready | None, *, last: bool = False
) -> Settled | Problem | NotLoggedIn:
    letter = settling.letter
    place = take_place(letter)
    if not isinstance(place, Next):
        return place
    context = replace(settling.context, last=True) if last else settling.context
    if not settling.known:
        return _set_aside(letter, context, None, "unknown_municipality", shown=True)
    form = settling.form
    if isinstance(form, Unreadable):
        person = Ready(UNREADABLE)
    elif person is None and needs_login(letter.envelope.body):
        person = _by_visit(letter, settling.box)
    if person is None:
        transaction.set_rollback(True)
        return NotLoggedIn()
    if isinstance(person, Ready):
        return _do_ready(letter, person, context)
    assert not isinstance(form, Unreadable), "that is refused above"
    if isinstance(person.found, Refused):
        refusal, claimed = person.found.refusal, person.found.resident
        return _set_aside(letter, context, claimed, refusal.value, shown=person.logged_in)
    body = command_body(letter, person.found, form)
    decision = _do(body, person, person.found, context)
    write.write_line(body, context, decision)
    return write_line(letter, decision, person.found, shown=person.logged_in)


def _by_visit(letter: Letter, box: Sealed | None) -> Person | None:
    """The resident of the visit, if the action carries the box with which the visit logged in.

    The lock on the resident keeps two actions of one person from passing the same limit at once.
    """
    if box is None:
        return None
    resident = first(
        Resident,
        _VISITOR + for_update("r"),
        letter.sender.municipality,
        letter.sender.id,
        letter.envelope.visit,
        box_digest(box),
    )
    if resident is None or resident.municipality != letter.envelope.municipality:
        return None
    return Person(resident, logged_in=True)


def _by_password(letter: Letter, keys: Keys, box: Sealed | None) -> Resident | Refused | None:
    envelope = letter.envelope
    if box is None:
        return Refused(Refusal.CREDENTIAL)
    credential = open_login(keys, envelope.terminal, str(envelope.visit), box)
    if credential is None:
        return Refused(Refusal.CREDENTIAL)
    attempt = sent_from_terminal(envelope.municipality, envelope.terminal, credential)
    look = partial(identify, envelope.municipality, credential)
    return with_throttle(attempt, letter.received_at, look, _is_refused)


def _is_refused(found: Resident | Refused) -> bool:
    return isinstance(found, Refused)


def _do(body: Body, person: Person, resident: Resident, context: Context) -> Decision:
    """The resident of a visit is locked already; one who gave a password is read again."""
    if not person.logged_in:
        return write.perform(body, context)
    match body:
        case booking.Body():
            return book(resident, body, context)
        case cancelling.Body():
            return cancel(resident, body, context)
        case _:
            return write.perform(body, context)


def _do_ready(letter: Letter, ready: Ready, context: Context) -> Settled:
    if isinstance(ready.made, Decision):
        return _refuse(letter, context, ready, ready.made)
    decision = write.perform(ready.made, context)
    write.write_line(ready.made, context, decision)
    return write_line(letter, decision, ready.resident, shown=True)


def _refuse(letter: Letter, context: Context, ready: Ready, why: Decision) -> Settled:
    """The verdict says every reason; the journal, which has no command, the first."""
    code = why.reasons[0].code
    body = set_aside.Body(wish=letter.envelope.body, verdict="rejected", code=code)
    write.write_line(body, context, set_aside.perform(body, context))
    return write_line(letter, why, ready.resident, shown=True)


def _set_aside(
    letter: Letter, context: Context, claimed: Resident | None, code: str, *, shown: bool
) -> Settled:
    body = set_aside.Body(wish=letter.envelope.body, verdict="rejected", code=code)
    decision = set_aside.perform(body, context)
    write.write_line(body, context, decision)
    return write_line(letter, decision, claimed, shown=shown)


def _park(settling: Settling, code: str = "") -> Settled | Problem:
    """Under an id of its own: that of the action is left for the command that the staff choose."""
    letter = settling.letter
    place = take_place(letter)
    if not isinstance(place, Next):
        return place
    line = derived_id(letter.envelope.action, f"parked {letter.sender.id} {letter.envelope.seq}")
    context = replace(settling.context, line=line)
    body = set_aside.Body(wish=letter.envelope.body, verdict="parked", code=code)
    decision = set_aside.perform(body, context)
    write.write_line(body, context, decision)
    return write_line(letter, decision, None, shown=False)


def _tell(letter: Letter, settled: Settled | Problem) -> None:
    if isinstance(settled, Problem):
        return
    verdict = settled.verdict.verdict if settled.verdict else None
    event("action", terminal=letter.envelope.terminal, seq=letter.envelope.seq, verdict=verdict)
    count_action(verdict or "early")
