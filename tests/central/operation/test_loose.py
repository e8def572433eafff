"""``check`` finds rows that name one which is not there."""

import pytest

from central.booking.models import Cell
from central.ids import new_id
from central.money.models import Charge
from central.operation.loose import loose_rows
from central.terminals.models import Action
from tests.central.world import InProcess, Visit, body, enrolled, register


@pytest.fixture
def booked(line: InProcess) -> None:
    terminal = enrolled(line)
    register()
    visit = Visit.logged_in(line, terminal)
    (verdict,) = terminal.send(line, visit.act(body())).verdicts
    assert verdict.verdict == "applied"


def test_loose__none_after_an_action(booked: None) -> None:
    assert Cell.objects.exists()
    assert Charge.objects.exists()
    assert Action.objects.exists()
    assert list(loose_rows()) == []


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Cell, "booking_id"),
        (Charge, "booking_id"),
        (Charge, "resident_id"),
        (Action, "terminal_id"),
        (Action, "resident_id"),
    ],
)
def test_loose__says_where_and_how_many(booked: None, model, name: str) -> None:
    count = model.objects.update(**{name: new_id()})
    table = model._meta.db_table
    assert list(loose_rows()) == [f"{table}.{name}: {count} rows lead nowhere"]
