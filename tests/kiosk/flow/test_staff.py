"""The staff's page: who opens it, what it says, trying the terminal, closing it for residents."""

import pytest

from kiosk.devices.ports import (
    CardTouched,
    NotPrinted,
    Printed,
    PrinterStatus,
    ReaderStatus,
    ReaderStatusChanged,
)
from kiosk.flow import show, step
from kiosk.messages import (
    BackPressed,
    CallStaff,
    CheckedUp,
    CheckUp,
    CheckUpWanted,
    ClosingChosen,
    IntakeChanged,
    LineChanged,
    MarkClosed,
    PageOpened,
    PrinterStatusChanged,
    PrintTicket,
    SettingChanged,
    StaffCalled,
    StopPressed,
    TicketDone,
    TrialPrintWanted,
    UnsentCounted,
)
from kiosk.screens.parts import Mark
from kiosk.staff_cards import StaffCards, digest
from kiosk.visit import Visit
from tests.kiosk.flow.journey import CARD, NOW, VISIT, begin, do, last_effect, walk

SALT = "00112233445566778899aabbccddeeff"
STAFF_CARD = "04A1B2C3D4E5F6"
STAFF = StaffCards(SALT, frozenset({digest(STAFF_CARD, SALT)}))


def opened(**changes: object) -> Visit:
    visit = begin(staff=STAFF, version="1.2.3", **changes)
    return walk(visit, (CardTouched(STAFF_CARD), "staff"))


def marks(visit: Visit) -> list[Mark]:
    return [row.mark for row in show(visit).view.rows]


def notice(visit: Visit) -> str:
    said = show(visit).view.notice
    assert isinstance(said, str)
    return said


def anew(visit: Visit) -> Visit:
    """The next visit at the same terminal."""
    assert step(visit, StopPressed())[0] is None
    return Visit.begin(VISIT, visit.site, NOW)


# Who opens it ---------------------------------------------------------------------------------


def test_staff__card_opens_their_page_and_no_other_does() -> None:
    assert opened()
    assert walk(begin(staff=STAFF), (CardTouched(CARD), "identify.password"))


def test_staff__without_any_card_have_no_page() -> None:
    assert walk(begin(), (CardTouched(STAFF_CARD), "identify.password"))


def test_staff__page_is_reached_by_no_button() -> None:
    visit = begin(staff=STAFF)
    for event in (PageOpened("staff"), CheckUpWanted(), TrialPrintWanted(), ClosingChosen("today")):
        assert step(visit, event) == (visit, ())


def test_staff__card_amid_a_journey_is_a_card_like_any_other() -> None:
    visit = walk(begin(staff=STAFF), (PageOpened("mine.list"), "identify.card"))
    assert walk(visit, (CardTouched(STAFF_CARD), "identify.password"))


# How it is ------------------------------------------------------------------------------------


def test_staff__see_that_all_is_well() -> None:
    visit = opened()
    assert set(marks(visit)) == {Mark.CONFIRMED}
    details = [row.detail for row in show(visit).view.rows]
    assert "10:21" in details[4]
    assert "1.2.3" in details[5]


def test_staff__see_what_is_not() -> None:
    visit = do(
        opened(),
        ReaderStatusChanged(ReaderStatus.NO_READER),
        PrinterStatusChanged(PrinterStatus.PAPER_OUT),
        LineChanged(up=False),
        UnsentCounted(7),
        IntakeChanged("disk"),
    )
    assert marks(visit)[:4] == [Mark.REFUSED] * 4
    assert "7件" in show(visit).view.rows[3].detail
    assert "disk" in show(visit).view.rows[3].detail


def test_check__sends_and_fetches_and_says_what_came() -> None:
    visit = walk(opened(), (CheckUpWanted(), "staff", CheckUp))
    assert "点検しています" in notice(visit)
    well = walk(visit, (CheckedUp(VISIT, line_up=True, sound=True), "staff"))
    assert "応答がありました" in notice(well)
    ill = walk(visit, (CheckedUp(VISIT, line_up=False, sound=False), "staff"))
    assert "応答がありません" in notice(ill)
    assert "異常" in notice(ill)


def test_check__that_comes_late_moves_nothing() -> None:
    visit = begin(staff=STAFF)
    assert walk(visit, (CheckedUp(VISIT, line_up=True, sound=True), "home"))


def test_print__comes_out_or_does_not() -> None:
    visit, effect = last_effect(opened(), TrialPrintWanted())
    assert isinstance(effect, PrintTicket)
    assert effect.paper.title == "試し印刷"
    assert notice(visit) == ""
    out = do(visit, TicketDone(VISIT, Printed(effect.ticket)))
    assert "出ました" in notice(out)
    none = do(visit, TicketDone(VISIT, NotPrinted(effect.ticket, PrinterStatus.PAPER_OUT)))
    assert "出ません" in notice(none)


# Closing it -----------------------------------------------------------------------------------


def closed(why: str = "repair") -> Visit:
    visit = walk(opened(), (PageOpened("staff.closing"), "staff.closing"))
    return walk(visit, (ClosingChosen(why), "staff", MarkClosed))


def test_closed__shows_why_to_every_later_visit() -> None:
    visit = anew(closed())
    shown = show(visit)
    assert shown.kind == "message"
    assert "点検のため" in shown.view.lines[0]
    assert step(visit, PageOpened("look.sport")) == (visit, ())
    assert step(visit, CardTouched(CARD))[0].page == "home"  # type: ignore[union-attr]


def test_closed__still_says_whom_to_call_in_any_language() -> None:
    visit = anew(closed())
    assert walk(visit, (StaffCalled(), "call", CallStaff), (BackPressed(), "home"))
    english = do(visit, SettingChanged("language"))
    assert "maintenance" in show(english).view.lines[0]


def test_closed__is_opened_by_the_staff() -> None:
    visit = walk(anew(closed()), (CardTouched(STAFF_CARD), "staff"))
    assert "閉まっています" in notice(visit)
    visit = anew(walk(visit, (ClosingChosen(""), "staff", MarkClosed)))
    assert show(visit).kind == "home"


def test_closed__for_no_reason_that_there_is_not() -> None:
    visit = walk(opened(), (PageOpened("staff.closing"), "staff.closing"))
    assert walk(visit, (ClosingChosen("whim"), "staff.closing")).site.closed == ""


@pytest.mark.parametrize("status", PrinterStatus)
def test_staff__read_how_the_printer_is_in_words(status: PrinterStatus) -> None:
    row = show(do(opened(), PrinterStatusChanged(status))).view.rows[1]
    assert (row.mark is Mark.CONFIRMED) is (status is PrinterStatus.READY)
    assert row.detail != status.value


@pytest.mark.parametrize("status", ReaderStatus)
def test_staff__read_how_the_reader_is_in_words(status: ReaderStatus) -> None:
    assert show(do(opened(), ReaderStatusChanged(status))).view.rows[0].detail != status.value
