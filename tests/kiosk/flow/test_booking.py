"""From the board to the ticket: with the line up, with it cut, and with no answer."""

from datetime import date, timedelta

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    CellChosen,
    CourtsChosen,
    DayChosen,
    FacilityChosen,
    IntakeChanged,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SnapshotArrived,
    SportChosen,
    StopPressed,
    Submit,
    Ticked,
)
from kiosk.screens.result.view import Tone
from kiosk.visit import Fate, Visit
from sync.draft import IntakeStopped
from sync.snapshot import Snapshot
from sync.wire import BookBody, ReasonText, receipt_number
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    TO_THE_BOARD,
    TO_THE_CARD,
    TO_THE_WAIT,
    VISIT,
    accepted,
    at_confirm,
    begin,
    booked,
    booking,
    do,
    last_effect,
    offline,
    ono,
    received,
    recorded,
    sent,
    settled,
    take,
    walk,
)

TAKEN = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})


def everything_taken() -> Snapshot:
    room = ono().rooms["argo/arena"]
    cells = frozenset(
        (hour * 60, cell) for hour in range(9, 21) for cell in range(room.floor.cells)
    )
    return Snapshot(as_of=NOW, taken={("argo/arena", DAY): cells})


def codes(visit: Visit) -> list[str]:
    assert visit.refusal is not None
    return [reason.code for reason in visit.refusal.reasons]


# With the line up -----------------------------------------------------------------------------


def test_booking__with_the_line_up_is_confirmed() -> None:
    visit = booked()
    view = show(visit).view
    assert view.tone is Tone.CONFIRMED
    assert view.number == visit.sents[-1].number
    assert show(visit).frame.question == "予約が確定しました"


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


# What the rules refuse ------------------------------------------------------------------------


def test_refusal__five_people_need_a_group_and_says_so_with_its_clause() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PeopleChosen(5), "identify.card"))
    visit = walk(visit, *TO_THE_WAIT[-2:], (accepted(), "refused"))
    (reason,) = show(visit).view.reasons
    assert "ON-14" in reason.clause
    assert reason.instead is not None
    assert walk(visit, (reason.instead.event, "book.people"), (PeopleChosen(4), "book.confirm"))


def test_refusal__two_courts_need_a_group() -> None:
    visit = walk(at_confirm(), (PageOpened("book.courts"), "book.courts"))
    visit = walk(visit, (CourtsChosen(2), "refused"))
    assert codes(visit) == ["individual_limit"]


def test_refusal__a_group_books_two_courts_for_eight() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PeopleChosen(8), "identify.card"))
    visit = walk(visit, *TO_THE_WAIT[-2:], (accepted(type="city_group"), "book.confirm"))
    visit = walk(
        visit, (PageOpened("book.courts"), "book.courts"), (CourtsChosen(2), "book.confirm")
    )
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.draft.body, BookBody)
    assert (effect.draft.body.courts, effect.draft.body.people) == (2, 8)


@pytest.mark.parametrize("courts", [0, -1, 7, 1000])
def test_refusal__a_number_of_courts_that_is_not_there_changes_nothing(courts: int) -> None:
    visit = do(at_confirm(), PageOpened("book.courts"))
    assert do(visit, CourtsChosen(courts)).wish == visit.wish


@pytest.mark.parametrize("people", [0, -4, 10_000])
def test_refusal__a_number_of_people_that_cannot_be_changes_nothing(people: int) -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1])
    assert do(visit, PeopleChosen(people)).page == "book.people"


def test_refusal__more_people_than_the_room_takes() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PageOpened("book.many"), "book.many"))
    entered = show(visit).view.entered("601")
    assert entered == PeopleChosen(601)
    assert "too_many_people" in codes(walk(visit, (entered, "refused")))


def test_refusal__an_expired_registration_cannot_book() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(valid_until=date(2025, 11, 30)), "refused"))
    assert "expired" in codes(visit)
    assert any("ON-24" in reason.clause for reason in show(visit).view.reasons)
    assert all(reason.instead.event == PageOpened("desk") for reason in show(visit).view.reasons)


def test_refusal__nobody_without_a_mail_address_books() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(mail=False), "refused"))
    assert codes(visit) == ["mail_needed"]
    assert walk(visit, (PageOpened("desk"), "desk"))


def test_refusal__a_suspended_registration_cannot_book() -> None:
    assert codes(walk(begin(), *TO_THE_WAIT, (accepted(state="suspended"), "refused")))


def test_refusal__cells_that_were_taken_while_the_resident_read() -> None:
    visit = do(at_confirm(), SnapshotArrived(everything_taken()))
    visit = walk(visit, (BookingConfirmed(), "refused"))
    assert codes(visit) == ["courts_taken"]
    assert walk(visit, (PageOpened("look.day"), "look.day"))


def test_refusal__offers_the_other_room() -> None:
    visit = walk(
        begin(),
        (PageOpened("look.place"), "look.place"),
        (FacilityChosen("argo/arena"), "look.sport"),
    )
    visit = walk(
        visit,
        (SportChosen("table_tennis"), "look.when"),
        (DayChosen(DAY), "look.day"),
        (CellChosen(0, 18 * 60), "look.day"),
        (NextPressed(), "book.people"),
        (PeopleChosen(8), "identify.card"),
        *TO_THE_WAIT[-2:],
        (accepted(type="city_group"), "book.confirm"),
        (PageOpened("book.courts"), "book.courts"),
        (CourtsChosen(3), "refused"),
    )
    assert codes(visit) == ["too_few_courts_here"]
    (reason,) = show(visit).view.reasons
    assert reason.instead.event == FacilityChosen("argo/table_tennis")
    visit = walk(visit, (reason.instead.event, "look.when"))
    assert visit.wish.facility == "argo/table_tennis"


def test_refusal__goes_back_to_where_it_came_from() -> None:
    visit = walk(at_confirm(), (PageOpened("book.courts"), "book.courts"))
    visit = walk(visit, (CourtsChosen(2), "refused"), (BackPressed(), "book.courts"))
    assert walk(visit, (CourtsChosen(1), "book.confirm"))


# What the centre refuses ----------------------------------------------------------------------


def test_verdict__a_slot_taken_a_second_ago() -> None:
    visit = sent()
    visit = walk(visit, (settled(visit, "conflict", reasons=(TAKEN,)), "action.result"))
    view = show(visit).view
    assert view.tone is Tone.REFUSED
    assert view.number == ""
    assert view.ticket == ""
    assert view.reasons[0].instead.event == PageOpened("look.day")
    assert walk(visit, (view.reasons[0].instead.event, "look.day"))


def test_verdict__a_password_that_turns_out_wrong() -> None:
    visit = received()
    reason = ReasonText(code="credential", rule="")
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    view = show(visit).view
    assert view.reasons[0].text == "番号かパスワードがちがいました。"
    assert view.reasons[0].clause == ""
    assert walk(visit, (PageOpened("identify.card"), "identify.card"))


def test_verdict__a_code_that_this_terminal_does_not_know_is_still_said() -> None:
    visit = sent()
    reason = ReasonText(code="unknown_municipality", rule="")
    visit = do(visit, settled(visit, "rejected", reasons=(reason,)))
    assert "窓口" in show(visit).view.reasons[0].text


@pytest.mark.parametrize("verdict", ["parked", "quarantined"])
def test_verdict__that_the_staff_must_give(verdict: str) -> None:
    visit = sent()
    visit = walk(visit, (settled(visit, verdict), "action.result", PrintTicket))
    assert show(visit).view.tone is Tone.RECEIVED
    assert any("係員" in line for line in show(visit).view.lines)


def test_verdict__comes_once() -> None:
    visit = booked()
    again = do(visit, settled(visit, "rejected", reasons=(TAKEN,)))
    assert again.sents[-1].fate is Fate.CONFIRMED


# With the line cut, and with no answer --------------------------------------------------------


def test_cut_line__is_received_and_says_what_that_means() -> None:
    visit = received()
    view = show(visit).view
    assert view.tone is Tone.RECEIVED
    assert view.word == "仮受付"
    assert view.number == visit.sents[-1].number
    assert any("まだ確定していません" in line for line in view.lines)
    assert any("パスワードの確認も" in line for line in view.lines)


def test_cut_line__is_said_before_the_yes() -> None:
    visit = walk(offline(), *TO_THE_CARD, (CardTouched(CARD), "identify.password"))
    visit = walk(visit, (SEALED, "book.confirm"))
    notes = " ".join(show(visit).view.notes)
    assert "通信できません" in notes
    assert "番号とパスワードの確認は" in notes
    assert not show(visit).frame.line_up


def test_cut_line__counts_what_is_unsent() -> None:
    assert show(received()).frame.unsent_text == "未送信 1件"


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


def test_intake__ends_after_ten_actions_of_one_visit() -> None:
    visit = booked()
    for _ in range(9):
        visit = walk(visit, *TO_THE_CARD[:-1], (PeopleChosen(2), "book.confirm"))
        visit = sent(visit)
        visit = do(visit, settled(visit, "conflict", reasons=(TAKEN,)))
    visit = walk(visit, *TO_THE_CARD[:-2], (NextPressed(), "stopped"))
    assert "はじめから" in show(visit).view.lines[0]


def test_day__chosen_from_a_refusal_is_opened() -> None:
    visit = walk(begin(), *TO_THE_BOARD[:2], (DayChosen(date(2025, 12, 22)), "refused"))
    (reason,) = show(visit).view.reasons
    assert reason.instead.event == DayChosen(date(2025, 12, 23))
    assert walk(visit, (reason.instead.event, "look.day")).wish.day == date(2025, 12, 23)
