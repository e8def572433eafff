"""Some machines through hours of residents, weather and mishaps; then the verdict."""

import hashlib
import random  # noqa: TID251 - everything comes from one seed
import shutil
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sync.draft import Draft, Recorded
from sync.outbox_row import WAITING_STATES
from sync.reports import Report, VerdictArrived
from sync.wire import LoginAccepted, RegisterBody, receipt_number
from tests.simulation import desk, kept, office, privacy
from tests.simulation.centre import Asked, Centre, Known, Said, last_day_of
from tests.simulation.effects import Fuse, Watched
from tests.simulation.forms import SENT_BACK
from tests.simulation.laws import LawBrokenError, demand
from tests.simulation.line import Line, Weather
from tests.simulation.observer import Observer, Ticket
from tests.simulation.terminal import Image, Machine, World
from tests.simulation.walk import Walks
from tests.simulation.wishes import Wishes

__all__ = ["Episode"]

MACHINES, RESIDENTS, MACHINES_MAX = 3, 40, 8
#: Of one visit: who books for a club does it for weeks.
WISHES_MAX = 12
#: Applications for renewal that the staff look at when they sit down to it.
TURNED_AT_A_TIME = 4
STEPS_KEPT = 60
DRAIN_STEPS_MAX = 200
HOUR_MS = 3_600_000


class Episode:
    """``steps`` are the last things that happened, ``digest`` is that of all of them."""

    def __init__(self, seed: int, centre: Centre, folder: Path) -> None:
        self._seed, self._centre, self._folder = seed, centre, folder
        self._chance = random.Random(seed)
        self._observer = Observer()
        self._weather = Weather(self._chance)
        self._fuse = Fuse()
        self._watched = Watched(self._fuse)
        self._world = World(self._chance, centre.time, self._fuse, self._watched, self._reported)
        self._machines: list[Machine] = []
        self._images: dict[int, Image] = {}
        self._wishes = Wishes(self._chance)
        self._residents: list[Known] = []
        who = self._observer, self._wishes, self._residents
        self._walks = Walks(self._chance, *who, self._log)
        #: Machines that are to be put up in the place of others.
        self._wanted = MACHINES
        self.steps: deque[str] = deque(maxlen=STEPS_KEPT)
        self.digest = hashlib.sha256()
        self.happened: Counter[str] = Counter()

    @property
    def counts(self) -> Counter[str]:
        records = self._observer.records
        observed = self._observer.counts + records.counts + records.forms.counts
        walked = self._walks.counts
        return self.happened + walked + observed + Counter(fuses=self._fuse.cuts)

    def run(self, actions: int) -> None:
        """LawBrokenError where a law does not hold."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._centre.begin(self._chance)
        self._centre.heard = self._heard
        with self._watched:
            self._residents += self._centre.plant_residents(RESIDENTS)
            for index, known in enumerate(self._residents):
                self._observer.records.forms.stands(known.id, last_day_of(index))
            desk.open_draw()
            self._put_up()
            while self._observer.counts["tickets"] < actions:
                self._next()
            self._clear_up()
            self._judge()
            for machine in self._machines:
                machine.off()

    # What happens --------------------------------------------------------------------------------

    def _next(self) -> None:
        drawn = self._chance.randrange(1000)
        for share, act in self._acts():
            if drawn < share:
                self._centre.time.passes(self._chance.uniform(0.1, 3.0))
                act(self._chance.choice(self._machines))
                self._fuse.light(None)
                self._put_up()
                return
            drawn -= share
        raise AssertionError("the shares come to a thousand")

    def _acts(self) -> tuple[tuple[int, Callable[[Machine], None]], ...]:
        return (
            (30, self._walk),
            (390, self._visit),
            (250, self._step),
            (50, self._desk),
            (15, self._office),
            (20, self._paper),
            (45, self._holds),
            (30, self._arrives),
            (30, self._line),
            (25, self._power),
            (25, self._fuse_is_lit),
            (15, self._clock),
            (10, self._rest),
            (30, self._image),
            (20, self._set_back),
            (15, self._clone),
        )

    def _walk(self, machine: Machine) -> None:
        """The same by the real flow."""
        if machine.retired:
            return self._step(machine)
        if self._chance.random() < 0.08:
            self._fuse.light(self._chance.randrange(60))
        return self._walks.begin(machine, self._chance.choice(self._residents))

    def _visit(self, machine: Machine) -> None:
        if machine.retired:
            return self._step(machine)
        known, visit = self._chance.choice(self._residents), self._world.new_id()
        if self._chance.random() < 0.06:
            self._fuse.light(self._chance.randrange(60))
        password = self._observer.records.password_of(known.id)
        way, accepted = self._chance.random(), False
        box = machine.box(visit, known, "wrong" if way < 0.03 else password)
        match way:
            case _ if way < 0.15:
                pass
            case _ if way < 0.25:
                said = machine.log_in(visit, box)
                self._log(machine, f"login {type(said).__name__}")
                accepted = isinstance(said, LoginAccepted)
            case _:
                self._centre.plant_visit(machine.name, visit, known.id, box)
                accepted = True
        for _ in range(self._chance.randint(1, WISHES_MAX)):
            wish, action = self._wishes.at_terminal(known, machine.holds), self._world.new_id()
            self._observer.records.asked(action, known.id, wish.typed)
            form = wish.seal(machine.on().sealer, visit)
            # Who registers has no card yet, and no password.
            login = None if isinstance(wish.body, RegisterBody) else box
            draft = Draft(action, visit, "ono", wish.body, login, wish.cells, form)
            self._submit(machine, draft, known, accepted=accepted)
        self._forgot(machine)
        if self._chance.random() < 0.5:
            self._step(machine)
        return None

    def _submit(self, machine: Machine, draft: Draft, known: Known, *, accepted: bool) -> None:
        recorded = machine.submit(draft)
        number = receipt_number(draft.action)
        # The code on its ticket is sealed, which no seed repeats.
        said = replace(recorded, code=None) if isinstance(recorded, Recorded) else recorded
        self._log(machine, f"{draft.body.verb} {number}: {said}")
        if isinstance(recorded, Recorded):
            self._wishes.recorded(known, draft)
            promised = recorded.held and accepted
            ticket = Ticket(draft, machine.index, machine.disk, recorded.code, promised=promised)
            self._observer.recorded(ticket)

    def _step(self, machine: Machine) -> None:
        if self._chance.random() < 0.3:
            machine.on().nudge()
        waits = machine.step()
        self._log(machine, f"step: {waits}")

    def _desk(self, _: Machine) -> None:
        known = self._chance.choice(self._residents)
        body, line = self._wishes.at_desk(known), self._world.new_id()
        verdict, booking = desk.do(known, body, line)
        self._note(f"desk {body.verb}: {verdict}")
        self.happened["at the desk"] += 1
        if verdict == "applied":
            self._observer.applied(line, body, booking)

    def _office(self, _: Machine) -> None:
        """The staff look through what came by form."""
        forms = self._observer.records.forms
        approved = office.approve_one(self._chance, self._world.new_id())
        if approved is not None:
            self._note(f"approved {approved}")
            forms.approved(approved)
        for _ in range(TURNED_AT_A_TIME):
            turned = office.turn_one(self._chance, self._world.new_id())
            if turned is None:
                continue
            self._note(f"application {turned.number}: {turned.state}")
            forms.turned(turned.number, turned.state, turned.resident, turned.last)
            if turned.state in SENT_BACK:
                self._wishes.sent_back(turned.resident, turned.number)

    def _paper(self, _: Machine) -> None:
        """Somebody brings a ticket to the counter, whatever has become of it."""
        if self._observer.tickets:
            self._scan(self._chance.choice(list(self._observer.tickets.values())))

    def _scan(self, ticket: Ticket) -> None:
        if ticket.code is None:
            return
        letter, verdict = desk.scan(ticket.code)
        number = receipt_number(ticket.draft.action)
        self._note(f"scanned {number}: {verdict and verdict.verdict}")
        if verdict is not None:
            self._observer.scanned(letter, verdict)

    def _holds(self, _: Machine) -> None:
        self._observer.granted(desk.standing_holds())
        desk.hold_slots()
        self._observer.granted(desk.standing_holds())

    def _arrives(self, machine: Machine) -> None:
        machine.line.arrive()

    def _line(self, machine: Machine) -> None:
        machine.line.cut = not machine.line.cut
        self._log(machine, "line cut" if machine.line.cut else "line up")
        self.happened["partitions"] += machine.line.cut

    def _power(self, machine: Machine) -> None:
        machine.reboot()
        self._log(machine, "power cut")
        self.happened["power cuts"] += 1

    def _fuse_is_lit(self, machine: Machine) -> None:
        """The power goes at one of the next effects of its disk or its line."""
        self._fuse.light(self._chance.randrange(30))
        machine.on().nudge()
        self._step(machine)

    def _clock(self, machine: Machine) -> None:
        spans = (HOUR_MS // 60, HOUR_MS, 30 * HOUR_MS, 9_000 * HOUR_MS)
        span = self._chance.choice(spans)
        machine.clock.off_ms = self._chance.choice((0, span, -span, -(10**13)))
        self._log(machine, f"clock off by {machine.clock.off_ms} ms")
        self.happened["clock jumps"] += 1

    def _rest(self, machine: Machine) -> None:
        self._centre.time.passes(self._chance.uniform(60, 3600))
        self._step(machine)

    def _forgot(self, machine: Machine) -> None:
        """The visit is over: what runs there knows nothing of whose it was."""
        if machine.service is not None:
            where = f"the memory of machine {machine.index}"
            privacy.judge_memory(where, [machine.service], self._residents)

    def _image(self, machine: Machine) -> None:
        machine.off()
        self._images[machine.index] = machine.image()

    def _set_back(self, machine: Machine) -> None:
        """The disk is as it was some time ago; what it recorded since is on paper alone."""
        if machine.index not in self._images or machine.retired:
            return
        image = self._images.pop(machine.index)
        machine.off()
        machine.restore(image)
        self._observer.lose(machine.index, {UUID(row.action) for row in machine.rows()})
        machine.disk += 1
        self._log(machine, "disk set back")
        self.happened["disks set back"] += 1

    def _clone(self, machine: Machine) -> None:
        """A copy of the disk in another machine, which takes itself for the same terminal."""
        if len(self._machines) >= MACHINES_MAX or machine.retired:
            return
        machine.off()
        copy = self._machine(machine.name)
        copy.state.mkdir(mode=0o700, parents=True)
        copy.restore(machine.image())
        self._log(machine, f"cloned as machine {copy.index}")
        self.happened["clones"] += 1

    # Who takes part ------------------------------------------------------------------------------

    def _put_up(self) -> None:
        """Each with a code of its own, also while lines and power fail."""
        while self._wanted:
            self._wanted -= 1
            machine = self._machine()
            code = f"{self._chance.getrandbits(60):015x}"
            desk.issue(code, self._world.new_id())
            if self._chance.random() < 0.3:
                self._fuse.light(self._chance.randrange(12))
            machine.enrol(code)
            self._fuse.light(None)
            self._log(machine, f"enrolled as {machine.name}")

    def _machine(self, name: str = "") -> Machine:
        index = len(self._machines)
        line = Line(self._centre, self._weather, self._fuse)
        state = self._folder / f"machine-{index}"
        self._machines.append(machine := Machine(index, state, self._world, line, name))
        return machine

    def _heard(self, asked: Asked, said: Said | None) -> None:
        self._observer.heard(asked, said)

    def _reported(self, machine: Machine, report: Report) -> None:
        self._log(machine, f"{report}"[:300])
        if isinstance(report, VerdictArrived):
            self._observer.told(machine.index, machine.disk, report.verdict)
            if report.verdict.verdict == "quarantined":
                self._retire(machine)
        else:
            self._retire(machine)

    def _retire(self, machine: Machine) -> None:
        """The staff put another machine in its place; what it holds is still sent."""
        if machine.retired:
            return
        machine.retired = True
        self.happened["retired"] += 1
        # Not here: it is in the middle of what another machine does.
        self._wanted += len(self._machines) + self._wanted < MACHINES_MAX

    # How it ends ---------------------------------------------------------------------------------

    def _clear_up(self) -> None:
        """The weather is fair, everything arrives, and the staff decide what was kept for them."""
        self._weather.fair = True
        for machine in self._machines:
            machine.line.all_arrive()
        for machine in self._machines:
            self._drain(machine)
        for ticket in self._observer.on_paper():
            self._scan(ticket)
        for action, body, (verdict, booking) in desk.decide_all(self._world.new_id):
            self._note(f"staff ran {receipt_number(action)}: {verdict}")
            self.happened["decided by the staff"] += 1
            if verdict == "applied":
                self._observer.applied(action, body, booking)

    def _drain(self, machine: Machine) -> None:
        for _ in range(DRAIN_STEPS_MAX):
            if machine.unsent == 0:
                return
            self._centre.time.passes(301)
            machine.on().nudge()
            self._step(machine)
        raise LawBrokenError(f"machine {machine.index} still holds {machine.unsent} actions")

    def _judge(self) -> None:
        for machine in self._machines:
            waiting = [row.seq for row in machine.rows() if row.state in WAITING_STATES]
            if waiting:
                raise LawBrokenError(f"machine {machine.index}: {waiting} never ended")
            self._judge_rows(machine)
            self._forgot(machine)
        names = sorted({machine.name for machine in self._machines})
        demand(kept.terminals() == names, f"enrolled are {kept.terminals()}, not {names}")
        self._observer.judge(kept.forked_actions())
        logs = {"centre's": self._centre.log.getvalue(), "terminals'": self._walks.log.getvalue()}
        privacy.judge(self._folder, logs, self._residents)

    def _judge_rows(self, machine: Machine) -> None:
        for row in machine.rows():
            decided = self._observer.verdicts.get(UUID(row.action))
            if row.state == "quarantined":
                fine = UUID(row.action) in self._observer.quarantined
            else:
                fine = decided is not None and decided.verdict == row.state
            if not fine:
                raise LawBrokenError(
                    f"machine {machine.index}: place {row.seq} is {row.state}, and {decided}"
                )

    def _log(self, machine: Machine, words: str) -> None:
        self._note(f"machine {machine.index}: {words}".replace(str(self._folder), "..."))

    def _note(self, words: str) -> None:
        self.steps.append(words)
        self.digest.update(words.encode())
