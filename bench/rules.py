"""How fast the rules answer: draws of growing size, cases a second, and the loading of the data."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import cycle, islice, pairwise
from pathlib import Path

from bench.figures import Figure, percentile, say
from rules.draw_intake import DrawIntake
from rules.examples import read_example
from rules.facts import Slot
from rules.families import all_families
from rules.intake import Intake
from rules.lottery import DrawEntry, ranked_by_seed
from rules.policy import Municipality, load, load_all, load_examples

ROOT = Path(__file__).resolve().parent.parent
MUNICIPALITIES = ROOT / "assets" / "municipalities"
#: The city whose rounds these are; what is drawn is every room of its that can be booked.
CITY = "kumamoto"
MONTH = date(2025, 11, 1)
SLOTS, FIRST_HOUR, PREFERENCES = 20_000, 9, 5
#: How many entries, and the seconds and megabytes that we promise.
DRAWS = [(10_000, "", ""), (100_000, "<= 3", "<= 400"), (1_000_000, "<= 40", "")]
CASES = 20_000
LOADS = 5


def main() -> None:
    match sys.argv[1:]:
        case ["draw", size]:
            _draw(int(size))
        case ["document", size]:
            json.dump(_document(int(size)), sys.stdout)
        case ["load"]:
            print(json.dumps([_seconds(all_families), *(_seconds(_load_all) for _ in range(2))]))
        case _:
            say(_draws())
            say(_command(100_000))
            say(_decisions())
            say(_loads())


# Draws ------------------------------------------------------------------------------------------


def _draws() -> Iterator[Figure]:
    """Each size in a process of its own, so that its memory is its own too."""
    seconds: list[float] = []
    for size, seconds_aim, megabytes_aim in DRAWS:
        took_s, megabytes = json.loads(_bench("draw", str(size)))
        seconds.append(took_s)
        yield Figure(f"draw of {size:,} entries", took_s, "s", seconds_aim)
        yield Figure(f"memory of a draw of {size:,} entries", megabytes, "MB", megabytes_aim)
    for (size, *_), (before, after) in zip(DRAWS[1:], pairwise(seconds), strict=True):
        yield Figure(f"a draw of {size:,}, to one of a tenth", after / before, "times")


def _draw(size: int) -> None:
    city = load(MUNICIPALITIES / CITY)
    entries = tuple(_entry(number, _rooms(city)) for number in range(size))
    drawing = DrawIntake(city, entries, ranked_by_seed(b"bench", CITY, "2025-11"))
    began = time.perf_counter()
    drawn = drawing.draw()
    took_s = time.perf_counter() - began
    assert len(drawn.won) + len(drawn.lost) == size
    print(json.dumps([took_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def _command(size: int) -> Iterator[Figure]:
    """The command with all that belongs to it: its start, the reading, the answer."""
    with tempfile.TemporaryFile() as document:
        document.write(_bench("document", str(size)))
        document.seek(0)
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "rules", "draw"],
            cwd=ROOT,
            stdin=document,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        took_s = time.perf_counter() - began
    name = f"python -m rules draw, {size:,} entries"
    yield Figure(name, took_s, "s")


def _document(size: int) -> dict[str, object]:
    rooms = _rooms(load(MUNICIPALITIES / CITY))
    return {
        "municipality": CITY,
        "month": "2025-11",
        "seed": b"bench".hex(),
        "entries": [_entry_document(_entry(number, rooms)) for number in range(size)],
    }


def _entry_document(entry: DrawEntry) -> dict[str, object]:
    slots = [
        {
            "facility": slot.facility,
            "sport": slot.sport,
            "courts": slot.courts,
            "date": slot.day.isoformat(),
            "start": f"{slot.start_minute // 60:02d}:00",
            "end": f"{slot.end_minute // 60:02d}:00",
        }
        for slot in entry.slots
    ]
    return {
        "entry": entry.id,
        "user": entry.user,
        "preference": entry.preference,
        "slots": slots,
    }


def _entry(number: int, rooms: list[tuple[str, list[tuple[str, int]]]]) -> DrawEntry:
    """Five entries a user; every tenth of them is a set of two days."""
    luck = sha256(f"entry {number}".encode()).digest()
    first = _slot(luck, rooms)
    second = Slot(
        first.facility,
        first.sport,
        first.courts,
        first.day.replace(day=first.day.day % 30 + 1),
        first.start_minute,
        first.end_minute,
    )
    user, preference = divmod(number, PREFERENCES)
    slots = (first, second) if luck[9] % 10 == 0 else (first,)
    return DrawEntry(f"E{number}", f"U{user}", preference + 1, slots)


def _slot(luck: bytes, rooms: list[tuple[str, list[tuple[str, int]]]]) -> Slot:
    """One to three hours from one of so many hours of rooms, for some of the courts of a sport."""
    rest, room = divmod(int.from_bytes(luck[:4], "big") % SLOTS, len(rooms))
    hour, day = divmod(rest, 30)
    facility, sports = rooms[room]
    sport, courts_max = sports[luck[5] % len(sports)]
    start = (FIRST_HOUR + hour) * 60
    end = start + 60 * (1 + luck[6] % 3)
    return Slot(facility, sport, 1 + luck[7] % courts_max, MONTH.replace(day=day + 1), start, end)


def _rooms(city: Municipality) -> list[tuple[str, list[tuple[str, int]]]]:
    rooms = [
        (room.id, [(sport, entry.courts) for sport, entry in room.sports.items()])
        for room in city.rooms.values()
        if room.not_bookable is None
    ]
    assert FIRST_HOUR * 60 + SLOTS / len(rooms) / 30 * 60 <= 21 * 60, "not all end on their day"
    return rooms


# Cases ------------------------------------------------------------------------------------------


def _decisions() -> Iterator[Figure]:
    """All worked examples of all municipalities, again and again, on one core."""
    cases = [case for city in _load_all().values() for case in _cases(city)]
    for case in cases:
        case.decide()
    # Of a core, whoever else is using it.
    began = time.process_time()
    for case in islice(cycle(cases), CASES):
        case.decide()
    rate = CASES / (time.process_time() - began)
    yield Figure(f"decide, {len(cases)} cases in turn", rate, "cases/s", ">= 10000")


def _cases(city: Municipality) -> Iterator[Intake]:
    for example in load_examples(MUNICIPALITIES / city.id).example:
        yield read_example(city, example)


# Loading ----------------------------------------------------------------------------------------


def _loads() -> Iterator[Figure]:
    """Medians over fresh processes; the families are code, and imported at the first question."""
    runs = (json.loads(_bench("load")) for _ in range(LOADS))
    code, fresh, warm = (1000 * percentile(column, 0.5) for column in zip(*runs, strict=True))
    count = len(_load_all())
    yield Figure("importing the families of rules", code, "ms")
    yield Figure(f"loading {count} municipalities in a fresh process", fresh, "ms", "<= 150")
    yield Figure(f"loading {count} municipalities again", warm, "ms", "<= 150")


def _load_all() -> dict[str, Municipality]:
    return load_all(MUNICIPALITIES)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bench(*words: str) -> bytes:
    command = [sys.executable, "-m", "bench.rules", *words]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    main()
