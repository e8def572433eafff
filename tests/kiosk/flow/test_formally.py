"""The formal application (本申請): made at the terminal, or a form to take to the desk."""

from datetime import date

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    ActionDelayed,
    FormalChosen,
    FormalConfirmed,
    FormWanted,
    IntakeChanged,
    MineArrived,
    PageOpened,
    PrintTicket,
    Submit,
    Ticked,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import instant
from sync.wire import ApplyFormallyBody, BookingState
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    VISIT,
    accepted,
    booking,
    do,
    elsewhere,
    last_effect,
    recorded,
    settled,
    walk,
)

NUMBER = "AAAAA-BBBBB"
DAY = date(2025, 12, 21)
CHOSEN, CONFIRMED = FormalChosen(NUMBER), FormalConfirmed(NUMBER)


def provisional(room: str, **changes: object) -> BookingState:
    there = {"facility": room, "sport": "meeting", "day": DAY, "state": "provisional"}
    return booking(NUMBER, **there | changes)


def at_list(*bookings: BookingState) -> Visit:
    """大垣: a group that has logged in."""
    visit = do(elsewhere("ogaki", "suitopia"), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(*bookings, type="group"))
    assert visit.page == "mine.list"
    return visit


def sent() -> Visit:
    visit = walk(at_list(provisional("suitopia/meeting")), (CHOSEN, "mine.formal"))
    visit = walk(visit, (CONFIRMED, "action.wait", Submit))
    return walk(visit, (recorded(visit), "action.wait"))


def test_formal__is_offered_in_the_list_and_sent() -> None:
    """OG-C3: the formal application at the terminal, by the seventh day before."""
    visit = at_list(provisional("suitopia/meeting"))
    (row,) = show(visit).view.rows
    assert row.actions[0].event == CHOSEN
    visit = walk(visit, (CHOSEN, "mine.formal"))
    assert any("許可すると予約が決まります" in note for note in show(visit).view.notes)
    _, effect = last_effect(visit, CONFIRMED)
    assert isinstance(effect, Submit)
    assert effect.draft.body == ApplyFormallyBody(number=NUMBER)


def test_formal__done_is_said_and_the_list_says_that_a_permit_is_waited_for() -> None:
    visit = sent()
    applied = provisional("suitopia/meeting", state="applied")
    visit = walk(visit, (settled(visit, booking=applied), "action.result", PrintTicket))
    view = show(visit).view
    assert (view.word, view.number) == ("本申請ずみ", NUMBER)
    (row,) = show(do(visit, PageOpened("mine.list"))).view.rows
    assert (row.word, row.mark) == ("本申請ずみ(許可待ち)", Mark.WAITING)
    assert CHOSEN not in [press.event for press in row.actions]


def test_formal__with_no_answer_is_kept_and_not_offered_again() -> None:
    visit = sent()
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit = walk(visit, (delayed, "action.result", PrintTicket))
    (row,) = show(do(visit, PageOpened("mine.list"))).view.rows
    assert CHOSEN not in [press.event for press in row.actions]


def test_formal__too_late_is_refused() -> None:
    """OG-C3"""
    visit = at_list(provisional("suitopia/meeting"))
    late = do(visit, Ticked(instant(date(2025, 12, 15))))
    visit = walk(late, (CHOSEN, "refused"))
    assert any("OG-C3" in reason.clause for reason in show(visit).view.reasons)
    at_page = walk(at_list(provisional("suitopia/meeting")), (CHOSEN, "mine.formal"))
    assert walk(do(at_page, Ticked(instant(date(2025, 12, 15)))), (CONFIRMED, "refused"))


def test_formal__at_the_desk_prints_the_form_filled_in() -> None:
    """OG-Y3: 使用許可申請書 with the fee, at the desk, by the seventh day before."""
    visit = at_list(provisional("seinen/room"))
    (row,) = show(visit).view.rows
    wanted = FormWanted(NUMBER)
    assert row.actions[0].event == wanted
    _, effect = last_effect(visit, wanted)
    assert isinstance(effect, PrintTicket)
    paper = effect.paper
    assert (paper.title, paper.number) == ("使用許可申請書", NUMBER)
    assert any("12月14日(日)まで" in note for note in paper.notes)
    assert any("OG-Y3" in note for note in paper.notes)
    assert dict(paper.rows)["使う目的"].strip("＿") == ""


def test_formal__of_what_needs_none_or_is_not_theirs_changes_nothing() -> None:
    visit = at_list(booking(NUMBER, facility="arata/room", sport="meeting", day=DAY))
    assert walk(visit, (CHOSEN, "mine.list"), (FormWanted(NUMBER), "mine.list"))
    assert walk(visit, (FormalChosen("ZZZZZ-ZZZZZ"), "mine.list"))
    assert walk(visit, (FormalConfirmed(NUMBER), "mine.list"))


def test_formal__of_what_is_gone_meanwhile_returns_to_the_list() -> None:
    visit = walk(at_list(provisional("suitopia/meeting")), (CHOSEN, "mine.formal"))
    visit = do(visit, MineArrived(VISIT, ()))
    assert show(visit).kind == "confirm"
    assert walk(visit, (show(visit).view.go.event, "mine.list"))


def test_formal__is_stopped_with_the_intake() -> None:
    visit = do(at_list(provisional("suitopia/meeting")), IntakeChanged("disk"))
    assert walk(visit, (CHOSEN, "stopped"))
