"""Visits before a terminal's real front, and what its pages and its papers may say."""

import io
import random  # noqa: TID251 - from the seed of the episode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from kiosk.journal import Journal
from kiosk.messages import ActionRecorded, Event, PasswordSealed, Submit, Ticked
from kiosk.messages.registration import NewPasswordSealed
from sync.draft import Draft, Recorded
from sync.outbox import Limits
from sync.wire import ChangeBody, MailAddress, WishMailBody, receipt_number
from tests.simulation import privacy
from tests.simulation.centre import Known
from tests.simulation.front import TEXTS, Front
from tests.simulation.hand import Hand, Purpose
from tests.simulation.laws import demand
from tests.simulation.observer import Observer, Ticket
from tests.simulation.terminal import LIMITS, Machine
from tests.simulation.wishes import Wishes
from tests.simulation.words import Says, Word, said_by_page, said_by_paper

__all__ = ["Walks"]

TOUCHES_MAX = 60
PURPOSES = (*(Purpose.BOOK,) * 6, Purpose.OWN, Purpose.OWN, Purpose.DRAW, Purpose.LOOK)
#: Whoever was asked whether they are still there, and is not, is gone after so long.
GONE_S = 61
HOUR_MS = 3_600_000
STOPPED = TEXTS.of("ja").say("stopped.question"), TEXTS.of("en").say("stopped.question")
SECRET = PasswordSealed | NewPasswordSealed


class Walks:
    """``note`` is told each step; ``counts`` what came of them all."""

    def __init__(
        self,
        chance: random.Random,
        observer: Observer,
        wishes: Wishes,
        residents: Sequence[Known],
        note: Callable[[Machine, str], None],
    ) -> None:
        self.chance, self.observer, self.wishes = chance, observer, wishes
        self.residents, self.note = residents, note
        self.counts: Counter[str] = Counter()
        #: What the terminals' own journals say.
        self.log = io.StringIO()

    def begin(self, machine: Machine, known: Known) -> None:
        """To the end of the visit, or of the power."""
        self.counts["visits through the flow"] += 1
        machine.on()
        walk = Walk(self, machine, known)
        machine.powered(walk.visit)
        walk.ends()


class Walk:
    def __init__(self, walks: Walks, machine: Machine, known: Known) -> None:
        self._all, self._machine, self._known = walks, machine, known
        self._chance, self._observer = walks.chance, walks.observer
        self._front: Front | None = None
        self._was_cut = machine.line.cut
        self._hand: Hand
        self._drafts: list[Draft] = []
        self._recorded: dict[str, Recorded] = {}

    def visit(self) -> None:
        """PowerCut where the power goes."""
        journal = Journal(self._machine.clock.wall_ms, self._all.log)
        front = self._front = Front(self._machine, journal, self._asked, self._posted)
        password = self._observer.records.password_of(self._known.id)
        purpose = self._chance.choice(PURPOSES)
        self._hand = Hand(self._chance, self._known, purpose, password, front.effects.seal)
        if self._machine.holds and self._chance.random() < 0.5:
            self._hand.held = self._chance.choice(self._machine.holds)
        self._answered(front)
        begun = front.turn.visit
        for _ in range(self._chance.randint(TOUCHES_MAX // 4, TOUCHES_MAX)):
            if not self._touch(front) or front.turn.visit != begun:
                break
        self._answered(front)
        self._leave(front, begun)

    def ends(self) -> None:
        """The paper is in the hand of whoever came, and of whom nothing is left here."""
        self._machine.line.cut = self._was_cut
        if self._front is not None:
            self._read_papers(self._front)
        if self._front is None or self._machine.service is None:
            self._all.counts["visits cut by the power"] += 1
            return
        self._machine.leave()
        self._machine.on()._parts.outbox._limits = LIMITS
        where = f"the front of machine {self._machine.index}"
        kept = (self._front.turn, self._front.effects)
        privacy.judge_memory(where, kept, self._all.residents)

    def _leave(self, front: Front, begun: UUID) -> None:
        """Nobody comes back: first the page asks, then the visit is over."""
        self._time_passes(front, 1)
        for _ in range(2):
            if front.turn.visit != begun or front.turn._visit.untouched:
                return
            self._time_passes(front, GONE_S)
            self._answered(front)
        demand(front.turn.visit != begun, f"machine {self._machine.index}: a visit does not end")

    def _touch(self, front: Front) -> bool:
        """False where they walk away."""
        self._machine.world.time.passes(self._chance.uniform(0.5, 5))
        self._meanwhile(front)
        event = self._hand.next(front.shown)
        if event is None:
            return False
        words = type(event).__name__ if isinstance(event, SECRET) else str(event)
        self._all.note(self._machine, f"{front.shown.kind}: {words}")
        self._take(front, event)
        # Fingers are sometimes faster than answers.
        if self._chance.random() < 0.93:
            self._answered(front)
        return True

    def _meanwhile(self, front: Front) -> None:
        drawn = self._chance.random()
        if drawn < 0.2:
            self._time_passes(front, 1)
        elif drawn < 0.25:
            self._machine.on().step()
        elif drawn < 0.255:
            self._fill_up()
        elif drawn < 0.26:
            self._machine.clock.off_ms = self._chance.choice((0, HOUR_MS, -HOUR_MS))
        elif drawn < 0.4 and front.shown.kind == "confirm":
            self._machine.line.cut = True
            self._all.counts["lines cut before a yes"] += 1

    def _time_passes(self, front: Front, seconds: float) -> None:
        self._machine.world.time.passes(seconds)
        self._take(front, Ticked(front.now()))

    def _fill_up(self) -> None:
        """Nothing more goes in, until whoever stands here has left."""
        outbox = self._machine.on()._parts.outbox
        outbox._limits = self._chance.choice((Limits(unsent_max=0), Limits(free_bytes_min=1 << 62)))
        self._all.counts["intake stopped in a visit"] += 1

    def _answered(self, front: Front) -> None:
        """All that is under way is done, and what the page says then is the last word."""
        for event in front.happens():
            self._take(front, event)
            self._read_papers(front)
        self._judge_drafts(front)
        self._read_page(front, last=True)

    def _take(self, front: Front, event: Event) -> None:
        front.turn.take(event)
        self._read_page(front, last=False)

    # What it asks to be recorded -----------------------------------------------------------------

    def _asked(self, submit: Submit) -> None:
        draft, typed = submit.draft, submit.typed
        self._drafts.append(draft)
        word: str | None = self._hand.secret
        if isinstance(draft.body, WishMailBody):
            word = typed.mail if isinstance(typed, MailAddress) else None
        self._observer.records.asked(draft.action, self._known.id, word)

    def _posted(self, event: Event) -> None:
        """The terminal knows now that it is on its disk."""
        if not isinstance(event, ActionRecorded) or not isinstance(event.result, Recorded):
            return
        done = event.result
        draft = next(one for one in self._drafts if one.action == done.action)
        number = receipt_number(done.action)
        self._all.note(self._machine, f"{draft.body.verb} {number}: {replace(done, code=None)}")
        self._all.counts["actions through the flow"] += 1
        self._all.counts[f"flow {draft.body.verb}"] += 1
        self._recorded[number] = done
        self._all.wishes.recorded(self._known, draft)
        ticket = Ticket(draft, self._machine.index, self._machine.disk, code=None)
        self._observer.recorded(ticket)

    def _judge_drafts(self, front: Front) -> None:
        """Each is one row of the outbox, or the page says that intake has stopped."""
        outbox, stopped = self._machine.on()._parts.outbox, front.shown.frame.question in STOPPED
        for draft in self._drafts:
            there = outbox.state_of(draft.action) is not None
            demand(there or stopped, f"{receipt_number(draft.action)} is neither here nor refused")
        gone = [one for one in self._drafts if receipt_number(one.action) not in self._recorded]
        for draft in gone:
            self._all.counts["actions not taken in"] += 1
            self._drafts.remove(draft)

    # What it says --------------------------------------------------------------------------------

    def _read_page(self, front: Front, *, last: bool) -> None:
        verb = self._drafts[-1].body.verb if self._drafts else ""
        for says in said_by_page(front.shown, verb):
            self._judge(says, f"the page {front.shown.kind}", last=last)

    def _read_papers(self, front: Front) -> None:
        for paper in front.papers():
            says = said_by_paper(paper)
            self._all.note(self._machine, f"paper {says and says.word}: {paper.number}")
            self._all.counts[f"paper {says.word if says else 'of another kind'}"] += 1
            if says is None:
                continue
            self._judge(says, "the paper", last=False)
            done = self._recorded.get(says.number)
            if done is not None and paper.qr == done.code:
                self._observer.tickets[done.action].code = paper.qr
                self._all.counts["paper with the whole action"] += 1

    def _judge(self, says: Says, where: str, *, last: bool) -> None:
        draft = self._draft_of(says.number)
        number = says.number or (receipt_number(draft.action) if draft else "")
        what = f"{where} of machine {self._machine.index} says {says.word} of {number}"
        if says.word is Word.HELD:
            done = self._recorded.get(number)
            demand(done is not None and done.held, f"{what}, which it did not hold")
            assert draft is not None
            return self._observer.promised(draft.action, what)
        changed = draft is not None and isinstance(draft.body, ChangeBody)
        if says.word is Word.CONFIRMED and (draft is None or changed or says.listed):
            return self._observer.confirmed(number, what)
        if draft is not None:
            waits = says.word in {Word.RECEIVED, Word.CHECKING}
            if last or not waits:
                self._observer.says(draft.action, says.word, what)
        return None

    def _draft_of(self, number: str) -> Draft | None:
        if not number:
            return self._drafts[-1] if self._drafts else None
        mine = (one for one in self._drafts if receipt_number(one.action) == number)
        return next(mine, None)
