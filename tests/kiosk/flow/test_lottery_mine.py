"""One's own entries: their states, withdrawal, wins; and anything in any order (KM-32, KM-47)."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.ports import CardTouched
from kiosk.flow import show, step
from kiosk.messages import (
    ActionDelayed,
    AllWinsChosen,
    AllWinsConfirmed,
    BackPressed,
    CellChosen,
    DayChosen,
    EntriesConfirmed,
    EntryDropped,
    EntryMoved,
    EntrySlotDropped,
    Event,
    FetchMine,
    FetchOdds,
    LineChanged,
    MonthChosen,
    NextPressed,
    PageOpened,
    PrintTicket,
    PrintWanted,
    StopPressed,
    StudentsChosen,
    Submit,
    Ticked,
    WinChosen,
    WinConfirmed,
    WithdrawChosen,
    WithdrawConfirmed,
)
from kiosk.screens.result.view import Tone
from rules.calendar import JAPAN
from sync.wire import (
    ConfirmWinBody,
    WithdrawEntryBody,
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
    NOW,
    UNTIL,
    at_home,
    at_mine,
    at_order,
    bodies,
    entry,
    odds,
    told,
    win,
)
from tests.support.presses import presses

# One's own --------------------------------------------------------------------------------------


def test_mine__says_the_state_of_each() -> None:
    states = ("withdrawn", "lost", "confirmed", "lapsed", "late", "void", "entered")
    visit = at_mine(*(entry(f"N{n}", n, state=state) for n, state in enumerate(states, 1)))
    words = [row.word for row in show(visit).view.rows]
    assert words == [
        "落選",
        "当選(確定ずみ)",
        "当選取消(期限切れ)",
        "期間のあとに届き、抽選に入っていません",
        "無効",
        "申込みずみ",
        "取り下げました",
    ]


def test_mine__says_so_where_there_is_nothing_and_where_it_is_not_known() -> None:
    assert show(at_mine()).view.empty == "抽選の申込みはありません。"
    assert show(at_mine()).frame.next.label == "抽選に申し込む"
    visit = do(
        at_home(line_up=False),
        PageOpened("lottery.months"),
        PageOpened("lottery.mine"),
        CardTouched(CARD),
        SEALED,
    )
    assert visit.page == "lottery.mine"
    assert "センターに聞いています" in show(visit).view.empty


def test_mine__prints_the_leaf_of_what_stands() -> None:
    visit, (printed,) = take(at_mine(entry("ONE")), PrintWanted("ONE"))
    assert isinstance(printed, PrintTicket)
    rows = dict(printed.paper.rows)
    assert (printed.paper.number, printed.paper.title) == ("ONE", "抽選申込票")
    assert rows["申込みの照合値"].replace(" ", "") == "a" * 64
    assert rows["抽選の封印値"].replace(" ", "") == "c" * 64
    assert walk(visit, (PrintWanted("NONE"), "lottery.mine"))


def test_mine__the_order_can_be_changed_while_the_window_is_open() -> None:
    visit = at_mine(entry("ONE", 1), entry("TWO", 2))
    change = show(visit).view.also[-1].event
    visit = walk(visit, (change, "lottery.order", FetchOdds))
    assert len(show(visit).view.rows) == 2
    late = at_mine(entry("ONE", 1), entry("TWO", 2), now=NOW + timedelta(days=4))
    assert not any(isinstance(press.event, MonthChosen) for press in show(late).view.also)
    assert walk(late, (MonthChosen(MONTH), "lottery.mine"))


# Withdrawing ------------------------------------------------------------------------------------


def test_withdrawal__inside_the_window_sends_the_number() -> None:
    """KM-47."""
    visit = walk(
        at_mine(entry("ONE")),
        (WithdrawChosen("ONE"), "lottery.withdraw"),
        (WithdrawConfirmed("ONE"), "action.wait", Submit),
    )
    assert bodies(visit) == [WithdrawEntryBody(number="ONE")]
    visit = do(visit, recorded(visit))
    visit = walk(visit, (settled(visit), "action.result", PrintTicket))
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    (row,) = show(visit).view.rows
    assert (row.word, row.actions) == ("取下げを受付", ())
    assert walk(visit, (WithdrawChosen("ONE"), "lottery.mine"))


def test_withdrawal__says_which_choice_it_is_with_time_place_and_sport() -> None:
    visit = walk(at_mine(entry("ONE")), (WithdrawChosen("ONE"), "lottery.withdraw"))
    _, fact = show(visit).view.rows
    assert fact.label == "第1希望"
    assert all(word in fact.value for word in ("月", "体育", "バドミントン"))


def test_withdrawal__after_the_close_is_refused() -> None:
    """KM-47: no press stands there, and a touch that was under way is refused with the clause."""
    closed = datetime(2025, 12, 11, 0, 0, tzinfo=JAPAN)
    late = at_mine(entry("ONE"), now=closed)
    assert WithdrawChosen("ONE") not in {p.event for p in show(late).view.rows[0].actions}
    visit = walk(late, (WithdrawChosen("ONE"), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert "KM-47" in reason.clause


def test_withdrawal__of_another_number_is_nothing() -> None:
    assert walk(at_mine(entry("ONE")), (WithdrawChosen("TWO"), "lottery.mine"))


# Wins -------------------------------------------------------------------------------------------

WON_AT = datetime(2025, 12, 12, 10, 0, tzinfo=JAPAN)


def test_win__is_warned_of_and_confirmed() -> None:
    """KM-32, and on the ticket what to do on the day (KM-46)."""
    visit = at_mine(win("ONE", 1), win("TWO", 2), now=WON_AT)
    assert "2件" in show(visit).view.notice
    assert "12月15日" in show(visit).view.notice
    visit = walk(visit, (WinChosen("ONE"), "lottery.win"))
    view = show(visit).view
    assert "12月15日(月)まで" in {row.label: row.value for row in view.rows}["確定の期限"]
    assert any("ほかにも" in note for note in view.notes)
    visit = walk(visit, (WinConfirmed("ONE"), "action.wait", Submit))
    assert bodies(visit) == [ConfirmWinBody(month=MONTH, entries=("ONE",))]
    visit = do(visit, recorded(visit))
    outcome = {"bookings": "AAAAA-BBBBB", "payment_due": "2025-12-19T00:00:00+09:00"}
    visit, (printed,) = take(visit, settled(visit, outcome=outcome))
    assert isinstance(printed, PrintTicket)
    assert dict(printed.paper.rows)["予約番号"] == "AAAAA-BBBBB"
    assert "施設の窓口で手続き" in dict(printed.paper.rows)["当日"]
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    assert "1件" in show(visit).view.notice
    assert show(visit).view.rows[0].word == "確定を受付"


def test_wins__are_confirmed_all_at_once() -> None:
    """KM-32, KM-33: one yes, with every use on it and what lapses otherwise."""
    visit = at_mine(win("ONE", 1), win("TWO", 2), now=WON_AT)
    press = show(visit).frame.next
    assert (press.label, press.event) == ("当選2件をまとめて確定する", AllWinsChosen())
    visit = walk(visit, (AllWinsChosen(), "lottery.win"))
    view = show(visit).view
    assert [row.label for row in view.rows][:2] == ["第1希望", "第2希望"]
    assert any("当選" in note for note in view.notes)
    assert view.go.event == AllWinsConfirmed()
    visit = walk(visit, (AllWinsConfirmed(), "action.wait", Submit))
    assert bodies(visit) == [ConfirmWinBody(month=MONTH, entries=("ONE", "TWO"))]
    visit = do(visit, recorded(visit))
    visit, (printed,) = take(visit, settled(visit, outcome={"bookings": "AAAAA-BBBBB"}))
    assert isinstance(printed, PrintTicket)
    assert {"ONE", "TWO"} <= {value for _, value in printed.paper.rows}


def test_wins__a_single_one_has_no_key_for_all() -> None:
    visit = at_mine(win("ONE"), now=WON_AT)
    assert show(visit).frame.next.event == PageOpened("lottery.months")
    assert walk(at_mine(now=WON_AT), (AllWinsChosen(), "lottery.mine"))


def test_wins__that_come_in_while_it_is_read_are_not_confirmed_with_them() -> None:
    visit = walk(at_mine(win("ONE"), win("TWO"), now=WON_AT), (AllWinsChosen(), "lottery.win"))
    visit = do(visit, told(win("ONE"), win("TWO"), win("NEW")))
    visit = walk(visit, (AllWinsConfirmed(), "action.wait", Submit))
    assert bodies(visit) == [ConfirmWinBody(month=MONTH, entries=("ONE", "TWO"))]


def test_wins__outside_the_days_of_confirming_are_refused_together() -> None:
    """KM-32"""
    early = datetime(2025, 12, 11, 8, 59, tzinfo=JAPAN)
    visit = at_mine(win("ONE"), win("TWO"), now=early)
    assert walk(visit, (AllWinsChosen(), "lottery.refused"))


# How to check it --------------------------------------------------------------------------------


def test_notice__says_seal_leaf_and_where_it_all_stands() -> None:
    """KM-31, KM-41: anybody can hold the draw again."""
    one = entry("ONE").model_copy(update={"commitment": "c" * 64})
    visit = walk(at_mine(one), (PageOpened("lottery.notice"), "lottery.notice"))
    said = "\n".join(show(visit).view.paragraphs).replace(" ", "")
    assert "c" * 64 in said
    assert one.leaf in said
    assert one.user in said
    assert "/v1/draws/kumamoto/" in said
    assert walk(visit, (BackPressed(), "lottery.mine"))


def test_notice__is_not_offered_to_who_has_no_entry() -> None:
    events = [press.event for press in show(at_mine()).view.also]
    assert PageOpened("lottery.notice") not in events


def test_win__with_the_line_cut_is_received_with_a_warning() -> None:
    visit = do(at_mine(win("ONE"), now=WON_AT), LineChanged(up=False), WinChosen("ONE"))
    assert "受け付けるだけ" in show(visit).view.notes[0]
    visit = do(visit, WinConfirmed("ONE"))
    visit = do(visit, recorded(visit))
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    visit = walk(visit, (delayed, "action.result", PrintTicket))
    assert show(visit).view.tone is Tone.RECEIVED
    assert any("期限に間に合わない" in line for line in show(visit).view.lines)


def test_win__that_was_not_confirmed_in_time_has_lapsed() -> None:
    """KM-32: at midnight after the 15th."""
    visit = at_mine(win("ONE"), now=UNTIL)
    (row,) = show(visit).view.rows
    assert (row.word, row.actions) == ("当選取消(期限切れ)", ())
    assert walk(visit, (WinChosen("ONE"), "lottery.mine"))


def test_win__before_the_days_of_confirming_is_refused() -> None:
    """KM-32: from nine o'clock on the 11th."""
    early = datetime(2025, 12, 11, 8, 59, tzinfo=JAPAN)
    visit = walk(at_mine(win("ONE"), now=early), (WinChosen("ONE"), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert "KM-32" in reason.clause


def test_visit__forgets_the_entries_with_its_end() -> None:
    visit = at_mine(entry("ONE"))
    assert step(visit, StopPressed()) == (None, ())
    assert do(visit, Ticked(NOW + timedelta(seconds=5))).page == "lottery.mine"


# In any order -----------------------------------------------------------------------------------

WORLD: list[Event] = [
    BackPressed(),
    NextPressed(),
    SEALED,
    CardTouched(CARD),
    LineChanged(up=False),
    LineChanged(up=True),
    odds(),
    told(),
    told(entry("ONE", 1), win("TWO", 2)),
    accepted(type="individual"),
    Ticked(NOW + timedelta(seconds=1)),
    Ticked(datetime(2025, 12, 12, tzinfo=JAPAN)),
    WithdrawChosen("ONE"),
    WithdrawConfirmed("ONE"),
    WinChosen("TWO"),
    WinConfirmed("TWO"),
    AllWinsChosen(),
    AllWinsConfirmed(),
    EntriesConfirmed(),
    EntryMoved(1, down=False),
    EntryDropped(0),
    EntrySlotDropped(0),
    StudentsChosen(1),
    CellChosen(0, 600),
    DayChosen(DAY),
    MonthChosen(MONTH),
]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_lottery__never_raises_and_always_has_a_picture(data: st.DataObject) -> None:
    visit = data.draw(st.sampled_from([at_home(), at_order(), at_mine()]))
    for _ in range(data.draw(st.integers(5, 40))):
        seen = [one for one in presses(show(visit)) if one != StopPressed()]
        answers = [recorded(visit), settled(visit)] if visit.sents else []
        own = [st.sampled_from(seen)] * 3 if seen else []
        event = data.draw(st.one_of(*own, st.sampled_from([*WORLD, *answers])))
        following, _ = step(visit, event)
        visit = following or at_home()
        assert show(visit) == show(visit)
