"""The lottery: the months' phases, odds, and putting an entry together (KM-30 to KM-36)."""

from datetime import date, datetime

import pytest

from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntrySlotDropped,
    FacilityChosen,
    FetchOdds,
    MonthChosen,
    NextPressed,
    OddsArrived,
    PageOpened,
    SnapshotArrived,
    SportChosen,
    Ticked,
    Touched,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.snapshot import Snapshot
from sync.wire import RoomNotice
from tests.kiosk.flow.journey import (
    VISIT,
    begin,
    do,
    walk,
)
from tests.kiosk.flow.lottery import (
    DAY,
    MONTH,
    NOW,
    ROOM,
    TO_THE_ENTRY,
    at_home,
    at_time,
    can_go_on,
    odds,
)

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


def test_months__say_when_to_enter_and_when_to_confirm_on_lines_of_their_own() -> None:
    rows = show(do(at_home(), PageOpened("lottery.months"))).view.rows
    enter, confirm = rows[0].detail.split("\n")
    assert "申込み" in enter
    assert "当選の確定" in confirm


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


def closed(*days: date) -> SnapshotArrived:
    """The room has notices for these days."""
    notices = (
        RoomNotice(facility=ROOM, day=day, start_minute=540, end_minute=1320, reason="repair")
        for day in days
    )
    return SnapshotArrived(Snapshot(as_of=NOW, closures=tuple(notices)))


@pytest.mark.parametrize(
    ("shut", "possible"),
    [
        ([DAY], date(2026, 1, 11)),
        ([date(2026, 1, n) for n in range(10, 32)], date(2026, 1, 9)),
    ],
)
def test_entry__for_a_day_with_a_notice_is_led_to_the_nearest_possible_day(
    shut: list[date], possible: date
) -> None:
    """CM-08: later in the month that is drawn for, else before the wished day."""
    visit = do(at_time(), closed(*shut), CellChosen(0, 540), NextPressed())
    visit = walk(visit, (CourtsChosen(1), "lottery.refused"))
    (reason,) = show(visit).view.reasons
    assert reason.instead.event == DayChosen(possible)
    visit = walk(visit, (reason.instead.event, "lottery.time"))
    assert visit.wish.day == possible
    visit = walk(visit, (CellChosen(0, 540), "lottery.time"), (NextPressed(), "lottery.courts"))
    assert walk(visit, (CourtsChosen(1), "lottery.entry"))


def test_entry__for_a_month_without_another_day_leads_to_the_days() -> None:
    every = [date(2026, 1, n) for n in range(1, 32)]
    visit = do(at_time(), closed(*every), CellChosen(0, 540), NextPressed(), CourtsChosen(1))
    (reason,) = show(visit).view.reasons
    assert walk(visit, (reason.instead.event, "lottery.day"))


def test_entry__after_the_close_is_told_which_draw_comes_next() -> None:
    """KM-30: in words, since nothing can be entered for before it opens."""
    late = Ticked(datetime(2025, 12, 11, tzinfo=JAPAN))
    visit = do(at_time(), CellChosen(0, 540), Touched(), late, NextPressed(), CourtsChosen(1))
    view = show(visit).view
    (reason,) = view.reasons
    assert walk(visit, (reason.instead.event, "lottery.months"))
    assert "2026年2月に使う分" in view.lines[-1]
    assert "1月6日(火) 09:00" in view.lines[-1]


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
