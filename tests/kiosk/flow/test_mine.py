"""The resident's own bookings: the list, cancelling one, with the line up and cut."""

from datetime import timedelta

from kiosk.flow import show
from kiosk.messages import (
    ActionDelayed,
    BackPressed,
    CancelChosen,
    CancelConfirmed,
    FetchMine,
    IntakeChanged,
    LineChanged,
    MineArrived,
    PageOpened,
    PrintTicket,
    PrintWanted,
    Submit,
    Ticked,
)
from kiosk.screens.parts import Mark
from kiosk.screens.result.view import Tone
from kiosk.visit import Visit
from sync.wire import CancelBody
from tests.kiosk.flow.journey import (
    DAY,
    NOW,
    SEALED,
    VISIT,
    at_mine,
    begin,
    booked,
    booking,
    do,
    last_effect,
    received,
    recorded,
    settled,
    take,
    walk,
)

NUMBER = "AAAAA-BBBBB"
CHOSEN, CONFIRMED = CancelChosen(NUMBER), CancelConfirmed(NUMBER)


def cancelling(visit: Visit | None = None) -> Visit:
    """The cancellation is on disk."""
    visit = walk(
        visit or at_mine(booking()),
        (CHOSEN, "mine.cancel"),
        (CONFIRMED, "action.wait", Submit),
    )
    return walk(visit, (recorded(visit), "action.wait"))


def test_list__shows_each_booking_with_its_state() -> None:
    visit = at_mine(
        booking("AAAAA-00003", state="cancelled"),
        booking("AAAAA-00004", day=NOW.date(), start_minute=600, end_minute=660),
        booking("AAAAA-00002", paid=True),
        booking("AAAAA-00001", start_minute=540, end_minute=600),
    )
    rows = show(visit).view.rows
    assert [row.word for row in rows] == ["予約ずみ", "支払いずみ", "終了", "取消ずみ"]
    assert [row.mark for row in rows] == [
        Mark.CONFIRMED,
        Mark.CONFIRMED,
        Mark.NONE,
        Mark.NONE,
    ]
    assert [len(row.actions) for row in rows] == [3, 3, 0, 0]
    assert "12月10日(水) 09:00–10:00" in rows[0].title
    assert "AAAAA-00001" in rows[0].detail


def test_list__says_so_where_there_is_nothing() -> None:
    shown = show(at_mine())
    assert shown.view.rows == ()
    assert shown.view.empty == "予約はありません。"
    assert shown.frame.next.label == "空きを見る・予約する"
    assert shown.frame.next.event == PageOpened("look.sport")
    assert show(at_mine(booking())).frame.next.label == "別の予約をする"


def test_list__is_fetched_anew_when_it_is_opened_again() -> None:
    visit = walk(booked(), (PageOpened("mine.list"), "mine.list", FetchMine))
    visit = do(visit, MineArrived(VISIT, (booking(), booking("AAAAA-00009"))))
    assert len(show(visit).view.rows) == 2


def test_list__keeps_what_it_has_where_the_centre_is_silent() -> None:
    visit = do(at_mine(booking()), MineArrived(VISIT, None), LineChanged(up=False))
    assert len(show(visit).view.rows) == 1
    assert "さきほど" in show(visit).view.notice


def test_list__shows_what_waits_for_the_centre() -> None:
    visit = walk(received(), (PageOpened("mine.list"), "mine.list"))
    (row,) = show(visit).view.rows
    assert (row.mark, row.word) == (Mark.WAITING, "仮受付")
    assert visit.sents[0].number in row.detail


def test_list__a_room_that_is_no_longer_known_keeps_its_id() -> None:
    visit = at_mine(booking(facility="argo/sauna", sport="sweating"))
    (row,) = show(visit).view.rows
    assert "argo/sauna" in row.title
    assert "sweating" in row.detail


def test_cancel__says_what_it_costs_and_sends_the_number() -> None:
    visit = walk(at_mine(booking()), (CHOSEN, "mine.cancel"))
    view = show(visit).view
    assert {row.label: row.value for row in view.rows}["取消の費用"] == "かかりません"
    assert view.go.event == CONFIRMED
    _, effect = last_effect(visit, CONFIRMED)
    assert isinstance(effect, Submit)
    assert effect.draft.body == CancelBody(number=NUMBER, cost_yen=0)
    assert effect.draft.cells == frozenset()


def test_cancel__with_the_line_up_is_done() -> None:
    visit = cancelling()
    answer = settled(visit, booking=booking(state="cancelled"))
    visit = walk(visit, (answer, "action.result", PrintTicket))
    view = show(visit).view
    assert (view.tone, view.word) == (Tone.CANCELLED, "取消")
    visit = walk(visit, (PageOpened("mine.list"), "mine.list", FetchMine))
    assert show(visit).view.rows[0].word == "取消ずみ"


def test_cancel__with_the_line_cut_is_received_and_the_booking_stands() -> None:
    visit = cancelling(do(at_mine(booking()), LineChanged(up=False)))
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit = walk(visit, (delayed, "action.result", PrintTicket))
    assert show(visit).view.tone is Tone.RECEIVED
    assert any("残ります" in line for line in show(visit).view.lines)
    visit = walk(visit, (PageOpened("mine.list"), "mine.list"))
    (row,) = show(visit).view.rows
    assert row.word == "取消を受付"
    assert walk(visit, (CHOSEN, "mine.list"))


def test_cancel__says_the_cut_line_before_the_yes() -> None:
    visit = walk(do(at_mine(booking()), LineChanged(up=False)), (CHOSEN, "mine.cancel"))
    assert "通信がもどったあと" in show(visit).view.notes[0]


def test_cancel__that_the_centre_refuses_leaves_the_booking() -> None:
    visit = cancelling()
    visit = walk(visit, (settled(visit, "rejected"), "action.result"))
    assert "そのまま残っています" in show(visit).view.lines[-1]
    assert walk(visit, (CHOSEN, "mine.cancel"))


def test_cancel__of_what_is_paid_is_for_the_desk() -> None:
    visit = walk(at_mine(booking(paid=True)), (CHOSEN, "refused"))
    (reason,) = show(visit).view.reasons
    assert "ON-03" in reason.clause
    assert walk(visit, (reason.instead.event, "desk"), (BackPressed(), "mine.list"))


def test_cancel__after_the_start_is_refused() -> None:
    visit = walk(at_mine(booking()), (CHOSEN, "mine.cancel"))
    start = NOW.replace(day=DAY.day, hour=18, minute=0)
    late = do(visit, Ticked(start - timedelta(seconds=1)))
    assert walk(late, (CONFIRMED, "action.wait", Submit))
    late = do(visit, Ticked(start))
    visit = walk(late, (CONFIRMED, "refused"))
    assert any("ON-32" in reason.clause for reason in show(visit).view.reasons)


def test_cancel__of_what_is_gone_meanwhile_returns_to_the_list() -> None:
    visit = walk(at_mine(booking()), (CHOSEN, "mine.cancel"))
    visit = do(visit, MineArrived(VISIT, ()))
    assert show(visit).kind == "confirm"
    assert walk(visit, (CONFIRMED, "mine.list"))


def test_cancel__of_a_number_that_is_not_theirs_changes_nothing() -> None:
    assert walk(at_mine(booking()), (CancelChosen("ZZZZZ-ZZZZZ"), "mine.list"))


def test_cancel__of_what_waits_goes_by_the_number_on_its_ticket() -> None:
    visit = received()
    number = visit.sents[0].number
    visit = walk(visit, (CancelChosen(number), "mine.cancel"))
    _, effect = last_effect(visit, CancelConfirmed(number))
    assert isinstance(effect, Submit)
    assert effect.draft.body == CancelBody(number=number, cost_yen=0)


def test_cancel__is_stopped_with_the_intake() -> None:
    visit = do(at_mine(booking()), IntakeChanged("disk"))
    assert walk(visit, (CHOSEN, "stopped"), (BackPressed(), "mine.list"))


def test_print__of_a_booking_made_in_this_visit() -> None:
    visit = walk(booked(), (PageOpened("mine.list"), "mine.list", FetchMine))
    wanted = PrintWanted(visit.sents[0].number)
    assert wanted in [press.event for press in show(visit).view.rows[0].actions]
    assert walk(visit, (wanted, "mine.list", PrintTicket))


def test_print__of_a_booking_that_was_made_before() -> None:
    _, effect = last_effect(at_mine(booking()), PrintWanted(NUMBER))
    assert isinstance(effect, PrintTicket)
    assert (effect.paper.title, effect.paper.number) == ("予約票", NUMBER)
    assert effect.paper.again == "再発行"


def test_print__of_anything_else_prints_nothing() -> None:
    _, effects = take(at_mine(booking()), PrintWanted("ZZZZZ-ZZZZZ"))
    assert effects == ()


def test_list__arrives_for_nobody_without_harm() -> None:
    assert do(begin(), MineArrived(VISIT, (booking(),))).person is None


def test_list__of_a_visit_that_is_not_verified_says_so() -> None:
    visit = walk(
        begin(line_up=False),
        (PageOpened("mine.list"), "identify.card"),
        (PageOpened("identify.number"), "identify.number"),
    )
    visit = do(visit, show(visit).view.entered("12345678"))
    visit = walk(visit, (SEALED, "mine.list"))
    assert "通信できないため" in show(visit).view.notice
