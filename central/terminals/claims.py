"""Who acts in a batch, found out before its transaction: by visit, or by password, each once."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from central.registry.passwords import LOOKED_AT_TOGETHER
from central.sql import ask
from central.terminals.boxes import Keys, box_digest
from central.terminals.journal import next_asked
from central.terminals.persons import Person, by_passwords, visit_asked
from central.terminals.settling import Settling
from sync.wire import Sealed

__all__ = ["Claims", "Key", "claims_of", "key_of", "visits_of"]

#: Who acts is a matter of the terminal, the visit, the municipality and the box of an action.
Key = tuple[UUID, UUID, str, Sealed | None]
#: The resident of an accepted visit, or whose password was looked at.
Claims = Mapping[Key, UUID | Person]


def key_of(settling: Settling) -> Key:
    envelope, sender = settling.letter.envelope, settling.letter.sender
    return sender.id, envelope.visit, envelope.municipality, settling.box


def claims_of(each: Sequence[Settling], keys: Keys) -> Claims:
    """Nothing where the batch is not the next of its terminal: it may be decided already.

    Where too many passwords were wrong, no more are looked at, and their actions have no claim.
    """
    if not each:
        return {}
    acting = {key_of(settling): settling for settling in each}
    asked = [visit_asked(settling.letter) for settling in acting.values()]
    (is_next, _), *visits = ask(next_asked(each[0].letter), *asked)
    if not is_next:
        return {}
    claims: dict[Key, UUID | Person] = {}
    for (key, settling), (rows, _) in zip(acting.items(), visits, strict=True):
        if (resident := _by_visit(settling, rows)) is not None:
            claims[key] = resident
    typed = [settling for key, settling in acting.items() if key not in claims]
    for start in range(0, len(typed), LOOKED_AT_TOGETHER):
        some = typed[start : start + LOOKED_AT_TOGETHER]
        persons = by_passwords([(one.letter, one.box) for one in some], keys)
        claims |= {key_of(one): who for one, who in zip(some, persons, strict=True) if who}
        if None in persons:
            break
    return claims


def visits_of(each: Sequence[Settling]) -> Claims:
    """Actions of different terminals, of whom a visit vouches and which are next of theirs.

    No password is looked at: the others would wait for it.
    """
    asked = [asked for one in each for asked in (next_asked(one.letter), visit_asked(one.letter))]
    answers = iter(ask(*asked))
    claims: dict[Key, UUID | Person] = {}
    for settling, (is_next, _), (rows, _) in zip(each, answers, answers, strict=True):
        claim = _by_visit(settling, rows) if is_next else None
        if claim is not None:
            claims[key_of(settling)] = claim
    return claims


def _by_visit(settling: Settling, visits: Sequence[Sequence[object]]) -> UUID | None:
    digest = None if settling.box is None else box_digest(settling.box)
    found = (UUID(str(resident)) for resident, accepted in visits if accepted == digest)
    return next(found, None)
