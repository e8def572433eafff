"""Decide actions in one transaction, as each of them would have been decided by itself.

They are a batch of one terminal, or arrived from several terminals at the same moment.

What the actions rest on is read at once, and what they write is written at once. Whatever stands
in the way undoes all of it, and then they are settled one by one: a copy, a fork, a lost race, a
failure inside. So nothing of that is decided here.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError

from central.booking.batch import Known
from central.booking.use_cases import book
from central.journal.commands import Context
from central.postgres import Asked
from central.registry.models import Resident
from central.registry.use_cases.identify import Refused
from central.sql import ask, models, together
from central.terminals.claims import Claims, key_of
from central.terminals.journal import Settled, place_asked
from central.terminals.letters import Letter
from central.terminals.persons import Person, resident_asked
from central.terminals.settling import Done, Settling, do, tell, write_lines
from central.terminals.use_cases import set_aside
from central.transactions import once
from sync.wire import BookBody

__all__ = ["settle_together"]


class _OneByOneError(Exception):
    """The actions cannot be settled together."""


def settle_together(each: Sequence[Settling], claims: Claims) -> list[Settled] | None:
    """Their verdicts in their order; None where nothing was done."""
    if not each or any(key_of(settling) not in claims for settling in each):
        return None
    try:
        settled = once(partial(_decide, each, claims))
    except (_OneByOneError, IntegrityError, OperationalError, InterfaceError):
        return None
    except Exception:
        # Whatever it was, the actions beside it are not to suffer from it.
        logging.getLogger("central").exception("actions_failed_together")
        return None
    for settling, one in zip(each, settled, strict=True):
        tell(settling.letter, one)
    return settled


def _decide(each: Sequence[Settling], claims: Claims) -> list[Settled]:
    persons = _locked(each, claims)
    known = Known()
    known.read(_wishes(each, persons))
    with together():
        done = [_do(*one, known) for one in zip(each, persons, strict=True)]
        # The lines last: they tell the instant from which their effects may be seen.
        return [
            write_lines(settling.letter, settling.context, one)
            for settling, one in zip(each, done, strict=True)
        ]


def _locked(each: Sequence[Settling], claims: Claims) -> list[Person]:
    """Their terminals move on over all of them; terminals and residents are locked in one order."""
    found = {key: _resident_of(claim) for key, claim in claims.items()}
    ids = sorted({resident for resident in found.values() if resident is not None})
    places = _places(each)
    answers = ask(*places, *(resident_asked(resident) for resident in ids))
    if not all(moved for _, moved in answers[: len(places)]):
        raise _OneByOneError
    rows = {row.id: row for found, _ in answers[len(places) :] for row in models(Resident, found)}
    return [_person(one, claims[key_of(one)], rows) for one in each]


def _places(each: Sequence[Settling]) -> list[Asked]:
    """Of each terminal its way from its first action to its last, in the order of the terminals."""
    chains: dict[UUID, list[Letter]] = {}
    for settling in each:
        chains.setdefault(settling.letter.sender.id, []).append(settling.letter)
    return [place_asked(chain[0], chain[-1]) for _, chain in sorted(chains.items())]


def _resident_of(claim: UUID | Person) -> UUID | None:
    if isinstance(claim, UUID):
        return claim
    return None if isinstance(claim.found, Refused) else claim.found.id


def _person(settling: Settling, claim: UUID | Person, rows: Mapping[UUID, Resident]) -> Person:
    """A visit vouches in the municipality of its resident only."""
    resident = _resident_of(claim)
    if resident is None:
        assert isinstance(claim, Person), "who has no resident was refused"
        return claim
    row = rows.get(resident)
    if row is None or row.municipality != settling.letter.envelope.municipality:
        raise _OneByOneError
    return Person(row, logged_in=isinstance(claim, UUID), locked=True)


def _wishes(
    each: Sequence[Settling], persons: Sequence[Person]
) -> Iterator[tuple[Resident, BookBody, Context]]:
    for settling, person in zip(each, persons, strict=True):
        body = settling.letter.envelope.body
        if isinstance(body, BookBody) and isinstance(person.found, Resident):
            yield person.found, body, settling.context


def _do(settling: Settling, person: Person, known: Known) -> Done:
    done = do(settling, person, settling.context, known.book)
    if not isinstance(done.body, book.Body | set_aside.Body):
        known.forget()
    return done
