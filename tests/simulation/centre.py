"""The real application of the centre in this process, on SQLite in memory, in simulated time.

It is asked as its server asks it. It can fall at any commit: before it or after it.
"""

import io
import logging
import random  # noqa: TID251 - from the seed of the episode
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import time_machine
from argon2 import PasswordHasher

from central.start import prepare
from tests.simulation.policy import with_more

SHM = Path("/dev/shm")
STATE = Path(tempfile.mkdtemp(prefix="simulation-", dir=SHM if SHM.is_dir() else None))
prepare(STATE)

from django.conf import settings  # noqa: E402 - Django is set up above

#: Read when the first one asks; in it are the rules as they are, and more.
settings.MUNICIPALITIES = with_more(settings.MUNICIPALITIES, STATE / "municipalities")

from django.db import connection, connections  # noqa: E402 - Django is set up above

from central import clock, ids  # noqa: E402
from central.find import find_one  # noqa: E402 - Django is set up above
from central.registry import passwords  # noqa: E402
from central.registry.models import Card, Credential, Resident  # noqa: E402
from central.registry.passwords import is_password  # noqa: E402 - Django is set up above
from central.sql import insert_new, new  # noqa: E402 - Django is set up above
from central.terminals.boxes import box_digest  # noqa: E402
from central.terminals.letters import _sender  # noqa: E402 - Django is set up above
from central.terminals.models import Terminal, Visit  # noqa: E402
from central.wsgi import application  # noqa: E402
from sync.wire import Sealed  # noqa: E402
from tests.central.databases import empty, migrated  # noqa: E402

__all__ = [
    "BEGAN",
    "CARDS",
    "DRAWN",
    "MAIL",
    "PASSWORD",
    "STATE",
    "Asked",
    "Centre",
    "CentreFellError",
    "Known",
    "Said",
    "is_password",
    "last_day_of",
]

#: Ten o'clock of a Thursday.
BEGAN = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)
#: The month of use whose draw takes entries then.
DRAWN = date(2026, 11, 1)
PASSWORD, MAIL = "himitsu-7f3a", "mihon@example.com"
#: What every card's number begins with.
CARDS = "04C0FFEE"
NAME, BIRTHDAY = "見本・模擬太郎", date(1987, 4, 1)
#: So that a password takes a fraction of a millisecond; the real cost is a matter of the bench.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class CentreFellError(Exception):
    """Its process died."""


class _Fall(BaseException):
    """Passes through every handler of the application."""


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Time:
    """The true one, which only the simulation moves."""

    def __init__(self) -> None:
        self._machine = time_machine.travel(BEGAN, tick=False)
        self._now = self._machine.start()
        self.ms = int(BEGAN.timestamp() * 1000)

    def passes(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)
        self._now.move_to(self.ms / 1000)

    def begins(self) -> None:
        self.passes(BEGAN.timestamp() - self.ms / 1000)

    def ends(self) -> None:
        self._machine.stop()


class Seeded:
    """In place of ``secrets``, where the centre makes ids."""

    def __init__(self) -> None:
        self.chance = random.Random(0)

    def token_bytes(self, count: int) -> bytes:
        return self.chance.randbytes(count)

    def choice(self, among: str) -> str:
        return self.chance.choice(among)


class Centre:
    """``heard`` is told each request with its answer, also where the line loses it.

    ``log`` is all that it has logged.
    """

    def __init__(self) -> None:
        self.heard: Callable[[Asked, Said | None], None] = lambda _asked, _said: None
        self.log = io.StringIO()
        self._chance = Seeded()
        self._seed_ids()
        self.time = Time()
        self._left: int | None = None
        self.falls = 0
        self._migrate()
        self._watch_commits()

    def begin(self, chance: random.Random) -> None:
        """An empty database, at the same morning."""
        self._chance.chance = random.Random(chance.randrange(1 << 62))
        self.time.begins()
        self._left = None
        self.log.seek(0)
        self.log.truncate()
        empty()
        # As a process does that starts: it knows the terminals of no other episode.
        _sender.cache_clear()

    def ask(self, asked: Asked) -> Said:
        """CentreFellError where its process dies; what was written by then is written."""
        said: Said | None = None
        try:
            said = self._answer(asked)
        except _Fall:
            self.falls += 1
            connection.close()
            raise CentreFellError from None
        finally:
            self._left = None
            self.heard(asked, said)
        return said

    def fall_at(self, commits: int) -> None:
        """Before and after each of the next commits: two chances each."""
        self._left = commits

    def close(self) -> None:
        connection.close()
        self.time.ends()
        shutil.rmtree(STATE, ignore_errors=True)

    def plant_residents(self, count: int) -> list["Known"]:
        today, secret = BEGAN.date(), CHEAP.hash(PASSWORD)
        residents = [
            Resident(
                municipality="ono",
                number=f"9{index:07}",
                name=NAME,
                type="city_group",
                born_on=BIRTHDAY,
                registered_on=today - timedelta(days=200),
                valid_until=last_day_of(index),
                mail=MAIL,
            )
            for index in range(count)
        ]
        Resident.objects.bulk_create(residents)
        Credential.objects.bulk_create(
            Credential(municipality="ono", resident=one, secret=secret, changed_at=clock.now())
            for one in residents
        )
        known = [Known(one.id, one.number, f"{CARDS}{one.number}") for one in residents]
        Card.objects.bulk_create(
            Card(municipality="ono", uid=one.card, resident_id=one.id) for one in known
        )
        return known

    def plant_visit(self, terminal: str, visit: UUID, resident: UUID, box: Sealed) -> None:
        """As an accepted login leaves it."""
        enrolled = find_one(Terminal, name=terminal)
        assert enrolled is not None, "it is enrolled"
        row = new(
            Visit,
            id=ids.new_id(),
            municipality="ono",
            terminal_id=enrolled.id,
            visit=visit,
            resident_id=resident,
            box_digest=box_digest(box),
            accepted_at=clock.now(),
        )
        insert_new(row)

    def _answer(self, asked: Asked) -> Said:
        path, _, query = asked.path.partition("?")
        environ = {
            "REQUEST_METHOD": asked.method,
            "PATH_INFO": unquote(path),
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(asked.body)),
            "wsgi.input": io.BytesIO(asked.body),
            "wsgi.errors": self.log,
            "wsgi.url_scheme": "http",
        }
        for name, value in asked.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
        environ["HTTP_HOST"] = "localhost"
        begun: list[tuple[int, dict[str, str]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            begun.append((int(status.split(maxsplit=1)[0]), dict(headers)))

        response = self._application(environ, start)
        body = b"".join(response)
        response.close()
        status, headers = begun[0]
        date_now = datetime.fromtimestamp(self.time.ms / 1000, UTC)
        headers["Date"] = date_now.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return Said(status, headers, body)

    def _seed_ids(self) -> None:
        vars(ids)["secrets"] = self._chance
        # The real cost of passwords would be all that takes time here.
        passwords._HASHER = CHEAP

    def _migrate(self) -> None:
        self._application: Any = application()
        migrated("")
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(self.log)

    def _watch_commits(self) -> None:
        here = connections["default"]
        commit = here.commit

        def watched() -> None:
            if self._burnt():
                here.connection.rollback()
                raise _Fall
            commit()
            if self._burnt():
                raise _Fall

        here.commit = watched  # type: ignore[method-assign]

    def _burnt(self) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        return self._left < 0


def last_day_of(index: int) -> date:
    """Until when a resident is registered: every other one may already apply for renewal."""
    return BEGAN.date() + timedelta(days=160 if index % 2 else 50)


@dataclass(frozen=True, slots=True)
class Known:
    """A resident, as registered."""

    id: UUID
    number: str
    card: str
