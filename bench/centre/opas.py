"""A centre of the operators of OPAS, each with so many rooms as none of them has.

``python -m bench.centre.opas FOLDER serve --state STATE ...``: ``python -m central`` with the
municipalities of FOLDER, which ``make_folder`` has made; ``fill`` books half of all their cells.
"""

import json
import sqlite3
import sys
import tomllib
from datetime import date
from pathlib import Path
from shutil import copytree

from central.__main__ import main as central
from central.start import prepare

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
CELLS = """
WITH RECURSIVE
days(day) AS (SELECT :first UNION ALL SELECT date(day, '+1 day') FROM days LIMIT :days),
hours(minute) AS (SELECT 540 UNION ALL SELECT minute + 60 FROM hours LIMIT 12),
cells(cell) AS (SELECT 0 UNION ALL SELECT cell + 1 FROM cells LIMIT 6)
INSERT INTO booking_cell (id, municipality, facility, day, start_minute, cell, booking_id)
SELECT printf('%08x%08x%08x%04x%04x', :operator, key, julianday(day), minute, cell),
    :municipality, value, day, minute, cell, :booking
FROM json_each(:rooms) CROSS JOIN days CROSS JOIN hours CROSS JOIN cells
WHERE random() & 1 = cell & 1
"""


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


def fill(database: Path, folder: Path, first: date, days: int) -> int:
    """Take half of the cells of every room on so many days; how many that are."""
    with sqlite3.connect(database) as here:
        here.execute("PRAGMA synchronous = OFF")
        here.execute("PRAGMA cache_size = -1000000")
        # Everything is written in the order of its indices: the next row goes behind the last.
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
            here.execute(CELLS, values)
        (count,) = here.execute("SELECT count(*) FROM booking_cell").fetchone()
    here.close()
    return int(count)


def main(folder: Path, arguments: list[str]) -> int:
    from django.conf import settings

    state = Path(arguments[arguments.index("--state") + 1])
    prepare(state, serving=arguments[0] == "serve")
    settings.MUNICIPALITIES = folder
    return central(arguments)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
