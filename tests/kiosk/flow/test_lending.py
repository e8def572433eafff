"""OG-Y5: equipment is asked for with the booking, and the counts go along with it."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    CellChosen,
    DayChosen,
    EquipmentChosen,
    EquipmentOpened,
    FacilityChosen,
    FormWanted,
    LogIn,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    PrintWanted,
    Submit,
)
from kiosk.visit import Visit
from sync.wire import BookBody
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    accepted,
    booking,
    do,
    elsewhere,
    last_effect,
    municipality,
    walk,
)

DAY = date(2025, 12, 21)
NUMBER = "AAAAA-BBBBB"
AGREED = tuple(municipality("ogaki").classes)
LENT = booking(
    NUMBER,
    facility="seinen/room",
    sport="meeting",
    day=DAY,
    state="provisional",
    equipment={"long_table": 10, "microphone": 2},
)


def at_equipment() -> Visit:
    """青年の家: eight people in the training room."""
    visit = do(elsewhere("ogaki", "seinen"), PageOpened("look.place"))
    visit = do(visit, FacilityChosen("seinen/room"), DayChosen(DAY), CellChosen(0, 13 * 60))
    return walk(visit, (NextPressed(), "book.people"), (PeopleChosen(8), "book.equipment"))


def counted(visit: Visit, item: str, count: int) -> Visit:
    return walk(
        visit,
        (EquipmentOpened(item), "book.equipment.count"),
        (EquipmentChosen(item, count), "book.equipment"),
    )


def at_confirm(visit: Visit) -> Visit:
    return walk(
        visit,
        (NextPressed(), "identify.number"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(type="group", agreed=AGREED), "book.confirm"),
    )


def said(visit: Visit) -> dict[str, str]:
    return {field.label: field.value for field in show(visit).view.fields}


def equipment_row(visit: Visit) -> str:
    return {row.label: row.value for row in show(visit).view.rows}["備品"]


def at_list() -> Visit:
    visit = do(elsewhere("ogaki", "suitopia"), CardTouched(CARD), SEALED)
    return do(visit, accepted(LENT, type="group"))


def test_equipment__is_counted_thing_by_thing() -> None:
    visit = at_equipment()
    assert set(said(visit).values()) == {"使いません"}
    visit = counted(counted(visit, "microphone", 2), "long_table", 10)
    assert said(visit)["マイク"] == "2個"
    assert said(visit)["長机"] == "10個"
    assert said(counted(visit, "microphone", 0))["マイク"] == "使いません"


def test_equipment__says_that_the_counts_are_told_again_with_the_application() -> None:
    """OG-Y5"""
    assert any("本申請" in note for note in show(at_equipment()).view.notes)


def test_equipment__goes_with_the_booking() -> None:
    """OG-Y5"""
    visit = at_confirm(counted(at_equipment(), "microphone", 2))
    assert equipment_row(visit) == "マイク 2"
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.draft.body, BookBody)
    assert effect.draft.body.equipment == {"microphone": 2}


def test_equipment__can_be_changed_before_the_yes() -> None:
    visit = at_confirm(at_equipment())
    assert equipment_row(visit) == "使いません"
    visit = counted(walk(visit, (PageOpened("book.equipment"), "book.equipment")), "projector", 1)
    assert equipment_row(walk(visit, (NextPressed(), "book.confirm"))) == "プロジェクター 1"


def test_equipment__is_asked_once() -> None:
    visit = walk(
        at_equipment(),
        (NextPressed(), "identify.number"),
        (BackPressed(), "book.equipment"),
        (BackPressed(), "book.people"),
        (PeopleChosen(6), "identify.number"),
    )
    visit = do(visit, CardTouched(CARD), SEALED, accepted(type="group", agreed=AGREED))
    visit = walk(visit, (PageOpened("book.people"), "book.people"))
    walk(visit, (PeopleChosen(7), "book.confirm"))


@pytest.mark.parametrize(
    "event", [EquipmentChosen("microphone", 3), EquipmentChosen("microphone", -1)]
)
def test_equipment__is_not_more_than_there_is(event: EquipmentChosen) -> None:
    """OG-Y5: two microphones by the sample."""
    visit = walk(at_equipment(), (EquipmentOpened("microphone"), "book.equipment.count"))
    assert [answer.event.count for answer in show(visit).view.answers] == [0, 1, 2]
    walk(visit, (event, "book.equipment.count"))


def test_equipment__is_only_what_is_lent() -> None:
    walk(at_equipment(), (EquipmentOpened("piano"), "book.equipment"))
    visit = walk(at_equipment(), (EquipmentOpened("microphone"), "book.equipment.count"))
    walk(visit, (EquipmentChosen("piano", 1), "book.equipment.count"))


def test_equipment__is_not_asked_where_none_is_lent() -> None:
    visit = do(elsewhere("ogaki", "suitopia"), PageOpened("look.place"))
    visit = do(visit, FacilityChosen("suitopia/meeting"), DayChosen(DAY), CellChosen(0, 13 * 60))
    visit = walk(visit, (NextPressed(), "book.people"), (PeopleChosen(8), "identify.number"))
    visit = do(visit, CardTouched(CARD), SEALED, accepted(type="group", agreed=AGREED))
    assert "備品" not in {row.label for row in show(visit).view.rows}


def test_equipment__stands_in_the_list_and_on_the_ticket() -> None:
    visit = at_list()
    assert any("備品: マイク 2、長机 10" in row.detail for row in show(visit).view.rows)
    _, effect = last_effect(visit, PrintWanted(NUMBER))
    assert isinstance(effect, PrintTicket)
    assert ("備品", "マイク 2、長机 10") in effect.paper.rows


def test_equipment__stands_on_the_formal_application() -> None:
    """OG-Y5: the counts are said again with the application."""
    _, effect = last_effect(at_list(), FormWanted(NUMBER))
    assert isinstance(effect, PrintTicket)
    assert ("備品", "マイク 2、長机 10") in effect.paper.rows
    assert any("職員にもお伝え" in note for note in effect.paper.notes)
