"""Who is there: cards that cannot be read or used, numbers, passwords, and a silent centre."""

from string import ascii_letters, digits

import pytest

from kiosk.devices.ports import CardTouched, CardUnreadable, ReaderStatus, ReaderStatusChanged
from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    FetchMine,
    LineChanged,
    LogIn,
    LoginAnswered,
    LoginSubject,
    NextPressed,
    NumberTyped,
    PageOpened,
    Submit,
)
from kiosk.screens.parts import Mark
from kiosk.visit import ReaderKind, Visit
from sync.wire import LoginRefused, PastAction, ReasonText
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    TO_THE_CARD,
    TO_THE_WAIT,
    VISIT,
    accepted,
    at_mine,
    begin,
    booking,
    do,
    elsewhere,
    last_effect,
    offline,
    take,
    walk,
)
from tests.kiosk.flow.towns import at

#: The page and the effect after a password while the line is up.
ASKED = ("identify.wait", LogIn)


def refused(code: str, tries_left: int | None = None) -> LoginAnswered:
    answer = {"code": code, "tries_left": tries_left, "centre_ms": 0}
    return LoginAnswered(VISIT, LoginRefused.model_validate(answer))


def at_password() -> Visit:
    return walk(begin(), *TO_THE_CARD, (CardTouched(CARD), "identify.password"))


# Card and number ------------------------------------------------------------------------------


def test_card__on_the_first_page_leads_to_the_bookings() -> None:
    visit = walk(
        begin(),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(booking()), "mine.list", FetchMine),
    )
    assert show(visit).view.rows[0].word == "予約ずみ"


def test_card__is_what_the_password_is_sealed_with() -> None:
    assert show(at_password()).view.subject == LoginSubject(VISIT, CARD, None)


def test_card__that_is_touched_anew_takes_the_place_of_the_first() -> None:
    visit = walk(at_password(), (CardTouched("FEDCBA98"), "identify.password"))
    assert show(visit).view.subject == LoginSubject(VISIT, "FEDCBA98", None)


@pytest.mark.parametrize(
    ("why", "said"),
    [("lifted", "早すぎました"), ("foreign", "使えません"), ("random_id", "毎回ちがう")],
)
def test_card__that_cannot_be_read_says_why(why: str, said: str) -> None:
    visit = walk(begin(), *TO_THE_CARD, (CardUnreadable(why), "identify.card"))
    view = show(visit).view
    assert view.state == "trouble"
    assert said in view.hint
    assert PageOpened("identify.number") in [press.event for press in view.others]
    assert walk(visit, (CardTouched(CARD), "identify.password")).trouble == ""


def test_card__that_cannot_be_read_on_the_first_page_asks_for_it_properly() -> None:
    visit = walk(begin(), (CardUnreadable("lifted"), "identify.card"))
    visit = walk(visit, (CardTouched(CARD), "identify.password"), (SEALED, *ASKED))
    assert walk(visit, (accepted(), "mine.list", FetchMine))


def test_card__that_cannot_be_read_elsewhere_disturbs_nobody() -> None:
    assert walk(begin(), *TO_THE_CARD[:3], (CardUnreadable("lifted"), "look.day"))
    assert walk(begin(), *TO_THE_CARD[:3], (CardTouched(CARD), "look.day")).card is None


def test_card__reader_that_is_gone_leaves_the_number() -> None:
    visit = do(begin(), ReaderStatusChanged(ReaderStatus.NO_SERVICE))
    view = show(walk(visit, *TO_THE_CARD)).view
    assert view.state == "trouble"
    assert "番号を入力" in view.hint


def test_card__stays_on_a_tray() -> None:
    view = show(walk(begin(reader_kind=ReaderKind.TRAY), *TO_THE_CARD)).view
    assert "置いたまま" in view.hint


def test_number__is_typed_where_there_is_no_card() -> None:
    visit = walk(begin(), *TO_THE_CARD, (PageOpened("identify.number"), "identify.number"))
    view = show(visit).view
    assert (view.length_min, view.length_max) == (8, 8)
    visit = walk(visit, (view.entered("12345678"), "identify.password"))
    assert show(visit).view.subject == LoginSubject(VISIT, None, "12345678")


@pytest.mark.parametrize("number", ["", "1234567", "123456789", "1234567x", "１２３４５６７８"])
def test_number__of_another_form_is_refused(number: str) -> None:
    visit = walk(begin(), *TO_THE_CARD, (PageOpened("identify.number"), "identify.number"))
    visit = walk(visit, (NumberTyped(number), "identify.number"))
    assert show(visit).view.error != ""


# The centre's answer --------------------------------------------------------------------------


def test_login__asks_the_centre_with_the_sealed_box_alone() -> None:
    _, effect = last_effect(at_password(), SEALED)
    assert isinstance(effect, LogIn)
    assert (effect.visit, effect.municipality) == (VISIT, "ono")
    assert (effect.credential.kid, effect.credential.box) == (SEALED.kid, SEALED.box)


def test_login__with_a_wrong_password_says_what_is_left_of_the_tries() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (refused("credential", 3), "identify.password"))
    view = show(visit).view
    assert "ちがいます" in view.error
    assert "あと3回" in view.tries
    assert "窓口" in view.help
    visit = walk(visit, (SEALED, *ASKED), (accepted(), "book.confirm"))
    assert visit.turned_away is None


def test_login__with_a_wrong_password_keeps_no_person() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (refused("credential"), "identify.password"))
    assert visit.person is None
    assert show(visit).view.tries == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("unknown_card", "登録されていません"),
        ("blocked_card", "使えないように"),
        ("throttled", "数分"),
        ("no_registration", "見つかりません"),
        ("stopped", "停止しています"),
    ],
)
def test_login__that_is_refused_says_which_and_where_to_get_help(code: str, said: str) -> None:
    visit = walk(begin(), *TO_THE_WAIT, (refused(code), "identify.refused"))
    view = show(visit).view
    assert said in view.lines[0]
    assert "窓口" in view.lines[-1]
    assert visit.person is None
    again = walk(visit, (PageOpened("identify.card"), "identify.card"))
    assert walk(again, (CardTouched(CARD), "identify.password"))
    assert walk(visit, (PageOpened("desk"), "desk"))
    assert walk(visit, (CardTouched(CARD), "identify.password"))


def test_login__without_an_answer_goes_on_unverified() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (LoginAnswered(VISIT, None), "book.confirm"))
    assert visit.person is not None
    assert visit.person.resident is None
    assert walk(visit, (BookingConfirmed(), "action.wait", Submit))


def test_login__with_the_line_cut_asks_nobody() -> None:
    visit = walk(offline(), *TO_THE_CARD, (CardTouched(CARD), "identify.password"))
    assert walk(visit, (SEALED, "book.confirm"))


def test_login__is_caught_up_on_when_the_line_is_back() -> None:
    visit = walk(offline(), (CardTouched(CARD), "identify.password"), (SEALED, "mine.list"))
    assert "通信できないため" in show(visit).view.notice
    visit = do(visit, PageOpened("look.sport"), BackPressed(), BackPressed())
    visit = walk(visit, (LineChanged(up=True), "home"))
    visit = walk(visit, (PageOpened("mine.list"), *ASKED), (accepted(), "mine.list", FetchMine))
    assert show(visit).view.notice == ""


def test_login__leaves_no_way_back_to_the_password() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(), "book.confirm"))
    assert walk(visit, (BackPressed(), "book.people"))


def test_back__from_the_password_is_the_card() -> None:
    assert walk(at_password(), (BackPressed(), "identify.card"), (BackPressed(), "book.people"))


def test_login__of_another_visit_is_dropped() -> None:
    visit = walk(begin(), *TO_THE_WAIT)
    answer = accepted()
    other = LoginAnswered(type(VISIT)(int=7), answer.answer)
    assert take(visit, other) == (visit, ())


# News -----------------------------------------------------------------------------------------


def test_news__of_what_was_left_undecided_comes_first() -> None:
    taken = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})
    past = (
        PastAction(number="AAAAA-00001", verdict="applied"),
        PastAction(number="AAAAA-00002", verdict="conflict", reasons=(taken,)),
        PastAction(number="AAAAA-00003", verdict="rejected"),
        PastAction(number="AAAAA-00004", verdict="parked"),
    )
    visit = walk(begin(), *TO_THE_WAIT, (accepted(decided=past), "identify.news"))
    rows = show(visit).view.rows
    assert [row.word for row in rows] == [
        "確定",
        "取れませんでした",
        "受けられません",
        "係員が確認中",
    ]
    assert [row.mark for row in rows] == [
        Mark.CONFIRMED,
        Mark.REFUSED,
        Mark.REFUSED,
        Mark.WAITING,
    ]
    assert "AAAAA-00002" in rows[1].title
    assert rows[1].detail
    visit = walk(visit, (NextPressed(), "book.confirm"))
    assert walk(visit, (BackPressed(), "book.people"))


def test_news__names_the_booking_and_calls_a_cancellation_one() -> None:
    past = (
        PastAction(number="AAAAA-00001", verdict="applied"),
        PastAction(number="AAAAA-00002", verb="cancel", verdict="applied"),
    )
    answer = accepted(booking("AAAAA-00001"), decided=past)
    visit = walk(begin(), *TO_THE_WAIT, (answer, "identify.news"))
    booked, cancelled = show(visit).view.rows
    assert "小野市総合体育館" in booked.title
    assert "AAAAA-00001" in booked.detail
    assert (booked.word, cancelled.word) == ("確定", "取消ずみ")
    assert "AAAAA-00002" in cancelled.title


def test_news__before_the_bookings() -> None:
    past = (PastAction(number="AAAAA-00001", verdict="applied"),)
    visit = do(begin(), CardTouched(CARD), SEALED)
    visit = walk(
        visit, (accepted(decided=past), "identify.news"), (NextPressed(), "mine.list", FetchMine)
    )
    assert visit.person is not None
    assert visit.person.news == ()


def test_person__is_known_until_the_end() -> None:
    visit = walk(at_mine(booking()), (PageOpened("look.sport"), "look.sport"))
    assert visit.person is not None


# A user name of letters -----------------------------------------------------------------------


def by_letters() -> Visit:
    return walk(
        elsewhere("kumamoto", "paid/sogo"),
        (PageOpened("mine.list"), "identify.letters"),
    )


def test_number__has_letters_where_the_municipality_gives_names() -> None:
    """KM-20: 6 to 16 letters and digits, capitals too, by keys that have them all."""
    view = show(by_letters()).view
    keys = {key for plane in view.planes for row in plane.rows for key in row}
    assert keys == set(ascii_letters + digits)
    assert (view.length_max, "6〜16" in view.sample) == (16, True)
    visit = walk(by_letters(), (view.typed("Team01"), "identify.password"))
    assert visit.number == "Team01"
    visit, effect = last_effect(visit, SEALED)
    assert isinstance(effect, LogIn)
    assert walk(visit, (accepted(type="individual"), "mine.list", FetchMine))


@pytest.mark.parametrize("typed", ["abc12", "a" * 17, "Ｔeam01", "team 01", "team-01", ""])
def test_number__that_no_name_can_be_is_said_at_once(typed: str) -> None:
    """KM-20"""
    visit = walk(by_letters(), (NumberTyped(typed), "identify.letters"))
    assert "16文字まで" in show(visit).view.error


def test_number__is_digits_where_it_is_a_number() -> None:
    visit = walk(begin(), (PageOpened("mine.list"), "identify.card"))
    assert walk(visit, (PageOpened("identify.number"), "identify.number"))


# Where nobody has a card ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("town", "venue", "page"),
    [
        ("kumamoto", "paid/sogo", "identify.letters"),
        ("ogaki", "sports/gym", "identify.number"),
        ("kumatori", "kumatori", "identify.card"),
    ],
)
def test_number__is_asked_for_first_where_no_card_is_issued(
    town: str, venue: str, page: str
) -> None:
    """KM-20, OG-03: by the municipality's data."""
    visit = walk(elsewhere(town, venue), (PageOpened("mine.list"), page), (BackPressed(), "home"))
    assert walk(visit, (PageOpened("mine.list"), page), (CardTouched(CARD), "identify.password"))


@pytest.mark.parametrize(
    ("name", "page", "said"),
    [("kumamoto", "identify.letters", "利用者ID"), ("ogaki", "identify.number", "利用者番号")],
)
def test_card__where_none_is_issued_says_at_once_how_one_logs_in(
    name: str, page: str, said: str
) -> None:
    """KM-20, OG-03: before a password is typed in vain, with the way to the other page."""
    visit = walk(at(name), (CardTouched("FFFF"), "identify.password"))
    shown_now = show(visit)
    assert f"カードではなく、{said}を使います" in shown_now.view.help
    onward = shown_now.frame.next
    assert onward is not None
    assert onward.label == f"{said}を入れる"
    assert walk(visit, (onward.event, page))


def test_card__where_cards_are_issued_needs_no_such_words() -> None:
    """ON-10: nor does whoever typed the number."""
    visit = walk(begin(), (CardTouched(CARD), "identify.password"))
    assert show(visit).frame.next is None
    assert show(visit).view.help == visit.speech.say("identify.password.help")
    typed = walk(
        at("kumamoto"),
        (PageOpened("mine.list"), "identify.letters"),
        (NumberTyped("taro2025"), "identify.password"),
    )
    assert show(typed).frame.next is None
    assert show(typed).view.help == visit.speech.say("identify.password.help")
