"""What notices close: said on the board, not touchable there, refused with its reason (CM-08)."""

from kiosk.flow import show
from kiosk.messages import CellChosen, DayChosen, NextPressed, SettingChanged, SnapshotArrived
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from sync.snapshot import Snapshot
from sync.wire import RoomNotice
from tests.kiosk.flow.journey import DAY, NOW, TO_THE_BOARD, begin, do, walk

REPAIR = RoomNotice(
    facility="argo/arena", day=DAY, start_minute=540, end_minute=720, reason="repair"
)


def at_board(*closures: RoomNotice) -> Visit:
    told = Snapshot(as_of=NOW, closures=closures)
    return walk(begin(snapshot=told), *TO_THE_BOARD)


def test_notice__stands_on_the_board_and_closes_its_hours() -> None:
    """CM-08"""
    view = show(at_board(REPAIR)).view
    assert "修繕のため、09:00–12:00は使えません" in view.where
    marks = [row[0].mark for row in view.cells]
    assert marks[:4] == [Mark.CLOSED, Mark.CLOSED, Mark.CLOSED, Mark.FREE]
    assert (Mark.CLOSED, "利用中止") in view.legend
    assert walk(at_board(REPAIR), (CellChosen(0, 9 * 60), "look.day")).wish.start_minute is None


def test_notice__of_another_day_or_room_is_not_said() -> None:
    others = (
        REPAIR.model_copy(update={"day": DAY.replace(day=11)}),
        REPAIR.model_copy(update={"facility": "argo/budo"}),
    )
    view = show(at_board(*others)).view
    assert "使えません" not in view.where
    assert Mark.CLOSED not in {cell.mark for row in view.cells for cell in row}


def test_notice__that_comes_after_the_choice_refuses_it() -> None:
    """CM-08: what the rules say, by what the terminal knows now."""
    visit = do(at_board(), CellChosen(0, 9 * 60))
    visit = do(visit, SnapshotArrived(Snapshot(as_of=NOW, closures=(REPAIR,))))
    visit = walk(visit, (NextPressed(), "refused"))
    assert any("CM-08" in reason.clause for reason in show(visit).view.reasons)


def test_notice__in_the_words_of_the_staff_and_in_english() -> None:
    own = REPAIR.model_copy(update={"reason": "pest_control", "text": "害虫駆除"})
    assert "害虫駆除、" in show(at_board(own)).view.where
    visit = do(at_board(REPAIR), SettingChanged("language"))
    assert "cannot be used: repair" in show(visit).view.where


def test_notice__of_the_whole_day_leaves_nothing_to_choose() -> None:
    whole = REPAIR.model_copy(update={"end_minute": 1440})
    visit = walk(at_board(whole), (DayChosen(DAY), "look.day"))
    onward = show(visit).frame.next
    assert onward is not None
    assert not onward.enabled
