"""The staff print a slip of what the terminal took last; it says nothing of anybody."""

from typing import get_args
from uuid import UUID

from kiosk.devices.ports import CardTouched, Printed
from kiosk.flow import show, step
from kiosk.messages import (
    FetchRecent,
    PageOpened,
    PrintTicket,
    PrintWanted,
    RecentArrived,
    TicketDone,
)
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from sync.outbox_row import ActionState
from sync.recent import RecentAction
from sync.wire import ActionBody, ActionVerb, BookBody, CancelBody, ChangeBody
from tests.kiosk.flow.journey import NOW, VISIT, begin, do, take, texts, walk
from tests.kiosk.flow.test_staff import STAFF, STAFF_CARD, opened

BOOK = BookBody(
    facility="argo/arena",
    sport="badminton",
    courts=1,
    people=4,
    day=NOW.date(),
    start_minute=18 * 60,
    end_minute=20 * 60,
)


def action(
    body: ActionBody, state: ActionState, number: str = "AAAAA-BBBBB", town: str = "ono"
) -> RecentAction:
    return RecentAction(number, town, body, int(NOW.timestamp() * 1000), state)


def listed(*actions: RecentAction) -> Visit:
    visit = walk(opened(), (PageOpened("staff.reprint"), "staff.reprint", FetchRecent))
    assert "調べています" in show(visit).view.empty
    return do(visit, RecentArrived(VISIT, actions))


def some() -> Visit:
    return listed(
        action(BOOK, ActionState.PENDING),
        action(ChangeBody(number="N", to=BOOK), ActionState.APPLIED, "CCCCC-DDDDD"),
        action(CancelBody(number="N"), ActionState.REJECTED, "EEEEE-FFFFF"),
    )


def test_reprint__lists_what_was_taken_and_how_it_stands() -> None:
    rows = show(some()).view.rows
    assert [row.title for row in rows] == [
        "AAAAA-BBBBB 予約",
        "CCCCC-DDDDD 予約の変更",
        "EEEEE-FFFFF 予約の取消し",
    ]
    assert [row.mark for row in rows] == [Mark.WAITING, Mark.CONFIRMED, Mark.REFUSED]
    assert "18:00" in rows[0].detail
    assert rows[0].word == "センターへまだ送っていません"


def test_reprint__prints_a_slip_that_promises_nothing() -> None:
    """Whether a booking is provisional, the terminal does not keep: so it is called neither."""
    visit = listed(action(BOOK, ActionState.APPLIED))
    visit, (printed,) = take(visit, PrintWanted("AAAAA-BBBBB"))
    assert isinstance(printed, PrintTicket)
    paper = printed.paper
    assert (paper.title, paper.number) == ("受付の控え", "AAAAA-BBBBB")
    assert paper.again
    assert "センターで処理ずみ" in dict(paper.rows).values()
    assert "確定" not in str(paper)
    visit = do(visit, TicketDone(VISIT, Printed(printed.ticket)))
    assert "印刷" in show(visit).view.notice


def test_reprint__of_another_municipality_has_its_number_and_no_place() -> None:
    visit = listed(action(BOOK, ActionState.APPLIED, town="kumamoto"))
    (row,) = show(visit).view.rows
    assert "18:00" not in row.detail
    visit, (printed,) = take(visit, PrintWanted(row.title.split()[0]))
    assert isinstance(printed, PrintTicket)
    assert printed.paper.qr == "MACHIKADO1:kumamoto:AAAAA-BBBBB"


def test_reprint__of_nothing() -> None:
    visit = listed()
    assert "ありません" in show(visit).view.empty
    assert step(visit, PrintWanted("AAAAA-BBBBB")) == (visit, ())


def test_reprint__of_another_visit_is_not_shown() -> None:
    visit = listed()
    late = RecentArrived(UUID(int=9), (action(BOOK, ActionState.APPLIED),))
    assert do(visit, late) == visit


def test_reprint__is_reached_from_the_page_of_the_staff_alone() -> None:
    visit = begin(staff=STAFF)
    assert step(visit, PageOpened("staff.reprint")) == (visit, ())
    assert walk(visit, (CardTouched(STAFF_CARD), "staff"))


def test_reprint__has_a_word_for_every_verb_and_state_in_both_languages() -> None:
    ids = [f"staff.verb.{verb}" for verb in get_args(ActionVerb)]
    ids += [f"staff.reprint.{state.value}" for state in ActionState]
    for language in ("ja", "en"):
        speech = texts().of(language)
        assert [one for one in ids if speech.say(one) == one] == []
