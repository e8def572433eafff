"""The fee class from two counts: 高校生以下 where they are more than half (KM-94)."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BookingConfirmed,
    CellChosen,
    DayChosen,
    FacilityChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    StudentsChosen,
    Submit,
)
from kiosk.visit import Visit
from sync.wire import BookBody
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    accepted,
    do,
    elsewhere,
    last_effect,
    walk,
)

DAY = date(2025, 12, 10)


def at_students(people: int) -> Visit:
    """熊本: a tennis court is wished for by so many people."""
    visit = elsewhere("kumamoto", "paid/joyama", demonstration=True)
    visit = do(visit, PageOpened("look.place"), FacilityChosen("paid/joyama/tennis"))
    visit = do(visit, DayChosen(DAY), CellChosen(0, 13 * 60), NextPressed())
    return walk(visit, (PeopleChosen(people), "book.students"))


def at_confirm(people: int, students: int) -> Visit:
    visit = walk(at_students(people), (StudentsChosen(students), "identify.letters"))
    visit = do(visit, CardTouched(CARD), SEALED)
    return walk(visit, (accepted(type="individual"), "book.confirm"))


@pytest.mark.parametrize(("people", "students", "name"), [(10, 5, "一般"), (10, 6, "高校生以下")])
def test_students__more_than_half_of_them_cost_less(people: int, students: int, name: str) -> None:
    """KM-94: 5 of 10 are 一般, 6 of 10 are 高校生以下."""
    rows = {row.label: row.value for row in show(at_confirm(people, students)).view.rows}
    assert rows["料金区分"] == name
    assert rows["人数"] == f"10人(うち高校生以下 {students}人)"


def test_students__are_sent_with_the_booking() -> None:
    visit, effect = last_effect(at_confirm(10, 6), BookingConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.draft.body, BookBody)
    assert (effect.draft.body.people, effect.draft.body.students) == (10, 6)
    assert visit.page == "action.wait"


def test_students__none_is_an_answer_and_more_than_all_is_none() -> None:
    visit = at_students(4)
    assert walk(visit, (StudentsChosen(5), "book.students"))
    assert walk(visit, (StudentsChosen(-1), "book.students"))
    assert walk(visit, (StudentsChosen(0), "identify.letters"))


def test_students__of_many_are_typed_or_all_of_them() -> None:
    visit = at_students(30)
    answers = show(visit).view.answers
    assert answers[0].event == StudentsChosen(30)
    visit = walk(visit, (answers[-1].event, "book.students.many"))
    assert walk(visit, (show(visit).view.entered("16"), "identify.letters"))
    assert walk(visit, (show(visit).view.entered("31"), "book.students.many"))
