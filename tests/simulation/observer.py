"""Who sees everything: each ticket, each answer of the centre, and what must hold between them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import ValidationError

from central.terminals.letters import Letter
from rules.floor import occupy
from sync.draft import Draft
from sync.wire import (
    ACTIONS_PATH,
    ActionBody,
    Actions,
    ActionsAnswer,
    ActionVerdict,
    BookBody,
    BookingState,
    CancelBody,
    ChangeBody,
    EnterLotteryBody,
    Envelope,
    chain_hash,
    entry_number,
    receipt_number,
)
from tests.simulation.centre import Asked, Said
from tests.simulation.kept import (
    Place,
    insertions,
    is_known_visit,
    live_bookings,
    municipality,
    stored_verdict,
    taken_places,
)
from tests.simulation.laws import LawBrokenError, demand
from tests.simulation.records import Records
from tests.simulation.words import Word

__all__ = ["Observer", "Ticket"]


@dataclass
class Ticket:
    """Paper in the hand of a resident; ``machine`` recorded it on that ``disk``."""

    draft: Draft
    machine: int
    disk: int
    #: The action itself, for whoever scans it; None where it has no room there.
    code: str | None
    #: What else was printed or shown for it: the verdict.
    said: ActionVerdict | None = None
    #: It says 確定（端末確保枠）: the terminal itself had the place to give.
    promised: bool = False
    #: The disk that held it was set back before the centre had it.
    lost_with_disk: bool = False


@dataclass
class Observer:
    """``claims``: whose each place is, by the number of the booking."""

    tickets: dict[UUID, Ticket] = field(default_factory=dict)
    verdicts: dict[UUID, ActionVerdict] = field(default_factory=dict)
    quarantined: set[UUID] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    records: Records = field(default_factory=Records)
    _claims: dict[Place, str] = field(default_factory=dict)
    _held: dict[str, frozenset[Place]] = field(default_factory=dict)
    _freed: set[str] = field(default_factory=set)
    #: The numbers of all that was asked for and is done.
    _done: set[str] = field(default_factory=set)
    #: Bookings that became others; their cells were not all taken at once.
    _moved: set[str] = field(default_factory=set)
    #: Which envelope was decided at each place of each terminal.
    _decided_at: dict[tuple[str, int], str] = field(default_factory=dict)
    _standing: set[UUID] = field(default_factory=set)
    _ended: set[UUID] = field(default_factory=set)
    #: Which machine, with which disk, told which verdict.
    _told: set[tuple[int, int, UUID]] = field(default_factory=set)

    # What happens --------------------------------------------------------------------------------

    def recorded(self, ticket: Ticket) -> None:
        """The terminal said that it is on its disk."""
        self.counts["tickets"] += 1
        self.tickets[ticket.draft.action] = ticket
        if ticket.promised:
            self._promise(ticket.draft)

    def promised(self, action: UUID, what: str) -> None:
        """A page or a paper says 確定（端末確保枠）: to somebody whom the centre knows."""
        ticket = self.tickets[action]
        demand(is_known_visit(ticket.draft.visit), f"{what}, to nobody who is known")
        if not ticket.promised:
            ticket.promised = True
            self._promise(ticket.draft)

    def _promise(self, draft: Draft) -> None:
        if isinstance(draft.body, BookBody):
            self.counts["confirmed by a hold"] += 1
            self._made(receipt_number(draft.action), _places(draft.body, draft.cells))

    def confirmed(self, number: str, what: str) -> None:
        """Somewhere something is called done: it was, whatever became of it since."""
        known = number in self._held or number in self._freed or number in self._done
        demand(known, f"{what}, and nobody did it")

    def says(self, action: UUID, word: Word, what: str) -> None:
        """A page or a paper says what became of an action."""
        decided, ticket = self.verdicts.get(action), self.tickets[action]
        became = None if decided is None else decided.verdict
        match word:
            case Word.CONFIRMED | Word.PROVISIONAL:
                demand(became == "applied", f"{what}, and it is {became}")
                self._judge_stage(decided, word, what)
            case Word.REFUSED:
                demand(became in {"rejected", "conflict"}, f"{what}, and it is {became}")
            case _:
                told = (ticket.machine, ticket.disk, action) in self._told
                ended = became not in {None, "parked"} and action not in self.quarantined
                demand(not (told and ended), f"{what}, and was told that it is {became}")

    def _judge_stage(self, decided: ActionVerdict | None, word: Word, what: str) -> None:
        """仮予約 is not called 確定."""
        if decided is None or decided.booking is None or not decided.booking.stands:
            return
        provisional = decided.booking.state == "provisional"
        demand(provisional == (word is Word.PROVISIONAL), f"{what}, and it is {decided.booking}")

    def told(self, machine: int, disk: int, verdict: ActionVerdict) -> None:
        """The terminal said what the centre decided: of an action once."""
        key = (machine, disk, verdict.action)
        demand(key not in self._told, f"{receipt_number(verdict.action)} was told twice")
        self._told.add(key)
        known = self.verdicts.get(verdict.action)
        if verdict.verdict == "quarantined":
            demand(verdict.action in self.quarantined, "told of a quarantine that is none")
        else:
            demand(known == verdict, f"told {verdict}, decided {known}")
        if (ticket := self.tickets.get(verdict.action)) is not None:
            ticket.said = verdict

    def heard(self, asked: Asked, said: Said | None) -> None:
        """A request at the centre; None: it fell, and what it wrote is looked up."""
        if asked.path != ACTIONS_PATH:
            return
        batch = Actions.model_validate_json(asked.body)
        sent = [(one, Envelope.model_validate_json(one.text)) for one in batch.actions]
        answer = _read(said)
        if answer is not None:
            by_seq = {envelope.seq: (chain_hash(one), envelope) for one, envelope in sent}
            for verdict in answer.verdicts:
                self._decided(*by_seq[verdict.seq], verdict)
            return
        for one, envelope in sent:
            stored = stored_verdict(batch.terminal, envelope.seq, chain_hash(one))
            if stored is not None:
                self._decided(chain_hash(one), envelope, stored)

    def scanned(self, letter: Letter, verdict: ActionVerdict) -> None:
        """The centre took it in from paper."""
        self.counts["scanned"] += 1
        self._decided(letter.digest, letter.envelope, verdict)

    def on_paper(self) -> list[Ticket]:
        """What nobody else has any more."""
        safe = self.verdicts.keys() | self.quarantined
        lost = (ticket for action, ticket in self.tickets.items() if action not in safe)
        return [ticket for ticket in lost if ticket.lost_with_disk]

    def lose(self, machine: int, on_disk: Collection[UUID]) -> None:
        """Its disk was set back to this: of what nobody else has, the paper alone is left."""
        safe = self.verdicts.keys() | self.quarantined | set(on_disk)
        for action, ticket in self.tickets.items():
            if ticket.machine == machine and action not in safe:
                ticket.lost_with_disk = True

    def granted(self, standing: set[UUID]) -> None:
        """The holds that stand now; one that ended never stands again."""
        demand(not standing & self._ended, "a grant was given twice")
        self.counts["holds"] += len(standing - self._standing)
        self._ended |= self._standing - standing
        self._standing = standing

    def applied(self, action: UUID, body: ActionBody, booking: BookingState | None) -> None:
        """The centre did it: for an action, at the desk, or by what the staff ran."""
        self._done.add(receipt_number(action))
        if isinstance(body, EnterLotteryBody):
            self._done.add(entry_number(action))
        if not isinstance(body, BookBody | CancelBody | ChangeBody):
            return self.records.applied(action, body)
        assert booking is not None, "it is about one"
        places = _places(booking, frozenset(booking.cells))
        match body:
            case BookBody():
                self._made(booking.number, places)
            case ChangeBody():
                self._changed(booking.number, places)
            case CancelBody():
                demand(not booking.stands, f"{booking.number} was cancelled, and stands")
                self._freed_now(booking.number)
        return None

    def _made(self, number: str, places: frozenset[Place]) -> None:
        if number in self._held or number in self._freed:
            return
        for place in sorted(places):
            if (other := self._claims.get(place)) is not None:
                raise LawBrokenError(f"double booking: {place} is {other}'s and {number}'s")
        self._held[number] = places
        self._claims |= dict.fromkeys(places, number)

    def _changed(self, number: str, places: frozenset[Place]) -> None:
        """It was one that stood, and is another from now on."""
        for place in self._held.pop(number):
            del self._claims[place]
        self._made(number, places)
        self._moved.add(number)
        self.counts["changed"] += 1

    def _freed_now(self, number: str) -> None:
        self._freed.add(number)
        for place in self._held.pop(number, ()):
            del self._claims[place]

    # What must hold at the end -------------------------------------------------------------------

    def judge(self, forks: Iterable[UUID]) -> None:
        """When all lines are up again, all disks are read, and the staff have decided."""
        kept = set(forks)
        for action, ticket in self.tickets.items():
            self._judge_ticket(action, ticket, kept)
        self._forget_paper()
        live = {booking.number: booking for booking in live_bookings()}
        demand(
            live.keys() == self._held.keys(),
            f"bookings {sorted(live.keys() ^ self._held.keys())} stand at the centre or on a"
            " ticket, and not at the other",
        )
        for number, booking in live.items():
            places = _places(booking, frozenset(booking.cells))
            demand(places == self._held[number], f"{number} has other cells")
        demand(taken_places() == self._claims, "the cells that are taken are others")
        for number, taken in insertions().items():
            fine = number in self._moved or taken == sorted(taken)
            demand(fine, f"{number} took its cells in another order")
        self.records.judge()

    def _forget_paper(self) -> None:
        """Of what the paper alone is left, nobody else had the place to the end: it is held."""
        for action, ticket in self.tickets.items():
            if ticket.lost_with_disk and ticket.code is None and action not in self.verdicts:
                self._freed_now(receipt_number(action))

    def _judge_ticket(self, action: UUID, ticket: Ticket, kept: set[UUID]) -> None:
        number, decided = receipt_number(action), self.verdicts.get(action)
        if decided is None and action not in kept:
            lost = ticket.lost_with_disk and ticket.code is None
            demand(lost, f"lost: {number} of machine {ticket.machine}")
            demand(ticket.said is None, f"{number} was told a verdict that nobody gave")
            self.counts["only on paper"] += 1
        said = ticket.said
        if said is not None and said.verdict == "applied" and said.booking is not None:
            stands = said.booking.number in self._held or said.booking.number in self._freed
            demand(stands, f"{number} says confirmed, and has no booking")

    def _decided(self, digest: str, envelope: Envelope, verdict: ActionVerdict) -> None:
        action, terminal = verdict.action, envelope.terminal
        if verdict.verdict == "quarantined":
            self.counts["quarantined"] += action not in self.quarantined
            self.quarantined.add(action)
            return
        first = self._decided_at.setdefault((terminal, verdict.seq), digest)
        demand(first == digest, f"{terminal} {verdict.seq}: two envelopes were decided")
        known = self.verdicts.setdefault(action, verdict)
        if known is not verdict:
            self.counts["answered again"] += 1
            demand(known == verdict, f"decided {known}, then {verdict}")
            return
        self.counts[verdict.verdict] += 1
        if verdict.verdict == "applied":
            self.applied(action, envelope.body, verdict.booking)


def _read(said: Said | None) -> ActionsAnswer | None:
    if said is None or said.status != 200:
        return None
    try:
        return ActionsAnswer.model_validate_json(said.body)
    except ValidationError as cause:
        raise LawBrokenError("the centre's answer is none") from cause


def _places(of: BookingState | BookBody, cells: frozenset[int]) -> frozenset[Place]:
    floor = municipality().rooms[of.facility].floor
    taken = occupy(floor, cells, of.start_minute, of.end_minute)
    return frozenset((of.facility, str(of.day), *cell) for cell in taken)
