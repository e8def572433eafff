"""A hundred terminals want the same room in the same second, at a real centre."""

import threading
from collections import Counter
from pathlib import Path

import pytest

from central import clock
from sync.wire import BookBody
from tests.central.test_crowd import WORKERS, query, wishes
from tests.support.centre import Centre, Http
from tests.support.crowd import Guest, plant
from tests.support.terminal import clock as terminal_clock

RIVALS = 100
ROUNDS = 4
CONFIRMED = "SELECT count(*) FROM booking_booking WHERE state = 'confirmed'"


def rush(centre: Centre, guests: list[Guest], body: BookBody) -> Counter[str]:
    """All at once; how many had which verdict."""
    verdicts: Counter[str] = Counter()
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


def test_slot__a_hundred_at_once_is_exactly_one_booking(
    tmp_path: Path, fresh_database_url: str
) -> None:
    centre = Centre(tmp_path, fresh_database_url, WORKERS)
    try:
        guests = plant(tmp_path, fresh_database_url, RIVALS, visits=1)
        for done, wish in enumerate(wishes()[:ROUNDS], start=1):
            assert rush(centre, guests, wish) == {"applied": 1, "conflict": RIVALS - 1}
            assert query(centre, CONFIRMED) == [(done,)]
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
        **body().model_dump(exclude={"verb", "grant"}),
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
