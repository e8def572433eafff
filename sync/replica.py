"""The terminal's copy of which cells a municipality has taken, and when that was last confirmed.

A cache, a file for each municipality that is served: whatever is wrong with it, it is thrown away
and fetched again. What is on the screen stays there meanwhile, with its age.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from rules.calendar import JAPAN
from rules.facts import Occupied
from sync.centre_time import Contact
from sync.snapshot import Snapshot
from sync.store import Store, StoreDamagedError, StoreError, StoreInUseError
from sync.wire import Availability, RoomDay, RoomNotice, ServiceNotice

__all__ = ["Replica"]

TABLES = Migrations("replica")
#: An unchanged answer is only written down this often: it saves the disk, and ages at most so much.
CONFIRMED_MS = 60_000

#: As fast as can be: half of the disk is saved, and a start reads it all.
PACKED = 1

Taken = dict[tuple[str, date], Occupied]


@TABLES()
def room_days_and_state(db: Database) -> None:
    db.execute("""
        CREATE TABLE room_days (
            facility TEXT NOT NULL,
            day TEXT NOT NULL,
            message BLOB NOT NULL,
            PRIMARY KEY (facility, day)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT) STRICT")


@TABLES()
def whole_list(db: Database) -> None:
    """The last full answer in one piece; ``room_days`` has what changed since."""
    db.execute("CREATE TABLE whole (id INTEGER PRIMARY KEY CHECK (id = 1), message BLOB) STRICT")


class _State(BaseModel):
    """``full_day`` is the day (Japan) of the last full answer: every day starts with one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    municipality: str
    cursor: str | None = None
    etag: str | None = None
    as_of_ms: int | None = None
    full_day: str = ""
    policy: str | None = None
    contact: Contact | None = None
    closures: tuple[RoomNotice, ...] = ()
    notices: tuple[ServiceNotice, ...] = ()


class _TakenDays(Mapping[tuple[str, date], Occupied]):
    """What is taken of each room and day: a set is made of it when it is asked for.

    Sets of all days of 18 municipalities are hundreds of megabytes; which cells and times there are
    is the same each day, so each pair of them is kept once.
    """

    def __init__(self, known: dict[tuple[str, date], tuple[tuple[int, int], ...]]) -> None:
        self._known = known

    def __getitem__(self, key: tuple[str, date]) -> Occupied:
        return frozenset(self._known[key])

    def __iter__(self) -> Iterator[tuple[str, date]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def with_days(self, days: Iterable[RoomDay]) -> "_TakenDays":
        """Another one, in which these days are as they are told here."""
        once: dict[tuple[int, int], tuple[int, int]] = {}
        told = {
            (day.facility, day.day): tuple(map(once.setdefault, day.taken, day.taken))
            for day in days
        }
        return _TakenDays({**self._known, **told})


class Replica:
    def __init__(self, state_dir: Path, municipality: str) -> None:
        self._file = state_dir / f"replica-{municipality}.db"
        self._municipality = municipality
        self._state = _State(municipality=municipality)
        self._written_ms = 0
        self._taken = _TakenDays({})
        self._store = self._open()
        self._keeping(self._load)

    @property
    def contact(self) -> Contact | None:
        """The last time that the centre told, as far as it was written down."""
        return self._state.contact

    @property
    def policy(self) -> str | None:
        """The digest of the rules by which the centre decides, as it last told."""
        return self._state.policy

    def position(self, wall_ms: int) -> tuple[str | None, str | None]:
        """Cursor and ETag to ask with; neither on a new day, so that it starts from all."""
        if self._state.full_day != _day(wall_ms):
            return None, None
        return self._state.cursor, self._state.etag

    def snapshot(self, waiting: Taken) -> Snapshot:
        as_of = self._state.as_of_ms
        return Snapshot(
            as_of=None if as_of is None else _instant(as_of),
            taken=self._taken,
            waiting=MappingProxyType(waiting),
            closures=self._state.closures,
            notices=self._state.notices,
            municipality=self._municipality,
        )

    def apply(
        self, answer: Availability, etag: str | None, contact: Contact | None, wall_ms: int
    ) -> None:
        """Take an answer over, on the screen and on disk."""
        self._taken = (_TakenDays({}) if answer.full else self._taken).with_days(answer.days)
        full_day = _day(wall_ms) if answer.full else self._state.full_day
        self._state = _State(
            municipality=self._municipality,
            cursor=answer.cursor,
            etag=etag,
            as_of_ms=wall_ms,
            full_day=full_day,
            policy=answer.policy,
            contact=contact,
            closures=answer.closures,
            notices=answer.notices,
        )
        self._keeping(partial(self._write, answer, wall_ms))

    def confirm(self, contact: Contact | None, wall_ms: int) -> None:
        """The centre has nothing newer than what is known."""
        self._state = self._state.model_copy(update={"as_of_ms": wall_ms, "contact": contact})
        if not 0 <= wall_ms - self._written_ms < CONFIRMED_MS:
            self._keeping(partial(self._write_state, wall_ms))

    def close(self) -> None:
        self._store.close()

    def _open(self) -> Store:
        """The file, or a new one in its place, or memory where the disk takes nothing."""
        for _ in range(2):
            try:
                return Store(self._file, "NORMAL", TABLES)
            except StoreInUseError:
                raise
            except StoreError:
                self._delete_files()
        return Store(None, "NORMAL", TABLES)

    def _keeping(self, work: Callable[[], None]) -> None:
        """Do something with the file; where that fails, start a new one from all."""
        try:
            work()
        except StoreError:
            self._start_again()

    def _start_again(self) -> None:
        self._state = self._state.model_copy(update={"cursor": None, "etag": None})
        self._store.close()
        self._delete_files()
        self._store = self._open()

    def _delete_files(self) -> None:
        for file in self._file.parent.glob(f"{self._file.name}*"):
            file.unlink(missing_ok=True)

    def _load(self) -> None:
        rows = self._store.rows("SELECT json FROM state")
        if not rows:
            return
        try:
            state = _State.model_validate_json(rows[0]["json"])
            taken = _TakenDays({}).with_days(self._days())
        except (ValidationError, zlib.error, TypeError) as cause:
            raise StoreDamagedError(f"{self._file}: not what was written") from cause
        self._check()
        if state.municipality == self._municipality:
            self._state = state
            self._taken = taken

    def _days(self) -> Iterator[RoomDay]:
        """One after the other: all at once they are megabytes that a terminal never needs again."""
        for row in self._store.rows("SELECT message FROM whole"):
            for line in zlib.decompress(row["message"]).splitlines():
                yield RoomDay.model_validate_json(line)
        for row in self._store.rows("SELECT message FROM room_days"):
            yield RoomDay.model_validate_json(zlib.decompress(row["message"]))

    def _check(self) -> None:
        found = self._store.rows("PRAGMA quick_check(1)")[0]["quick_check"]
        if found != "ok":
            raise StoreDamagedError(f"{self._file}: {found}")

    def _write(self, answer: Availability, wall_ms: int) -> None:
        with self._store.tx():
            if answer.full:
                self._store.write("DELETE FROM room_days")
                lines = "\n".join(day.model_dump_json() for day in answer.days)
                whole = zlib.compress(lines.encode(), PACKED)
                self._store.write("INSERT OR REPLACE INTO whole VALUES (1, ?)", [whole])
            for day in () if answer.full else answer.days:
                message = zlib.compress(day.model_dump_json().encode(), PACKED)
                self._store.write(
                    "INSERT OR REPLACE INTO room_days VALUES (?, ?, ?)",
                    [day.facility, day.day.isoformat(), message],
                )
            self._put_state()
        self._written_ms = wall_ms

    def _write_state(self, wall_ms: int) -> None:
        with self._store.tx():
            self._put_state()
        self._written_ms = wall_ms

    def _put_state(self) -> None:
        text = self._state.model_dump_json()
        self._store.write("INSERT OR REPLACE INTO state VALUES (1, ?)", [text])


def _instant(wall_ms: int) -> datetime:
    return datetime.fromtimestamp(wall_ms / 1000, JAPAN)


def _day(wall_ms: int) -> str:
    return _instant(wall_ms).date().isoformat()
