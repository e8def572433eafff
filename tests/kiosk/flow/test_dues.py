"""What a booking of the list asks for or gives back, and what cancelling costs, in words."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    CancelChosen,
    CancelConfirmed,
    LineChanged,
    MineArrived,
    PageOpened,
    PrintTicket,
    PrintWanted,
    Submit,
    Ticked,
)
from kiosk.visit import Visit
from rules.calendar import instant
from sync.wire import BookingState, CancelBody, ChargeState, MyBookings, ReasonText, RoomNotice
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    VISIT,
    accepted,
    at_mine,
    booking,
    do,
    elsewhere,
    last_effect,
    recorded,
    settled,
    walk,
)

NUMBER = "AAAAA-BBBBB"
RAIN = RoomNotice(
    facility="oike/tennis", day=DAY, start_minute=540, end_minute=1260, reason="weather"
)


def with_mine(*bookings: BookingState, **told: object) -> Visit:
    mine = MyBookings.model_validate({"bookings": bookings, "centre_ms": 0} | told)
    return do(at_mine(*bookings), MineArrived(VISIT, mine.bookings, mine))


def charge(**changes: object) -> ChargeState:
    values = {
        "booking": NUMBER,
        "purpose": "use",
        "state": "due",
        "method": "cash",
        "yen": 800,
        "owed_yen": 800,
        "due_ms": None,
        "debit_on": None,
        "unpaid_since": None,
    }
    return ChargeState.model_validate(values | changes)


def millis(day: date) -> int:
    return int(instant(day).timestamp() * 1000)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_ms": millis(date(2025, 12, 9))}, "お支払い ¥800。12月8日(月)まで"),
        ({"debit_on": date(2026, 1, 31)}, "1月31日(土)に口座から引き落とします"),
        ({"state": "failed"}, "口座から引き落とせませんでした"),
        ({}, "お支払い"),
    ],
)
def test_due__is_said_with_its_day(changes: dict[str, object], said: str) -> None:
    """KM-60: the due date and the way, per booking."""
    (row,) = show(with_mine(booking(), charges=(charge(**changes),))).view.rows
    assert said.replace("¥800", "800円") in row.detail


def test_rain__closes_a_booking_in_the_list() -> None:
    """ON-35: 大池 is off, and the booking shows it."""
    played = booking(facility="oike/tennis", sport="tennis")
    (row,) = show(with_mine(played, closures=(RAIN,))).view.rows
    assert "雨" in row.detail or "天" in row.detail
    assert "09:00–21:00は使えません" in row.detail


def test_refund__names_desk_deadline_and_what_to_bring() -> None:
    """ON-36 to ON-38: by the end of the next month, at アルゴ, with the permit and はんこ."""
    off = booking(NUMBER, facility="kawai/tennis", sport="tennis", state="cancelled", paid=True)
    back = charge(
        state="refund",
        owed_yen=0,
        refund_yen=800,
        refund_until_ms=millis(date(2026, 2, 1)),
        refund_desk="argo",
    )
    (row,) = show(with_mine(past=(off,), charges=(back,))).view.rows
    assert row.word == "取消ずみ"
    assert "800円をお返しします" in row.detail
    assert "アルゴ" in row.detail
    assert "1月31日(土)まで" in row.detail
    assert "許可書兼領収書とはんこ" in row.detail


def test_refund__is_taken_along_on_paper() -> None:
    """ON-36 to ON-38: the deadline is on the slip; what nothing comes back for has none."""
    off = booking(NUMBER, facility="kawai/tennis", sport="tennis", state="cancelled", paid=True)
    other = booking("AAAAA-CCCCC", state="cancelled")
    back = charge(
        state="refund",
        owed_yen=0,
        refund_yen=800,
        refund_until_ms=millis(date(2026, 2, 1)),
        refund_desk="argo",
    )
    visit = with_mine(past=(off, other), charges=(back,))
    rows = {row.detail.split()[-1]: row for row in show(visit).view.rows if not row.actions}
    (row,) = (row for row in show(visit).view.rows if row.actions)
    assert len(rows) == 1
    visit, effect = last_effect(visit, row.actions[0].event)
    assert isinstance(effect, PrintTicket)
    paper = effect.paper
    assert (paper.title, paper.number, paper.again) == ("還付のご案内", NUMBER, "")
    said = "\n".join(paper.notes)
    assert "800円をお返しします" in said
    assert "1月31日(土)まで" in said
    assert "許可書兼領収書とはんこ" in said
    assert walk(visit, (PrintWanted("AAAAA-CCCCC"), "mine.list"))


def test_refund__of_a_room_that_is_no_longer_known_is_said() -> None:
    off = booking(NUMBER, facility="argo/sauna", sport="sweating", state="cancelled")
    back = charge(state="refund", owed_yen=0, refund_yen=800, refund_desk="nowhere")
    (row,) = show(with_mine(past=(off,), charges=(back,))).view.rows
    assert "nowhere" in row.detail


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("provisional", "仮予約"),
        ("applied", "本申請ずみ(許可待ち)"),
        ("permitted", "許可ずみ"),
        ("won", "当選(確定の手続き前)"),
        ("cancelled", "取消ずみ"),
        ("lapsed", "期限切れで取消"),
        ("no_show", "利用なし"),
        ("denied", "不許可"),
        ("void", "無効"),
    ],
)
def test_state__has_a_word_of_its_own(state: str, word: str) -> None:
    (row,) = show(at_mine(booking(state=state, why="書類の不足"))).view.rows
    assert row.word == word
    assert ("書類の不足" in row.detail) is (state not in {"provisional", "applied", "permitted"})


def test_todo__of_what_is_over_is_not_said() -> None:
    """OG-W3: nothing is to be paid so that a cancelled booking stays."""
    over = booking(NUMBER, facility="sunwork/room", sport="meeting", state="cancelled")
    live = booking("AAAAA-DDDDD", facility="sunwork/room", sport="meeting", state="provisional")
    visit = elsewhere_mine("ogaki", "sunwork", over, live, kind="group")
    first, second = show(visit).view.rows
    assert "お支払いがないと" in first.detail
    assert "お支払いがないと" not in second.detail


# What cancelling costs ------------------------------------------------------------------------


def elsewhere_mine(name: str, venue: str, *bookings: BookingState, kind: str) -> Visit:
    visit = do(elsewhere(name, venue, demonstration=True), CardTouched(CARD), SEALED)
    return do(visit, accepted(*bookings, type=kind))


def tennis(**changes: object) -> BookingState:
    there = {"facility": "paid/joyama/tennis", "sport": "tennis", "day": date(2025, 12, 5)}
    return booking(NUMBER, **there | changes)


def test_cancel__after_the_limit_shows_the_fee_and_agrees_to_no_more() -> None:
    """KM-75: within seven days the fee of the booking stands, and is shown before the yes."""
    visit = elsewhere_mine("kumamoto", "paid/joyama", tennis(), kind="individual")
    visit = walk(visit, (CancelChosen(NUMBER), "mine.cancel"))
    rows = {row.label: row.value for row in show(visit).view.rows}
    assert "800円" in rows["取消の費用"]
    _, effect = last_effect(visit, CancelConfirmed(NUMBER))
    assert isinstance(effect, Submit)
    assert effect.draft.body == CancelBody(number=NUMBER, cost_yen=800)


def test_cancel__before_the_limit_costs_nothing_and_gives_the_fee_back() -> None:
    """KM-75"""
    early = tennis(day=date(2025, 12, 20), paid=True)
    visit = elsewhere_mine("kumamoto", "paid/joyama", early, kind="individual")
    visit = walk(visit, (CancelChosen(NUMBER), "mine.cancel"))
    rows = {row.label: row.value for row in show(visit).view.rows}
    assert rows["取消の費用"] == "かかりません"
    assert rows["お返しする額"] == "800円"


@pytest.mark.parametrize(("day", "page"), [(16, "mine.cancel"), (17, "refused")])
def test_cancel__in_ogaki_until_the_fourth_day_before(day: int, page: str) -> None:
    """OG-S7: use on the 20th: the 16th is in time, the 17th is not, and the fee is due."""
    row = booking(NUMBER, facility="sports/gym/arena", day=date(2025, 12, 20), state="provisional")
    visit = elsewhere_mine("ogaki", "sports/gym", row, kind="group")
    visit = do(visit, Ticked(instant(date(2025, 12, day), 12 * 60)))
    visit = walk(visit, (CancelChosen(NUMBER), page))
    if page == "refused":
        (reason,) = show(visit).view.reasons
        assert "OG-S7" in reason.clause
        assert "800円" in reason.text


def test_cancel__that_costs_more_by_now_is_shown_again() -> None:
    """KM-75: what was not agreed to is not charged."""
    visit = elsewhere_mine("kumamoto", "paid/joyama", tennis(), kind="individual")
    visit = do(visit, CancelChosen(NUMBER), CancelConfirmed(NUMBER))
    visit = do(visit, recorded(visit))
    why = ReasonText(code="costs_more", rule="", params={"cost_yen": 1600})
    visit = walk(visit, (settled(visit, "rejected", reasons=(why,)), "action.result"))
    (reason,) = show(visit).view.reasons
    assert "高くなっていました" in reason.text
    assert do(visit, reason.instead.event).page == "mine.list"


def test_list__goes_on_showing_what_is_known_with_the_line_cut() -> None:
    visit = do(with_mine(booking(), charges=(charge(),)), LineChanged(up=False))
    visit = do(visit, PageOpened("look.sport"), MineArrived(VISIT, None))
    assert visit.person is not None
    assert visit.person.mine is not None
    assert visit.now == NOW
