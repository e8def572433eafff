"""What is to be known: texts, whom to ask at this hour, notices, places that nobody books here."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import PAGES, show
from kiosk.messages import (
    BackPressed,
    CallStaff,
    LineChanged,
    PageOpened,
    SettingChanged,
    SnapshotArrived,
    StaffCalled,
    TextOpened,
    TopicOpened,
    VenueOpened,
)
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.list.view import View as List
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.snapshot import Snapshot
from sync.wire import RoomNotice, ServiceNotice
from tests.kiosk.flow.journey import CARD, NOW, SEALED, TO_THE_WAIT, accepted, begin, do, walk
from tests.kiosk.flow.towns import at

TOWNS = ("ono", "kumamoto", "ogaki", "kumatori", "osaka")
SUNDAY = datetime(2025, 12, 7, 10, 0, tzinfo=JAPAN)
EVENING = datetime(2025, 12, 10, 21, 30, tzinfo=JAPAN)
RAIN = RoomNotice(
    facility="argo/arena", day=NOW.date(), start_minute=540, end_minute=1260, reason="weather"
)
REPAIR = RoomNotice(
    facility="argo/arena",
    day=date(2025, 12, 20),
    start_minute=540,
    end_minute=720,
    reason="repair",
    text="床の張替え工事です",
)


def menu(visit: Visit) -> Visit:
    return walk(visit, (PageOpened("information"), "information"))


def opened(visit: Visit, page: str) -> Visit:
    return walk(menu(visit), (PageOpened(f"information.{page}"), f"information.{page}"))


def answers(visit: Visit) -> list[str]:
    view = show(visit).view
    assert isinstance(view, Choose)
    return [answer.label for answer in view.answers]


def titles(visit: Visit) -> list[str]:
    view = show(visit).view
    assert isinstance(view, List)
    return [row.title for row in view.rows]


# Texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("town", TOWNS)
def test_guide__of_every_town_is_read(town: str) -> None:
    visit = walk(menu(at(town)), (TextOpened("guide"), "information.text"))
    view = show(visit).view
    assert view.heading == "ご利用案内"
    assert len(view.paragraphs) > 3
    assert view.edition == ""


def test_text__that_there_is_not_opens_nothing() -> None:
    assert walk(menu(begin()), (TextOpened("../policy"), "information"))


def test_menu__offers_only_what_the_municipality_has() -> None:
    silent = replace(begin().site.municipality, questions=())
    assert "よくある質問" not in answers(menu(begin(municipality=silent)))
    assert "よくある質問" in answers(menu(at("kumamoto")))


def test_question__is_answered_with_its_own_words_above() -> None:
    """KM-18: a help text without a heading has what was asked."""
    visit = opened(at("kumamoto"), "questions")
    assert "前の予約システムの登録は使えますか" in answers(visit)
    view = show(walk(visit, (TextOpened("old_system"), "information.text"))).view
    assert view.heading == "前の予約システムの登録は使えますか"
    assert "引き継がれません" in view.paragraphs[0]


def test_terms__of_each_class_have_their_version() -> None:
    """KT-01, OG-01: terms by class, in the version that stands."""
    visit = opened(at("ogaki"), "terms")
    assert len(answers(visit)) == 8
    details = {answer.detail for answer in show(visit).view.answers}
    assert len(details) == 8
    view = show(walk(visit, (TextOpened("terms_sports"), "information.text"))).view
    assert view.heading == "体育施設 利用規約"
    assert view.edition in details


def test_terms__of_a_town_without_classes() -> None:
    assert answers(opened(begin(), "terms")) == ["小野市"]


# Whom to ask ----------------------------------------------------------------------------------


def test_topic__says_whether_anybody_answers_now() -> None:
    """KM-08: the system's team on weekdays, the emergency line in the evening."""
    told = {
        now: {a.label[:8]: a.mark for a in show(opened(at("kumamoto", now), "topics")).view.answers}
        for now in (NOW, SUNDAY)
    }
    assert told[NOW]["学校の夜間開放"[:8]] is Mark.FREE
    assert told[SUNDAY]["学校の夜間開放"[:8]] is Mark.CLOSED


def test_topic__leads_to_its_desk() -> None:
    """KM-08"""
    visit = walk(opened(at("kumamoto"), "topics"), (TopicOpened("school"), "information.who"))
    assert titles(visit) == ["スポーツ振興課 システム管理班"]


def test_topic__that_depends_on_the_place_asks_for_it() -> None:
    """KM-08, KM-19: how to use a facility is answered there."""
    visit = opened(at("kumamoto"), "topics")
    visit = walk(visit, (TopicOpened("use_and_fees"), "information.venues"))
    visit = walk(visit, (VenueOpened("paid/sogo"), "information.who"))
    assert titles(visit)[0].startswith("市総合体育館")
    assert walk(visit, (BackPressed(), "information.venues"))


def test_topic__and_place_that_there_are_not_lead_nowhere() -> None:
    visit = opened(at("kumamoto"), "topics")
    assert walk(visit, (TopicOpened("nothing"), "information.topics"))
    visit = walk(visit, (TopicOpened("use_and_fees"), "information.venues"))
    assert walk(visit, (VenueOpened("nowhere"), "information.venues"))


def test_desks__that_are_open_now_come_first() -> None:
    """KM-19, ON-17: 43 desks, those of the weekend on a Sunday."""
    view = show(walk(at("kumamoto", SUNDAY), (PageOpened("desk"), "desk"))).view
    marks = [row.mark for row in view.rows]
    assert marks == sorted(marks, key=lambda mark: mark is not Mark.FREE)
    assert marks.count(Mark.FREE) > 30
    assert marks.count(Mark.CLOSED) > 5


# The staff ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [name for name, page in PAGES.items() if name == "home"])
def test_staff__are_called_from_the_frame(page: str) -> None:
    visit = begin()
    assert StaffCalled() in [press.event for press in show(visit).frame.settings]
    visit = walk(visit, (StaffCalled(), "call", CallStaff), (BackPressed(), page))


def test_staff__are_called_as_the_municipality_says() -> None:
    """ON-17: the desk of this place, with its hours."""
    view = show(walk(begin(), (StaffCalled(), "call", CallStaff))).view
    assert "窓口へお越しになるか" in view.notice
    assert view.rows[0].title == "小野市総合体育館(アルゴ)"
    assert "0794-00-0001" in view.rows[0].detail
    assert "お電話ください" in show(walk(at("kumamoto"), (StaffCalled(), "call"))).view.notice


def test_staff__who_are_not_there_are_called_later() -> None:
    visit = walk(Visit.begin(begin().visit, begin().site, EVENING), (StaffCalled(), "call"))
    view = show(visit).view
    assert "いません" in view.notice
    assert {row.mark for row in view.rows} == {Mark.CLOSED}


def test_staff__are_called_amid_a_journey_and_it_goes_on() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(), "book.confirm"))
    assert walk(visit, (StaffCalled(), "call", CallStaff), (BackPressed(), "book.confirm"))


def test_staff__are_not_called_while_an_answer_is_on_its_way() -> None:
    assert walk(begin(), *TO_THE_WAIT, (StaffCalled(), "identify.wait"))


def test_staff__are_called_from_the_question_whether_one_is_there() -> None:
    visit = do(begin(), CardTouched(CARD), SEALED, LineChanged(up=False))
    assert walk(visit, (StaffCalled(), visit.page))


# Notices --------------------------------------------------------------------------------------


def service(hours: int) -> ServiceNotice:
    """A notice that begins so many hours from now, for one hour."""
    begins = round(NOW.timestamp() * 1000) + hours * 3_600_000
    text = {"ja": "年末は早く終わります", "en": "We close early"}
    return ServiceNotice(begins_ms=begins, ends_ms=begins + 3_600_000, stops=False, text=text)


def informed(*closures: RoomNotice, notices: tuple[ServiceNotice, ...] = ()) -> Visit:
    told = Snapshot(as_of=NOW, closures=closures, notices=notices)
    return do(begin(), SnapshotArrived(told))


def test_notices__of_today_stand_on_the_first_page() -> None:
    """CM-08: rain and repair; what is on another day is not said there."""
    said = show(informed(REPAIR, RAIN)).view.notices
    assert len(said) == 1
    assert "アリーナ" in said[0]
    assert said[0].endswith("09:00–21:00: 天候のため使えません")


def test_notices__say_the_reason_and_the_words_of_the_staff() -> None:
    """CM-08: each reason that the centre has, in both languages; one that is new, by its words."""
    today = REPAIR.model_copy(update={"day": NOW.date()})
    assert (
        show(informed(today)).view.notices[0].endswith("修繕のため使えません。床の張替え工事です")
    )
    english = do(informed(RAIN), SettingChanged("language"))
    assert show(english).view.notices[0].endswith("cannot be used (weather)")
    new = RAIN.model_copy(update={"reason": "pest_control"})
    assert show(informed(new)).view.notices[0].endswith("使えません")


def at_day(name: str, day: date, venue: str) -> Visit:
    return at(name, datetime.combine(day, time(10), JAPAN), venue=venue)


def test_notices__name_who_has_a_closing_day() -> None:
    """ON-18, OG-C5: said on the first page before anyone begins; this place comes first."""
    tuesday = at_day("ogaki", date(2025, 12, 2), "seinen")
    (said,) = show(tuesday).view.notices
    assert said == "きょうは休館日です: 青年の家、大垣市スイトピアセンター"
    assert show(at_day("ogaki", date(2025, 12, 3), "seinen")).view.notices == ()
    (listed,) = show(opened(tuesday, "notices")).view.rows
    assert (listed.word, listed.detail) == ("休館", said)
    shut = show(at_day("ono", date(2025, 11, 25), "argo")).view.notices[0]
    assert shut.startswith("きょうは休館日です: 小野市総合体育館(アルゴ)、")
    assert shut.endswith("か所")


def test_notices__of_the_service_stand_while_they_hold() -> None:
    said = show(informed(notices=(service(0), service(2), service(-2)))).view.notices
    assert len(said) == 1
    assert "年末は早く" in said[0]


def test_notices__are_listed_by_day() -> None:
    visit = opened(informed(REPAIR, RAIN, notices=(service(0),)), "notices")
    view = show(visit).view
    assert [row.word for row in view.rows] == ["サービスのお知らせ", "休館", "休館"]
    assert "床の張替え" in view.rows[2].detail


def test_notices__of_rooms_that_are_gone_and_of_days_past_are_left_out() -> None:
    gone = RAIN.model_copy(update={"facility": "no/where"})
    past = RAIN.model_copy(update={"day": date(2025, 11, 30)})
    visit = informed(gone, past)
    assert show(visit).view.notices == ()
    assert titles(opened(visit, "notices")) == []


# Not here -------------------------------------------------------------------------------------


def test_elsewhere__a_ticket_machine_needs_no_registration() -> None:
    """KM-06"""
    view = show(opened(at("kumamoto"), "elsewhere")).view
    assert len(view.rows) == 8
    assert all(row.detail.count("券売機") == 1 and "KM-06" in row.detail for row in view.rows)


def test_elsewhere__what_is_asked_for_directly_has_a_telephone() -> None:
    """OG-S5"""
    view = show(opened(at("ogaki"), "elsewhere")).view
    assert len(view.rows) == 13
    assert all("直接" in row.detail and "電話" in row.detail for row in view.rows)


def test_elsewhere__is_not_offered_where_everything_is_booked_here() -> None:
    assert "ここで予約できない施設" not in " ".join(answers(menu(begin())))
