"""Whatever is done with bookings, in whatever order, and by however many at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4  # noqa: TID251 - a test makes its own ids

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.booking.models import LIVE, Booking, Cell
from central.booking.use_cases import book, cancel, change_booking, extend_booking, rain_off
from central.journal.commands import Context
from central.journal.write import carry_out
from central.policies import municipalities
from tests.central.booking.world import at, booked, check_the_cells, do, kumamoto, wish
from tests.central.databases import empty
from tests.central.money.world import check_the_books
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

TENNIS = ("paid/joyama/tennis", "tennis")
DAY = date(2025, 11, 20)
NOW = at("2025-11-11T10:00")
#: Verb, which of the bookings, day, first hour, hours and courts.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "change", "change", "cancel", "extend", "rain"]),
        st.integers(0, 5),
        st.integers(0, 1),
        st.integers(9, 12),
        st.integers(1, 4),
        st.integers(1, 3),
    ),
    min_size=4,
    max_size=14,
)


def step(told: tuple[str, int, int, int, int, int], resident) -> str:
    """What the desk does: extensions and rain on the day itself, the rest before."""
    verb, which, later, hour, hours, courts = told
    now = at("2025-11-20T08:00") if verb in {"extend", "rain"} else NOW
    wanted = wish(*TENNIS, DAY + timedelta(days=later), (hour, hour + hours), courts=courts)
    rows = list(Booking.objects.order_by("booked_on", "number"))
    number = rows[which % len(rows)].number if rows else "none"
    who = {"resident": resident.id, "channel": "desk"}
    body = {
        "book": lambda: book.Body(wish=wanted, **who),
        "change": lambda: change_booking.Body(number=number, to=wanted, **who),
        "cancel": lambda: cancel.Body(number=number, recorded_at=now, **who),
        "extend": lambda: extend_booking.Body(number=number, end_minute=(hour + hours) * 60, **who),
        "rain": lambda: rain_off.Body(
            scope=TENNIS[0],
            day=DAY,
            start_minute=hour * 60,
            end_minute=(hour + 1) * 60,
            reason="weather",
        ),
    }[verb]()
    return do(body, "kumamoto", now).verdict


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_cells__are_always_those_of_the_bookings_that_stand(database_url: str, steps) -> None:
    empty()
    resident = kumamoto()
    verdicts = Counter((one[0], step(one, resident)) for one in steps)
    check_the_cells()
    check_the_books()
    assert sum(verdicts.values()) == len(steps)


RIVALS = 12


def carry(body, now) -> str:
    """In a thread of its own, with a connection of its own."""
    try:
        context = Context(municipalities()["ono"], now, "staff:mihon", uuid4())
        return carry_out(body, context).verdict
    finally:
        connections.close_all()


def test_change__among_rivals_never_loses_its_slot_and_nothing_is_booked_twice() -> None:
    """KM-76: in whichever order they come, there is no moment in between."""
    now, day = at("2026-09-10T10:00"), date(2026, 9, 17)
    room = ("argo/fitness", "yoga", day)
    holder = register()
    booking = booked(holder, wish(*room, (9, 11), people=4), now)
    rivals = [register(number=f"8000000{n:x}", card=None) for n in range(RIVALS)]
    to = [wish(*room, (10, 12), people=4), wish(*room, (9, 11), people=4)]
    changes = [
        change_booking.Body(resident=holder.id, channel="web", number=booking.number, to=to[n % 2])
        for n in range(RIVALS)
    ]
    books = [
        book.Body(
            resident=rival.id,
            channel="web",
            wish=wish(*room, (9 + n % 3, 10 + n % 3), people=4),
        )
        for n, rival in enumerate(rivals)
    ]
    mixed = [body for pair in zip(changes, books, strict=True) for body in pair]
    with ThreadPoolExecutor(len(mixed)) as pool:
        verdicts = Counter(pool.map(lambda body: carry(body, now), mixed))
    assert set(verdicts) <= {"applied", "conflict", "rejected"}
    booking.refresh_from_db()
    assert booking.state in LIVE
    assert booking.end_minute - booking.start_minute == 120
    assert Cell.objects.filter(booking=booking).count() > 0
    check_the_cells()
    check_the_books()
