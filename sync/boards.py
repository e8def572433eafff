"""Fetches what is taken: a whole list for each municipality, then what changes in all of them."""

from collections.abc import Callable, Iterable

from sync.fate import Fate, fate_of
from sync.parts import Parts
from sync.replies import Answered, Nonsense, NotModified, Reply
from sync.reports import FaultFound, PolicyTaken
from sync.wire import Availability, Changes, SealingKey

__all__ = ["Boards"]


class Boards:
    """One request at a time; ``taken`` hears of each municipality whose list was confirmed.

    ``adopt`` takes over the centre's present sealing keys.
    """

    def __init__(
        self,
        parts: Parts,
        taken: Callable[[str], None],
        adopt: Callable[[tuple[SealingKey, ...]], None],
    ) -> None:
        self._parts = parts
        self._taken = taken
        self._adopt = adopt
        #: Of the last changes that were told, and of whom they told nothing.
        self._etag: str | None = None
        self._untold: set[str] = set()
        #: Whose own list was asked for since then.
        self._asked: set[str] = set()

    def missing(self) -> list[str]:
        """Who has no list of today, or none told with the others; not who was just asked for."""
        known = self._cursors()
        lacking = {name for name in self._parts.replicas if name not in known} | self._untold
        return [name for name in self._parts.replicas if name in lacking - self._asked]

    def fetch(self) -> Fate:
        """A list that is missing; where none is, what changed in all of them."""
        names = list(self._parts.replicas)
        if missing := names if len(names) == 1 else self.missing():
            return self._fetch_one(missing[0])
        self._asked.clear()
        known = self._cursors()
        return self._fetch_changes(known) if known else self._fetch_one(names[0])

    def _cursors(self) -> dict[str, str]:
        wall_ms = self._parts.clock.wall_ms()
        found = {name: one.position(wall_ms)[0] for name, one in self._parts.replicas.items()}
        return {name: cursor for name, cursor in found.items() if cursor is not None}

    def _fetch_one(self, municipality: str) -> Fate:
        parts = self._parts
        cursor, etag = parts.replicas[municipality].position(parts.clock.wall_ms())
        reply = parts.link.availability(municipality, cursor, etag)
        if isinstance(reply, Answered) and not _fits(reply.message, municipality, cursor):
            reply = Nonsense("the availability of something else")
        match reply:
            case Answered(message=answer, etag=tag):
                self._apply(answer, tag)
            case NotModified():
                self._confirm((municipality,))
        fate = fate_of(reply)
        if fate.line_up:
            self._asked.add(municipality)
        return fate

    def _fetch_changes(self, known: dict[str, str]) -> Fate:
        """Since the earliest cursor: what is told twice replaces itself."""
        cursor = min(known.values(), key=lambda one: (len(one), one))
        reply: Reply[Changes] = self._parts.link.changes(cursor, self._etag)
        match reply:
            case Answered(message=answer, etag=tag):
                told = [board for board in answer.boards if board.municipality in known]
                for board in told:
                    self._apply(board, None)
                self._etag = tag
                self._untold = known.keys() - {board.municipality for board in told}
            case NotModified():
                self._confirm(known.keys() - self._untold)
        return fate_of(reply)

    def _apply(self, answer: Availability, etag: str | None) -> None:
        parts = self._parts
        replica = parts.replicas[answer.municipality]
        replica.apply(answer, etag, parts.time.last, parts.clock.wall_ms())
        parts.outbox.holds.take(answer)
        self._adopt(answer.sealing_keys)
        self._confirmed(answer.municipality)

    def _confirm(self, municipalities: Iterable[str]) -> None:
        parts = self._parts
        for name in municipalities:
            parts.replicas[name].confirm(parts.time.last, parts.clock.wall_ms())
            self._confirmed(name)

    def _confirmed(self, municipality: str) -> None:
        self._taken(municipality)
        self._renew_policy(municipality)

    def _renew_policy(self, municipality: str) -> None:
        """One request more where the centre has other rules; without an answer, at the next poll.

        What cannot be read is not asked for again, and the rules that were known stay.
        """
        parts = self._parts
        wanted = parts.replicas[municipality].policy
        if wanted is None or not parts.policies.wants(municipality, wanted):
            return
        reply = parts.link.policy(municipality)
        if not isinstance(reply, Answered) or reply.message.municipality != municipality:
            return
        taken = parts.policies.take(wanted, reply.message)
        if isinstance(taken, str):
            parts.report(FaultFound(taken))
        else:
            parts.report(PolicyTaken(taken, wanted))


def _fits(answer: Availability, municipality: str, cursor: str | None) -> bool:
    return answer.municipality == municipality and (answer.full or cursor is not None)
