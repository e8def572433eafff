"""A row that is found by its columns is the one that the ORM finds."""

import pytest
from django.db import transaction
from django.db.models import Model

from central.booking.models import Booking
from central.find import find, find_one, select
from central.money.models import Charge
from central.registry.models import Resident
from central.terminals.models import Action, Terminal, Visit
from tests.central import world
from tests.central.world import InProcess, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    """On it somebody has booked."""
    made = enrolled(line)
    register()
    made.verdict(line, world.Visit.logged_in(line, made).act(body()))
    return made


def columns(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", [Action, Booking, Charge, Resident, Terminal, Visit])
def test_row__is_that_of_the_orm(terminal: HandMadeTerminal, model: type[Model]) -> None:
    wanted = model.objects.get()
    with transaction.atomic():
        each = find_one(model, id=wanted.pk), find_one(model, lock=True, id=wanted.pk)
    for found in each:
        assert found == wanted
        assert columns(found) == columns(wanted)


def test_rows__are_those_of_all_columns(terminal: HandMadeTerminal) -> None:
    booking = Booking.objects.get()
    whose = {"municipality": "ono", "resident_id": booking.resident_id}
    assert find(Booking, **whose, number=booking.number) == [booking]
    assert find(Booking, **whose, number="0") == []
    assert find_one(Booking, **whose, number="0") is None


def test_select__takes_whatever_follows(terminal: HandMadeTerminal) -> None:
    booking = Booking.objects.get()
    text = "WHERE t.day BETWEEN %s AND %s ORDER BY t.number LIMIT %s"
    assert select(Booking, text, booking.day, booking.day, 5) == [booking]


def test_row__that_was_found_is_saved_as_any_other(terminal: HandMadeTerminal) -> None:
    resident = find_one(Resident, id=Resident.objects.get().id)
    assert resident is not None
    resident.mail = "mihon@example.com"
    resident.save(update_fields=["mail"])
    assert Resident.objects.get().mail == "mihon@example.com"
