"""Sends one batch of what waits in the outbox, and takes the verdicts over."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from sync.fate import Fate, fate_of
from sync.outbox import Settled
from sync.outbox_row import OutboxRow
from sync.parts import Parts
from sync.replies import Answered
from sync.reports import VerdictArrived
from sync.wire import ACTIONS_MAX, Actions, ActionsAnswer

__all__ = ["Push", "Pushed"]


class Pushed(Enum):
    #: Nothing waits that could be sent now.
    DRAINED = auto()
    #: The centre decided some; there may be more.
    MORE = auto()
    #: Nothing was decided.
    FAILED = auto()


class Push:
    """In order, a batch at a time; what the centre does not understand is found and put aside.

    A row that is put aside stays as it is, and is tried again after ``aside_ms``.
    """

    def __init__(self, parts: Parts, aside_ms: int, decided: Callable[[Settled], None]) -> None:
        self._parts = parts
        self._aside_ms = aside_ms
        self._decided = decided
        self._batch_max = ACTIONS_MAX
        #: Places that were put aside, and when each is tried again.
        self._aside: dict[int, int] = {}

    def send(self) -> tuple[Pushed, Fate]:
        """One request at most."""
        outbox = self._parts.outbox
        rows = _whole_visits(outbox.due(self._batch_max + 1, self._still_aside()), self._batch_max)
        if not rows:
            return Pushed.DRAINED, Fate(line_up=True)
        reply = self._parts.link.actions(
            Actions(
                terminal=self._parts.identity.terminal,
                actions=tuple(row.signed for row in rows),
                unsent=outbox.unsent,
                watching=self._parts.watching(),
            )
        )
        fate = fate_of(reply)
        if isinstance(reply, Answered):
            return self._take(rows, reply.message), fate
        if fate.maybe_done:
            outbox.mark_unknown(rows)
        if fate.one_by_one:
            return self._isolate(rows), fate
        return Pushed.FAILED, fate

    def _take(self, rows: Sequence[OutboxRow], answer: ActionsAnswer) -> Pushed:
        outbox = self._parts.outbox
        settled = outbox.settle(answer.verdicts)
        for one in settled:
            self._decided(one)
            self._parts.report(VerdictArrived(one.visit, one.verdict))
        decided = {str(one.verdict.action) for one in settled}
        # Whatever has no verdict was received all the same.
        outbox.mark_unknown([row for row in rows if row.action not in decided])
        self._compare_heads(answer)
        return Pushed.MORE if settled else Pushed.FAILED

    def _compare_heads(self, answer: ActionsAnswer) -> None:
        """Another head at the centre: this disk was set back, or two terminals share a key."""
        last = answer.next_seq - 1
        if last > 0 and self._parts.outbox.hash_at(last) != answer.chain_head:
            self._parts.outbox.stop_damaged(f"outbox.db: the centre knows another action {last}")

    def _isolate(self, rows: Sequence[OutboxRow]) -> Pushed:
        if len(rows) > 1:
            self._batch_max = 1
            return Pushed.MORE
        self._aside[rows[0].seq] = self._parts.clock.boot_ms() + self._aside_ms
        self._batch_max = ACTIONS_MAX
        return Pushed.FAILED

    def _still_aside(self) -> list[int]:
        now_ms = self._parts.clock.boot_ms()
        self._aside = {seq: until for seq, until in self._aside.items() if until > now_ms}
        return list(self._aside)


def _whole_visits(rows: Sequence[OutboxRow], most: int) -> Sequence[OutboxRow]:
    """As many as go together: the centre looks at a password once for a visit of a batch."""
    if len(rows) <= most:
        return rows
    batch, next_visit = rows[:most], rows[most].visit
    ends = [place for place, row in enumerate(batch, 1) if row.visit != next_visit]
    return batch[: ends[-1]] if ends else batch
