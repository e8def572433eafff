"""A terminal that serves several municipalities: one is chosen, and all that follows is its own."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from kiosk.devices.ports import CardLifted, CardTouched, CardUnreadable
from kiosk.flow import show, step
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    CellChosen,
    DayChosen,
    Event,
    FacilityChosen,
    LogIn,
    LoginAnswered,
    MunicipalityChosen,
    NextPressed,
    NumberTyped,
    PageOpened,
    PeopleChosen,
    SettingChanged,
    SnapshotArrived,
    SportChosen,
    StaffCalled,
    StopPressed,
    Submit,
    TermsAgreed,
    Ticked,
)
from kiosk.screens.choose.view import View
from kiosk.screens.home.view import View as Home
from kiosk.screens.message.view import View as Message
from kiosk.staff_cards import StaffCards, digest
from kiosk.visit import ReaderKind, Site, Town, Visit
from rules.systems import municipalities_of_system
from sync.snapshot import Snapshot
from sync.wire import LoginAccepted, LoginRefused, ServiceNotice
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    ROOT,
    SEALED,
    VISIT,
    do,
    last_effect,
    resident,
    site,
    walk,
)
from tests.kiosk.flow.towns import town

OWN = "kumatori"
IZUMI = MunicipalityChosen("izumi")


@cache
def operators() -> tuple[str, ...]:
    """The 18 of OPAS in their order, 熊取町 first."""
    folders = (ROOT / "assets/municipalities").glob("*/policy.toml")
    known = (town(file.parent.name) for file in folders)
    ids = [each.id for each in municipalities_of_system(known, "opas")]
    return (OWN, *(name for name in ids if name != OWN))


def stand(**changes: Any) -> Site:
    here = town(OWN)
    towns = (Town(here, next(iter(here.venues))), *(Town(town(n)) for n in operators()[1:]))
    return site(**{"municipality": here, "venue": towns[0].venue, "towns": towns} | changes)


def begin(**changes: Any) -> Visit:
    return Visit.begin(VISIT, stand(**changes), NOW)


def chosen(municipality: str = "izumi", **changes: Any) -> Visit:
    return walk(begin(**changes), (MunicipalityChosen(municipality), "home"))


def tiles(visit: Visit) -> dict[str, Event]:
    view = show(visit).view
    assert isinstance(view, Home)
    return {press.label: press.event for press in (*view.lead, *view.more)}


def lines(visit: Visit) -> str:
    view = show(visit).view
    assert isinstance(view, Message)
    return " ".join(view.lines)


def refused(visit: Visit, code: str) -> LoginAnswered:
    answer = LoginRefused.model_validate({"code": code, "centre_ms": 0})
    return LoginAnswered(visit.visit, answer)


def accepted(visit: Visit) -> LoginAnswered:
    known = resident(type="individual", agreed=())
    answer = LoginAccepted(resident=known, bookings=(), centre_ms=0)
    return LoginAnswered(visit.visit, answer)


def turned_away(code: str) -> Visit:
    """At 和泉市, with a number."""
    visit = do(chosen(), PageOpened("mine.list"), PageOpened("identify.number"))
    visit = walk(visit, (NumberTyped("90000001"), "identify.password"))
    visit, effect = last_effect(visit, SEALED)
    assert isinstance(effect, LogIn)
    assert effect.municipality == "izumi"
    return walk(visit, (refused(visit, code), "identify.refused"))


# The choice -----------------------------------------------------------------------------------


def test_first_page__asks_for_one_of_eighteen_its_own_place_first() -> None:
    """KT-02"""
    shown = show(begin())
    assert isinstance(shown.view, View)
    labels = [answer.label for answer in shown.view.answers]
    assert len(labels) == 18
    assert labels[:4] == ["熊取町", "府営公園", "大阪市", "堺市"]
    assert [bool(answer.detail) for answer in shown.view.answers] == [True, *[False] * 17]
    assert (shown.kind, shown.frame.back, shown.frame.stop) == ("choose", None, None)
    assert "熊取町" not in shown.frame.place.split("　", maxsplit=1)[0]


def test_first_page__of_a_terminal_with_one_is_home() -> None:
    alone = Visit.begin(VISIT, site(), NOW)
    assert (alone.page, alone.site.towns) == ("home", ())
    assert not any(event == PageOpened("town") for event in tiles(alone).values())
    assert step(alone, PageOpened("town")) == (alone, ())
    assert walk(alone, (IZUMI, "home")).site.municipality.id == "ono"


@pytest.mark.parametrize("name", operators())
def test_chosen__everything_is_that_of_the_municipality(name: str) -> None:
    """KT-02: its policy, its places, its first page; also where it has hardly anything yet."""
    visit = chosen(name)
    assert visit.site.municipality is town(name)
    assert visit.site.venue == ("" if name != OWN else next(iter(town(OWN).venues)))
    assert town(name).name["ja"] in show(visit).frame.place
    for event in tiles(visit).values():
        if event != PageOpened("town"):
            assert do(visit, event).site.municipality is town(name)
    assert do(visit, StaffCalled()).page == "call"


def test_chosen__one_that_is_not_served() -> None:
    visit = begin()
    assert walk(visit, (MunicipalityChosen("ono"), "town")).site == visit.site


def test_chosen__in_english() -> None:
    visit = do(begin(), SettingChanged("language"))
    assert show(visit).frame.question == "Whose facilities do you want to use?"
    assert show(do(visit, IZUMI)).frame.place.startswith("Izumi City")


# Back to it -----------------------------------------------------------------------------------


def test_another__is_another_visit_with_the_settings_of_this_one() -> None:
    visit = do(chosen(), SettingChanged("text_scale"), PageOpened("look.sport"))
    visit = do(visit, SportChosen("badminton"), BackPressed(), BackPressed())
    again = walk(visit, (tiles(visit)["ほかの市町村をえらぶ"], "town"))
    assert again.visit != visit.visit
    begun = Visit.begin(again.visit, again.site, NOW)
    assert replace(again, settings=begun.settings) == begun
    assert again.settings == visit.settings
    assert again.site.municipality is town(OWN)
    assert walk(again, (MunicipalityChosen("sakai"), "home")).visit == again.visit


def test_another__after_a_login_knows_nobody() -> None:
    visit = do(chosen(), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(visit))
    while visit.page != "home":
        visit = do(visit, BackPressed())
    assert visit.person is not None
    again = do(visit, PageOpened("town"))
    assert (again.person, again.card, again.kept, again.sents) == (None, None, (), ())
    late = LoginAnswered(visit.visit, None)
    assert step(again, late) == (again, ())


def test_another__keeps_the_card_that_lies_on_its_tray() -> None:
    visit = do(chosen(reader_kind=ReaderKind.TRAY), CardTouched(CARD), BackPressed())
    again = walk(
        visit, (PageOpened("town"), "town"), (MunicipalityChosen("sakai"), "identify.password")
    )
    assert again.card == CARD
    assert step(again, CardLifted())[0] is None


@pytest.mark.parametrize("how", [StopPressed(), "idle"])
def test_end__of_a_visit_returns_to_the_choice(how: Event | str) -> None:
    visit = chosen()
    if how == "idle":
        visit = do(visit, Ticked(NOW + timedelta(seconds=61)))
        assert visit.asked_at is not None
        how = Ticked(NOW + timedelta(seconds=90))
    over, _ = step(visit, how)  # type: ignore[arg-type]
    assert over is None
    following = Visit.begin(VISIT, visit.site, NOW)
    assert (following.page, following.site) == ("town", begin().site)
    assert following.untouched


def test_choice__left_alone_stays() -> None:
    visit = begin()
    assert walk(visit, (Ticked(NOW + timedelta(hours=3)), "town")).asked_at is None


# A card before the choice -----------------------------------------------------------------------


def test_card__on_the_first_page_waits_for_the_choice() -> None:
    visit = walk(begin(), (CardTouched(CARD), "town"))
    assert show(visit).frame.question.startswith("カードを読み取りました")
    visit = walk(visit, (IZUMI, "identify.password"))
    assert (visit.card, visit.goal, visit.trail) == (CARD, "mine", ("home",))
    assert walk(visit, (BackPressed(), "home"))


def test_card__on_the_first_page_left_alone_is_forgotten() -> None:
    visit = do(begin(), CardTouched(CARD), Ticked(NOW + timedelta(seconds=61)))
    assert step(visit, Ticked(NOW + timedelta(seconds=90)))[0] is None


def test_card__that_cannot_be_read_before_the_choice() -> None:
    visit = walk(begin(), (CardUnreadable("lifted"), "town"))
    assert "読み取れませんでした" in show(visit).frame.question
    assert walk(visit, (IZUMI, "home")).trouble == ""


def test_card__of_the_staff_needs_no_choice() -> None:
    salt = "00" * 16
    staff = StaffCards(salt, frozenset({digest(CARD, salt)}))
    assert walk(begin(staff=staff), (CardTouched(CARD), "staff"))


def test_closed__by_the_staff_asks_nothing() -> None:
    assert show(begin(closed="repair")).kind == "message"


# What is known of each --------------------------------------------------------------------------


def told(name: str, said: str) -> SnapshotArrived:
    moment = round(NOW.timestamp() * 1000)
    notice = ServiceNotice(
        begins_ms=moment - 1, ends_ms=moment + 60_000, stops=False, text={"ja": said}
    )
    return SnapshotArrived(Snapshot(as_of=NOW, notices=(notice,), municipality=name))


def notices(visit: Visit) -> str:
    view = show(visit).view
    assert isinstance(view, Home)
    return " ".join(view.notices)


def test_snapshots__are_each_shown_in_their_own_municipality() -> None:
    visit = do(begin(), told("izumi", "和泉だけ"), told(OWN, "熊取だけ"))
    assert "和泉だけ" in notices(do(visit, IZUMI))
    assert "熊取だけ" in notices(do(visit, MunicipalityChosen(OWN)))
    assert "だけ" not in notices(do(visit, MunicipalityChosen("sakai")))


def test_snapshot__that_arrives_later_changes_the_shown_one_alone() -> None:
    visit = do(chosen(), told("sakai", "堺だけ"))
    assert "だけ" not in notices(visit)
    assert "和泉だけ" in notices(do(visit, told("izumi", "和泉だけ")))
    after = Visit.begin(VISIT, visit.site, NOW)
    assert "堺だけ" in notices(do(after, MunicipalityChosen("sakai")))


def test_snapshot__of_a_municipality_that_is_not_served() -> None:
    visit = chosen()
    assert do(visit, told("ono", "小野だけ")).site == visit.site


# A registration and a password for each -----------------------------------------------------------


def test_login__registered_elsewhere_is_told_so_and_led_back() -> None:
    """KT-01"""
    visit = turned_away("no_registration")
    assert "和泉市には利用者登録がありません" in lines(visit)
    assert "番号をもう一度" not in lines(visit)
    view = show(visit).view
    assert isinstance(view, Message)
    assert PageOpened("town") in [press.event for press in view.actions]
    assert walk(visit, (PageOpened("town"), "town"), (MunicipalityChosen(OWN), "home"))


def test_login__password_set_elsewhere_is_told_so_and_can_be_set_here() -> None:
    """KT-17"""
    visit = turned_away("no_password")
    assert "和泉市のパスワードがまだ登録されていません" in lines(visit)
    visit = walk(visit, (PageOpened("password.number"), "password.number"))
    assert visit.site.municipality.id == "izumi"


def test_login__no_password_at_a_terminal_with_one_municipality() -> None:
    visit = do(Visit.begin(VISIT, site(), NOW), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    visit = walk(visit, (refused(visit, "no_password"), "identify.refused"))
    assert lines(visit).startswith("パスワードがまだ登録されていません。")


# One booking ------------------------------------------------------------------------------------


def test_booking__goes_to_the_municipality_that_was_chosen() -> None:
    """KT-01, KT-03: the terms, the action and the ticket are those of 和泉市."""
    visit = do(chosen(), told("izumi", ""), PageOpened("look.place"), FacilityChosen("izumi/gym"))
    visit = do(visit, SportChosen("badminton"), DayChosen(DAY))
    visit = do(visit, CellChosen(0, 18 * 60), CellChosen(0, 19 * 60), NextPressed())
    visit = do(visit, PeopleChosen(4), CardTouched(CARD), SEALED)
    visit = walk(visit, (accepted(visit), "book.terms"))
    visit = walk(visit, (TermsAgreed(), "book.confirm"))
    _, effects = step(visit, BookingConfirmed())
    drafts = [effect.draft for effect in effects if isinstance(effect, Submit)]
    assert {draft.municipality for draft in drafts} == {"izumi"}
    assert {draft.body.verb for draft in drafts} == {"consent", "book"}
