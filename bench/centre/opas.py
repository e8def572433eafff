"""A centre of the operators of OPAS, each with so many rooms as none of them has.

``python -m bench.centre.opas FOLDER serve --state STATE ...``: ``python -m central`` with the
municipalities of FOLDER, which ``make_folder`` has made; ``fill`` books half of all their cells.
"""

import json
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg

from central.__main__ import main as central
from central.start import prepare
from central.state import DATABASE_NAME

__all__ = ["MODEL", "fill", "make_folder"]

PLACES = Path(__file__).resolve().parents[2] / "assets" / "municipalities"
MODEL = "kumatori"
#: A floor of 6 cells, which is more than most have; here and there half of 12 hours is booked.
ROOM = """
[rooms."{venue}/hall_{number}"]
name = {{ ja = "第{number}室(見本)", en = "Hall {number} (sample)" }}
source = "sample"
sports.{sport} = {{ courts = 6, source = "sample", rule = "CM-04" }}
"""
#: Of one operator; which cells are taken is left to chance, so that no two days are alike.
#: Everything is written in the order of its indices: the next row goes behind the last.
CELLS = {
    "sqlite": """
INSERT INTO booking_cell (id, municipality, facility, day, start_minute, cell, booking_id)
WITH RECURSIVE
days(day) AS (SELECT :first UNION ALL SELECT date(day, '+1 day') FROM days LIMIT :days),
hours(minute) AS (SELECT 540 UNION ALL SELECT minute + 60 FROM hours LIMIT 12),
cells(cell) AS (SELECT 0 UNION ALL SELECT cell + 1 FROM cells LIMIT 6)
SELECT printf('%08x%08x%08x%04x%04x', :operator, key, julianday(day), minute, cell),
    :municipality, value, day, minute, cell, :booking
FROM json_each(:rooms) CROSS JOIN days CROSS JOIN hours CROSS JOIN cells
WHERE random() & 1 = cell & 1
""",
    "postgresql": """
INSERT INTO booking_cell (id, municipality, facility, day, start_minute, cell, booking_id)
SELECT
    CAST(lpad(to_hex(%(operator)s * 1000000000::bigint + row_number() OVER ()), 32, '0') AS uuid),
    %(municipality)s, room, CAST(%(first)s AS date) + day, minute, cell, CAST(%(booking)s AS uuid)
FROM json_array_elements_text(CAST(%(rooms)s AS json)) AS room
    CROSS JOIN generate_series(0, %(days)s - 1) AS day
    CROSS JOIN generate_series(540, 1200, 60) AS minute
    CROSS JOIN generate_series(0, 5) AS cell
WHERE random() < 0.5
""",
}


def make_folder(folder: Path, rooms: int) -> tuple[str, ...]:
    """All that stand on Kumatori's rules, and Kumatori, with sample rooms up to this number."""
    for source in sorted(PLACES.iterdir()):
        policy = tomllib.loads((source / "policy.toml").read_text())
        if MODEL in {source.name, policy.get("extends")}:
            copytree(source, folder / source.name)
            _widen(folder / source.name / "facilities.toml", rooms)
    return tuple(sorted(place.name for place in folder.iterdir()))


def _widen(file: Path, rooms: int) -> None:
    text = file.read_text()
    known = tomllib.loads(text)
    venue, sport = next(iter(known["venues"])), next(iter(known["sports"]))
    missing = range(len(known["rooms"]) + 1, rooms + 1)
    more = (ROOM.format(venue=venue, number=number, sport=sport) for number in missing)
    file.write_text(text + "".join(more))


def fill(
    state: Path, database_url: str, folder: Path, first: date, days: int
) -> Iterator[tuple[str, int]]:
    """Take half of the cells of every room on so many days; of each operator, how many."""
    with closing(_connect(state, database_url)) as here:
        text = CELLS["postgresql" if database_url else "sqlite"]
        for operator, place in enumerate(sorted(folder.iterdir())):
            rooms = tomllib.loads((place / "facilities.toml").read_text())["rooms"]
            values = {
                "operator": operator,
                "municipality": place.name,
                "rooms": json.dumps(sorted(rooms)),
                "first": first.isoformat(),
                "days": days,
                "booking": f"{1:032x}",
            }
            yield place.name, here.execute(text, values).rowcount
        if database_url:
            # As a server is that has had such a load for a while.
            here.execute("VACUUM ANALYZE booking_cell")


def _connect(state: Path, database_url: str) -> Any:
    """A transaction for each operator; what is lost in a power cut is filled anew."""
    if database_url:
        return psycopg.connect(database_url, autocommit=True)
    here = sqlite3.connect(state / DATABASE_NAME, isolation_level=None)
    here.execute("PRAGMA synchronous = OFF")
    here.execute("PRAGMA cache_size = -1000000")
    return here


def main(folder: Path, arguments: list[str]) -> int:
    from django.conf import settings

    state = Path(arguments[arguments.index("--state") + 1])
    prepare(state, serving=arguments[0] == "serve")
    settings.MUNICIPALITIES = folder
    return central(arguments)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
