"""Decide one action for ever: one transaction from its place in the chain to its verdict."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Literal

from django.db import InterfaceError, OperationalError, transaction

from central.booking.use_cases.book import book
from central.ids import derived_id
from central.journal.commands import Context
from central.journal.models import Line
from central.postgres import Answer, Asked
from central.registry.models import Resident
from central.sql import ask, together
from central.terminals.boxes import KeyNotHereError, Keys
from central.terminals.journal import (
    Next,
    Settled,
    decided_before,
    place_asked,
    scanned_place,
    standing,
    take_place,
)
from central.terminals.persons import NotLoggedIn, Person, by_password, by_visit, visitor_asked
from central.terminals.settling import (
    Done,
    Settling,
    do,
    do_ready,
    is_for_the_staff,
    set_aside_for,
    tell,
    write_lines,
)
from central.terminals.typed import UNREADABLE, Ready, Unreadable, make_ready, needs_login
from central.terminals.use_cases import set_aside
from central.transactions import in_transaction
from sync.wire import Problem

__all__ = ["settle_action"]

#: The id of an action that was decided at another place of a terminal's sequence.
REPEATED = "action_known"
#: It came after its limit, from a terminal whose clock nobody can believe.
TIME_UNKNOWN = "time_unknown"


@dataclass(frozen=True, slots=True)
class Undated:
    """Whether it was in time is for the staff to say; of whom it is known whose it is."""

    resident: Resident | None


Tried = Settled | Problem | NotLoggedIn | Undated


def settle_action(
    settling: Settling, keys: Keys, person: Person | None = None
) -> Settled | Problem:
    """The stored verdict, or a new one. What fails inside is parked and never blocks the next.

    ``person``: whose password it was, where that has been looked at already.
    """
    try:
        settled = _settle(settling, keys, person)
    except (OperationalError, InterfaceError, KeyNotHereError):
        raise  # The database or the key is away: nothing is decided, and the terminal asks again.
    except Exception:
        # Whatever it was, it must not stop the queue of the terminal.
        logging.getLogger("central").exception("action_failed")
        settled = in_transaction(partial(_park, settling))
    tell(settling.letter, settled)
    return settled


def _settle(settling: Settling, keys: Keys, known: Person | None) -> Settled | Problem:
    settled = _tried(settling, known)
    if isinstance(settled, NotLoggedIn):
        person = _looked_at(settling, keys)
        if person is None:
            return in_transaction(partial(_park, settling, "throttled"))
        settled = _tried(settling, person)
    assert not isinstance(settled, NotLoggedIn), "a person was named"
    if isinstance(settled, Undated):
        return in_transaction(partial(_park, settling, TIME_UNKNOWN, settled.resident))
    return settled


def _tried(settling: Settling, person: Person | Ready | None) -> Tried:
    work = partial(_attempt, settling, person, count())
    return in_transaction(work, partial(work, last=True))


def _attempt(
    settling: Settling, person: Person | Ready | None, tries: Iterator[int], *, last: bool = False
) -> Tried:
    """Only where the first one failed it may have come on paper, or its id be in the journal."""
    again = next(tries) > 0
    if again and not settling.letter.scanned:
        before = decided_before(settling.letter)
        if before is not None:
            return before
    if again and Line.objects.filter(pk=settling.letter.envelope.action).exists():
        return _set_aside(settling, "rejected", REPEATED)
    return _decide(settling, person, last=last)


def _looked_at(settling: Settling, keys: Keys) -> Person | Ready | None:
    letter, form = settling.letter, settling.form
    if needs_login(letter.envelope.body):
        return by_password(letter, keys, settling.box)
    assert form is not None, "it was asked before"
    assert not isinstance(form, Unreadable), "it was asked before"
    return make_ready(letter, form, settling.box, keys, settling.context)


def _decide(settling: Settling, person: Person | Ready | None, *, last: bool = False) -> Tried:
    letter = settling.letter
    place, visitors = _placed(settling, person)
    if not isinstance(place, Next):
        return place
    context = replace(settling.context, last=True) if last else settling.context
    if not settling.known:
        done = set_aside_for(settling, context, "unknown_municipality", None, shown=True)
        return write_lines(letter, context, done)
    if isinstance(settling.form, Unreadable):
        person = Ready(UNREADABLE)
    for rows, _ in visitors:
        person = by_visit(letter, rows)
    if person is None:
        transaction.set_rollback(True)
        return NotLoggedIn()
    with together():
        done = _do(settling, person, context)
        if not is_for_the_staff(letter, done.decision):
            return write_lines(letter, context, done)
    transaction.set_rollback(True)
    return Undated(done.resident)


def _placed(
    settling: Settling, person: Person | Ready | None
) -> tuple[Next | Settled | Problem, Sequence[Answer]]:
    """Its place, and with it the resident, where a visit may vouch for the action."""
    letter, visitor = settling.letter, _visitor(settling, person)
    if letter.scanned:
        return scanned_place(letter), ask(*visitor)
    (_, moved), *visitors = ask(place_asked(letter, letter), *visitor)
    return Next() if moved else standing(letter), visitors


def _visitor(settling: Settling, person: Person | Ready | None) -> tuple[Asked, ...]:
    """Asked for with the place, where a visit may vouch for the action."""
    box, letter = settling.box, settling.letter
    if person is not None or box is None or isinstance(settling.form, Unreadable):
        return ()
    return (visitor_asked(letter, box),) if needs_login(letter.envelope.body) else ()


def _do(settling: Settling, person: Person | Ready, context: Context) -> Done:
    if isinstance(person, Ready):
        return do_ready(settling, person, context)
    return do(settling, person, context, book)


def _park(
    settling: Settling, code: str = "", resident: Resident | None = None
) -> Settled | Problem:
    return _set_aside(settling, "parked", code, resident)


def _set_aside(
    settling: Settling,
    verdict: Literal["parked", "rejected"],
    code: str,
    resident: Resident | None = None,
) -> Settled | Problem:
    """Under an id of its own: that of the action is left for the command that the staff choose."""
    letter = settling.letter
    place = take_place(letter)
    if not isinstance(place, Next):
        return place
    line = derived_id(letter.envelope.action, f"parked {letter.sender.id} {letter.envelope.seq}")
    context = replace(settling.context, line=line)
    body = set_aside.Body(wish=letter.envelope.body, verdict=verdict, code=code)
    decision = set_aside.perform(body, context)
    return write_lines(letter, context, Done(body, decision, decision, resident, shown=False))
