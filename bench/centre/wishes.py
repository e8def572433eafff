"""What residents of 小野市 wish for while the centre is measured."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

from kiosk.clock import Clock
from rules.day import room_day
from rules.policy import load
from sync.wire import BookBody

__all__ = ["wishes"]

ROOMS = (
    ("argo/arena", "badminton", 6),
    ("act/arena", "badminton", 6),
    ("argo/table_tennis", "table_tennis", 5),
)
MUNICIPALITY = Path(__file__).resolve().parents[2] / "assets" / "municipalities" / "ono"
#: Days from today that are booked, as far as they are open.
FIRST_DAY, LAST_DAY = 2, 58


def wishes() -> Iterator[BookBody]:
    """Free courts, day by day and hour by hour; neighbours share a floor."""
    now = Clock().now()
    ono = load(MUNICIPALITY)
    days = (now.date() + timedelta(days=n) for n in range(FIRST_DAY, LAST_DAY))
    for day, hour in product(days, range(9, 21)):
        for facility, sport, courts in ROOMS:
            if not room_day(ono, facility, day, now).open:
                continue
            for _ in range(courts):
                yield BookBody(
                    facility=facility,
                    sport=sport,
                    courts=1,
                    people=4,
                    day=day,
                    start_minute=60 * hour,
                    end_minute=60 * hour + 60,
                )
