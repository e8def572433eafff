"""A booking becomes another on the same board, and is never lost between (KM-76)."""

from datetime import date, timedelta

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    ActionDelayed,
    BackPressed,
    BookingConfirmed,
    CellChosen,
    ChangeChosen,
    DayChosen,
    IntakeChanged,
    LineChanged,
    MineArrived,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SnapshotArrived,
    Submit,
    Ticked,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import instant
from sync.snapshot import Snapshot
from sync.wire import BookBody, BookingState, ChangeBody
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    VISIT,
    accepted,
    at_mine,
    begin,
    booking,
    do,
    last_effect,
    municipality,
    recorded,
    settled,
    walk,
)

NUMBER = "AAAAA-BBBBB"


def had(**changes: object) -> BookingState:
    """A quarter of the arena, from 18 to 20."""
    return booking(NUMBER, **changes)


def with_its_cells(visit: Visit) -> Visit:
    taken = frozenset((minute, 0) for minute in (18 * 60, 19 * 60))
    told = Snapshot(as_of=NOW, taken={("argo/arena", DAY): taken})
    return do(visit, SnapshotArrived(told))


def at_board() -> Visit:
    visit = with_its_cells(at_mine(had()))
    return walk(visit, (ChangeChosen(NUMBER), "look.day"))


def at_confirm() -> Visit:
    """An hour less."""
    visit = walk(at_board(), (CellChosen(0, 18 * 60), "look.day"))
    return walk(visit, (NextPressed(), "book.confirm"))


def sent() -> Visit:
    visit = walk(at_confirm(), (BookingConfirmed(), "action.wait", Submit))
    return walk(visit, (recorded(visit), "action.wait"))


def test_change__shows_its_own_cells_as_free() -> None:
    """KM-76: nobody grabs what is changed, and it can stay where it is."""
    cells = show(at_board()).view.cells
    board = municipality("ono").rooms["argo/arena"]
    row = (18 * 60 - 9 * 60) // board.granule_minutes
    assert all(cell.mark is not Mark.FULL for cell in cells[row])
    looked = with_its_cells(do(at_mine(had()), PageOpened("look.sport")))
    assert looked.wish.changing == ""


def test_change__says_what_was_and_what_will_be_before_the_yes() -> None:
    """KM-75, KM-76"""
    shown = show(at_confirm())
    rows = {row.label: row.value for row in shown.view.rows}
    assert shown.frame.question == "予約をこの内容に変更しますか"
    assert "18:00–20:00" in rows["いまの予約"]
    assert "18:00–19:00" in rows["日時"]
    assert any("そのまま残ります" in note for note in shown.view.notes)


def test_change__is_one_action_with_its_number_and_what_it_becomes() -> None:
    """KM-76: one transaction, no cancelling first."""
    visit, effect = last_effect(at_confirm(), BookingConfirmed())
    assert isinstance(effect, Submit)
    wish = BookBody(
        facility="argo/arena",
        sport="badminton",
        courts=1,
        people=4,
        day=DAY,
        start_minute=18 * 60,
        end_minute=19 * 60,
    )
    assert effect.draft.body == ChangeBody(number=NUMBER, to=wish)
    assert len(visit.sents) == 1


def test_change__done_keeps_the_number_of_the_booking() -> None:
    visit = sent()
    answer = settled(visit, booking=had(end_minute=19 * 60, fee=400), outcome={"fee": 400})
    visit = walk(visit, (answer, "action.result", PrintTicket))
    view = show(visit).view
    assert (view.number, view.word) == (NUMBER, "変更ずみ")


def test_change__refused_leaves_the_booking() -> None:
    """KM-76"""
    visit = sent()
    visit = walk(visit, (settled(visit, "conflict"), "action.result"))
    assert "そのまま残っています" in show(visit).view.lines[-1]
    (row,) = show(do(visit, PageOpened("mine.list"))).view.rows
    assert (row.word, "18:00–20:00" in row.title) == ("予約ずみ", True)


def test_change__with_the_line_cut_is_received_and_the_booking_stands() -> None:
    visit = do(at_confirm(), LineChanged(up=False))
    visit = do(visit, BookingConfirmed())
    visit = do(visit, recorded(visit))
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit = walk(visit, (delayed, "action.result", PrintTicket))
    assert any("もとの予約が残ります" in line for line in show(visit).view.lines)
    visit = do(visit, PageOpened("mine.list"))
    (row,) = show(visit).view.rows
    assert ChangeChosen(NUMBER) not in [press.event for press in row.actions]


def test_change__to_another_day_and_other_people() -> None:
    other = DAY + timedelta(days=1)
    visit = walk(at_board(), (PageOpened("look.when"), "look.day"))
    visit = walk(visit, (DayChosen(other), "look.day"), (CellChosen(1, 10 * 60), "look.day"))
    visit = walk(visit, (NextPressed(), "book.confirm"), (PageOpened("book.people"), "book.people"))
    visit = walk(visit, (PeopleChosen(3), "book.confirm"))
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.draft.body, ChangeBody)
    assert (effect.draft.body.to.day, effect.draft.body.to.people) == (other, 3)


def test_change__after_the_start_is_refused() -> None:
    """ON-36: changed before the use begins."""
    late = do(at_confirm(), Ticked(instant(DAY, 18 * 60)))
    assert walk(late, (BookingConfirmed(), "refused"))


def test_change__of_what_is_gone_returns_to_the_list() -> None:
    visit = do(at_confirm(), MineArrived(VISIT, ()))
    assert walk(visit, (BookingConfirmed(), "mine.list"))


def test_change__is_stopped_with_the_intake_and_unknown_numbers_change_nothing() -> None:
    visit = at_mine(had())
    assert walk(visit, (ChangeChosen("ZZZZZ-ZZZZZ"), "mine.list"))
    visit = walk(do(visit, IntakeChanged("disk")), (ChangeChosen(NUMBER), "stopped"))
    assert walk(visit, (BackPressed(), "mine.list"))


def test_change__is_not_offered_where_the_municipality_has_none() -> None:
    """KM-78: bookings of school grounds are not changed."""
    room = "school/elementary_a/gym"
    visit = begin(municipality=municipality("kumamoto"), venue="school/elementary_a")
    row = booking(facility=room, day=date(2025, 12, 14))
    visit = do(visit, CardTouched(CARD), SEALED, accepted(row, type="group"))
    (shown,) = show(visit).view.rows
    assert ChangeChosen(row.number) not in [press.event for press in shown.actions]
    assert walk(visit, (ChangeChosen(row.number), "mine.list"))
