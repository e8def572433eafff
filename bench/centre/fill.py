"""Make a centre large: ``python -m bench.centre.fill STATE RESIDENTS BOOKINGS``.

Residents share one password's hash; the bookings are over, and spread over every room of 小野市.
Prints how many rows there are now.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from central.start import prepare

HOURS, COURTS = range(9, 21), range(6)
#: A booking of one court for an hour takes two cells in each half of it.
CELLS_EACH = 4
GRANULE_MINUTES = 30
CHUNK = 50_000
BEGAN_MS = 1_500_000_000_000
CARELESS = {
    "postgresql": ("SET statement_timeout = 0", "SET session_replication_role = replica"),
    "sqlite": (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -1000000",
    ),
}

Rows = Iterable[tuple[Any, ...]]


def main(state: Path, residents: int, bookings: int) -> None:
    prepare(state)
    from central.booking.models import Booking, Cell
    from central.policies import municipalities
    from central.registry.models import Credential, Resident
    from central.registry.passwords import hash_password

    now = datetime.now(UTC)  # noqa: TID251 - what is measured goes by the real time, too
    place = {"municipality": "ono"}
    resident = _template(
        Resident,
        **place,
        number="",
        name="見本",
        type="city_group",
        mail="mihon@example.com",
        born_on=date(1990, 4, 1),
        registered_on=date(2020, 4, 1),
    )
    credential = _template(
        Credential, **place, resident_id="", secret=hash_password("himitsu1"), changed_at=now
    )
    booking = _template(
        Booking,
        **place,
        number="",
        resident_id="",
        facility="",
        sport="badminton",
        courts=1,
        cells=[],
        equipment={},
        people=4,
        day=None,
        start_minute=0,
        end_minute=0,
        fee=400,
        booked_on=date(2020, 4, 1),
        changed_at=now - timedelta(days=1_000),
    )
    cell = _template(Cell, **place, facility="", day=None, start_minute=0, cell=0, booking_id="")
    rooms = sorted(municipalities()["ono"].rooms)
    _take_no_care()
    _load(Resident, resident, _residents(residents))
    _load(Credential, credential, _credentials(residents))
    _load(Booking, booking, _bookings(bookings, residents, rooms, now.date()))
    _load(Cell, cell, _cells(bookings, rooms, now.date()))
    print(json.dumps(_count()))


def _id(table: str, index: int) -> str:
    """As ids grow with time, from a year that is long over."""
    return f"{BEGAN_MS + index:012x}7{ord(table):03x}8{index:015x}"


def _residents(count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield {"id": _id("r", index), "number": f"L{index:08d}"}


def _credentials(count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield {"id": _id("p", index), "resident_id": _id("r", index)}


def _bookings(
    count: int, residents: int, rooms: list[str], today: date
) -> Iterator[dict[str, Any]]:
    for index in range(count):
        facility, day, hour, court = _slot(index, rooms, today)
        yield {
            "id": _id("b", index),
            "number": f"L{index:08d}",
            "resident_id": _id("r", index * 7919 % residents),
            "facility": facility,
            "day": day,
            "cells": [2 * court, 2 * court + 1],
            "start_minute": 60 * hour,
            "end_minute": 60 * hour + 60,
        }


def _cells(count: int, rooms: list[str], today: date) -> Iterator[dict[str, Any]]:
    for index in range(count):
        facility, day, hour, court = _slot(index, rooms, today)
        for part in range(CELLS_EACH):
            yield {
                "id": _id("c", index * CELLS_EACH + part),
                "booking_id": _id("b", index),
                "facility": facility,
                "day": day,
                "start_minute": 60 * hour + GRANULE_MINUTES * (part // 2),
                "cell": 2 * court + part % 2,
            }


def _slot(index: int, rooms: list[str], today: date) -> tuple[str, date, int, int]:
    """Each another one, from yesterday back."""
    rest, court = divmod(index, len(COURTS))
    rest, hour = divmod(rest, len(HOURS))
    days, room = divmod(rest, len(rooms))
    return rooms[room], today - timedelta(days=days + 1), HOURS[hour], court


def _template(model: Any, **values: Any) -> dict[str, Any]:
    """Every column with its value as the driver takes it."""
    from central.sql import columns, new

    row = new(model, id="", **values).__dict__
    return {name[2:]: row[name[2:]] for name in columns(model, "t").split(", ")}


def _take_no_care() -> None:
    """As one who loads a copy: no row points nowhere, and what fails is loaded anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in CARELESS[connection.vendor]:
            cursor.execute(statement)


def _load(model: Any, template: dict[str, Any], changes: Iterator[dict[str, Any]]) -> None:
    from django.db import connection, transaction

    rows = (tuple((template | change).values()) for change in changes)
    names, table = ", ".join(template), model._meta.db_table  # noqa: SLF001 - documented
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([_plain(value) for value in row])
        else:
            marks = ", ".join(["%s"] * len(template))
            while some := [[_plain(value) for value in row] for row in islice(rows, CHUNK)]:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)
    print(f"  {table} is filled", file=sys.stderr, flush=True)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _count() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As a server is that has had such a load for a while.
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        return {table: _rows(cursor, table) for table in TABLES}


TABLES = ("registry_resident", "booking_booking", "booking_cell")


def _rows(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    (found,) = cursor.fetchone()
    return int(found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
