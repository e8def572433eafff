"""A hundred terminals want the same room in the same second, at a real centre."""

import sqlite3
import threading
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from central import clock
from central.policies import municipalities
from rules.day import room_day
from sync.wire import BookBody
from tests.support.centre import Centre, Http
from tests.support.crowd import Guest, plant
from tests.support.postgres import Postgres
from tests.support.terminal import clock as terminal_clock

RIVALS = 100
HOURS = (9, 11, 13, 15)
#: Processes, so that transactions overlap on a machine of few cores, too.
WORKERS = 8


def open_day(facility: str) -> date:
    """A day in about a week on which the room is open, whenever the tests run."""
    now = clock.now()
    days = (now.date() + timedelta(days=offset) for offset in range(7, 40))
    return next(day for day in days if room_day(municipalities()["ono"], facility, day, now).open)


def wanted(hour: int) -> BookBody:
    """The whole of a room that has one court."""
    return BookBody(
        facility="argo/fitness",
        sport="yoga",
        courts=1,
        people=5,
        day=open_day("argo/fitness"),
        start_minute=hour * 60,
        end_minute=hour * 60 + 120,
    )


def rush(centre: Centre, guests: list[Guest], hour: int) -> Counter[str]:
    """All at once; how many had which verdict."""
    body, verdicts = wanted(hour), Counter()
    begin = threading.Barrier(len(guests))

    def ask(guest: Guest) -> None:
        line = Http(centre.port)
        visit, box = guest.visits[0]
        signed = guest.terminal.act(body, visit, box, terminal_clock(clock.millis(clock.now())))
        begin.wait()
        verdicts[guest.terminal.verdict(line, signed).verdict] += 1
        line.close()

    threads = [threading.Thread(target=ask, args=(guest,)) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return verdicts


def bookings(centre: Centre) -> int:
    query = "SELECT count(*) FROM booking_booking WHERE state = 'confirmed'"
    if centre.database_url:
        with psycopg.connect(centre.database_url) as connection:
            return connection.execute(query).fetchone()[0]
    connection = sqlite3.connect(centre.state / "central.sqlite3")
    try:
        return connection.execute(query).fetchone()[0]
    finally:
        connection.close()


def test_slot__a_hundred_at_once_is_exactly_one_booking(
    tmp_path: Path, fresh_database_url: str
) -> None:
    centre = Centre(tmp_path, fresh_database_url, WORKERS)
    try:
        guests = plant(tmp_path, fresh_database_url, RIVALS, visits=1)
        for done, hour in enumerate(HOURS, start=1):
            assert rush(centre, guests, hour) == {"applied": 1, "conflict": RIVALS - 1}
            assert bookings(centre) == done
    finally:
        centre.stop()


def test_slot__without_the_unique_cells_it_is_booked_twice(
    tmp_path: Path, postgres: Postgres
) -> None:
    """The test above can fail: it is the constraint that keeps it, not the order of things.

    On PostgreSQL, where transactions run side by side. SQLite lets one write at a time, so that
    whoever comes second has seen the first; see the next test for its constraint.
    """
    url = postgres.new_database()
    centre = Centre(tmp_path, url, WORKERS)
    try:
        guests = plant(tmp_path, url, RIVALS, visits=1)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER TABLE booking_cell DROP CONSTRAINT cell_once")
        applied = [rush(centre, guests, hour)["applied"] for hour in HOURS]
        assert max(applied) > 1
        assert bookings(centre) == sum(applied)
    finally:
        centre.stop()


@pytest.mark.usefixtures("line")
def test_cell__is_refused_twice_by_the_database_itself() -> None:
    from django.db import IntegrityError

    from central.booking.models import Cell
    from central.ids import new_id
    from tests.central.world import body, register

    resident = register()
    booking = resident.bookings.create(
        id=new_id(),
        **body().model_dump(exclude={"verb"}),
        cells=[0],
        municipality="ono",
        number="00000-00000",
        booked_on=clock.now().date(),
        changed_at=clock.now(),
    )
    place = {"municipality": "ono", "facility": "argo/arena", "day": booking.day}
    cell = place | {"start_minute": 600, "cell": 0, "booking": booking}
    Cell.objects.create(id=new_id(), **cell)
    with pytest.raises(IntegrityError):
        Cell.objects.create(id=new_id(), **cell)
