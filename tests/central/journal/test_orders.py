"""Lines that ran at the same time are run again in an order in which each saw what it saw."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import sleep

import pytest
from django.db import connections

from central.journal import replay as replaying
from central.journal import write
from central.journal.copies import different_rows, into_empty, recorded_lines
from central.journal.models import Line
from central.journal.replay import Replayed, replay
from central.registry.models import Resident
from tests.central.journal.test_replay import withdrawal
from tests.central.journal.world import ONO, booking, do, registered, seal_all
from tests.central.world import InProcess

MOMENT = timedelta(microseconds=1)
#: A commit takes so long at the most.
HELD_UP_S = 0.03


def people(count: int) -> list[Resident]:
    return [registered(str(90_000_001 + number), None) for number in range(count)]


def replayed(folder: Path) -> Replayed:
    """Run again, and the rows compared."""
    seal_all()
    with into_empty(folder):
        found = replay(ONO, recorded_lines("ono"))
        assert found.difference is not None or list(different_rows()) == []
    return found


def written_before(late: Line, *others: Line) -> None:
    """As if its commit had come as late as it did, and its line had been written before those."""
    first = min(line.written_at for line in others)
    Line.objects.filter(pk=late.pk).update(written_at=first - MOMENT)


def lines() -> list[Line]:
    return list(Line.objects.order_by("written_at"))


def test_replay__of_one_that_did_not_see_what_was_written_before(
    ticking: InProcess, tmp_path: Path
) -> None:
    """It saw the booking that filled the room, and not the cancellation before that one."""
    first, second, third = people(3)
    number = do(booking(first, courts=3)).booking.number
    assert do(booking(second, courts=3)).verdict == "applied"
    assert do(booking(third, courts=2)).verdict == "conflict"
    assert do(withdrawal(first, number)).verdict == "applied"
    filled, refused, late = lines()[-3:]
    written_before(late, filled, refused)
    found = replayed(tmp_path)
    assert (found.difference, found.moved) == (None, 1)


def test_replay__of_one_that_did_not_see_two_before_it(ticking: InProcess, tmp_path: Path) -> None:
    """Two commits came late, and it saw what stands between them."""
    first, second, third, fourth = people(4)
    numbers = [do(booking(who, courts=2)).booking.number for who in (first, second)]
    assert do(booking(third, courts=2)).verdict == "applied"
    assert do(booking(fourth, courts=1)).verdict == "conflict"
    for who, number in zip((first, second), numbers, strict=True):
        assert do(withdrawal(who, number)).verdict == "applied"
    filled, refused, *late = lines()[-4:]
    written_before(late[0], filled)
    written_before(late[1], refused)
    found = replayed(tmp_path)
    assert (found.difference, found.moved) == (None, 1)


@pytest.mark.parametrize("most", [5, 6, 7])
def test_replay__of_lines_that_met_where_it_commits(
    ticking: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Wherever the lines are cut into transactions, those at the cut find each other."""
    monkeypatch.setattr(replaying, "TOGETHER_MAX", most)
    monkeypatch.setattr(replaying, "REACH", 3)
    first, second = people(2)
    number = do(booking(first, courts=6)).booking.number
    assert do(booking(second, courts=6)).verdict == "conflict"
    for _ in range(3):
        assert do(booking(second, courts=99)).verdict == "rejected"
    assert do(withdrawal(first, number)).verdict == "applied"
    *_, refused, _, _, _, late = lines()
    written_before(late, refused)
    found = replayed(tmp_path)
    assert (found.difference, found.lines) == (None, 8)


def test_replay__of_an_answer_that_no_order_explains(
    ticking: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays a difference, also among many at the same time, and is said after so many tries."""
    monkeypatch.setattr(replaying, "STEPS_MAX", 200)
    for each in people(6):
        do(booking(each))
    changed = Line.objects.filter(kind="book").order_by("written_at")[3]
    answer = changed.answer.replace('"applied"', '"conflict"')
    Line.objects.filter(pk=changed.pk).update(answer=answer)
    found = replayed(tmp_path)
    assert found.difference is not None
    assert found.difference.line.pk == changed.pk


def test_replay__of_what_ran_at_once_is_the_same(
    ticking: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight who book and give back courts of one room at the same time, at a slow disk.

    Each commit is held up, so that many a line is written before others that did not see it.
    """
    who, turns = people(8), count()

    def late(body, context, decision):
        write_line(body, context, decision)
        sleep(HELD_UP_S * (next(turns) * 5 % 8) / 8)

    write_line = write.write_line
    monkeypatch.setattr(write, "write_line", late)

    def work(index: int) -> None:
        try:
            for turn in range(8):
                made = do(booking(who[index], courts=1 + (index + turn) % 6)).booking
                if made is not None:
                    do(withdrawal(who[index], made.number))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    found = replayed(tmp_path)
    assert found.difference is None
    assert found.lines >= 72
