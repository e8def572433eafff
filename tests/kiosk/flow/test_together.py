"""Several slots by one yes: an action each, and each with its own honest result."""

from uuid import UUID

from kiosk.flow import show
from kiosk.messages import (
    ActionDelayed,
    ActionSettled,
    BookingConfirmed,
    CancelChosen,
    CellChosen,
    LineChanged,
    NextPressed,
    PrintTicket,
    PrintWanted,
    SlotAdded,
    SlotDropped,
    Submit,
    Ticked,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from sync.wire import ActionVerdict, BookBody, ReasonText
from tests.kiosk.flow.journey import VISIT, at_confirm, booking, do, settled, take, walk

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
    assert number in rows[0].detail
    assert "お支払い期限: 12月10日(水) 18:00まで" in rows[0].detail
    assert "お支払い" not in rows[1].detail
    assert "きまり CM-01" in rows[1].detail
    assert [press.event for press in rows[0].actions] == [
        PrintWanted(number),
        CancelChosen(number),
    ]
    assert rows[1].actions == ()


def test_together__with_the_line_cut_each_is_received() -> None:
    visit = do(two_wished(), LineChanged(up=False))
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit, Submit))
    first, second = (one.action for one in visit.sents)
    visit = walk(visit, (ActionDelayed(VISIT, first, unknown=False), "action.wait"))
    late = ActionDelayed(VISIT, second, unknown=False)
    visit = walk(visit, (late, "action.results", PrintTicket, PrintTicket))
    assert [row.word for row in show(visit).view.rows] == ["仮受付", "仮受付"]


def test_together__one_that_is_refused_by_the_rules_sends_none() -> None:
    """ON-32: a use that has begun is not booked, nor is what stands with it."""
    visit = two_wished()
    plan = visit.wish.plan
    assert plan is not None
    begun = visit.now.replace(day=plan.day.day, hour=10, minute=1)
    visit, effects = take(do(visit, Ticked(begun)), BookingConfirmed())
    assert (visit.page, effects) == ("refused", ())
