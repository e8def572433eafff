"""Wishes in their order, and what becomes of them when they are sent (KM-33, KM-37)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    CellChosen,
    CourtsChosen,
    DayChosen,
    Effect,
    EntriesConfirmed,
    EntryDropped,
    EntryMoved,
    FacilityChosen,
    FetchMine,
    FetchOdds,
    IntakeChanged,
    LogIn,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SportChosen,
    StudentsChosen,
    Submit,
)
from kiosk.screens.parts import Mark
from kiosk.screens.result.view import Tone
from kiosk.visit import Sent, Visit
from rules.calendar import JAPAN
from sync.draft import Recorded
from sync.wire import (
    EnterLotteryBody,
    RankEntriesBody,
    entry_number,
    receipt_number,
)
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    VISIT,
    accepted,
    do,
    recorded,
    settled,
    take,
    walk,
)
from tests.kiosk.flow.lottery import (
    DAY,
    MONTH,
    TO_THE_CARD,
    TO_THE_ENTRY,
    at_home,
    at_order,
    bodies,
    can_go_on,
    entry,
    sent,
    slot,
)

# The order of the wishes ------------------------------------------------------------------------


def test_order__a_new_wish_comes_after_those_that_stand() -> None:
    """KM-37: each rank once."""
    rows = show(at_order(entry("ONE", 1), entry("THREE", 3))).view.rows
    assert [row.title.split()[0] for row in rows] == ["第1希望", "第3希望", "第4希望"]
    assert [row.word for row in rows] == ["申込みずみ", "申込みずみ", "これから申し込みます"]


def test_order__where_the_last_rank_is_taken_the_free_one_is_used() -> None:
    """KM-37: up to the tenth, so the one that stood there is entered again as the second."""
    rows = show(at_order(entry("ONE", 1), entry("TEN", 10))).view.rows
    assert [row.title.split()[0] for row in rows] == ["第1希望", "第2希望", "第10希望"]
    assert rows[1].word == "順番を変えます"


def test_order__a_row_moved_above_one_that_stands_takes_its_rank() -> None:
    """No entry is withdrawn: the new order is one action, and goes before the new wish."""
    visit = do(at_order(entry("ONE", 1, students=3)), EntryMoved(1, down=False))
    rows = show(visit).view.rows
    assert [row.word for row in rows] == ["これから申し込みます", "順番を変えます"]
    visit = walk(visit, (NextPressed(), "lottery.confirm"))
    assert "取り下げません" in " ".join(show(visit).view.notes)
    visit, effects = take(visit, EntriesConfirmed())
    assert [type(effect) for effect in effects] == [Submit, Submit]
    ranks, wish = bodies(visit)
    assert ranks == RankEntriesBody(ranks={"ONE": 2})
    assert isinstance(wish, EnterLotteryBody)
    assert (wish.preference, wish.slots[0].day, wish.students) == (1, DAY, 2)


def reordered() -> Visit:
    """Two entries that stand have changed places, and the yes is given."""
    visit = do(at_order(entry("ONE", 1), entry("TWO", 2)), EntryDropped(2))
    visit = do(visit, EntryMoved(1, down=False))
    visit = walk(visit, (NextPressed(), "lottery.confirm"))
    visit = walk(visit, (EntriesConfirmed(), "action.wait", Submit))
    assert bodies(visit) == [RankEntriesBody(ranks={"TWO": 1, "ONE": 2})]
    return walk(visit, (recorded(visit), "action.wait"))


def test_order__two_that_stand_change_places_by_one_action() -> None:
    visit = reordered()
    outcome = {"ONE": "a1" * 32, "TWO": "b2" * 32}
    visit, (printed,) = take(visit, settled(visit, outcome=outcome))
    view = show(visit).view
    assert (view.tone, view.word) == (Tone.CONFIRMED, "順番を変更")
    assert "第1希望" in view.lines[0]
    assert view.lines[0].endswith("順番を変えました")
    assert isinstance(printed, PrintTicket)
    assert printed.paper.title == "抽選順位変更票"
    values = [value.replace(" ", "") for _, value in printed.paper.rows]
    assert [values.index(one) for one in ("TWO", "b2" * 32, "ONE", "a1" * 32)] == [3, 4, 7, 8]
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    titles = [row.title.split()[0] for row in show(visit).view.rows]
    assert titles == ["第2希望", "第1希望"]
    assert {row.word for row in show(visit).view.rows} == {"申込みずみ"}


def test_order__that_the_centre_refuses_leaves_every_entry() -> None:
    visit = reordered()
    reason = {"code": "lottery_over", "rule": "KM-30", "params": {}}
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    view = show(visit).view
    assert view.tone is Tone.REFUSED
    assert "前の順番のまま" in view.lines[-1]
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    assert [row.title.split()[0] for row in show(visit).view.rows] == ["第1希望", "第2希望"]


def test_order__with_the_line_cut_is_received_and_loses_nothing() -> None:
    visit = reordered()
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit, (printed,) = take(visit, delayed)
    view = show(visit).view
    assert (view.tone, view.word) == (Tone.RECEIVED, "変更を受け付け")
    assert "申込みは前の順番のまま残ります" in "".join(view.lines)
    assert isinstance(printed, PrintTicket)
    assert "申込みの照合値" not in dict(printed.paper.rows)


def test_order__nothing_moves_beyond_the_ends() -> None:
    visit = at_order(entry("ONE", 1))
    before = show(visit).view.rows
    moves = (EntryMoved(0, down=False), EntryMoved(1, down=True), EntryMoved(7, down=True))
    assert show(do(visit, *moves)).view.rows == before
    assert show(do(visit, EntryDropped(0))).view.rows == before
    assert len(show(do(visit, EntryDropped(1))).view.rows) == 1


def test_order__without_a_change_there_is_nothing_to_send() -> None:
    visit = do(at_order(entry("ONE", 1)), EntryDropped(1))
    assert not can_go_on(visit)
    assert walk(visit, (NextPressed(), "lottery.order"))


def test_order__the_eleventh_entry_is_refused() -> None:
    """KM-33 and KM-37, both reasons at once."""
    visit = at_order(*(entry(f"N{n}", n) for n in range(1, 11)))
    visit = walk(visit, (NextPressed(), "lottery.refused"))
    clauses = " ".join(reason.clause for reason in show(visit).view.reasons)
    assert "KM-33" in clauses
    assert "KM-37" in clauses
    instead = show(visit).view.reasons[0].instead
    assert walk(visit, (instead.event, "lottery.order", FetchMine))


def test_order__more_than_a_visit_may_send_is_said_before_the_button() -> None:
    visit = at_order(entry("ONE", 1))
    sent_before = tuple(
        Sent(UUID(int=n), RankEntriesBody(ranks={"ONE": 1}), None, f"N{n}") for n in range(9)
    )
    visit = do(replace(visit, sents=sent_before), EntryMoved(1, down=False))
    assert "一度に送れる数" in show(visit).view.notice
    assert not can_go_on(visit)


def test_order__of_ten_entries_is_one_action() -> None:
    """KM-33: as many as there may be, in another order."""
    visit = at_order(*(entry(f"N{n}", n) for n in range(1, 11)))
    visit = do(visit, EntryDropped(10))
    for row in range(9, 0, -1):
        visit = do(visit, EntryMoved(row, down=False))
    visit = walk(visit, (NextPressed(), "lottery.confirm"))
    visit = walk(visit, (EntriesConfirmed(), "action.wait", Submit))
    (body,) = bodies(visit)
    assert isinstance(body, RankEntriesBody)
    assert body.ranks == {"N10": 1, **{f"N{n}": n + 1 for n in range(1, 10)}}


def test_order__after_the_close_is_refused() -> None:
    """KM-30: the window ends while the resident looks at the list."""
    closed = datetime(2025, 12, 11, 0, 0, tzinfo=JAPAN)
    visit = at_order()
    visit = replace(visit, touched_at=closed, now=closed)
    visit = walk(visit, (NextPressed(), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert "KM-30" in reason.clause
    assert walk(visit, (reason.instead.event, "lottery.months"))


def test_order__of_somebody_who_is_suspended_is_refused() -> None:
    """KM-81: entering is stopped until the fees are paid; the desk helps."""
    visit = walk(
        at_home(),
        *TO_THE_CARD,
        (SEALED, "identify.wait", LogIn),
    )
    visit = walk(
        visit,
        (accepted(type="individual", state="suspended"), "account.states"),
        (NextPressed(), "lottery.order", FetchMine),
        (NextPressed(), "lottery.refused"),
    )
    reasons = show(visit).view.reasons
    assert any("KM-81" in reason.clause for reason in reasons)
    assert PageOpened("desk") in {reason.instead.event for reason in reasons}


def test_order__where_nothing_can_be_recorded_says_so() -> None:
    visit = do(at_order(), IntakeChanged("disk"))
    assert walk(visit, (NextPressed(), "stopped"))


def test_another_wish__joins_the_list() -> None:
    visit = walk(
        at_order(),
        (PageOpened("lottery.sport"), "lottery.sport"),
        (SportChosen("tennis"), "lottery.place"),
        (FacilityChosen("paid/joyama/tennis"), "lottery.day"),
        (DayChosen(DAY), "lottery.time"),
        (CellChosen(0, 540), "lottery.time"),
        (NextPressed(), "lottery.courts"),
        (CourtsChosen(1), "lottery.entry"),
        (NextPressed(), "lottery.order", FetchMine),
    )
    assert len(show(visit).view.rows) == 2


# Sending --------------------------------------------------------------------------------------


def test_entry__is_sent_as_chosen_and_its_ticket_has_leaf_and_commitment() -> None:
    visit = sent(at_order())
    (body,) = bodies(visit)
    assert body == EnterLotteryBody.model_validate(
        {"slots": (slot(),), "preference": 1, "people": 6, "students": 2}
    )
    outcome = {"leaf": "a1" * 32, "commitment": "c2" * 32, "user": "U"}
    visit, effects = take(visit, settled(visit, outcome=outcome))
    (printed,) = effects
    assert isinstance(printed, PrintTicket)
    rows = dict(printed.paper.rows)
    assert printed.paper.title == "抽選申込票"
    assert rows["申込番号"] == entry_number(visit.sents[0].action)
    assert rows["申込みの照合値"].replace(" ", "") == "a1" * 32
    assert rows["抽選の封印値"].replace(" ", "") == "c2" * 32
    assert "第1希望" in rows
    view = show(visit).view
    assert view.tone is Tone.CONFIRMED
    assert "申込みずみ" in view.lines[0]


def test_entry__that_the_centre_refuses_says_why() -> None:
    visit = sent(at_order())
    reason = {"code": "lottery_over", "rule": "KM-30", "params": {}}
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    view = show(visit).view
    assert view.tone is Tone.REFUSED
    assert "KM-30" in view.reasons[0].clause
    assert view.reasons[0].instead.event == PageOpened("lottery.months")
    assert "受け付けられません" in view.lines[0]


def test_entry__with_the_line_cut_is_received_and_not_called_entered() -> None:
    visit = walk(
        at_home(line_up=False),
        (PageOpened("lottery.months"), "lottery.months"),
        (MonthChosen(MONTH), "lottery.sport"),
        *TO_THE_ENTRY[2:],
        (NextPressed(), "lottery.people"),
        (PeopleChosen(6), "lottery.students"),
        (StudentsChosen(7), "lottery.students"),
        (StudentsChosen(6), "identify.letters"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "lottery.order"),
    )
    assert "前に申し込んだ分は" in show(visit).view.notice
    visit = sent(visit)
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit, (printed,) = take(visit, delayed)
    view = show(visit).view
    assert (view.tone, view.word) == (Tone.RECEIVED, "申込みを受け付け")
    assert "まだ確定していません" in show(visit).frame.question
    assert isinstance(printed, PrintTicket)
    assert "抽選申込みの仮受付票" in printed.paper.title
    assert "申込みの照合値" not in dict(printed.paper.rows)
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine"))
    (row,) = show(visit).view.rows
    assert (row.mark, row.word) == (Mark.WAITING, "受付のみ(未確定)")


def batch(*verdicts: tuple[str, tuple[dict[str, object], ...]]) -> tuple[Visit, list[Effect]]:
    """The order of what stands is changed, and an entry is new, by one yes; the answers to them."""
    visit = do(at_order(entry("ONE", 1)), EntryMoved(1, down=False), NextPressed())
    visit = do(visit, EntriesConfirmed())
    for sent_one in visit.sents:
        number = receipt_number(sent_one.action)
        done = Recorded(sent_one.action, 1, number, 1)
        visit = do(visit, ActionRecorded(VISIT, done))
    effects: list[Effect] = []
    for sent_one, (word, reasons) in zip(visit.sents, verdicts, strict=True):
        answer = settled(visit, word, reasons=reasons)
        verdict = answer.verdict.model_copy(update={"action": sent_one.action})
        assert visit.page == "action.wait"
        visit, out = take(visit, replace(answer, verdict=verdict))
        effects += out
    return visit, effects


CLOSED: dict[str, object] = {
    "code": "closed_day",
    "rule": "KM-35",
    "params": {"day": DAY.isoformat()},
}
OVER: dict[str, object] = {"code": "lottery_over", "rule": "KM-30", "params": {}}


def test_batch__shows_what_became_of_each_and_prints_one_ticket() -> None:
    visit, effects = batch(("applied", ()), ("applied", ()))
    assert visit.page == "action.results"
    rows = show(visit).view.rows
    assert ["第2希望" in rows[0].title, "第1希望" in rows[1].title] == [True, True]
    assert [row.title.endswith("順番を変えました") for row in rows] == [True, False]
    assert [row.word for row in rows] == ["順番を変更", "申込みずみ"]
    (printed,) = effects
    assert isinstance(printed, PrintTicket)
    assert {"第1希望", "第2希望"} <= set(dict(printed.paper.rows))
    also = [press.event for press in show(visit).view.also]
    assert PageOpened("lottery.mine") in also
    visit, (again,) = take(visit, also[0])
    assert isinstance(again, PrintTicket)


def test_batch__a_refused_one_says_why_and_offers_another_entry() -> None:
    """KM-35: the others are entered, have their ticket, and are not hidden by it."""
    visit, effects = batch(("applied", ()), ("rejected", (CLOSED,)))
    rows = show(visit).view.rows
    assert [row.mark for row in rows] == [Mark.CONFIRMED, Mark.REFUSED]
    assert "KM-35" in rows[1].detail
    assert show(visit).frame.question == "2件のうち1件は、受け付けられませんでした"
    assert [type(effect) for effect in effects] == [PrintTicket]
    (press,) = rows[1].actions
    assert walk(visit, (press.event, "lottery.sport"), (SportChosen("badminton"), "lottery.place"))


def test_batch__that_is_refused_as_a_whole_has_no_ticket() -> None:
    """KM-30: the window closed on the way; the months say when the next one opens."""
    visit, effects = batch(("rejected", (OVER,)), ("rejected", (OVER,)))
    assert effects == []
    rows = show(visit).view.rows
    assert [press.label for row in rows for press in row.actions] == ["抽選の日程を見る"] * 2
    assert walk(visit, (rows[0].actions[0].event, "lottery.months"))
    assert PrintTicket not in [type(press.event) for press in show(visit).view.also]


def test_order__of_what_was_entered_in_this_visit_stands_once_on_its_ticket() -> None:
    visit = sent(at_order(entry("ONE", 1)))
    visit, _ = take(visit, settled(visit, outcome={"leaf": "a1" * 32}))
    number = entry_number(visit.sents[0].action)
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    visit = walk(visit, (MonthChosen(MONTH), "lottery.order", FetchOdds))
    visit = walk(do(visit, EntryMoved(1, down=False)), (NextPressed(), "lottery.confirm"))
    visit = walk(visit, (EntriesConfirmed(), "action.wait", Submit))
    assert bodies(visit)[1:] == [RankEntriesBody(ranks={number: 1, "ONE": 2})]
    outcome = {number: "b2" * 32, "ONE": "c3" * 32}
    visit, (printed,) = take(visit, settled(visit, outcome=outcome))
    assert isinstance(printed, PrintTicket)
    values = [value.replace(" ", "") for _, value in printed.paper.rows]
    assert values.count(number) == 1
    assert "a1" * 32 not in values
    assert "b2" * 32 in values
