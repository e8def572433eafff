"""Bookings that were agreed elsewhere: all of a resident's at once or none, and no cell twice."""

from uuid import UUID, uuid4  # noqa: TID251 - a resident that nobody is

import pytest
from pydantic import ValidationError

from central.booking.models import Booking
from central.booking.use_cases import import_bookings
from central.booking.use_cases.import_bookings import AT_ONCE_MAX, Agreed
from central.decision import Decision
from central.registry.models import Resident
from tests.central.booking.world import check_the_cells, codes, do
from tests.central.world import DAY, NOW, InProcess, body, register

MORNING = {"start_minute": 9 * 60, "end_minute": 11 * 60}


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return register()


def agreed(number: int, cells: tuple[int, ...] = (0,), **changes: object) -> Agreed:
    return Agreed(id=UUID(int=number), wish=body(**changes), cells=cells)


def taken_over(resident: UUID, *bookings: Agreed, municipality: str = "ono") -> Decision:
    wanted = import_bookings.Body(resident=resident, bookings=bookings)
    return do(wanted, municipality, NOW, "import")


def test_import__takes_all_with_their_cells(resident: Resident) -> None:
    assert taken_over(resident.id, agreed(1), agreed(2, **MORNING)).verdict == "applied"
    assert [one.resident for one in Booking.objects.all()] == [resident, resident]
    assert {one.state for one in Booking.objects.all()} == {"confirmed"}
    assert {one.day for one in Booking.objects.all()} == {DAY}
    check_the_cells()


def test_import__one_that_is_taken_takes_none(resident: Resident) -> None:
    taken_over(resident.id, agreed(1))
    again = taken_over(resident.id, agreed(2, **MORNING), agreed(3))
    assert codes(again) == {("courts_taken", "CM-01")}
    assert Booking.objects.get().id == UUID(int=1)
    check_the_cells()


def test_import__one_of_a_room_that_there_is_not_takes_none(resident: Resident) -> None:
    nowhere = agreed(2, facility="argo/nowhere")
    assert codes(taken_over(resident.id, agreed(1), nowhere)) == {("no_such_room", "CM-04")}
    assert not Booking.objects.exists()


def test_import__of_nobody_who_is_registered_here(resident: Resident) -> None:
    assert codes(taken_over(uuid4(), agreed(1))) == {("no_such_resident", "")}
    elsewhere = taken_over(resident.id, agreed(1), municipality="kumamoto")
    assert codes(elsewhere) == {("no_such_resident", "")}
    assert not Booking.objects.exists()


def test_import__of_more_at_once_than_a_transaction_should_hold() -> None:
    many = [agreed(number) for number in range(AT_ONCE_MAX + 1)]
    with pytest.raises(ValidationError, match=f"at most {AT_ONCE_MAX}"):
        import_bookings.Body(resident=UUID(int=1), bookings=many)
