"""How a visit ends, how it is set, and that nothing of a person outlives it."""

from datetime import timedelta

import pytest

from kiosk.devices.ports import CardLifted, CardTouched, ReaderStatus, ReaderStatusChanged
from kiosk.flow import show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    BackPressed,
    CancelChosen,
    CancelConfirmed,
    Event,
    IntakeChanged,
    LineChanged,
    LoginAnswered,
    MineArrived,
    PageOpened,
    SettingChanged,
    SnapshotArrived,
    StopPressed,
    Ticked,
    TicketDone,
    Touched,
    UnsentCounted,
)
from kiosk.visit import ReaderKind, Visit
from sync.snapshot import Snapshot
from tests.kiosk.flow.journey import (
    CARD,
    NOW,
    SEALED,
    TO_THE_BOARD,
    TO_THE_CARD,
    VISIT,
    at_confirm,
    at_mine,
    begin,
    booked,
    booking,
    do,
    received,
    sent,
    settled,
    walk,
)


def tick(visit: Visit, seconds: float) -> Visit | None:
    following, effects = step(visit, Ticked(NOW + timedelta(seconds=seconds)))
    assert effects == ()
    return following


# Idle -----------------------------------------------------------------------------------------


def test_idle__asks_after_a_minute_and_counts_down() -> None:
    visit = walk(begin(), *TO_THE_BOARD)
    assert show(do(visit, Ticked(NOW + timedelta(seconds=59)))).kind == "board"
    visit = do(visit, Ticked(NOW + timedelta(seconds=60)))
    assert show(visit).kind == "message"
    assert show(visit).frame.question == "続けますか"
    assert show(visit).view.countdown_s == 20
    visit = do(visit, Ticked(NOW + timedelta(seconds=79)))
    assert show(visit).view.countdown_s == 1
    assert tick(visit, 80) is None


def test_idle__a_touch_brings_the_page_back_as_it_was() -> None:
    visit = walk(begin(), *TO_THE_BOARD)
    asked = do(visit, Ticked(NOW + timedelta(seconds=70)))
    assert show(asked).view.actions[0].event == Touched()
    back = do(asked, Touched())
    assert show(back).view == show(visit).view
    assert do(back, Ticked(NOW + timedelta(seconds=129))).asked_at is None


def test_idle__each_touch_begins_the_minute_anew() -> None:
    visit = walk(begin(), *TO_THE_BOARD)
    visit = do(visit, Ticked(NOW + timedelta(seconds=50)), Touched())
    assert do(visit, Ticked(NOW + timedelta(seconds=100))).asked_at is None


def test_idle__news_of_the_world_are_no_touch() -> None:
    visit = walk(begin(), *TO_THE_BOARD)
    visit = do(visit, Ticked(NOW + timedelta(seconds=50)), LineChanged(up=False), UnsentCounted(0))
    assert do(visit, Ticked(NOW + timedelta(seconds=60))).asked_at is not None


def test_idle__asks_nobody_on_the_first_page() -> None:
    visit = begin()
    for seconds in (60, 300, 3_600):
        visit = do(visit, Ticked(NOW + timedelta(seconds=seconds)))
        assert visit.asked_at is None
    assert visit.now == NOW + timedelta(hours=1)


def test_idle__resets_a_first_page_that_someone_has_set() -> None:
    visit = do(begin(), SettingChanged("theme"), Ticked(NOW + timedelta(seconds=60)))
    assert show(visit).frame.question == "続けますか"
    assert tick(visit, 80) is None


def test_idle__a_clock_that_is_set_back_ends_nothing() -> None:
    visit = do(walk(begin(), *TO_THE_BOARD), Ticked(NOW - timedelta(hours=1)))
    assert visit.asked_at is None


def test_idle__a_clock_that_is_set_back_keeps_no_visit_open() -> None:
    back = NOW - timedelta(hours=1)
    visit = do(walk(begin(), *TO_THE_BOARD), Ticked(back))
    visit = do(visit, Ticked(back + timedelta(seconds=60)))
    assert show(visit).frame.question == "続けますか"
    visit = do(visit, Ticked(back - timedelta(hours=1)))
    assert show(visit).view.countdown_s == 20
    assert step(visit, Ticked(back - timedelta(minutes=59, seconds=40))) == (None, ())


def test_idle__stop_is_there_while_it_counts() -> None:
    visit = do(at_confirm(), Ticked(NOW + timedelta(seconds=60)))
    assert show(visit).view.actions[1].event == StopPressed()
    assert step(visit, StopPressed()) == (None, ())


# Stop and tray --------------------------------------------------------------------------------


@pytest.mark.parametrize("visit", [at_confirm, booked, received, at_mine])
def test_stop__ends_the_visit_at_once(visit: type[Visit]) -> None:
    assert step(visit(), StopPressed()) == (None, ())  # type: ignore[call-arg]


def test_tray__taking_the_card_ends_the_visit() -> None:
    visit = do(begin(reader_kind=ReaderKind.TRAY), CardTouched(CARD), SEALED)
    assert step(do(visit), CardLifted())[0] is None


def test_tray__without_a_card_nothing_can_be_taken() -> None:
    visit = walk(begin(reader_kind=ReaderKind.TRAY), *TO_THE_BOARD)
    assert walk(visit, (CardLifted(), "look.day"))


def test_tray__the_answer_to_what_was_sent_is_still_shown() -> None:
    visit = sent(at_confirm(begin(reader_kind=ReaderKind.TRAY)))
    visit = walk(visit, (CardLifted(), "action.wait"))
    answer = settled(visit, booking=booking(visit.sents[-1].number))
    assert do(visit, answer).page == "action.result"


def test_tap__the_card_is_put_away_and_the_visit_goes_on() -> None:
    visit = walk(begin(), *TO_THE_CARD, (CardTouched(CARD), "identify.password"))
    assert walk(visit, (CardLifted(), "identify.password"))


# Settings -------------------------------------------------------------------------------------

EVERY_KIND = [begin, lambda: walk(begin(), *TO_THE_BOARD), at_confirm, booked, received, at_mine]


@pytest.mark.parametrize("name", ["text_scale", "theme", "reach", "language"])
@pytest.mark.parametrize("start", EVERY_KIND)
def test_setting__keeps_the_page_and_what_is_chosen(start: type[Visit], name: str) -> None:
    visit = start()  # type: ignore[call-arg]
    after = do(visit, SettingChanged(name))
    assert show(after) != show(visit)
    assert (after.page, after.trail, after.wish) == (visit.page, visit.trail, visit.wish)
    assert show(after).kind == show(visit).kind


@pytest.mark.parametrize(
    ("name", "count"), [("text_scale", 3), ("theme", 3), ("reach", 2), ("language", 2)]
)
def test_setting__comes_round(name: str, count: int) -> None:
    visit = begin()
    seen = [visit.settings]
    for _ in range(count):
        visit = do(visit, SettingChanged(name))
        seen.append(visit.settings)
    assert seen[0] == seen[-1]
    assert len({repr(settings) for settings in seen}) == count


def test_setting__is_in_the_picture() -> None:
    visit = do(begin(), *(SettingChanged(name) for name in ("text_scale", "theme", "reach")))
    picture = show(do(visit, SettingChanged("language")))
    assert (picture.text_scale, picture.theme, picture.reach) == (1.25, "contrast", True)
    assert picture.language == "en"
    assert picture.frame.question == "What would you like to do?"


def test_setting__that_does_not_exist_changes_nothing() -> None:
    assert do(begin(), SettingChanged("volume")).settings == begin().settings


def test_setting__languages_are_offered_in_themselves() -> None:
    labels = [press.label for press in show(begin()).frame.settings]
    assert "English" in labels
    labels = [press.label for press in show(do(begin(), SettingChanged("language"))).frame.settings]
    assert "日本語" in labels


# The site outlives, the person does not -------------------------------------------------------


def test_site__keeps_what_the_world_told() -> None:
    told = Snapshot(as_of=NOW)
    visit = do(
        begin(),
        LineChanged(up=False),
        SnapshotArrived(told),
        UnsentCounted(4),
        IntakeChanged("full"),
        ReaderStatusChanged(ReaderStatus.NO_READER),
    )
    site = visit.site
    assert (site.line_up, site.unsent, site.intake) == (False, 4, "full")
    assert site.snapshot is told
    assert site.reader is ReaderStatus.NO_READER


@pytest.mark.parametrize(
    ("up", "minutes", "said"),
    [
        (True, 3, "通信中"),
        (True, 12, "通信中(10:12 現在)"),
        (False, 3, "センターと通信できません(10:21 現在)"),
        (False, 24 * 60, "センターと通信できません(11月30日(日) 10:24 現在)"),
        (False, None, "センターと通信できません(空き状況がまだ届いていません)"),
    ],
)
def test_frame__says_how_the_line_is_and_how_old_the_copy(
    up: bool, minutes: int | None, said: str
) -> None:
    told = None if minutes is None else NOW - timedelta(minutes=minutes)
    visit = begin(line_up=up, snapshot=Snapshot(as_of=told))
    assert show(visit).frame.line_text == said
    assert show(do(visit, PageOpened("password.what"))).frame.line_text == said


@pytest.mark.parametrize("visit", [at_confirm, booked, received, lambda: at_mine(booking())])
def test_site__knows_nobody(visit: type[Visit]) -> None:
    ended = visit()  # type: ignore[call-arg]
    personal = [CARD, SEALED.box, "5678", "city_individual", "AAAAA-BBBBB", "T18:00"]
    personal += [sent.number for sent in ended.sents]
    site = ended.site
    said = repr((site.line_up, site.unsent, site.intake, site.snapshot, site.reader, site.printer))
    assert not [word for word in personal if word in said]
    following = Visit.begin(type(VISIT)(int=2), site, NOW)
    assert show(following).view == show(begin(line_up=site.line_up)).view


def test_visit__ids_are_its_own_and_in_order() -> None:
    first, one = begin().new_id()
    second, two = first.new_id()
    assert one != two
    assert begin().new_id()[1] == one
    assert Visit.begin(type(VISIT)(int=2), begin().site, NOW).new_id()[1] != one
    assert second.made == 2


def answers_to_another(visit: Visit) -> list[Event]:
    other = type(VISIT)(int=9)
    action = visit.sents[-1].action
    return [
        LoginAnswered(other, None),
        ActionRecorded(other, None),  # type: ignore[arg-type]
        ActionSettled(other, settled(visit, "conflict").verdict),
        ActionDelayed(other, action, unknown=True),
        MineArrived(other, (booking(),)),
        TicketDone(other, None),  # type: ignore[arg-type]
    ]


def test_answer__to_another_visit_is_dropped() -> None:
    visit = sent()
    for event in answers_to_another(visit):
        assert step(visit, event) == (visit, ())


def test_frame__says_place_and_time_and_has_no_way_back_from_the_first_page() -> None:
    frame = show(begin()).frame
    assert frame.place == "小野市スポーツ施設予約　小野市総合体育館(アルゴ)"
    assert frame.clock == "12月1日(月) 10:24"
    assert (frame.back, frame.stop, frame.next, frame.steps) == (None, None, None, ())


def test_frame__has_the_step_of_the_journey() -> None:
    frame = show(at_confirm()).frame
    assert frame.steps[frame.step] == "たしかめる"


@pytest.mark.parametrize("goal", ["mine.list", "mail.wishes", "password.change"])
def test_frame__has_no_steps_on_another_way(goal: str) -> None:
    """Card and password are asked for there, too, and nothing is looked for or chosen."""
    visit = do(begin(), PageOpened(goal)) if goal != "password.change" else _to_change()
    for event in (CardTouched(CARD), SEALED):
        assert visit.page.startswith("identify.")
        assert show(visit).frame.steps == ()
        visit = do(visit, event)
    assert show(visit).frame.steps == ()


def _to_change() -> Visit:
    return do(begin(), PageOpened("password.what"), PageOpened("password.change"))


def test_frame__has_the_last_step_where_a_place_was_asked_for_and_nowhere_else() -> None:
    assert [show(visit).frame.step for visit in (sent(), booked(), received())] == [4, 4, 4]
    visit = booked()
    number = visit.sents[-1].number
    undone = do(visit, CancelChosen(number), CancelConfirmed(number))
    assert undone.page == "action.wait"
    assert show(undone).frame.steps == ()


def test_back__from_every_page_of_a_journey_leads_home() -> None:
    visit = at_confirm()
    pages = []
    while visit.page != "home":
        visit = do(visit, BackPressed())
        pages.append(visit.page)
    assert pages == ["book.people", "look.day", "look.when", "look.sport", "home"]
    assert do(visit, BackPressed()).page == "home"


def test_open__only_what_the_page_offers() -> None:
    assert walk(begin(), (PageOpened("book.confirm"), "home"), (PageOpened("nowhere"), "home"))
