"""The draw (抽選): a ranking of users, round after round, as Kumamoto does it (KM-40 to KM-45).

Each round ranks the users who still have an undecided entry. In that order each of them is tested,
entry by entry as preferred, until one wins; what lost on the way has lost for good. The next round
ranks anew, until every entry is decided. Nothing depends on the order in which the entries come,
nor on the machine.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rules.facts import Slot
from rules.floor import Floor
from rules.hall import WHOLE_ROOM, Hall, Placed, Taken

__all__ = [
    "WHOLE_ROOM",
    "Decided",
    "Draw",
    "DrawEntry",
    "Ranking",
    "Round",
    "draw",
    "fits_alone",
    "ranked_as_told",
    "ranked_by_seed",
]

#: The order of these users in a round (counted from 1), each of them once.
Ranking = Callable[[int, AbstractSet[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """An entry in a draw; several slots are a set (セット申込み), won whole or not at all."""

    id: str
    user: str
    preference: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of an entry; ``lost_to`` is the entry that had won what it wanted.

    Where several stand in its way it is the one that won first. It is None for a winner, and for
    an entry that would not have won alone either, such as one for courts that were taken before.
    """

    entry: str
    won: bool
    lost_to: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The users in the order of their turns, and the entries in the order of their decision."""

    order: tuple[str, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """The whole of a draw: each entry is decided once, in one of the rounds.

    ``placed`` holds the cells that each winner got.
    """

    rounds: tuple[Round, ...]
    placed: Mapping[str, Placed] = field(default_factory=dict)

    @property
    def won(self) -> tuple[str, ...]:
        """The entries that won, in the order in which they did."""
        return tuple(one.entry for turns in self.rounds for one in turns.decided if one.won)

    @property
    def lost(self) -> tuple[str, ...]:
        """The entries that lost, in the order in which they did."""
        return tuple(one.entry for turns in self.rounds for one in turns.decided if not one.won)


def draw(
    entries: Iterable[DrawEntry],
    floors: Mapping[str, Floor],
    ranking: Ranking,
    taken: Taken | None = None,
) -> Draw:
    """Decide every entry, each of which has its own id; ``floors`` are those of the rooms.

    ``taken`` are cells that nobody can win: bookings by the staff, rooms that are closed.
    """
    hall = Hall(floors, taken)
    undecided = _by_user(entries)
    rounds: list[Round] = []
    while undecided:
        order = tuple(ranking(len(rounds) + 1, undecided.keys()))
        assert len(order) == len(undecided), "in a round each user has one turn"
        decided = tuple(one for user in order for one in _turn(hall, undecided[user]))
        rounds.append(Round(order, decided))
        undecided = {user: left for user, left in undecided.items() if left}
    return Draw(tuple(rounds), hall.placed)


def ranked_by_seed(seed: bytes, municipality: str, month: str) -> Ranking:
    """Rank by HMAC-SHA256; whoever knows the seed can do it again."""

    def rank(number: int, users: AbstractSet[str]) -> Sequence[str]:
        start = f"order|{municipality}/{month}|{number}|".encode()
        digests = {user: hmac.digest(seed, start + user.encode(), "sha256") for user in users}
        return sorted(digests, key=lambda user: (digests[user], user))

    return rank


def ranked_as_told(orders: Sequence[Sequence[str]]) -> Ranking:
    """Rank each round by its list; where there are no more, the last one serves on.

    Users that a list does not name have their turns after it, in the order of their ids.
    """

    def rank(number: int, users: AbstractSet[str]) -> Sequence[str]:
        named = orders[min(number, len(orders)) - 1]
        return [*(user for user in named if user in users), *sorted(users - set(named))]

    return rank


def fits_alone(entry: DrawEntry, floors: Mapping[str, Floor]) -> bool:
    """Whether an entry would win if there were no other."""
    return not Hall(floors).take(entry.id, entry.slots)


def _by_user(entries: Iterable[DrawEntry]) -> dict[str, list[DrawEntry]]:
    """Of each user the entries, the most preferred last."""
    by_user: dict[str, list[DrawEntry]] = {}
    for entry in entries:
        by_user.setdefault(entry.user, []).append(entry)
    for own in by_user.values():
        own.sort(key=lambda entry: (entry.preference, entry.id), reverse=True)
    return by_user


def _turn(hall: Hall, own: list[DrawEntry]) -> Iterator[Decided]:
    """Decide a user's entries, up to the first that wins."""
    while own:
        entry = own.pop()
        missed = hall.take(entry.id, entry.slots)
        if not missed:
            yield Decided(entry.id, won=True)
            return
        # The slots of a set may crowd each other out, where a win has moved one of them.
        lost_to = hall.in_the_way(missed) or hall.in_the_way(entry.slots)
        yield Decided(entry.id, won=False, lost_to=lost_to)
