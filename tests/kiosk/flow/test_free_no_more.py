"""Booked when cancelling costs already: that is said before the yes (KM-75)."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    CellChosen,
    DayChosen,
    FacilityChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    StudentsChosen,
)
from tests.kiosk.flow.journey import CARD, NOW, SEALED, accepted, do, elsewhere, walk

SIX, SEVEN = 6, 7


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 7), "期限を過ぎています。取り消しても料金がかかります。"),
        (date(2025, 12, 8), "12月1日(月)まで"),
    ],
)
def test_confirm__says_until_when_or_that_it_is_too_late(day: date, said: str) -> None:
    """Seven days before it is free, to the end of that day; six days before it is not."""
    assert (day - NOW.date()).days in {SIX, SEVEN}
    visit = elsewhere("kumamoto", "paid/joyama")
    visit = do(visit, PageOpened("look.place"), FacilityChosen("paid/joyama/tennis"))
    visit = do(visit, DayChosen(day), CellChosen(0, 13 * 60), NextPressed())
    visit = do(visit, PeopleChosen(4), StudentsChosen(0), CardTouched(CARD), SEALED)
    visit = walk(visit, (accepted(type="individual"), "book.confirm"))
    rows = {row.label: row.value for row in show(visit).view.rows}
    assert rows["無料で取消"] == said
