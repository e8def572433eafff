"""The chain over the journal: whatever is changed in it is found, with its place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F

from central import clock
from central.ids import new_id
from central.journal import chain
from central.journal.chain import SETTLED_AFTER, seal, verify
from central.journal.models import Line
from tests.central.journal.world import booking, do, registered, seal_all
from tests.central.world import InProcess

LINES = 6


@pytest.fixture
def lines(ticking: InProcess) -> list[Line]:
    """Six: one registration, four bookings, and one that is refused."""
    resident = registered()
    for hour in (9, 11, 13, 15):
        do(booking(resident, start_minute=hour * 60, end_minute=hour * 60 + 60))
    do(booking(resident, courts=99))
    return seal_all()


def test_chain__is_whole_and_in_the_order_of_writing(lines: list[Line]) -> None:
    assert verify("ono") == (LINES, None)
    assert [line.place for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.kind for line in lines] == ["register", *["book"] * 5]
    assert lines == sorted(lines, key=lambda line: line.written_at)


def test_chain__goes_on_where_it_stood(lines: list[Line]) -> None:
    do(booking(registered("90000002", None)))
    assert [line.hash for line in seal_all()][:LINES] == [line.hash for line in lines]
    assert verify("ono") == (LINES + 2, None)


@pytest.mark.parametrize(
    "change",
    [
        {"body": "{}"},
        {"answer": "{}"},
        {"actor": "staff:other"},
        {"policy": "0" * 64},
        {"kind": "cancel"},
        {"municipality": "ageo"},
        {"at": F("at") + timedelta(microseconds=1)},
        {"written_at": F("written_at") + timedelta(microseconds=1)},
        {"hash": "0" * 64},
        {"place": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_chain__one_change_is_found_at_its_place(lines: list[Line], change: dict) -> None:
    Line.objects.filter(place=3).update(**change)
    _, broken = verify("ono")
    assert broken is not None
    assert broken.place == 3


def test_chain__one_changed_byte_is_found(lines: list[Line]) -> None:
    third = lines[2]
    Line.objects.filter(pk=third.pk).update(body=third.body.replace("660", "661"))
    _, broken = verify("ono")
    assert broken == chain.Broken(3, str(third.pk))


def test_chain__two_lines_that_changed_places_are_found(lines: list[Line]) -> None:
    Line.objects.filter(place=2).update(place=99)
    Line.objects.filter(place=3).update(place=2)
    Line.objects.filter(place=99).update(place=3)
    _, broken = verify("ono")
    assert broken is not None
    assert broken.place == 2


def test_chain__a_line_that_was_taken_out_is_found(lines: list[Line]) -> None:
    lines[3].delete()
    _, broken = verify("ono")
    assert broken == chain.Broken(4, str(lines[4].pk))


def test_chain__waits_for_what_may_not_have_committed(ticking: InProcess) -> None:
    registered()
    assert seal("ono", clock.now()) == 0
    assert seal("ono", clock.now() + SETTLED_AFTER + timedelta(seconds=1)) == 1


def test_chain__takes_a_line_that_committed_late_at_its_end(lines: list[Line]) -> None:
    late = lines[0]
    late.pk, late.place, late.hash = new_id(), None, ""
    late.save(force_insert=True)
    assert [line.pk for line in seal_all()][-1] == late.pk
    assert verify("ono") == (LINES + 1, None)


def test_chain__is_sealed_in_batches(ticking: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    resident = registered()
    for _ in range(4):
        do(booking(resident, courts=99))
    assert len(seal_all()) == 5
    assert verify("ono") == (5, None)


def test_chain__sealed_by_many_at_once_is_one_chain(
    ticking: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    resident = registered()
    for _ in range(20):
        do(booking(resident, courts=99))
    soon = clock.now() + SETTLED_AFTER + timedelta(seconds=1)

    def work(_: int) -> int:
        try:
            return seal("ono", soon)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        sealed = sum(pool.map(work, range(6)))
    sealed += seal("ono", soon)
    assert (sealed, verify("ono")) == (21, (21, None))


def test_chain__of_each_municipality_is_its_own(lines: list[Line]) -> None:
    assert verify("ageo") == (0, None)
    assert seal("ageo", clock.now() + timedelta(days=1)) == 0
