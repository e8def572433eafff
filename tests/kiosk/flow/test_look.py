"""What is free, without a card: sports, places, months, the board, and where they end."""

from datetime import date, timedelta

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    CellChosen,
    DayChosen,
    FacilityChosen,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SettingChanged,
    SnapshotArrived,
    SportChosen,
    Ticked,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.facts import Occupied
from rules.floor import occupy
from sync.snapshot import Snapshot
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    TO_THE_BOARD,
    accepted,
    begin,
    do,
    ono,
    walk,
)


def hours_taken(first: int, last: int, courts: int = 6) -> Occupied:
    room = ono().rooms["argo/arena"]
    cells = {cell for mask in room.floor.masks("badminton")[:courts] for cell in bits(mask)}
    return occupy(room.floor, cells, first * 60, last * 60)


def bits(mask: int) -> list[int]:
    return [cell for cell in range(mask.bit_length()) if mask >> cell & 1]


def told(*taken: tuple[date, Occupied], waiting: Occupied = frozenset()) -> Snapshot:
    return Snapshot(
        as_of=NOW - timedelta(minutes=3),
        taken={("argo/arena", day): cells for day, cells in taken},
        waiting={("argo/arena", DAY): waiting},
    )


def at_month(**changes: object) -> Visit:
    return walk(begin(**changes), *TO_THE_BOARD[:2])


def day_of_month(visit: Visit, day: date) -> tuple[Mark, str]:
    months = show(visit).view.months
    month = months[(day.year - NOW.year) * 12 + day.month - NOW.month]
    shown = month.days[day.day - 1]
    assert shown.number == day.day
    return shown.mark, shown.word


def test_sports__of_individuals_stand_first() -> None:
    answers = show(walk(begin(), TO_THE_BOARD[0])).view.answers
    assert answers[0].label == "バドミントン"
    assert answers[0].detail == ""
    groups = [answer.label for answer in answers if answer.detail == "団体登録の方"]
    assert "サッカー" in groups
    assert answers[-1].event == PageOpened("look.place")


def test_sports__that_only_the_desk_takes_cannot_be_touched() -> None:
    answers = show(walk(begin(), TO_THE_BOARD[0])).view.answers
    (other,) = [answer for answer in answers if answer.event == SportChosen("other")]
    assert not other.enabled
    assert other.detail == "窓口で受け付けます"
    assert walk(begin(), TO_THE_BOARD[0], (SportChosen("other"), "look.sport"))


@pytest.mark.parametrize("sport", ["chess", ""])
def test_sports__that_are_not_there_change_nothing(sport: str) -> None:
    assert walk(begin(), TO_THE_BOARD[0], (SportChosen(sport), "look.sport"))


def test_place__of_this_terminal_stands_first() -> None:
    answers = show(walk(begin(), (PageOpened("look.place"), "look.place"))).view.answers
    assert answers[0].event == FacilityChosen("argo/arena")
    assert "バドミントン" in answers[0].detail


def test_place__asks_for_one_of_its_own_sports() -> None:
    visit = walk(
        begin(),
        (PageOpened("look.place"), "look.place"),
        (FacilityChosen("argo/budo"), "look.sport"),
    )
    labels = [answer.label for answer in show(visit).view.answers]
    assert sorted(labels) == sorted(["剣道", "空手", "少林寺拳法"])
    visit = walk(visit, (SportChosen("kendo"), "look.when"))
    assert show(visit).view.filters == ()
    assert walk(visit, (BackPressed(), "look.sport"), (BackPressed(), "look.place"))


def test_place__with_one_sport_asks_nothing_more() -> None:
    place = walk(begin(), (PageOpened("look.place"), "look.place"))
    assert walk(place, (FacilityChosen("oike/tennis"), "look.when")).wish.sport == "tennis"
    assert walk(place, (FacilityChosen("nowhere/at_all"), "look.place"))


def test_room__of_the_same_sport_is_a_touch_away() -> None:
    visit = at_month()
    rooms = [press.event for press in show(visit).view.filters]
    assert rooms == [FacilityChosen("argo/arena"), FacilityChosen("act/arena")]
    assert walk(visit, (FacilityChosen("act/arena"), "look.when")).wish.facility == "act/arena"
    assert walk(visit, (FacilityChosen("oike/tennis"), "look.when")).wish == visit.wish


def test_month__reaches_to_the_end_of_the_month_after_next_and_says_so() -> None:
    view = show(at_month()).view
    assert [month.title for month in view.months] == ["2025年12月", "2026年1月", "2026年2月"]
    assert view.wall.startswith("2月28日(土)まで")
    assert view.as_of == "10:21 現在"


def test_month__turns_at_a_touch() -> None:
    visit = walk(at_month(), (MonthChosen(date(2026, 2, 1)), "look.when"))
    assert show(visit).view.large == 2
    assert walk(visit, (MonthChosen(date(2026, 3, 1)), "look.when")).wish == visit.wish


def test_month__has_a_symbol_and_a_word_for_each_day() -> None:
    taken = (
        (date(2025, 12, 11), hours_taken(9, 21)),
        (date(2025, 12, 12), hours_taken(9, 18)),
        (date(2025, 12, 13), hours_taken(9, 21, courts=5)),
    )
    visit = at_month(snapshot=told(*taken))
    assert day_of_month(visit, DAY) == (Mark.FREE, "空き")
    assert day_of_month(visit, date(2025, 12, 11)) == (Mark.FULL, "満")
    assert day_of_month(visit, date(2025, 12, 12)) == (Mark.FEW, "残り3枠")
    assert day_of_month(visit, date(2025, 12, 13)) == (Mark.FREE, "空き")
    assert day_of_month(visit, date(2025, 12, 22)) == (Mark.CLOSED, "休館")
    assert day_of_month(visit, date(2025, 12, 31)) == (Mark.CLOSED, "休館")


def test_month__begins_with_the_week_of_today() -> None:
    late = walk(begin(), (Ticked(NOW + timedelta(days=23)), "home"), *TO_THE_BOARD[:2])
    this, following, _ = show(late).view.months
    assert [(day.number, day.row) for day in this.days[:4]] == [(21, 0), (22, 0), (23, 0), (24, 0)]
    assert [day.today for day in this.days[:4]] == [False, False, False, True]
    assert (following.days[0].number, following.days[0].column, following.days[0].row) == (1, 4, 0)


def test_month__counts_cells_of_the_same_floor_for_every_sport() -> None:
    half = begin(snapshot=told((DAY, hours_taken(9, 21, courts=3))))
    visit = walk(half, TO_THE_BOARD[0], (SportChosen("basketball"), "look.when"))
    assert day_of_month(visit, DAY)[0] is Mark.FREE
    more = told((DAY, hours_taken(9, 21, courts=4)))
    assert day_of_month(do(visit, SnapshotArrived(more)), DAY)[0] is Mark.FULL


def test_month__shows_the_draw_of_the_ball_fields() -> None:
    visit = walk(begin(), TO_THE_BOARD[0], (SportChosen("baseball"), "look.when"))
    assert day_of_month(visit, date(2026, 2, 14)) == (Mark.LOTTERY, "抽選")
    visit = walk(visit, (DayChosen(date(2026, 2, 14)), "refused"))
    (reason,) = show(visit).view.reasons
    assert "ON-5" in reason.clause
    assert "1月2日" in reason.text


def test_month__explains_a_lottery_only_where_days_are_drawn() -> None:
    drawn = do(begin(), PageOpened("look.sport"), SportChosen("baseball"))
    assert (Mark.LOTTERY, "抽選") in show(drawn).view.legend
    marks = [mark for mark, _ in show(at_month()).view.legend]
    assert marks == [Mark.FREE, Mark.FEW, Mark.FULL, Mark.CLOSED]


def test_month__explains_nothing_that_no_day_of_it_has() -> None:
    unknown = show(at_month(snapshot=Snapshot())).view
    assert [mark for mark, _ in unknown.legend] == [Mark.CLOSED]


def test_month__past_days_are_empty_and_today_is_marked() -> None:
    visit = walk(begin(), (Ticked(NOW + timedelta(days=4)), "home"), *TO_THE_BOARD[:2])
    days = show(visit).view.months[0].days
    assert (days[3].mark, days[3].word, days[3].event) == (Mark.NONE, "", None)
    assert [day.number for day in days if day.today] == [5]
    assert walk(visit, (DayChosen(date(2025, 12, 4)), "look.when"))


def test_month__colours_weekends_and_holidays() -> None:
    days = show(walk(at_month(), (MonthChosen(date(2026, 1, 1)), "look.when"))).view.months[1].days
    assert [days[n].tone for n in (0, 2, 3, 4)] == ["holiday", "saturday", "holiday", "weekday"]
    assert (days[0].column, days[0].row) == (4, 0)


def test_month__without_any_news_claims_nothing() -> None:
    visit = at_month(snapshot=Snapshot())
    assert day_of_month(visit, DAY) == (Mark.NONE, "")
    assert show(visit).view.as_of == "空き状況がまだ届いていません"
    assert walk(visit, (DayChosen(DAY), "look.when")).wish.day is None


def test_month__old_news_say_their_day() -> None:
    visit = at_month(snapshot=Snapshot(as_of=NOW - timedelta(days=2)))
    assert show(visit).view.as_of == "11月29日(土) 10:24 現在"


def test_day__beyond_the_wall_is_not_opened() -> None:
    assert walk(at_month(), (DayChosen(date(2026, 3, 1)), "look.when"))


def test_day__that_is_closed_says_which_rule_and_offers_the_next() -> None:
    visit = walk(at_month(), (DayChosen(date(2025, 12, 31)), "refused"))
    (reason,) = show(visit).view.reasons
    assert "ON-18" in reason.clause
    assert reason.instead.event == DayChosen(date(2026, 1, 2))


# The board ------------------------------------------------------------------------------------


def cell(visit: Visit, court: int, hour: int) -> Mark:
    return show(visit).view.cells[hour - 9][court].mark


def chosen(visit: Visit) -> list[tuple[int, int]]:
    rows = show(visit).view.cells
    return [
        (court, 9 + row)
        for row, cells in enumerate(rows)
        for court, one in enumerate(cells)
        if one.mark is Mark.CHOSEN
    ]


def at_board(snapshot: Snapshot | None = None) -> Visit:
    return walk(begin(snapshot=snapshot or told()), *TO_THE_BOARD)


def touch(visit: Visit, *cells: tuple[int, int]) -> Visit:
    return do(visit, *(CellChosen(court, hour * 60) for court, hour in cells))


def test_board__has_a_row_an_hour_and_a_column_a_court() -> None:
    view = show(at_board()).view
    assert view.times == tuple(f"{hour:02d}:00" for hour in range(9, 21))
    assert view.courts == ("1面", "2面", "3面", "4面", "5面", "6面")
    assert (view.summary, view.hint) == ("使いはじめる時間をさわってください。", "")


def test_board__names_day_place_room_and_sport() -> None:
    shown = show(at_board())
    assert shown.frame.question == "12月10日(水)の何時から何時まで使いますか"
    assert shown.view.where == "小野市総合体育館(アルゴ) アリーナ バドミントン"
    shown = show(do(at_board(), SettingChanged("language")))
    assert shown.frame.question == "Wed 10 Dec: from when to when?"
    assert shown.view.where == "Ono General Gymnasium (Argo) Arena · Badminton"
    assert shown.view.courts[:2] == ("Court 1", "Court 2")


def test_board__counts_tables_where_that_is_what_is_played_on() -> None:
    visit = walk(begin(), TO_THE_BOARD[0], (SportChosen("table_tennis"), "look.when"))
    visit = walk(visit, (FacilityChosen("argo/table_tennis"), "look.when"))
    visit = walk(visit, (DayChosen(DAY), "look.day"))
    assert show(visit).view.courts == ("1台", "2台", "3台", "4台", "5台")
    visit = do(touch(visit, (2, 18)), NextPressed(), PeopleChosen(2))
    visit = do(visit, CardTouched(CARD), SEALED, accepted())
    assert "卓球 1台" in show(visit).view.sentence
    labels = {row.label: row.value for row in show(visit).view.rows}
    assert labels["台数"] == "1台"
    assert "どの台を使うかは、当日窓口でお知らせします。" in show(visit).view.notes
    assert show(do(visit, PageOpened("book.courts"))).frame.question == "何台使いますか"


def test_board__says_after_the_first_touch_how_it_grows() -> None:
    longer = "もっと長く使うときは、あとの時間もさわってください。"
    visit = touch(at_board(told((DAY, hours_taken(15, 16)))), (2, 13))
    assert show(visit).view.hint == longer
    assert show(do(visit, SettingChanged("language"))).view.hint.startswith("To play longer")
    assert show(touch(visit, (2, 14))).view.hint == ""  # what comes next is taken
    assert show(touch(visit, (2, 20))).view.hint == ""  # and then the house closes
    assert show(touch(visit, (2, 13))).view.hint == ""  # nothing is chosen any more


def test_board__shows_taken_waiting_and_free() -> None:
    snapshot = told((DAY, hours_taken(9, 11, courts=2)), waiting=hours_taken(12, 13, courts=1))
    visit = at_board(snapshot)
    assert cell(visit, 0, 9) is Mark.FULL
    assert cell(visit, 2, 9) is Mark.FREE
    assert cell(visit, 0, 12) is Mark.WAITING
    assert show(visit).view.cells[0][0].event is None
    assert show(visit).view.cells[0][2].event == CellChosen(2, 9 * 60)


def test_board__hours_that_have_begun_are_gone() -> None:
    visit = walk(begin(), *TO_THE_BOARD[:2], (DayChosen(NOW.date()), "look.day"))
    assert cell(visit, 0, 10) is Mark.OUTSIDE
    assert cell(visit, 0, 11) is Mark.FREE
    assert touch(visit, (0, 10)).wish.start_minute is None


def test_board__start_then_end() -> None:
    visit = touch(at_board(), (2, 18), (2, 19))
    assert chosen(visit) == [(2, 18), (2, 19)]
    assert show(visit).view.summary == "えらんだ時間: 18:00–20:00"
    assert show(visit).frame.next.enabled


def test_board__the_end_may_come_first() -> None:
    assert chosen(touch(at_board(), (2, 19), (2, 17))) == [(2, 17), (2, 18), (2, 19)]


def test_board__the_range_grows() -> None:
    visit = touch(at_board(), (2, 12), (2, 13), (2, 15))
    assert chosen(visit) == [(2, 12), (2, 13), (2, 14), (2, 15)]


def test_board__a_touch_inside_begins_anew() -> None:
    assert chosen(touch(at_board(), (2, 12), (2, 15), (2, 13))) == [(2, 13)]


def test_board__the_only_cell_is_taken_back() -> None:
    visit = touch(at_board(), (2, 12), (2, 12))
    assert chosen(visit) == []
    assert not show(visit).frame.next.enabled
    assert walk(visit, (NextPressed(), "look.day"))


def test_board__another_court_begins_anew() -> None:
    assert chosen(touch(at_board(), (2, 12), (3, 13))) == [(3, 13)]


def test_board__the_range_does_not_jump_over_what_is_taken() -> None:
    visit = at_board(told((DAY, hours_taken(14, 15))))
    assert chosen(touch(visit, (2, 13), (2, 15))) == [(2, 15)]


@pytest.mark.parametrize("touched", [(0, 8), (0, 21), (6, 12), (-1, 12), (0, 14)])
def test_board__cells_that_cannot_be_touched_change_nothing(touched: tuple[int, int]) -> None:
    visit = at_board(told((DAY, hours_taken(14, 15))))
    assert touch(visit, touched).wish == visit.wish


def test_board__a_minute_off_the_grid_changes_nothing() -> None:
    assert do(at_board(), CellChosen(0, 18 * 60 + 1)).wish.start_minute is None


def test_board__what_is_taken_meanwhile_is_not_shown_as_chosen() -> None:
    visit = touch(at_board(), (2, 18))
    visit = do(visit, SnapshotArrived(told((DAY, hours_taken(18, 19)))))
    assert cell(visit, 2, 18) is Mark.FULL
    assert walk(visit, (NextPressed(), "refused"))


def test_board__the_days_beside_it_are_a_touch_away() -> None:
    visit = touch(at_board(), (2, 18))
    before, here, after = show(visit).view.days
    assert (before.label, here.label, after.label) == (
        "12月9日(火)",
        "12月10日(水)",
        "12月11日(木)",
    )
    visit = walk(visit, (after.event, "look.day"))
    assert chosen(visit) == []
    today = walk(begin(), *TO_THE_BOARD[:2], (DayChosen(NOW.date()), "look.day"))
    assert not show(today).view.days[0].enabled


def test_search__begins_without_what_was_chosen_before() -> None:
    visit = touch(at_board(), (2, 18))
    visit = do(visit, BackPressed(), BackPressed(), BackPressed())
    assert visit.page == "home"
    assert walk(visit, TO_THE_BOARD[0]).wish.day is None
