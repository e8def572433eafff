"""How the account stands: what the login says of it, what opens it again, and which desk."""

from datetime import date, datetime

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    FetchMine,
    LogIn,
    LoginAnswered,
    NextPressed,
    NumberTyped,
    PageOpened,
    SettingChanged,
)
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.snapshot import Snapshot
from sync.wire import DebtState, LoginAccepted, PastAction, ServiceNotice
from tests.kiosk.flow.journey import (
    CARD,
    NOW,
    SEALED,
    TO_THE_WAIT,
    VISIT,
    accepted,
    begin,
    do,
    resident,
    walk,
)
from tests.kiosk.flow.test_identify import refused
from tests.kiosk.flow.towns import at

DEBT = DebtState(yen=1200, since=date(2025, 8, 31))
STOP = ServiceNotice(
    begins_ms=round(NOW.timestamp() * 1000) - 60_000,
    ends_ms=round(NOW.timestamp() * 1000) + 3_600_000,
    stops=True,
    text={"ja": "設備の点検のため、お休みします。"},
)


def told(visit: Visit, **changes: object) -> Visit:
    """Logged in at a terminal, where something is wrong with the account."""
    waiting = do(visit, CardTouched(CARD), SEALED)
    answer = LoginAccepted(resident=resident(**changes), bookings=(), centre_ms=0)
    return walk(waiting, (LoginAnswered(VISIT, answer), "account.states"))


def rows(visit: Visit) -> tuple[Row, ...]:
    view = show(visit).view
    assert isinstance(view, View)
    return view.rows


def test_account__that_is_in_order_is_not_spoken_of() -> None:
    assert walk(do(begin(), CardTouched(CARD), SEALED), (accepted(), "mine.list", FetchMine))


def test_account__expired_names_the_clause_and_the_desk() -> None:
    """ON-24: nothing is booked after the last day; the desk renews."""
    visit = told(begin(), valid_until=date(2025, 11, 30))
    (row,) = rows(visit)
    assert "有効期限が切れて" in row.title
    assert (row.mark, row.word) == (Mark.REFUSED, "いまは予約できません")
    for said in ("11月30日", "ON-24", "いま開いています", "小野市総合体育館(アルゴ)"):
        assert said in "\n".join(row.facts)
    assert walk(visit, (NextPressed(), "mine.list", FetchMine))


def test_account__is_told_once_and_then_the_booking_goes_on() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(mail_returned=True), "account.states"))
    visit = walk(visit, (NextPressed(), "book.confirm"))
    assert walk(visit, (BackPressed(), "book.people"))


def test_account__comes_after_the_news() -> None:
    news = (PastAction(number="AAAAA-00001", verdict="applied"),)
    visit = do(begin(), CardTouched(CARD), SEALED)
    answer = accepted(decided=news, mail_returned=True)
    visit = walk(visit, (answer, "identify.news"), (NextPressed(), "account.states"))
    assert walk(visit, (NextPressed(), "mine.list", FetchMine))


def test_account__shows_the_desks() -> None:
    visit = told(begin(), mail_returned=True)
    assert walk(visit, (PageOpened("desk"), "desk"), (BackPressed(), "home"))


def test_account__whose_address_is_unknown() -> None:
    """KT-13: letters came back; the address is to be told."""
    (row,) = rows(told(at("kumatori"), type="individual", mail_returned=True))
    assert "郵便が届きませんでした" in row.title
    assert row.mark is Mark.WAITING


def test_account__with_a_temporary_password() -> None:
    (row,) = rows(told(begin(), password=False))
    assert "仮のもの" in "\n".join(row.facts)


def test_account__without_the_mail_address_that_booking_needs() -> None:
    """ON-40: and where it is put right, here."""
    visit = told(begin(), mail=False)
    (row,) = rows(visit)
    assert "ON-40" in "\n".join(row.facts)
    assert [press.event for press in row.actions] == [PageOpened("mail.wishes")]
    assert walk(visit, (PageOpened("mail.wishes"), "mail.wishes", FetchMine))


def test_account__before_its_first_day() -> None:
    """KT-09: the first day of use, by its day."""
    visit = told(at("kumatori"), type="individual", registered_on=date(2025, 12, 4))
    (row,) = rows(visit)
    assert "12月4日" in "\n".join(row.facts)
    assert "KT-09" in "\n".join(row.facts)


def test_account__suspended_for_debts_says_what_opens_it_again() -> None:
    """KM-81, KM-82: all is paid, and the office is told."""
    stopped = {"state": "suspended", "stopped_for": "debts", "debts": (DEBT,)}
    visit = told(at("kumamoto"), type="individual", **stopped, stopped_on=date(2025, 11, 1))
    row = rows(visit)[0]
    assert "利用を停止" in row.title
    for said in ("1,200円", "8月31日", "11月1日", "全額", "KM-81", "096-328-2724"):
        assert said in "\n".join(row.facts)


def test_account__suspended_by_the_staff_says_to_ask() -> None:
    row = rows(told(begin(), state="suspended", stopped_for="staff"))[0]
    assert "理由" in "\n".join(row.facts)


def test_account__with_debts_that_stop_the_next_booking() -> None:
    """OG-S11"""
    row = rows(told(at("ogaki"), type="group", debts=(DEBT,)))[0]
    assert "OG-S11" in "\n".join(row.facts)
    assert "1,200円" in "\n".join(row.facts)


def test_account__provisional_is_confirmed_at_a_desk() -> None:
    """KM-12, KM-19: on a Sunday the office is closed, and that is said; here somebody may be."""
    sunday = datetime(2025, 12, 7, 10, 0, tzinfo=JAPAN)
    waiting = {"type": "individual", "state": "provisional"}
    row = rows(told(at("kumamoto", sunday, venue="paid/tobu"), **waiting))[0]
    for said in ("本人を確認", "KM-12", "閉まっています", "096-328-2727"):
        assert said in "\n".join(row.facts)
    row = rows(told(at("kumamoto", sunday, venue="paid/sogo"), **waiting))[0]
    assert "いま開いています): 市総合体育館" in "\n".join(row.facts)


def test_account__with_a_class_that_waits_names_it() -> None:
    visit = told(at("ogaki"), type="group", pending=("suitopia",))
    (row,) = rows(visit)
    assert "スイトピア" in "\n".join(row.facts)


def test_account__of_several_faults_names_the_gravest_first() -> None:
    visit = told(begin(), mail_returned=True, state="closed")
    assert [row.mark for row in rows(visit)] == [Mark.REFUSED, Mark.WAITING]


def test_account__in_english() -> None:
    visit = told(begin(), valid_until=date(2025, 11, 30))
    (row,) = rows(walk(visit, (SettingChanged("language"), "account.states")))
    assert row.title == "Your registration has expired"


# Turned away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["unknown_card", "blocked_card", "no_registration"])
def test_card__that_was_replaced_leaves_the_new_one_and_the_number(code: str) -> None:
    visit = walk(do(begin(), CardTouched(CARD), SEALED), (refused(code), "identify.refused"))
    assert any("新しいカード" in line for line in show(visit).view.lines)
    visit = walk(visit, (PageOpened("identify.number"), "identify.number"))
    assert walk(visit, (NumberTyped("12345678"), "identify.password"), (SEALED, *ASKED))


def test_number__that_is_refused_is_to_be_looked_at_again() -> None:
    visit = do(begin(), PageOpened("mine.list"), PageOpened("identify.number"))
    visit = do(visit, NumberTyped("12345678"), SEALED, refused("no_registration"))
    view = show(visit).view
    assert any("もう一度" in line for line in view.lines)
    assert PageOpened("identify.number") not in [press.event for press in view.actions]


def test_service__that_is_stopped_says_why_and_until_when() -> None:
    """KM-02"""
    visit = begin(snapshot=Snapshot(as_of=NOW, notices=(STOP,)))
    visit = do(visit, CardTouched(CARD), SEALED, refused("stopped"))
    view = show(visit).view
    assert "設備の点検" in view.lines[1]
    assert "11:24" in view.lines[1]
    assert PageOpened("identify.card") not in [press.event for press in view.actions]


ASKED = ("identify.wait", LogIn)
