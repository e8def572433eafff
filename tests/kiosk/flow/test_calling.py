"""「係員を呼ぶ」: who is there is called at once, and what became of the call is said."""

from datetime import datetime
from uuid import UUID

from kiosk.flow import show, step
from kiosk.messages import (
    BackPressed,
    CallAnswered,
    CallStaff,
    PageOpened,
    StaffCalled,
    StopPressed,
    Ticked,
)
from kiosk.visit import Visit
from rules.calendar import JAPAN
from tests.kiosk.flow.journey import NOW, VISIT, begin, do, take, walk
from tests.kiosk.flow.towns import at

EVENING = datetime(2025, 12, 10, 21, 30, tzinfo=JAPAN)
#: A castle without a desk.
DESKLESS = "paid/kumamotojo"
CALL, OVER = CallStaff(VISIT, wanted=True), CallStaff(VISIT, wanted=False)


def called() -> Visit:
    visit, effects = take(begin(), StaffCalled())
    assert effects == (CALL,)
    return visit


def said(visit: Visit) -> str:
    return str(show(visit).view.notice)


def test_call__goes_out_at_once_and_says_what_is_known() -> None:
    visit = called()
    assert "呼んでいます" in said(visit)
    visit = do(visit, CallAnswered(VISIT, told=True))
    assert "係員の画面に、呼び出しを出しました" in said(visit)
    assert "窓口へお越しになるか" in said(visit)


def test_call__that_did_not_go_out_is_not_promised_and_can_be_made_again() -> None:
    """The telephones stay on the page."""
    visit = do(called(), CallAnswered(VISIT, told=False))
    assert "届いていません" in said(visit)
    assert "0794-00-0001" in show(visit).view.rows[0].detail
    (again,) = show(visit).view.also
    visit, effects = take(visit, again.event)
    assert (visit.page, effects) == ("call", (CALL,))
    assert show(visit).view.also == ()


def test_call__is_made_once_however_often_it_is_pressed() -> None:
    visit = walk(called(), (StaffCalled(), "call"))
    visit = do(visit, CallAnswered(VISIT, told=True))
    assert walk(visit, (StaffCalled(), "call"), (BackPressed(), "home"), (StaffCalled(), "call"))


def test_call__where_nobody_is_there_makes_none() -> None:
    """ON-17: by the hours of the desk of this place."""
    visit = walk(Visit.begin(VISIT, begin().site, EVENING), (StaffCalled(), "call"))
    assert "いません" in said(visit)
    assert "呼び出し" not in said(visit)


def test_call__from_a_place_without_a_desk_makes_none() -> None:
    """KM-19: nobody sits there; the desks elsewhere are telephoned."""
    visit = walk(at("kumamoto", venue=DESKLESS), (StaffCalled(), "call"))
    assert "お電話ください" in said(visit)
    assert "呼び出し" not in said(visit)


def test_call__ends_with_the_visit() -> None:
    over, effects = take_end(do(called(), CallAnswered(VISIT, told=True)))
    assert (over, effects) == (None, (OVER,))
    assert take_end(called()) == (None, (OVER,)), "it may have arrived"
    assert take_end(do(called(), CallAnswered(VISIT, told=False))) == (None, ())
    assert take_end(do(begin(), PageOpened("information"))) == (None, ())


def test_call__ends_where_nobody_is_there_any_more() -> None:
    visit = called()
    settings = visit.site.municipality.terminal
    seconds = settings.idle_ask_s + settings.idle_end_s
    late = NOW.timestamp() + seconds + 1
    asked = do(visit, Ticked(datetime.fromtimestamp(NOW.timestamp() + settings.idle_ask_s, JAPAN)))
    assert step(asked, Ticked(datetime.fromtimestamp(late, JAPAN))) == (None, (OVER,))


def test_call__of_another_visit_says_nothing_here() -> None:
    visit = called()
    assert do(visit, CallAnswered(UUID(int=9), told=True)) == visit


def test_call__stands_on_the_information_page() -> None:
    visit = walk(begin(), (PageOpened("information"), "information"))
    assert StaffCalled() in [answer.event for answer in show(visit).view.answers]


def take_end(visit: Visit) -> tuple[Visit | None, tuple[object, ...]]:
    return step(visit, StopPressed())
