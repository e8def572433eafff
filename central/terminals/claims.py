"""Who acts in a batch, found out before its transaction: by visit, or by password, each once."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from central.sql import ask
from central.terminals.boxes import Keys, box_digest
from central.terminals.journal import next_asked
from central.terminals.persons import Person, by_password, visit_asked
from central.terminals.settling import Settling
from sync.wire import Sealed

__all__ = ["Claims", "Key", "claims_of", "key_of"]

#: Who acts is a matter of the visit, the municipality and the box that an action carries.
Key = tuple[UUID, str, Sealed | None]
#: The resident of an accepted visit, or whose password was looked at.
Claims = Mapping[Key, UUID | Person]


def key_of(settling: Settling) -> Key:
    envelope = settling.letter.envelope
    return envelope.visit, envelope.municipality, settling.box


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
        claim = _by_visit(settling, rows) or by_password(settling.letter, keys, settling.box)
        if claim is None:
            break
        claims[key] = claim
    return claims


def _by_visit(settling: Settling, visits: Sequence[Sequence[object]]) -> UUID | None:
    digest = None if settling.box is None else box_digest(settling.box)
    found = (UUID(str(resident)) for resident, accepted in visits if accepted == digest)
    return next(found, None)
