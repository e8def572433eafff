"""A resident at a terminal of a municipality, with or without a login."""

from dataclasses import dataclass
from uuid import UUID, uuid4  # noqa: TID251 - a terminal makes its own ids

from central.registry.models import Resident
from sync.wire import MINE_PATH, ActionBody, ActionVerdict, Message, MyBookings, Sealed
from tests.central.world import PASSWORD, InProcess, enrolled, here
from tests.support.terminal import HandMadeTerminal

__all__ = ["Person", "codes", "people_at"]


@dataclass(frozen=True, slots=True)
class Person:
    """``box`` is None for somebody who has not logged in."""

    line: InProcess
    terminal: HandMadeTerminal
    visit: UUID
    box: Sealed | None = None

    def logged_in(self, resident: Resident, password: str = PASSWORD) -> "Person":
        visit = uuid4()
        box = self.terminal.box(visit, password, number=resident.number)
        answer = self.terminal.log_in(self.line, visit, box)
        assert b'"accepted"' in answer.body, answer
        return Person(self.line, self.terminal, visit, box)

    def asks(
        self, wish: ActionBody, typed: Message | None = None, form: Sealed | None = None
    ) -> ActionVerdict:
        if typed is not None:
            form = self.terminal.form(self.visit, wish.verb, typed)
        signed = self.terminal.act(wish, self.visit, self.box, here(), form=form)
        return self.terminal.verdict(self.line, signed)

    def mine(self) -> MyBookings:
        bearer = self.terminal.bearer(self.line)
        return self.line.get(f"{MINE_PATH}?visit={self.visit}", **bearer).read(MyBookings)


def people_at(line: InProcess, municipality: str) -> Person:
    """Whoever stands before a new terminal there."""
    terminal = enrolled(line)
    terminal.municipality = municipality
    return Person(line, terminal, uuid4())


def codes(verdict: ActionVerdict) -> set[tuple[str, str]]:
    assert verdict.verdict == "rejected", verdict
    return {(reason.code, reason.rule) for reason in verdict.reasons}
