"""Slots in the terminal's hands (端末確保枠): confirmed without the line, and only there."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import search, show
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    BookingConfirmed,
    CellChosen,
    PageOpened,
    PrintTicket,
    Submit,
)
from kiosk.screens.parts import Mark
from kiosk.screens.result.view import Tone
from kiosk.visit import Fate, Visit
from rules.floor import occupy
from sync.draft import Recorded
from sync.holds import Held
from sync.snapshot import Snapshot
from sync.wire import receipt_number
from tests.kiosk.flow.journey import (
    CARD,
    CODE,
    DAY,
    NOW,
    SEALED,
    TO_THE_BOARD,
    TO_THE_CARD,
    VISIT,
    at_confirm,
    begin,
    booking,
    last_effect,
    offline,
    ono,
    settled,
    walk,
)
from tests.kiosk.flow.journey import received as received_without

GRANT = UUID(int=0xABC)
FLOOR = ono().rooms["argo/arena"].floor
#: The third of the six courts for badminton, as ``TO_THE_CARD`` touches it.
COURT = frozenset(cell for cell in range(FLOOR.cells) if FLOOR.masks("badminton")[2] >> cell & 1)
HOLD = Held(GRANT, "argo/arena", DAY, 18 * 60, 20 * 60, COURT)


def snapshot(*, others_taken: bool = True, holds: tuple[Held, ...] = (HOLD,)) -> Snapshot:
    """The hold is the only court that is left, if not otherwise said."""
    cells = range(FLOOR.cells) if others_taken else COURT
    taken = {("argo/arena", DAY): occupy(FLOOR, cells, 18 * 60, 20 * 60)}
    return Snapshot(as_of=NOW - timedelta(minutes=3), taken=taken, holds=holds)


def known(**changes) -> Visit:
    """Logged in, with a slot in the terminal's hands, and the line cut since."""
    visit = at_confirm(begin(snapshot=snapshot(**changes)))
    return replace(visit, site=replace(visit.site, line_up=False))


def said_yes(visit: Visit, *, held: bool) -> Visit:
    visit = walk(visit, (BookingConfirmed(), "action.wait", Submit))
    action = visit.sents[-1].action
    on_disk = ActionRecorded(VISIT, Recorded(action, 1, receipt_number(action), 1, held, CODE))
    return walk(visit, (on_disk, "action.wait"))


def without_answer(visit: Visit, *, unknown: bool = False) -> Visit:
    late = ActionDelayed(VISIT, visit.sents[-1].action, unknown=unknown)
    return walk(visit, (late, "action.result", PrintTicket))


def test_board__shows_what_is_held_here() -> None:
    visit = walk(begin(snapshot=snapshot()), *TO_THE_BOARD)
    view = show(visit).view
    row = view.cells[view.times.index("18:00")]
    assert [cell.mark for cell in row] == [*[Mark.FULL] * 2, Mark.HELD, *[Mark.FULL] * 3]
    assert row[2].event == CellChosen(2, 18 * 60)
    assert row[2].word == "確保"
    assert (Mark.HELD, "この端末で確保") in view.legend


def test_board__elsewhere_shows_it_taken() -> None:
    visit = walk(begin(snapshot=snapshot(holds=())), *TO_THE_BOARD)
    view = show(visit).view
    row = view.cells[view.times.index("18:00")]
    assert {cell.mark for cell in row} == {Mark.FULL}
    assert Mark.HELD not in [mark for mark, _ in view.legend]


@pytest.mark.parametrize(("holds", "found"), [((HOLD,), [(17, 21)]), ((), [(17, 18), (20, 21)])])
def test_search__finds_what_is_held_here(
    holds: tuple[Held, ...], found: list[tuple[int, int]]
) -> None:
    """What this terminal alone can book is free at this terminal."""
    visit = begin(snapshot=snapshot(holds=holds))
    openings = search.look_for(visit, search.Seek("badminton", ("argo/arena",), (DAY,), "evening"))
    hours = [(one.start_minute // 60, one.end_minute // 60) for one in openings]
    assert hours == found


@pytest.mark.parametrize("unknown", [False, True])
def test_hold__is_confirmed_without_the_line(*, unknown: bool) -> None:
    """Sent and not answered, too: nobody else can have it."""
    visit, effect = last_effect(known(), BookingConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body.grant == GRANT
    assert effect.draft.cells == COURT
    visit = without_answer(said_yes(known(), held=True), unknown=unknown)
    assert visit.sents[-1].fate is Fate.HELD
    view = show(visit).view
    assert (view.tone, view.word) == (Tone.CONFIRMED, "確定(端末確保枠)")
    assert any("この端末が確保していた枠のため" in line for line in view.lines)
    assert show(visit).frame.question == "予約が確定しました(端末確保枠)"


def test_hold__is_said_before_the_yes() -> None:
    notes = " ".join(show(known()).view.notes)
    assert "この端末が確保している枠です" in notes
    assert "それまでは仮受付です" not in notes


def test_ticket__of_a_hold_says_so() -> None:
    visit = said_yes(known(), held=True)
    late = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    _, effect = last_effect(visit, late)
    assert isinstance(effect, PrintTicket)
    assert (effect.paper.title, effect.paper.banner) == ("予約票(端末確保枠)", "")
    assert any("この端末が確保していた枠のため" in note for note in effect.paper.notes)


def test_hold__that_was_given_back_meanwhile_is_received_only() -> None:
    visit = without_answer(said_yes(known(), held=False))
    assert visit.sents[-1].fate is Fate.RECEIVED
    assert not any("確保" in line for line in show(visit).view.lines)


def test_hold__of_who_is_not_known_yet_keeps_the_place() -> None:
    """No login was accepted: the place is kept, and confirmed once the identity is checked."""
    visit = received_without()
    assert visit.sents[-1].body.grant is None
    here = offline()
    here = replace(here, site=replace(here.site, snapshot=snapshot()))
    visit = received_from(here)
    sent = visit.sents[-1]
    assert (sent.body.grant, sent.fate) == (GRANT, Fate.RECEIVED)
    assert any("本人確認のあと確定します" in line for line in show(visit).view.lines)
    assert show(visit).view.word == "仮受付"


def received_from(visit: Visit) -> Visit:
    visit = walk(
        visit,
        *TO_THE_CARD,
        (CardTouched(CARD), "identify.password"),
        (SEALED, "book.confirm"),
    )
    return without_answer(said_yes(visit, held=True))


def test_hold__is_left_alone_while_other_courts_are_free_and_the_line_is_up() -> None:
    visit = at_confirm(begin(snapshot=snapshot(others_taken=False)))
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body.grant is None
    assert not effect.draft.cells & COURT


def test_hold__is_used_with_the_line_where_nothing_else_is_free() -> None:
    visit = at_confirm(begin(snapshot=snapshot()))
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body.grant == GRANT


@pytest.mark.parametrize(
    "changes",
    [
        {"end_minute": 19 * 60},
        {"cells": frozenset(sorted(COURT)[:1])},
        {"day": DAY + timedelta(days=1)},
        {"facility": "argo/training"},
    ],
)
def test_hold__in_which_the_wish_does_not_lie_confirms_nothing(changes: dict) -> None:
    other = replace(HOLD, **changes)
    visit = at_confirm(begin(snapshot=replace(snapshot(holds=(other,)), taken={})))
    visit = replace(visit, site=replace(visit.site, line_up=False))
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body.grant is None


def test_verdict__of_the_centre_replaces_it() -> None:
    visit = without_answer(said_yes(known(), held=True))
    answer = settled(visit, booking=booking(visit.sents[-1].number))
    visit = walk(visit, (answer, "action.result", PrintTicket))
    assert visit.sents[-1].fate is Fate.CONFIRMED


def test_list__of_what_is_mine_calls_it_confirmed() -> None:
    visit = without_answer(said_yes(known(), held=True))
    visit = walk(visit, (PageOpened("mine.list"), "mine.list"))
    row = show(visit).view.rows[0]
    assert (row.mark, row.word) == (Mark.CONFIRMED, "確定(端末確保枠)")
