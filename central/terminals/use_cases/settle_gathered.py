"""Actions of several terminals that arrive at the same moment share a transaction."""

from collections.abc import Sequence
from uuid import UUID

from central.gathering import Gathering
from central.terminals.claims import key_of, visits_of
from central.terminals.journal import Settled
from central.terminals.settling import Settling
from central.terminals.use_cases.settle_together import settle_together

__all__ = ["settle_each", "settle_gathered"]

#: So many as a batch may have.
TOGETHER_MAX = 50


def settle_gathered(settling: Settling) -> Settled | None:
    """Its verdict, where others could be settled with it; None where nothing was done."""
    return _GATHERING.do(settling)


def settle_each(each: Sequence[Settling]) -> list[Settled | None]:
    """Of each terminal one, by somebody who has logged in; the others are left."""
    firsts: dict[UUID, Settling] = {}
    for one in each:
        firsts.setdefault(one.letter.sender.id, one)
    claims = visits_of(list(firsts.values()))
    ours = [one for one in firsts.values() if key_of(one) in claims]
    settled = settle_together(ours, claims) or ()
    outcomes = {id(one): outcome for one, outcome in zip(ours, settled, strict=False)}
    return [outcomes.get(id(one)) for one in each]


_GATHERING = Gathering(settle_each, TOGETHER_MAX)
