"""Run again, a booking takes the courts that it took: what ran at once has no order to repeat."""

from dataclasses import replace

from central import clock
from central.booking.models import Booking
from central.booking.use_cases import book
from central.ids import new_id
from central.journal.commands import Context
from central.journal.write import carry_out
from tests.central.journal.world import ONO, booking, registered
from tests.central.world import InProcess


def booked(body: book.Body, cells: set[int] | None) -> list[int]:
    context = Context(ONO, clock.now(), "staff:desk", new_id())
    if cells is not None:
        context = replace(context, cells=frozenset(cells))
    return carry_out(body, context).booking.cells


def test_booking__takes_the_courts_that_it_took(line: InProcess) -> None:
    wish = booking(registered())
    other = {8, 9, 10, 11}
    assert booked(wish, other) == sorted(other)
    assert set(booked(wish, None)) != other


def test_booking__takes_others_where_these_are_none_or_not_free(line: InProcess) -> None:
    wish = booking(registered())
    for no_free_court in ({8, 9, 10, 11}, {1, 2, 3, 4}, set()):
        taken = {cell for one in Booking.objects.all() for cell in one.cells}
        got = booked(wish, no_free_court)
        assert len(got) == 4
        assert not taken & set(got)
