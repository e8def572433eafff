"""Who was registered by form, and who applied for renewal: once each, and as the staff left it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tests.simulation import kept
from tests.simulation.laws import demand

__all__ = ["NEWCOMERS", "OPEN", "SENT_BACK", "Forms"]

#: What the name of everybody begins with who registers at a terminal, and of nobody else.
NEWCOMERS = "新規・模擬"
OPEN = frozenset({"received", "accepted"})
SENT_BACK = frozenset({"returned", "defective"})


@dataclass
class Forms:
    counts: Counter[str] = field(default_factory=Counter)
    #: The state of each registration, by the name in its form.
    _registered: dict[str, str] = field(default_factory=dict)
    #: How many applications of each resident the centre took.
    _applied: Counter[UUID] = field(default_factory=Counter)
    #: What the staff last made of an application, and of a registration's last day.
    _turned: dict[str, str] = field(default_factory=dict)
    _ends: dict[UUID, date] = field(default_factory=dict)
    _followed: set[str] = field(default_factory=set)

    def stands(self, resident: UUID, last: date) -> None:
        """Before anything happens."""
        self._ends[resident] = last

    def registered(self, name: str) -> None:
        demand(name not in self._registered, f"{name} was registered twice")
        self._registered[name] = "provisional"

    def approved(self, name: str) -> None:
        """By the staff, who have seen a paper."""
        self.counts["registrations approved"] += 1
        self._registered[name] = "active"

    def applied(self, resident: UUID, follows: str | None) -> None:
        """``follows``: the number of the one that was sent back, which no other one follows."""
        self._applied[resident] += 1
        if follows is None:
            return
        self.counts["renewals applied for again"] += 1
        demand(self._turned.get(follows) in SENT_BACK, f"{follows} was not sent back")
        demand(follows not in self._followed, f"{follows} is followed twice")
        self._followed.add(follows)

    def turned(self, number: str, state: str, resident: UUID, last: date | None) -> None:
        """The staff moved an application on; done, it gave the registration another last day."""
        self.counts[f"renewals {state}"] += 1
        demand(self._turned.get(number, "received") in OPEN, f"{number} was {state} after its end")
        self._turned[number] = state
        if last is not None:
            self._ends[resident] = last

    def judge(self) -> None:
        registered = kept.registered(NEWCOMERS)
        demand(registered == sorted(self._registered.items()), "the registrations are others")
        rows = kept.applications()
        taken = Counter(resident for _, resident, _ in rows)
        demand(taken == self._applied, "the applications for renewal are others")
        for number, _, state in rows:
            wanted = self._turned.get(number, "received")
            demand(state == wanted, f"application {number} is {state}, and not {wanted}")
        still = Counter(resident for _, resident, state in rows if state in OPEN)
        demand(max(still.values(), default=1) == 1, "two applications of one are open")
        for resident, last in kept.ends():
            wanted_end = self._ends.get(resident, last)
            demand(last == wanted_end, f"{resident} ends on {last}, and not on {wanted_end}")
