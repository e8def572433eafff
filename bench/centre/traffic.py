"""What is asked of the centre while it is measured, signed and sealed beforehand."""

from dataclasses import dataclass, field
from itertools import cycle, islice

from bench.centre.sender import Jobs, get, post
from bench.centre.wishes import wishes
from sync.wire import ACTIONS_PATH, AVAILABILITY_PATH, Actions, Availability, BookBody, Message
from tests.support.centre import Answer, Http
from tests.support.crowd import PASSWORD, Guest

__all__ = ["Traffic"]


@dataclass
class _Paper:
    """A way to the centre on which requests are only written down."""

    requests: list[str] = field(default_factory=list)

    def post(self, path: str, body: Message | bytes) -> Answer:
        assert isinstance(body, Message), "what is signed is a message"
        self.requests.append(post(path, body.model_dump_json()))
        return Answer(200, b"")

    def get(self, path: str, **headers: str) -> Answer:
        self.requests.append(get(path, headers))
        return Answer(200, b"")


class Traffic:
    """Everybody wants another court: nothing is asked twice, and everything can be had."""

    def __init__(self, guests: list[Guest]) -> None:
        self._guests = guests
        self._wishes = wishes()
        self._visits = [cycle(guest.visits) for guest in guests]

    def actions(self, requests: int, size: int) -> Jobs:
        """Each terminal sends so many batches of that size; the residents take turns."""
        return [
            [self._batch(index, list(islice(self._wishes, size))) for _ in range(requests)]
            for index in range(len(self._guests))
        ]

    def logins(self, each: int) -> Jobs:
        """Each terminal logs so many residents in, by number and password."""
        return [self._logins(guest, each) for guest in self._guests]

    def boards(self, port: int, each: int) -> dict[str, Jobs]:
        """The whole board; the same with its ETag; and what changed since a cursor."""
        line = Http(port)
        bearer = self._guests[0].terminal.bearer(line)
        path = f"{AVAILABILITY_PATH}?municipality=ono"
        answer = line.get(path, **bearer)
        cursor = answer.read(Availability).cursor
        line.close()
        asked = {
            "whole": get(path, bearer),
            "with its ETag": get(path, bearer | {"If-None-Match": answer.headers["ETag"]}),
            "since a cursor": get(f"{path}&cursor={cursor}", bearer),
        }
        return {name: [[request] * each for _ in self._guests] for name, request in asked.items()}

    def _batch(self, index: int, bodies: list[BookBody]) -> str:
        terminal, visits = self._guests[index].terminal, self._visits[index]
        actions = tuple(
            terminal.act(body, *visit) for body, visit in zip(bodies, visits, strict=False)
        )
        return post(
            ACTIONS_PATH, Actions(terminal=terminal.name, actions=actions).model_dump_json()
        )

    @staticmethod
    def _logins(guest: Guest, each: int) -> list[str]:
        paper = _Paper()
        for visit, _ in islice(cycle(guest.visits), each):
            box = guest.terminal.box(visit, PASSWORD, number=str(visit))
            guest.terminal.log_in(paper, visit, box)
        return paper.requests
