"""Children that record bookings and send them to a real centre until they are killed.

``python -m tests.sync.book_until_killed STATE URL RESIDENTS``, then for each child a line of JSON:
the number of its first action, and its orders. Each child says when it has opened its files, and
of each action when it is recorded and when its verdict has come.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from kiosk.clock import Clock, new_id, nonce
from sync.draft import Draft, Recorded
from sync.link import Patience
from sync.outbox import Limits
from sync.reports import Report, UnsentChanged, VerdictArrived
from sync.service import Chance, Service, Settings
from sync.wire import BookBody, Sealed

__all__ = ["Order", "Resident", "action_id", "open_service"]

FACILITY, SPORT, MUNICIPALITY = "argo/arena", "badminton", "ono"
#: Between two steps of a child that has nothing more to record.
REST_S = 0.005


@dataclass(frozen=True, slots=True)
class Resident:
    """``visit`` has logged in at the centre with ``box``."""

    card: str
    password: str
    visit: str
    kid: str
    box: str

    @property
    def sealed(self) -> Sealed:
        return Sealed(kid=self.kid, box=self.box)


@dataclass(frozen=True, slots=True)
class Order:
    """``fresh``: in a visit that has never logged in, so that the centre looks at the password."""

    resident: int
    day: str
    hour: int
    courts: int
    people: int
    fresh: bool
    steps: int


def action_id(number: int) -> UUID:
    return UUID(int=number)


def number_of(action: UUID) -> int:
    return action.int


def open_service(state: Path, url: str, report: object) -> Service:
    settings = Settings(
        state,
        url,
        new_id(),
        lambda _town, _room, _day, start, end: range(start, end, 60),
        limits=Limits(free_bytes_min=0),
        patience=Patience(2.0, 20.0),
    )
    # No jitter: after a failure it tries again at once.
    return Service.open(settings, Clock(), Chance(lambda: 0.0, nonce), report)


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def tell(report: Report) -> None:
    match report:
        case UnsentChanged(unsent):
            say("unsent", unsent)
        case VerdictArrived(_, verdict):
            say("settled", number_of(verdict.action))


def draft(service: Service, order: Order, resident: Resident, number: int) -> Draft:
    visit, box = UUID(resident.visit), resident.sealed
    if order.fresh:
        visit = new_id()
        box = service.sealer(visit, resident.card, None, bytearray(resident.password.encode()))
    body = BookBody(
        facility=FACILITY,
        sport=SPORT,
        courts=order.courts,
        people=order.people,
        day=date.fromisoformat(order.day),
        start_minute=order.hour * 60,
        end_minute=order.hour * 60 + 60,
    )
    return Draft(action_id(number), visit, MUNICIPALITY, body, box, frozenset({0}))


def book_all(
    service: Service, residents: list[Resident], first: int, orders: Iterable[Order]
) -> None:
    for number, order in enumerate(orders, first):
        recorded = service.submit(draft(service, order, residents[order.resident], number))
        assert isinstance(recorded, Recorded), recorded
        say("recorded", number)
        for _ in range(order.steps):
            service.step()
    while True:
        time.sleep(min(service.step(), REST_S))


def main(state: Path, url: str, residents: list[Resident]) -> None:
    """For each line fork a child, say its id, and say when it is gone."""
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            service = open_service(state, url, tell)
            say("open")
            orders = [Order(**order) for order in wanted["orders"]]
            book_all(service, residents, wanted["first"], orders)
        say("pid", child)
        _, status = os.waitpid(child, 0)
        say("gone", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    everyone = [Resident(**row) for row in json.loads(Path(sys.argv[3]).read_text())]
    main(Path(sys.argv[1]), sys.argv[2], everyone)
