"""The line between a terminal and the centre: it loses, doubles, delays, halves and lies."""

import io
import random  # noqa: TID251 - from the seed of the episode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from enum import StrEnum

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from tests.simulation.centre import Asked, Centre, CentreFellError, Said
from tests.simulation.effects import Fuse

__all__ = ["Fault", "Line"]


class Fault(StrEnum):
    NONE = "none"
    #: Somewhere on the way; the centre never sees it.
    REQUEST_LOST = "request_lost"
    #: The centre acted, and the terminal is never told.
    ANSWER_LOST = "answer_lost"
    #: It arrives twice, and the second answer comes back.
    TWICE = "twice"
    #: The terminal gives up; what it sent arrives later, after what it sends next.
    LATE = "late"
    HALF_ANSWER = "half_answer"
    #: Something between answers by itself, in the centre's place or after it.
    STRANGER = "stranger"
    STRANGER_AFTER = "stranger_after"
    #: The centre's process dies, before or after it has written.
    CENTRE_FALLS = "centre_falls"


#: How many requests in a thousand.
USUAL: Mapping[Fault, int] = {
    Fault.REQUEST_LOST: 40,
    Fault.ANSWER_LOST: 50,
    Fault.TWICE: 40,
    Fault.LATE: 30,
    Fault.HALF_ANSWER: 15,
    Fault.STRANGER: 20,
    Fault.STRANGER_AFTER: 10,
    Fault.CENTRE_FALLS: 15,
}
STRANGE_STATUSES = (302, 400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503)
STRANGE_BODY = b'{"code": "strange", "detail": ""}'
LATE_MAX = 8


@dataclass
class Weather:
    """Of all lines of an episode; ``fair``: nothing goes wrong any more."""

    chance: random.Random
    fair: bool = False

    def fault(self) -> Fault:
        if self.fair:
            return Fault.NONE
        drawn = self.chance.randrange(1000)
        for fault, share in USUAL.items():
            if drawn < share:
                return fault
            drawn -= share
        return Fault.NONE


class Line(BaseAdapter):
    """What ``requests`` sends through, in place of a socket."""

    def __init__(self, centre: Centre, weather: Weather, fuse: Fuse) -> None:
        super().__init__()
        self._centre, self._weather, self._fuse = centre, weather, fuse
        self._builds = HTTPAdapter()
        self._on_the_way: list[Asked] = []
        self.cut = False

    def send(
        self, request: requests.PreparedRequest, *_: object, **__: object
    ) -> requests.Response:
        self._fuse.burn("before request")
        if self.cut and not self._weather.fair:
            raise requests.ConnectTimeout
        said = self._carry(_asked(request), self._weather.fault())
        self._fuse.burn("after answer")
        if said is None:
            raise requests.ReadTimeout
        return self._response(request, said)

    def close(self) -> None:
        """What is on the way arrives without us."""

    def arrive(self) -> None:
        """Something that was given up reaches the centre after all, in whatever order."""
        if self._on_the_way:
            at = self._weather.chance.randrange(len(self._on_the_way))
            self._ask(self._on_the_way.pop(at))

    def all_arrive(self) -> None:
        while self._on_the_way:
            self.arrive()

    def _carry(self, asked: Asked, fault: Fault) -> Said | None:
        match fault:
            case Fault.REQUEST_LOST:
                return None
            case Fault.LATE:
                self._on_the_way = [*self._on_the_way, asked][-LATE_MAX:]
                return None
            case Fault.STRANGER:
                return self._strange()
            case Fault.CENTRE_FALLS:
                self._centre.fall_at(self._weather.chance.randrange(4))
            case Fault.TWICE:
                self._ask(asked)
        return self._brought_back(self._ask(asked), fault)

    def _brought_back(self, said: Said | None, fault: Fault) -> Said | None:
        match fault:
            case Fault.ANSWER_LOST:
                return None
            case Fault.STRANGER_AFTER:
                return self._strange()
            case Fault.HALF_ANSWER if said is not None:
                return replace(said, body=said.body[: len(said.body) // 2])
        return said

    def _ask(self, asked: Asked) -> Said | None:
        try:
            return self._centre.ask(asked)
        except CentreFellError:
            return None

    def _strange(self) -> Said:
        status = self._weather.chance.choice(STRANGE_STATUSES)
        return Said(status, {"Date": formatdate(usegmt=True)}, STRANGE_BODY)

    def _response(self, request: requests.PreparedRequest, said: Said) -> requests.Response:
        raw = HTTPResponse(io.BytesIO(said.body), said.headers, said.status, preload_content=False)
        return self._builds.build_response(request, raw)


def _asked(request: requests.PreparedRequest) -> Asked:
    body = request.body or b""
    assert isinstance(body, bytes)
    assert request.method is not None
    return Asked(request.method, request.path_url, dict(request.headers), body)
