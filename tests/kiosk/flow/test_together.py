"""Several slots by one yes: an action each, and each with its own honest result."""

from datetime import date, timedelta
from uuid import UUID

from kiosk.flow import show
from kiosk.flow.standing import Basket
from kiosk.messages import (
    ActionDelayed,
    ActionSettled,
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    CellChosen,
    DayChosen,
    InsteadChosen,
    LineChanged,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    PrintWanted,
    SlotAdded,
    SlotDropped,
    SnapshotArrived,
    Submit,
    Ticked,
)
from kiosk.screens.list.view import Row
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from sync.wire import ActionVerdict, BookBody, ReasonText
from tests.kiosk.flow.journey import DAY, VISIT, at_confirm, booking, do, settled, take, walk
from tests.kiosk.flow.test_refusal import everything_taken

THURSDAY = DAY + timedelta(days=1)
TAKEN = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})


def two_wished() -> Visit:
    """18–20, and 10–11 on the same day."""
    visit = walk(at_confirm(), (SlotAdded(), "look.day"), (CellChosen(1, 10 * 60), "look.day"))
    return walk(visit, (NextPressed(), "book.confirm"))


def sent() -> Visit:
    return walk(two_wished(), (BookingConfirmed(), "action.wait", Submit, Submit))


def answer(visit: Visit, action: UUID, verdict: str, **values: object) -> ActionSettled:
    told = settled(visit, verdict, **values).verdict
    return ActionSettled(
        VISIT, ActionVerdict.model_validate(told.model_dump() | {"action": action})
    )


def test_together__lists_what_is_booked_before_the_yes() -> None:
    view = show(two_wished()).view
    texts = [f"{row.label} {row.value}" for row in view.rows]
    assert any("追加した時間1" in text and "18:00–20:00" in text for text in texts)
    assert any("日時" in text and "10:00–11:00" in text for text in texts)


def test_together__stands_after_the_booking_of_the_sentence() -> None:
    """It is long: under the sentence it would leave no room for large letters."""
    labels = [row.label for row in show(two_wished()).view.rows]
    assert labels[0] == "日時"
    assert labels[-2:] == ["追加した時間1", "ほかの時間も"]


def test_together__makes_an_action_each_with_other_cells() -> None:
    visit, effects = take(two_wished(), BookingConfirmed())
    bodies = [effect.draft.body for effect in effects if isinstance(effect, Submit)]
    starts = [body.start_minute for body in bodies if isinstance(body, BookBody)]
    assert starts == [18 * 60, 10 * 60]
    assert len({sent.action for sent in visit.sents}) == 2


def test_together__shows_what_is_chosen_already_on_the_board() -> None:
    visit = walk(at_confirm(), (SlotAdded(), "look.day"))
    marks = {cell.mark for row in show(visit).view.cells for cell in row}
    assert Mark.CHOSEN in marks


def test_together__dropped_is_not_sent() -> None:
    visit = walk(two_wished(), (SlotDropped(7), "book.confirm"), (SlotDropped(0), "book.confirm"))
    assert walk(visit, (BookingConfirmed(), "action.wait", Submit))


def test_together__no_more_than_four() -> None:
    visit = at_confirm()
    for hour in (9, 11, 13):
        visit = do(visit, SlotAdded(), CellChosen(0, hour * 60), NextPressed())
    assert walk(visit, (SlotAdded(), "book.confirm"))
    assert SlotAdded() not in [row.change.event for row in show(visit).view.rows if row.change]


def test_together__waits_for_all_and_says_each_by_itself() -> None:
    visit = sent()
    first, second = (one.action for one in visit.sents)
    number = visit.sents[0].number
    told = {"booking": booking(number), "outcome": {"payment_due": "2025-12-10T18:00:00+09:00"}}
    visit = walk(visit, (answer(visit, first, "applied", **told), "action.wait"))
    refused = answer(visit, second, "conflict", reasons=(TAKEN,))
    visit = walk(visit, (refused, "action.results", PrintTicket))
    rows = show(visit).view.rows
    assert [row.word for row in rows] == ["確定", "予約できません"]
    assert show(visit).frame.question == "2件のうち1件は、受け付けられませんでした"
    assert number in rows[0].detail
    assert "お支払い期限: 12月10日(水) 18:00まで" in rows[0].detail
    assert "お支払い" not in rows[1].detail
    assert "きまり CM-01" in rows[1].detail
    assert [press.event for press in rows[0].actions] == [
        PrintWanted(number),
        CancelChosen(number),
    ]
    assert [press.label for press in rows[1].actions] == ["ほかの時間を見る"]


def answered(*reasons: ReasonText) -> Visit:
    """The first is booked, the second refused."""
    visit = sent()
    first, second = (one.action for one in visit.sents)
    visit = do(visit, answer(visit, first, "applied", booking=booking(visit.sents[0].number)))
    return do(visit, answer(visit, second, "rejected", reasons=reasons))


def refused_row(visit: Visit) -> Row:
    found: Row = show(visit).view.rows[1]
    return found


def test_together__a_refused_one_leads_to_the_next_possible_day() -> None:
    """ON-53: each with its clause, and a touch that does what is possible instead."""
    reason = ReasonText(code="closed_day", rule="ON-53", params={"day": "2025-12-10"})
    visit = answered(reason)
    row = refused_row(visit)
    assert "きまり ON-53" in row.detail
    (press,) = row.actions
    assert press.label == "12月11日(木)を見る"
    visit = walk(visit, (press.event, "look.day"), (BackPressed(), "action.results"))
    visit = walk(visit, (press.event, "look.day"))
    assert (visit.wish.facility, visit.wish.day) == ("argo/arena", date(2025, 12, 11))
    visit = walk(visit, (CellChosen(1, 10 * 60), "look.day"), (NextPressed(), "book.people"))
    visit = walk(visit, (PeopleChosen(4), "book.confirm"))
    assert walk(visit, (BookingConfirmed(), "action.wait", Submit))


def test_together__a_refused_one_is_wished_for_again_and_not_the_last_one() -> None:
    """The day that is shown is the refused one's own, where that has room at another time."""
    visit = walk(at_confirm(), (SlotAdded(), "look.day"), (DayChosen(THURSDAY), "look.day"))
    visit = do(visit, CellChosen(1, 10 * 60), NextPressed(), BookingConfirmed())
    first, second = (one.action for one in visit.sents)
    visit = do(visit, answer(visit, first, "conflict", reasons=(TAKEN,)))
    visit = do(visit, answer(visit, second, "applied", booking=booking(visit.sents[1].number)))
    (press,) = show(visit).view.rows[0].actions
    assert visit.wish.day == THURSDAY
    visit = walk(visit, (press.event, "look.day"))
    assert (visit.wish.day, visit.wish.start_minute) == (DAY, 18 * 60)


def test_together__where_the_whole_day_is_taken_another_day_is_offered() -> None:
    visit = do(answered(TAKEN), SnapshotArrived(everything_taken()))
    assert [press.label for press in refused_row(visit).actions] == ["12月11日(木)を見る"]


def test_together__says_every_reason_and_offers_each_way_once() -> None:
    codes = ("mail_needed", "password_needed", "expired", "courts_taken")
    free = {"courts_free": 0}
    reasons = tuple(ReasonText(code=code, rule="ON-14", params=free) for code in codes)
    row = refused_row(answered(*reasons))
    assert row.detail.count("きまり ON-14") == len(codes)
    labels = [press.label for press in row.actions]
    assert len(labels) == len(set(labels)) == 3


def test_together__what_is_instead_of_no_refused_one_changes_no_wish() -> None:
    visit = answered(TAKEN)
    booked = InsteadChosen(visit.sents[0].number, PageOpened("look.day"))
    for event in (booked, InsteadChosen("nothing", PageOpened("look.day"))):
        assert walk(visit, (event, "look.day")).wish == visit.wish
    assert walk(visit, (InsteadChosen("nothing", PageOpened("home")), "action.results"))


def test_together__one_that_is_refused_before_the_yes_is_the_one_to_be_put_right() -> None:
    """ON-32: of two, the earlier has begun; the other is kept as it is chosen."""
    visit = two_wished()
    visit = walk(visit, (PageOpened("look.day"), "look.day"))
    visit = do(visit, DayChosen(THURSDAY), CellChosen(1, 10 * 60), NextPressed())
    begun = visit.now.replace(day=DAY.day, hour=18, minute=1)
    visit = walk(do(visit, Ticked(begun)), (BookingConfirmed(), "refused"))
    assert visit.refusal is not None
    assert (visit.refusal.plan.day, visit.wish.day) == (DAY, DAY)
    assert [plan.day for plan in visit.of(Basket).plans] == [THURSDAY]
    (reason,) = show(visit).view.reasons
    assert walk(visit, (reason.instead.event, "look.day")).wish.day == DAY


def test_together__with_the_line_cut_each_is_received() -> None:
    visit = do(two_wished(), LineChanged(up=False))
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit, Submit))
    first, second = (one.action for one in visit.sents)
    visit = walk(visit, (ActionDelayed(VISIT, first, unknown=False), "action.wait"))
    late = ActionDelayed(VISIT, second, unknown=False)
    visit = walk(visit, (late, "action.results", PrintTicket, PrintTicket))
    assert [row.word for row in show(visit).view.rows] == ["仮受付", "仮受付"]
    assert show(visit).frame.question == "結果をおたしかめください"


def test_together__one_that_is_refused_by_the_rules_sends_none() -> None:
    """ON-32: a use that has begun is not booked, nor is what stands with it."""
    visit = two_wished()
    plan = visit.wish.plan
    assert plan is not None
    begun = visit.now.replace(day=plan.day.day, hour=10, minute=1)
    visit, effects = take(do(visit, Ticked(begun)), BookingConfirmed())
    assert (visit.page, effects) == ("refused", ())
