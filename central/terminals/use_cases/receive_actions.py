"""A batch of a terminal's actions: each settled by itself, in the order of the batch."""

from collections.abc import Mapping
from datetime import datetime

from central.clock import millis
from central.terminals.boxes import Keys
from central.terminals.journal import Settled
from central.terminals.letters import read_letters
from central.terminals.use_cases.settle_action import settle_action
from rules.policy import Municipality
from sync.wire import Actions, ActionsAnswer, Problem

__all__ = ["receive_actions"]


def receive_actions(
    batch: Actions, municipalities: Mapping[str, Municipality], keys: Keys, now: datetime
) -> ActionsAnswer | Problem:
    letters = read_letters(batch, now)
    if isinstance(letters, Problem):
        return letters
    settled: list[Settled] = []
    for letter in letters:
        one = settle_action(letter, municipalities, keys)
        if isinstance(one, Problem):
            return one
        settled.append(one)
    return ActionsAnswer(
        verdicts=tuple(one.verdict for one in settled if one.verdict is not None),
        next_seq=settled[-1].next_seq,
        chain_head=settled[-1].chain_head,
        centre_ms=millis(now),
    )
