"""A terminal's actions: a batch in one transaction, one with those that others send meanwhile.

Where that cannot be, each is settled by itself. What was decided before is told again.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from threading import Semaphore

from central.clock import millis
from central.terminals.boxes import Keys
from central.terminals.claims import Claims, claims_of, key_of
from central.terminals.journal import Settled, told_before
from central.terminals.letters import Letter, read_letters
from central.terminals.persons import Person
from central.terminals.settling import Settling, begin, begin_chain, is_plain, tell
from central.terminals.use_cases.settle_action import settle_action
from central.terminals.use_cases.settle_gathered import settle_gathered
from central.terminals.use_cases.settle_together import settle_together
from rules.policy import Municipality
from sync.wire import Actions, ActionsAnswer, BookBody, Problem

__all__ = ["receive_actions"]

#: While the database works for one batch, another is read. Python runs one thread at a time: more
#: than that would wait for it inside their transactions, and keep others of the database waiting.
_TURN = Semaphore(2)


def receive_actions(
    batch: Actions, municipalities: Mapping[str, Municipality], keys: Keys, now: datetime
) -> ActionsAnswer | Problem:
    # One alone is gathered with others, and those take turns by themselves.
    with _TURN if len(batch.actions) > 1 else nullcontext():
        return _received(batch, municipalities, keys, now)


def _received(
    batch: Actions, municipalities: Mapping[str, Municipality], keys: Keys, now: datetime
) -> ActionsAnswer | Problem:
    letters = read_letters(batch, now)
    if isinstance(letters, Problem):
        return letters
    settled = _settled(letters, municipalities, keys)
    if isinstance(settled, Problem):
        return settled
    return ActionsAnswer(
        verdicts=tuple(one.verdict for one in settled if one.verdict is not None),
        next_seq=settled[-1].next_seq,
        chain_head=settled[-1].chain_head,
        centre_ms=millis(now),
    )


def _settled(
    letters: list[Letter], municipalities: Mapping[str, Municipality], keys: Keys
) -> list[Settled] | Problem:
    if len(letters) == 1:
        settled = _alone(letters[0], municipalities, keys)
        return settled if isinstance(settled, Problem) else [settled]
    each = begin_chain(letters, municipalities, keys)
    claims = claims_of(each, keys)
    if together := settle_together(each, claims):
        return together
    if told := told_before(letters):
        return _and_the_rest(told, letters, municipalities, keys)
    return _one_by_one(letters, municipalities, keys, claims)


def _and_the_rest(
    told: list[Settled],
    letters: list[Letter],
    municipalities: Mapping[str, Municipality],
    keys: Keys,
) -> list[Settled] | Problem:
    """What was decided before stands at the head of the batch."""
    for letter, one in zip(letters, told, strict=False):
        tell(letter, one)
    left = letters[len(told) :]
    rest = _settled(left, municipalities, keys) if left else []
    return rest if isinstance(rest, Problem) else told + rest


def _alone(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settled | Problem:
    settling = begin(letter, municipalities, keys)
    if isinstance(settling, Problem):
        return settling
    gathered = settle_gathered(settling) if _only_adds(settling) else None
    return gathered or settle_action(settling, keys)


def _only_adds(settling: Settling) -> bool:
    """A booking's rows are all written at the end, in one order.

    What takes rows away does that at once: of two who do that in between, each could wait for the
    other.
    """
    return is_plain(settling) and isinstance(settling.letter.envelope.body, BookBody)


def _one_by_one(
    letters: list[Letter], municipalities: Mapping[str, Municipality], keys: Keys, claims: Claims
) -> list[Settled] | Problem:
    """In the order of the batch; a password that was looked at is not looked at again."""
    settled: list[Settled] = []
    for letter in letters:
        settling = begin(letter, municipalities, keys)
        if isinstance(settling, Problem):
            return settling
        claim = claims.get(key_of(settling))
        one = settle_action(settling, keys, claim if isinstance(claim, Person) else None)
        if isinstance(one, Problem):
            return one
        settled.append(one)
    return settled
