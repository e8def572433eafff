"""From the board to the ticket: with the line up, with it cut, and with no answer."""

from datetime import timedelta

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    ClockChanged,
    IntakeChanged,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    StopPressed,
    Submit,
    Ticked,
)
from kiosk.screens.result.view import Tone
from kiosk.visit import Fate
from sync.draft import IntakeStopped
from sync.wire import BookBody, ReasonText, receipt_number
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    TO_THE_BOARD,
    TO_THE_CARD,
    VISIT,
    at_confirm,
    begin,
    booked,
    booking,
    do,
    last_effect,
    offline,
    received,
    recorded,
    sent,
    settled,
    take,
    walk,
)

TAKEN = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})


# With the line up -----------------------------------------------------------------------------


def test_booking__with_the_line_up_is_confirmed() -> None:
    visit = booked()
    view = show(visit).view
    assert view.tone is Tone.CONFIRMED
    assert view.number == visit.sents[-1].number
    assert show(visit).frame.question == "予約が確定しました"


def test_booking__that_was_sent_cannot_be_gone_back_on() -> None:
    visit = booked()
    assert show(visit).frame.back is None
    assert walk(visit, (BackPressed(), "action.result"))


def test_booking__says_money_and_deadlines_before_the_yes() -> None:
    view = show(at_confirm(begin(demonstration=True))).view
    rows = {row.label: row.value for row in view.rows}
    assert rows["使用料"] == "800円(見本)"
    assert rows["お支払い期限"] == "12月10日(水) 18:00まで"
    assert rows["無料で取消"] == "12月10日(水) 18:00まで"
    assert "12月10日(水) 18:00–20:00" in view.sentence
    assert view.go.event == BookingConfirmed()


def test_booking__shows_no_sample_price_outside_the_demonstration() -> None:
    texts = str(show(at_confirm()).view)
    assert "800" not in texts
    assert "窓口で確認" in texts


def test_booking__sends_what_was_confirmed_with_the_credential_of_the_visit() -> None:
    _, effect = last_effect(at_confirm(), BookingConfirmed())
    assert isinstance(effect, Submit)
    draft = effect.draft
    assert draft.visit == VISIT
    assert draft.municipality == "ono"
    assert (draft.credential.kid, draft.credential.box) == (SEALED.kid, SEALED.box)
    assert draft.body == BookBody(
        facility="argo/arena",
        sport="badminton",
        courts=1,
        people=4,
        day=DAY,
        start_minute=18 * 60,
        end_minute=20 * 60,
    )
    assert draft.cells


def test_booking__makes_its_action_once() -> None:
    visit, effect = last_effect(at_confirm(), BookingConfirmed())
    again, effects = take(visit, BookingConfirmed())
    assert effects == ()
    assert len(again.sents) == 1
    assert isinstance(effect, Submit)
    assert visit.sents[0].number == receipt_number(effect.draft.action)


def test_booking__waits_in_words_and_knows_when_it_is_on_disk() -> None:
    visit = do(at_confirm(), BookingConfirmed())
    assert show(visit).view.lines == ("申込みを記録しています。",)
    assert "記録しました" in show(do(visit, recorded(visit))).view.lines[0]
    assert show(visit).frame.back is None
    assert show(visit).frame.stop is None


def test_booking__cannot_be_left_while_its_answer_is_awaited() -> None:
    visit = sent()
    assert step(visit, StopPressed()) == (do(visit, StopPressed()), ())
    assert do(visit, BackPressed()).page == "action.wait"


def test_booking__another_follows_without_a_second_login() -> None:
    visit = walk(booked(), *TO_THE_CARD[:-1], (PeopleChosen(2), "book.confirm"))
    visit = sent(visit)
    assert visit.sents[0].action != visit.sents[1].action


def test_booking__is_undone_for_ten_minutes() -> None:
    visit = booked()
    undo = CancelChosen(visit.sents[-1].number)
    assert undo in [press.event for press in show(visit).view.actions]
    assert take(visit, undo)[0].page == "mine.cancel"
    late = do(visit, *(Ticked(NOW + timedelta(seconds=30)),))
    late = do(late, PageOpened("mine.list"), BackPressed())
    assert undo in [press.event for press in show(late).view.actions]
    later = do(booked(), Ticked(NOW + timedelta(minutes=10)), PageOpened("mine.list"))
    later = do(later, BackPressed())
    assert undo not in [press.event for press in show(later).view.actions]


# With the line cut, and with no answer --------------------------------------------------------


def test_cut_line__is_received_and_says_what_that_means() -> None:
    visit = received()
    view = show(visit).view
    assert view.tone is Tone.RECEIVED
    assert view.word == "仮受付"
    assert view.number == visit.sents[-1].number
    assert "まだ確定していません" in show(visit).frame.question
    assert any("どの端末でも「番号で結果を見る」" in line for line in view.lines)
    assert any("パスワードの確認も" in line for line in view.lines)


def test_cut_line__is_said_before_the_yes() -> None:
    visit = walk(offline(), *TO_THE_CARD, (CardTouched(CARD), "identify.password"))
    visit = walk(visit, (SEALED, "book.confirm"))
    notes = " ".join(show(visit).view.notes)
    assert "通信できません" in notes
    assert "番号とパスワードの確認は" in notes
    assert not show(visit).frame.line_up


def test_cut_line__counts_what_is_unsent() -> None:
    assert show(received()).frame.unsent_text == "まだ送れていない申込み 1件"


def test_cut_line__the_page_follows_when_the_answer_comes_after_all() -> None:
    visit = received()
    number = visit.sents[-1].number
    answer = settled(visit, booking=booking(number))
    visit = walk(visit, (answer, "action.result", PrintTicket))
    assert show(visit).view.tone is Tone.CONFIRMED


def test_cut_line__an_answer_moves_nothing_under_the_finger() -> None:
    visit = received()
    answer = settled(visit, booking=booking(visit.sents[-1].number))
    visit = walk(visit, *TO_THE_BOARD, (answer, "look.day"))
    assert visit.sents[-1].fate is Fate.CONFIRMED


def test_cut_line__group_or_individual_is_left_to_the_centre() -> None:
    visit = walk(offline(), *TO_THE_CARD[:-1], (PeopleChosen(8), "identify.card"))
    visit = walk(visit, (CardTouched(CARD), "identify.password"), (SEALED, "book.confirm"))
    assert walk(visit, (BookingConfirmed(), "action.wait", Submit))


def test_unknown_answer__is_checking_and_allows_to_apply_again() -> None:
    visit = sent()
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=True)
    visit = walk(visit, (delayed, "action.result", PrintTicket))
    view = show(visit).view
    assert view.tone is Tone.CHECKING
    assert any("二重にはなりません" in line for line in view.lines)
    assert not any("パスワード" in line for line in view.lines)


def test_unknown_answer__does_not_undo_a_verdict() -> None:
    visit = booked()
    late = ActionDelayed(VISIT, visit.sents[-1].action, unknown=True)
    assert walk(visit, (late, "action.result")).sents[-1].fate is Fate.CONFIRMED


# Nothing can be taken -------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["full", "disk", "damaged", "no_key"])
def test_intake__stopped_is_said_before_anything_is_typed(why: str) -> None:
    visit = walk(begin(intake=why), *TO_THE_CARD[:-2], (NextPressed(), "stopped"))
    assert show(visit).frame.question == "受付停止"
    assert show(visit).view.tone == "stop"
    assert walk(visit, (BackPressed(), "look.day"))


def test_intake__stopped_stands_on_the_first_page() -> None:
    visit = do(begin(), IntakeChanged("disk"))
    assert any("停止" in notice for notice in show(visit).view.notices)
    assert show(do(visit, IntakeChanged(None))).view.notices == ()


def test_clock__that_jumped_is_said_on_the_first_page() -> None:
    visit = do(begin(), ClockChanged(wrong=True))
    assert any("時計" in notice for notice in show(visit).view.notices)
    assert show(do(visit, ClockChanged(wrong=False))).view.notices == ()


def test_intake__that_stops_in_between_is_said_before_the_card() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (IntakeChanged("full"), "book.people"))
    assert walk(visit, (PeopleChosen(2), "stopped"))


def test_intake__that_stops_before_the_yes_sends_nothing() -> None:
    visit = do(at_confirm(), IntakeChanged("damaged"))
    assert walk(visit, (BookingConfirmed(), "stopped")).sents == ()


def test_intake__that_refuses_the_action_leaves_nothing_behind() -> None:
    visit = do(at_confirm(), BookingConfirmed())
    visit = walk(visit, (ActionRecorded(VISIT, IntakeStopped("disk")), "stopped"))
    assert visit.sents == ()
    assert visit.site.intake == "disk"


def test_intake__of_a_card_that_nobody_vouched_for_ends_for_that_visit_alone() -> None:
    visit = do(at_confirm(), BookingConfirmed())
    visit = walk(visit, (ActionRecorded(VISIT, IntakeStopped("unverified")), "stopped"))
    assert (visit.sents, visit.site.intake) == ((), None)
    assert "本人確認" in show(visit).view.lines[0]


def test_intake__ends_after_ten_actions_of_one_visit() -> None:
    visit = booked()
    for _ in range(9):
        visit = walk(visit, *TO_THE_CARD[:-1], (PeopleChosen(2), "book.confirm"))
        visit = sent(visit)
        visit = do(visit, settled(visit, "conflict", reasons=(TAKEN,)))
    visit = walk(visit, *TO_THE_CARD[:-2], (NextPressed(), "stopped"))
    assert "はじめから" in show(visit).view.lines[0]
