"""The lottery: the months' phases, entries in their order, withdrawal, wins (KM-30 to KM-47)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.ports import CardTouched
from kiosk.flow import show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    BackPressed,
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntriesConfirmed,
    EntryDropped,
    EntryMoved,
    EntrySlotDropped,
    Event,
    FacilityChosen,
    FetchMine,
    FetchOdds,
    IntakeChanged,
    LineChanged,
    LogIn,
    MineArrived,
    MonthChosen,
    NextPressed,
    OddsArrived,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    PrintWanted,
    SportChosen,
    StopPressed,
    StudentsChosen,
    Submit,
    Ticked,
    WinChosen,
    WinConfirmed,
    WithdrawChosen,
    WithdrawConfirmed,
)
from kiosk.screens.parts import Mark
from kiosk.screens.result.view import Tone
from kiosk.visit import Site, Visit
from rules.calendar import JAPAN
from rules.policy import Municipality, load
from sync.draft import Recorded
from sync.snapshot import Snapshot
from sync.wire import (
    ConfirmWinBody,
    EnterLotteryBody,
    EntryState,
    MyBookings,
    Odds,
    WithdrawEntryBody,
    entry_number,
    receipt_number,
)
from tests.kiosk.flow.journey import (
    CARD,
    ROOT,
    SEALED,
    VISIT,
    Step,
    accepted,
    begin,
    do,
    recorded,
    settled,
    take,
    texts,
    walk,
)
from tests.kiosk.flow.test_any_order import presses

NOW = datetime(2025, 12, 7, 10, 0, tzinfo=JAPAN)
MONTH, DAY = date(2026, 1, 1), date(2026, 1, 10)
ROOM = "paid/sogo/large"
UNTIL = datetime(2025, 12, 16, tzinfo=JAPAN)
TO_THE_ENTRY: tuple[Step, ...] = (
    (PageOpened("lottery.months"), "lottery.months"),
    (MonthChosen(MONTH), "lottery.sport", FetchOdds),
    (SportChosen("badminton"), "lottery.place"),
    (FacilityChosen(ROOM), "lottery.day"),
    (DayChosen(DAY), "lottery.time"),
    (CellChosen(0, 13 * 60), "lottery.time"),
    (CellChosen(0, 15 * 60), "lottery.time"),
    (NextPressed(), "lottery.courts"),
    (CourtsChosen(2), "lottery.entry"),
)
TO_THE_CARD: tuple[Step, ...] = (
    *TO_THE_ENTRY,
    (NextPressed(), "lottery.people"),
    (PeopleChosen(6), "lottery.students"),
    (StudentsChosen(2), "identify.card"),
    (CardTouched(CARD), "identify.password"),
)


@cache
def kumamoto() -> Municipality:
    return load(ROOT / "assets/municipalities/kumamoto")


def at_home(now: datetime = NOW, *, line_up: bool = True) -> Visit:
    told = Snapshot(as_of=now - timedelta(minutes=3))
    site = Site(kumamoto(), "paid/sogo", texts(), line_up=line_up, snapshot=told)
    return Visit.begin(VISIT, site, now)


def slot(**changes: object) -> dict[str, object]:
    return {
        "facility": ROOM,
        "sport": "badminton",
        "courts": 2,
        "day": DAY,
        "start_minute": 13 * 60,
        "end_minute": 16 * 60,
    } | changes


def entry(number: str = "AAAA-BBBB-CCCC", preference: int = 1, **changes: object) -> EntryState:
    values = {
        "number": number,
        "month": MONTH,
        "preference": preference,
        "slots": (slot(day=DAY + timedelta(days=preference)),),
        "people": 6,
        "students": 0,
        "state": "entered",
        "entered_ms": 0,
        "leaf": "a" * 64,
        "user": "U",
        "commitment": "c" * 64,
    }
    return EntryState.model_validate(values | changes)


def win(number: str = "AAAA-BBBB-CCCC", preference: int = 1) -> EntryState:
    until = int(UNTIL.timestamp() * 1000)
    return entry(number, preference, state="won", confirm_until_ms=until)


def told(*entries: EntryState) -> MineArrived:
    return MineArrived(VISIT, (), MyBookings(bookings=(), entries=entries, centre_ms=0))


def odds(**wanted: int) -> OddsArrived:
    slots = (slot(courts=wanted.get("courts", 3)) | {"entries": wanted.get("entries", 2)},)
    values = {
        "municipality": "kumamoto",
        "month": MONTH,
        "state": "committed",
        "opens_ms": 0,
        "closes_ms": 0,
        "confirms_until_ms": None,
        "commitment": "c" * 64,
        "root": None,
        "slots": slots,
        "centre_ms": int(NOW.timestamp() * 1000),
    }
    return OddsArrived(VISIT, MONTH, Odds.model_validate(values))


def at_order(*entries: EntryState) -> Visit:
    """Logged in, with one wish that is new beside entries that stand."""
    visit = walk(
        at_home(),
        *TO_THE_CARD,
        (SEALED, "identify.wait", LogIn),
        (accepted(type="individual"), "lottery.order", FetchMine),
    )
    return do(visit, told(*entries))


def at_mine(*entries: EntryState, now: datetime = NOW) -> Visit:
    visit = walk(
        at_home(now),
        (PageOpened("lottery.months"), "lottery.months"),
        (PageOpened("lottery.mine"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(type="individual"), "lottery.mine", FetchMine),
    )
    return do(visit, told(*entries))


def bodies(visit: Visit) -> list[object]:
    return [sent.body for sent in visit.sents]


def can_go_on(visit: Visit) -> bool:
    onward = show(visit).frame.next
    return onward is not None and onward.enabled


# The draws ------------------------------------------------------------------------------------


def test_tile__stands_only_where_the_data_has_a_draw_by_the_terminal() -> None:
    def opens(visit: Visit) -> set[object]:
        return {press.event for press in show(visit).view.more}

    assert PageOpened("lottery.months") in opens(at_home())
    assert PageOpened("lottery.months") not in opens(begin())


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (datetime(2025, 12, 6, 8, 59, 59, tzinfo=JAPAN), "12月6日(土) 09:00から申し込めます"),
        (datetime(2025, 12, 6, 9, 0, tzinfo=JAPAN), "いま申し込めます"),
        (datetime(2025, 12, 11, 0, 0, tzinfo=JAPAN), "抽選中です"),
        (datetime(2025, 12, 11, 9, 0, tzinfo=JAPAN), "当選の確定を受付中です"),
    ],
)
def test_months__say_the_phase_and_open_only_inside_the_window(now: datetime, word: str) -> None:
    """KM-30 and KM-32, to the second."""
    rows = show(do(at_home(now), PageOpened("lottery.months"))).view.rows
    row = next(row for row in rows if "2026年1月" in row.title)
    assert row.word == word
    assert [press.event for press in row.actions] == (
        [MonthChosen(MONTH)] if word == "いま申し込めます" else []
    )


def test_months__a_month_without_a_draw_is_not_entered() -> None:
    visit = do(at_home(), PageOpened("lottery.months"))
    assert walk(visit, (MonthChosen(date(2027, 1, 1)), "lottery.months"))


def test_calendar__has_a_symbol_for_each_day_of_the_phases() -> None:
    visit = do(at_home(), PageOpened("lottery.months"), PageOpened("lottery.calendar"))
    days = show(visit).view.months[0].days
    assert [days[n - 1].mark for n in (5, 7, 11, 15, 16)] == [
        Mark.NONE,
        Mark.LOTTERY,
        Mark.CONFIRMED,
        Mark.CONFIRMED,
        Mark.FREE,
    ]
    assert show(do(visit, MonthChosen(MONTH))).view.large == 1


# Odds -----------------------------------------------------------------------------------------


def at_time() -> Visit:
    return walk(at_home(), *TO_THE_ENTRY[:5])


def test_board__shows_how_many_want_each_hour() -> None:
    view = show(do(at_time(), odds())).view
    cells = [cell for (cell,) in view.cells]
    assert [cell.word for cell in cells[3:8]] == ["0件", "2件", "2件", "2件", "0件"]
    assert [cell.mark for cell in cells[3:5]] == [Mark.FREE, Mark.LOTTERY]
    assert view.as_of == "10:00 現在"


def test_board__without_odds_says_that_they_are_not_known() -> None:
    view = show(do(at_time(), OddsArrived(VISIT, MONTH, None))).view
    assert {cell.word for (cell,) in view.cells} == {"抽選"}
    assert "いま分かりません" in view.as_of


def test_entry__shows_the_odds_as_a_picture_with_the_words_beside_it() -> None:
    visit = do(walk(at_home(), *TO_THE_ENTRY), odds())
    (row,) = show(visit).view.rows
    assert "申込み2件・希望3面(全8面) ●●●○○○○○" in row.detail
    (row,) = show(do(visit, odds(entries=5, courts=10))).view.rows
    assert row.detail.endswith("●●●●●●●●＋●●")


def test_look__a_day_that_is_drawn_for_opens_its_odds() -> None:
    visit = walk(
        at_home(),
        (PageOpened("look.sport"), "look.sport"),
        (SportChosen("badminton"), "look.when", FetchOdds),
        (FacilityChosen(ROOM), "look.when", FetchOdds),
        (MonthChosen(MONTH), "look.when"),
        (odds(), "look.when"),
    )
    days = show(visit).view.months[1].days
    assert [days[n - 1].word for n in (9, 10)] == ["0件", "2件"]
    visit = walk(
        visit,
        (DayChosen(DAY), "lottery.time", FetchOdds),
        (BackPressed(), "look.when"),
    )
    assert show(visit).kind == "month"


# Putting an entry together ----------------------------------------------------------------------


def test_hours__a_touch_on_the_only_chosen_hour_takes_it_back() -> None:
    visit = do(at_time(), CellChosen(0, 540))
    assert can_go_on(visit)
    assert not can_go_on(do(visit, CellChosen(0, 540)))
    assert walk(visit, (CellChosen(0, 100), "lottery.time"), (CellChosen(1, 600), "lottery.time"))


def test_entry__of_four_hours_in_a_gymnasium_is_refused_with_its_clause() -> None:
    """KM-35."""
    visit = do(at_time(), CellChosen(0, 540), CellChosen(0, 720), NextPressed())
    visit = walk(visit, (CourtsChosen(1), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert "KM-35" in reason.clause
    assert walk(visit, (reason.instead.event, "lottery.time"))


def test_courts__go_up_to_those_of_the_sport() -> None:
    """KM-36."""
    visit = walk(at_home(), *TO_THE_ENTRY[:-1])
    assert len(show(visit).view.answers) == 8
    assert walk(visit, (CourtsChosen(9), "lottery.courts"))


def test_set__stays_in_its_place_and_counts_once() -> None:
    """KM-34: another room of the place is offered, another place is not."""
    visit = walk(
        at_home(),
        *TO_THE_ENTRY,
        (PageOpened("lottery.more"), "lottery.more"),
        (SportChosen("badminton"), "lottery.place"),
    )
    offered = [answer.event.facility for answer in show(visit).view.answers]
    assert {facility.rpartition("/")[0] for facility in offered} == {"paid/sogo"}
    visit = walk(
        visit,
        (FacilityChosen("paid/takuma/arena"), "lottery.place"),
        (FacilityChosen("paid/sogo/small"), "lottery.day"),
        (DayChosen(date(2026, 1, 15)), "lottery.time"),
        (CellChosen(0, 540), "lottery.time"),
        (NextPressed(), "lottery.courts"),
        (CourtsChosen(1), "lottery.entry"),
    )
    assert len(show(visit).view.rows) == 2
    assert "1枠" in show(visit).view.notice
    assert len(show(do(visit, EntrySlotDropped(0))).view.rows) == 1


def test_set__that_crowds_itself_is_refused() -> None:
    """KM-34: eight courts and one more of the same floor at once."""
    visit = do(
        walk(at_home(), *TO_THE_ENTRY[:-1], (CourtsChosen(8), "lottery.entry")),
        PageOpened("lottery.more"),
        SportChosen("badminton"),
        FacilityChosen(ROOM),
        DayChosen(DAY),
        CellChosen(0, 14 * 60),
        NextPressed(),
    )
    visit = walk(visit, (CourtsChosen(1), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert "KM-34" in reason.clause


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


def test_order__moving_a_row_up_sends_it_anew_under_its_rank() -> None:
    visit = do(at_order(entry("ONE", 1, students=3)), EntryMoved(1, down=False))
    rows = show(visit).view.rows
    assert [row.word for row in rows] == ["これから申し込みます", "順番を変えます"]
    visit = walk(visit, (NextPressed(), "lottery.confirm"))
    visit, effects = take(visit, EntriesConfirmed())
    assert [type(effect) for effect in effects] == [Submit, Submit, Submit]
    withdrawn, first, second = bodies(visit)
    assert withdrawn == WithdrawEntryBody(number="ONE")
    assert isinstance(first, EnterLotteryBody)
    assert isinstance(second, EnterLotteryBody)
    assert (first.preference, first.slots[0].day) == (1, DAY)
    assert (second.preference, second.slots[0].day) == (2, DAY + timedelta(days=1))
    assert (first.students, second.students) == (2, 3)


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
    visit = at_order(*(entry(f"N{n}", n) for n in range(1, 8)))
    for row in range(7, 0, -1):
        visit = do(visit, EntryMoved(row, down=False))
    assert "一度に送れる数" in show(visit).view.notice
    assert not can_go_on(visit)


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


def sent(visit: Visit) -> Visit:
    visit = walk(
        visit, (NextPressed(), "lottery.confirm"), (EntriesConfirmed(), "action.wait", Submit)
    )
    return walk(visit, (recorded(visit), "action.wait"))


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
        (StudentsChosen(6), "identify.card"),
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


def test_batch__shows_what_became_of_each() -> None:
    visit = do(at_order(entry("ONE", 1)), EntryMoved(1, down=False), NextPressed())
    visit = do(visit, EntriesConfirmed())
    for sent_one in visit.sents:
        number = receipt_number(sent_one.action)
        done = Recorded(sent_one.action, 1, number, 1)
        visit = do(visit, ActionRecorded(VISIT, done))
    for sent_one in visit.sents:
        answer = settled(visit)
        verdict = answer.verdict.model_copy(update={"action": sent_one.action})
        visit = do(visit, replace(answer, verdict=verdict))
    assert visit.page == "action.result"
    lines = show(visit).view.lines
    assert ["第1希望" in lines[0], "第2希望" in lines[1]] == [True, True]


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
    assert len(show(late).view.also) == 1
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
    """KM-32."""
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
    visit = walk(visit, (PageOpened("lottery.mine"), "lottery.mine", FetchMine))
    assert "1件" in show(visit).view.notice
    assert show(visit).view.rows[0].word == "確定を受付"


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
