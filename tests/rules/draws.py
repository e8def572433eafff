"""A small town with a hall, a field and a pool, and entries in its draws."""

from datetime import date

from rules.facts import Slot
from rules.floor import divide, lay_out
from rules.lottery import WHOLE_ROOM, DrawEntry, ranked_by_seed

HALL, FIELD, POOL = "city/hall", "city/field", "city/pool"
FLOORS = {
    HALL: divide(60, {"basketball": 2, "volleyball6": 3, "badminton": 6, "table_tennis": 20}),
    FIELD: divide(30, {"soccer": 1, "softball": 2}),
    # The two sports lie side by side and leave a cell to nobody.
    POOL: lay_out(60, {"tennis": ((0,), (1,)), "gateball": ((2,), (4,))}),
}
SEED = bytes(range(16))
BY_SEED = ranked_by_seed(SEED, "kumamoto", "2025-11")


def slot(day=3, start=13, end=16, *, sport="badminton", courts=WHOLE_ROOM, room=HALL):
    return Slot(room, sport, courts, date(2025, 11, day), int(start * 60), int(end * 60))


def entry(name, *slots, preference=None):
    """``B2`` is the second preference of B."""
    return DrawEntry(name, name[0], preference or int(name[1:]), slots)
