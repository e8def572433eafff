"""Decide one action for ever: one transaction from its place in the chain to its verdict."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import InterfaceError, OperationalError, transaction

from central.booking.use_cases.book import Order, book
from central.booking.use_cases.cancel import Withdrawal, cancel
from central.decision import Decision
from central.logs import event
from central.registry.models import Resident
from central.registry.use_cases.identify import Refusal, Refused, identify
from central.sql import columns, first, for_update
from central.terminals.boxes import Keys, box_digest, open_action, open_login
from central.terminals.journal import Next, Settled, take_place, write_line
from central.terminals.letters import Letter, recorded_at
from central.transactions import in_transaction
from rules.facts import Channel
from rules.policy import Municipality
from sync.wire import BookBody, CancelBody, Problem, ReasonText, Sealed

__all__ = ["settle_action"]

_VISITOR = f"""
SELECT {columns(Resident, "r")}
FROM registry_resident r JOIN terminals_visit v ON v.resident_id = r.id
WHERE v.municipality = %s AND v.terminal_id = %s AND v.visit = %s AND v.box_digest = %s
"""  # noqa: S608 - names of our own columns
UNKNOWN_MUNICIPALITY = Decision("rejected", (ReasonText(code="unknown_municipality", rule=""),))


@dataclass(frozen=True, slots=True)
class NotLoggedIn:
    """No accepted visit vouches for the action: its password has to be looked at first."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, or why nobody is known to; ``logged_in``: an accepted visit vouches for it."""

    found: Resident | Refused
    logged_in: bool


def settle_action(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settled | Problem:
    """The stored verdict, or a new one. What fails inside is parked and never blocks the next."""
    try:
        settled = _settle(letter, municipalities, keys)
    except (OperationalError, InterfaceError):
        raise  # The database is away: nothing is decided, and the terminal asks again.
    except Exception:
        # Whatever it was, it must not stop the queue of the terminal.
        logging.getLogger("central").exception("action_failed")
        settled = in_transaction(partial(_park, letter))
    _tell(letter, settled)
    return settled


def _settle(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settled | Problem:
    municipality = municipalities.get(letter.envelope.municipality)
    box = open_action(keys, letter.envelope)
    work = partial(_decide, letter, municipality, box)
    settled = in_transaction(partial(work, None), partial(work, None, last=True))
    if isinstance(settled, NotLoggedIn):
        # Outside of any transaction: a password takes longer than all else together.
        person = Person(_by_password(letter, keys, box), logged_in=False)
        settled = in_transaction(partial(work, person), partial(work, person, last=True))
    assert not isinstance(settled, NotLoggedIn), "a person was named"
    return settled


def _decide(
    letter: Letter,
    municipality: Municipality | None,
    box: Sealed | None,
    person: Person | None,
    *,
    last: bool = False,
) -> Settled | Problem | NotLoggedIn:
    place = take_place(letter)
    if not isinstance(place, Next):
        return place
    if municipality is None:
        return write_line(letter, UNKNOWN_MUNICIPALITY, None, shown=True)
    person = person or _by_visit(letter, box)
    if person is None:
        transaction.set_rollback(True)
        return NotLoggedIn()
    resident, decision = _carry_out(letter, municipality, person, last=last)
    return write_line(letter, decision, resident, shown=person.logged_in)


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


def _by_password(letter: Letter, keys: Keys, box: Sealed | None) -> Resident | Refused:
    envelope = letter.envelope
    if box is None:
        return Refused(Refusal.CREDENTIAL)
    credential = open_login(keys, envelope.terminal, str(envelope.visit), box)
    if credential is None:
        return Refused(Refusal.CREDENTIAL)
    return identify(envelope.municipality, credential)


def _carry_out(
    letter: Letter, municipality: Municipality, person: Person, *, last: bool
) -> tuple[Resident | None, Decision]:
    match person.found:
        case Refused(refusal, claimed):
            return claimed, Decision("rejected", (ReasonText(code=refusal.value, rule=""),))
        case resident:
            return resident, _do(letter, municipality, resident, last=last)


def _do(letter: Letter, municipality: Municipality, resident: Resident, *, last: bool) -> Decision:
    now = letter.received_at
    match letter.envelope.body:
        case BookBody() as body:
            order = Order(municipality, resident, body, letter.envelope.action, Channel.TERMINAL)
            return book(order, now, last=last)
        case CancelBody(number=number):
            recorded = recorded_at(letter.envelope.clock, now) or now
            return cancel(
                Withdrawal(municipality, resident, number, recorded, Channel.TERMINAL), now
            )


def _park(letter: Letter) -> Settled | Problem:
    place = take_place(letter)
    if not isinstance(place, Next):
        return place
    return write_line(letter, Decision("parked"), None, shown=False)


def _tell(letter: Letter, settled: Settled | Problem) -> None:
    if isinstance(settled, Problem):
        return
    event(
        "action",
        terminal=letter.envelope.terminal,
        seq=letter.envelope.seq,
        verdict=settled.verdict.verdict if settled.verdict else None,
    )
