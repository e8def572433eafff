"""What waited while the line was cut goes to a real centre, through a line that cuts again."""

import random  # noqa: TID251 - faults of a line, with a seed that is printed
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.centre.cpu import cpu_s
from bench.centre.engines import engines
from bench.centre.wishes import wishes
from bench.figures import Figure, say
from bench.folder import working_folder
from bench.line.sockets import exchanges_s
from kiosk.clock import Clock, jitter, new_id, nonce
from sync.draft import Draft, Recorded
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http, Patience
from sync.outbox import Limits
from sync.reports import Report, VerdictArrived
from sync.service import Chance, Service, Settings
from tests.support.centre import Centre, central
from tests.support.crowd import PASSWORD, plant
from tests.support.fault_line import Fault, FaultLine

__all__ = ["drain"]

CUT_SHARE = 0.2
FAULTS = (Fault.LOSE_REQUEST, Fault.LOSE_ANSWER, Fault.HALF_ANSWER)
#: A drain that takes longer hangs.
TIMEOUT_S = 1_200
#: About what an action and its verdict weigh on the line.
ACTION_BYTES, VERDICT_BYTES, BATCH = 1_400, 500, 50


def drain(visits: int, each: int, seed: int) -> None:
    """On SQLite, and on PostgreSQL where it is installed."""
    print(f"drain: seed {seed}", file=sys.stderr)
    for new_engine in engines():
        engine = new_engine()
        _drain(engine.name, engine.url, visits, each, seed)
    batches = -(-visits * each // BATCH)
    bare_s = exchanges_s(batches, BATCH * ACTION_BYTES, BATCH * VERDICT_BYTES)
    say([Figure("drain: the bare socket, as many bytes", bare_s, "s")])


def _drain(engine: str, url: str, visits: int, each: int, seed: int) -> None:
    with working_folder() as state:
        central("migrate", state=state / "centre", database_url=url)
        residents = [visit for visit, _ in plant(state / "centre", url, 1, visits)[0].visits]
        centre = Centre(state / "centre", url)
        try:
            line = FaultLine(centre.port, _fault(seed))
            try:
                _measure(engine, centre, line, _Waiting(state / "terminal", residents, each))
            finally:
                line.close()
        finally:
            centre.stop()


def _fault(seed: int) -> Callable[[], Fault]:
    chance = random.Random(seed)
    return lambda: chance.choice(FAULTS) if chance.random() < CUT_SHARE else Fault.NONE


class _Waiting:
    """The actions of residents whom no centre has seen log in."""

    def __init__(self, state: Path, residents: list[UUID], each: int) -> None:
        self.state = state
        self._residents = residents
        self._each = each
        self.verdicts: Counter[str] = Counter()

    @property
    def count(self) -> int:
        return len(self._residents) * self._each

    def open(self, url: str) -> Service:
        settings = Settings(
            self.state,
            url,
            new_id(),
            lambda *_: (),
            limits=Limits(free_bytes_min=0),
        )
        return Service.open(settings, Clock(), Chance(jitter, nonce), self._heard)

    def record(self, service: Service) -> None:
        bodies = list(wishes())
        bodies = [bodies[number % len(bodies)] for number in range(self.count)]
        for number, resident in enumerate(self._residents):
            visit = new_id()
            box = service.sealer(visit, None, str(resident), bytearray(PASSWORD.encode()))
            for body in islice(bodies, number * self._each, (number + 1) * self._each):
                draft = Draft(new_id(), visit, "ono", body, box, frozenset({0}))
                assert isinstance(service.submit(draft), Recorded)

    def _heard(self, report: Report) -> None:
        if isinstance(report, VerdictArrived):
            self.verdicts[report.verdict.verdict] += 1


def _measure(engine: str, centre: Centre, line: FaultLine, waiting: _Waiting) -> None:
    door = Http(centre.url, Patience())
    enrolled = enrol(waiting.state, door, centre.code())
    door.close()
    assert isinstance(enrolled, Identity), enrolled
    service = waiting.open(f"http://127.0.0.1:{line.port}")
    waiting.record(service)
    before_s, own_s, began_s = cpu_s(centre.process.pid), time.process_time(), time.monotonic()
    while sum(waiting.verdicts.values()) < waiting.count:
        wait_s = service.step()
        assert time.monotonic() - began_s < TIMEOUT_S, waiting.verdicts
        if wait_s > 0 and sum(waiting.verdicts.values()) < waiting.count:
            time.sleep(wait_s)
    wall_s = time.monotonic() - began_s
    service.close()
    own_s, centre_s = time.process_time() - own_s, cpu_s(centre.process.pid) - before_s
    name = f"drain, {engine}"
    say(
        [
            Figure(
                f"{name}: {waiting.count} actions, one request in five cut", wall_s, "s", "<= 60"
            ),
            Figure(f"{name}: rate", waiting.count / wall_s, "actions/s"),
            Figure(f"{name}: applied", waiting.verdicts["applied"], "actions"),
            Figure(f"{name}: requests", line.requests, "requests"),
            Figure(f"{name}: CPU of the centre", centre_s, "s"),
            Figure(f"{name}: CPU of the terminal and its line", own_s, "s"),
        ]
    )
