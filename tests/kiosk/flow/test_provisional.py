"""A provisional booking (仮予約) is never called confirmed, and what is to be done is said."""

from datetime import date

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BookingConfirmed,
    CellChosen,
    DayChosen,
    FacilityChosen,
    LogIn,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SportChosen,
    Submit,
)
from kiosk.screens.parts import Mark
from kiosk.screens.result.view import Tone
from kiosk.visit import Visit
from sync.wire import ConsentBody
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    accepted,
    booking,
    do,
    elsewhere,
    last_effect,
    municipality,
    recorded,
    settled,
    walk,
)

DAY = date(2025, 12, 21)
AGREED = tuple(municipality("ogaki").classes)


def at_confirm(room: str, sport: str) -> Visit:
    """大垣: everything is chosen, and a group that agreed to all terms has logged in."""
    venue = room.rpartition("/")[0]
    visit = do(elsewhere("ogaki", venue), PageOpened("look.place"), FacilityChosen(room))
    if visit.page == "look.sport":
        visit = walk(visit, (SportChosen(sport), "look.when"))
    visit = walk(
        visit,
        (DayChosen(DAY), "look.day"),
        (CellChosen(0, 13 * 60), "look.day"),
        (NextPressed(), "book.people"),
    )
    visit = do(visit, PeopleChosen(8))
    if visit.page == "book.equipment":
        visit = do(visit, NextPressed())
    assert visit.page == "identify.number"
    return walk(
        visit,
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(type="group", agreed=AGREED), "book.confirm"),
    )


def booked(visit: Visit, **outcome: object) -> Visit:
    plan = visit.wish.plan
    assert plan is not None
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    state = booking(
        visit.sents[-1].number,
        facility=plan.facility,
        sport=plan.sport,
        day=plan.day,
        start_minute=plan.start_minute,
        end_minute=plan.end_minute,
        state="provisional",
    )
    answer = settled(visit, booking=state, outcome={"stage": "provisional", **outcome})
    return walk(visit, (answer, "action.result", PrintTicket))


def test_provisional__is_said_before_the_yes_with_the_deadline() -> None:
    """OG-C3: 仮予約, 本申請 by the seventh day before."""
    view = show(at_confirm("suitopia/meeting", "meeting")).view
    rows = {row.label: row.value for row in view.rows}
    assert rows["本申請の期限"] == "12月14日(日)まで"
    assert any("仮予約です" in note for note in view.notes)
    assert any("12月14日(日)まで" in note and "この端末" in note for note in view.notes)


def test_provisional__at_the_desk_says_what_to_bring() -> None:
    """OG-Y3: the formal application is made at the desk, with the fee."""
    notes = " ".join(show(at_confirm("seinen/room", "meeting")).view.notes)
    assert "申請書と使用料を窓口へ" in notes
    assert "12月14日(日)まで" in notes


def test_provisional__with_a_debit_says_its_day_and_names_no_desk() -> None:
    """OG-S10: one bill, debited at the end of the month after the use."""
    rows = {
        row.label: row.value for row in show(at_confirm("sports/gym/arena", "badminton")).view.rows
    }
    assert rows["引き落とし日"] == "1月31日(土)"
    assert "お支払い窓口" not in rows


def test_provisional__is_cancelled_without_payment() -> None:
    """OG-W3: unpaid by the seventh day before, the booking is cancelled."""
    notes = " ".join(show(at_confirm("sunwork/room", "meeting")).view.notes)
    assert "お支払いがないと、この予約は取り消されます" in notes


def test_provisional__is_not_called_confirmed_when_it_is_booked() -> None:
    visit = booked(
        at_confirm("suitopia/meeting", "meeting"),
        formal_application_due="2025-12-15T00:00:00+09:00",
    )
    shown = show(visit)
    assert (shown.view.tone, shown.view.word) == (Tone.RECEIVED, "仮予約")
    assert "確定していません" in shown.frame.question
    said = " ".join(shown.view.lines)
    assert "本申請の期限: 12月14日(日)まで" in said
    assert "予約が確定しました" not in str(shown)


def test_provisional__ticket_is_called_one_and_says_what_to_do() -> None:
    visit = at_confirm("suitopia/meeting", "meeting")
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    state = booking(
        visit.sents[-1].number,
        facility="suitopia/meeting",
        sport="meeting",
        day=DAY,
        state="provisional",
    )
    _, effect = last_effect(visit, settled(visit, booking=state))
    assert isinstance(effect, PrintTicket)
    assert effect.paper.title == "仮予約票"
    assert any("本申請が必要です" in note for note in effect.paper.notes)
    assert any("OG-C3" in note for note in effect.paper.notes)


def test_provisional__in_the_list_says_what_to_do_until_when() -> None:
    visit = booked(at_confirm("suitopia/meeting", "meeting"))
    visit = do(visit, PageOpened("mine.list"))
    (row,) = show(visit).view.rows
    assert (row.word, row.mark) == ("仮予約", Mark.WAITING)
    assert "12月14日(日)まで" in row.detail


def test_terms__are_read_before_the_first_booking_of_a_class() -> None:
    """OG-01, KT-03: book without consent to the current version -> terms first."""
    visit = walk_to_terms()
    view = show(visit).view
    assert "スイトピアセンター" in view.heading
    assert any("仮予約" in line for line in view.paragraphs)
    visit = walk(visit, (view.go.event, "book.confirm"))
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit, Submit))
    consent, wish = (sent.body for sent in visit.sents)
    assert isinstance(consent, ConsentBody)
    assert (consent.facility_class, wish.verb) == ("suitopia", "book")


def walk_to_terms() -> Visit:
    visit = do(elsewhere("ogaki", "suitopia"), PageOpened("look.place"))
    visit = do(visit, FacilityChosen("suitopia/meeting"), DayChosen(DAY), CellChosen(0, 13 * 60))
    visit = do(visit, NextPressed(), PeopleChosen(8), CardTouched(CARD), SEALED)
    return walk(visit, (accepted(type="group", agreed=("sports",)), "book.terms"))
