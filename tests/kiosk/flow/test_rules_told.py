"""What the rules want to be told and offered at a terminal: texts, notes, desks, tickets."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    DayChosen,
    FacilityChosen,
    MineArrived,
    NextPressed,
    PageOpened,
    PrintTicket,
    PrintWanted,
    SettingChanged,
    TextOpened,
)
from kiosk.messages.registration import ClassTicked, TypeChosen
from kiosk.visit import Visit
from rules.calendar import JAPAN
from rules.families import confirmation, lottery
from rules.municipality import Municipality
from rules.schema import Sourced
from sync.wire import ChargeState, MyBookings
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    VISIT,
    accepted,
    at_confirm,
    begin,
    booking,
    do,
    last_effect,
    municipality,
    sent,
    settled,
    walk,
)
from tests.kiosk.flow.test_rules_refused import Wish, asked, at_the_board
from tests.kiosk.flow.towns import at

DAY = date(2025, 11, 20)
NOW = "2025-11-10T10:00"


def read(town: str, text: str) -> str:
    """A text of the information pages, in whole; asked for by its question, if it has one."""
    visit = do(at(town), PageOpened("information"))
    page = "information.terms" if text.startswith("terms") else "information.questions"
    if text != "guide":
        visit = do(visit, PageOpened(page))
    visit = walk(visit, (TextOpened(text), "information.text"))
    english = show(do(visit, SettingChanged("language"))).view
    assert "".join(english.paragraphs).isascii() or english.paragraphs
    return "\n".join(show(visit).view.paragraphs)


def rows(visit: Visit) -> dict[str, str]:
    return {row.label: row.value for row in show(visit).view.rows}


TOLD = [
    ("kumamoto", "outside_periods", ("電話", "窓口")),
    ("kumamoto", "exclusive_use", ("専用利用",)),
    ("kumamoto", "payment", ("区役所では払えません", "スポーツ振興課")),
    ("kumamoto", "rights", ("譲る",)),
    ("kumamoto", "manners", ("準備", "禁煙", "持ち帰って", "補助犬", "こわした")),
    ("kumamoto", "gym", ("室内用の靴", "防球フェンス")),
    ("kumamoto", "ground", ("朝8時", "照明")),
    ("kumamoto", "without_computer", ("窓口で利用者IDを登録", "この端末で自分で")),
    ("kumatori", "guide", ("施設利用編", "システム編", "操作例編")),
    ("ogaki", "late", ("始まる時刻の前に", "サンワーク大垣")),
    ("ogaki", "not_coming", ("当日までに",)),
    ("ogaki", "terms_nakagawa", ("酒気", "うつるおそれ", "しせつの保険")),
    ("ogaki", "terms_okunohosomichi", ("返し", "持ち帰って", "連絡して", "直接償って")),
    ("ono", "changes", ("窓口へお知らせ",)),
    ("ono", "mail", ("argo@cityono.jp",)),
    ("ono", "privacy", ("条例", "渡すことはありません")),
    ("ono", "areo", ("別のきまり", "窓口")),
]


@pytest.mark.parametrize(("town", "text", "words"), TOLD)
def test_text__tells_the_rule(town: str, text: str, words: Iterable[str]) -> None:
    """KM-04, KM-56, KM-70, KM-84, KM-98, KM-99, KM-100, KM-101, KT-25, OG-12, OG-S8, OG-F2,
    OG-F5, OG-O5, ON-25, ON-42, ON-43, ON-51: one touch from 「よくある質問」 or 「利用規約」."""
    said = read(town, text)
    assert [word for word in words if word not in said] == []


def test_terms__that_have_changed_are_asked_about_again() -> None:
    """OG-07: they may change without notice, and hold from when they are shown."""
    wish = Wish("ogaki", "sakura/room", "meeting", DAY, "2025-10-20T10:00")
    assert asked(wish).page == "book.confirm"
    changed = Wish("ogaki", "sakura/room", "meeting", DAY, wish.now, who={"agreed": ()})
    assert asked(changed).page == "book.terms"


TERMS = "terms_sports"


def read_terms(*, demonstration: bool, since: Sourced[date] | None) -> tuple[str, ...]:
    """What stands above the terms of 体育施設 in each place where they are read."""
    here = municipality("ogaki")
    sports = here.classes["sports"].model_copy(update={"terms_since": since})
    here = replace(here, classes={**here.classes, "sports": sports})
    start = begin(municipality=here, venue="sports/gym", demonstration=demonstration)
    informed = do(start, PageOpened("information"), PageOpened("information.terms"))
    listed = next(a for a in show(informed).view.answers if a.event == TextOpened(TERMS))
    read = show(do(informed, TextOpened(TERMS))).view
    registering = do(start, PageOpened("register.start"), PageOpened("register.type"))
    registering = do(registering, TypeChosen("group"), ClassTicked("sports"), NextPressed())
    assert registering.page == "register.terms"
    agreed = show(registering).view
    return listed.detail, read.edition, agreed.edition


def test_terms__say_since_when_they_stand_wherever_they_are_read() -> None:
    """OG-07: the day, once the city has said it; in the list, in the text, before the yes."""
    day = Sourced[date](value=date(2025, 4, 1), source="OG-07")
    for said in read_terms(demonstration=False, since=day):
        assert said.startswith("2025年4月1日から有効です。版の番号")
        assert "見本" not in said


def test_terms__whose_day_is_a_sample_say_that_they_hold_from_being_displayed() -> None:
    """OG-07: a day that nobody has stated is shown in the demonstration alone, as a sample."""
    day = municipality("ogaki").classes["sports"].terms_since
    assert day is not None
    assert day.source == "sample"
    for said in read_terms(demonstration=False, since=day):
        assert said.startswith("表示した時から有効です。版の番号")
    for said in read_terms(demonstration=True, since=day):
        assert "年4月1日(見本)から有効です。" in said


def test_terms__before_a_booking_say_their_edition() -> None:
    """OG-07, ON-19: those of a municipality that says no day have the number of their version."""
    wish = Wish("ogaki", "sakura/room", "meeting", DAY, "2025-10-20T10:00", who={"agreed": ()})
    assert "表示した時から有効です。" in show(asked(wish)).view.edition
    visit = do(at("ono"), PageOpened("information"), PageOpened("information.terms"))
    assert show(visit).view.answers[0].detail.startswith("版の番号")


# Facilities -----------------------------------------------------------------------------------


def test_place__says_its_class() -> None:
    """KM-05: a sports centre that is paid for, a free park, a school."""
    answers = show(do(at("kumamoto"), PageOpened("look.place"))).view.answers
    said = {answer.event.facility: answer.detail for answer in answers}
    assert said["paid/shimizu/arena"].startswith("【有料スポーツ施設】")
    assert said["park/kawatsuru/ground"].startswith("【無料公園施設】")
    assert said["school/elementary_a/gym"].startswith("【学校施設(夜間開放)】")
    assert show(do(at("ono"), PageOpened("look.place"))).view.answers[0].detail[0] != "【"


def test_place__with_a_ticket_machine_takes_cash_only() -> None:
    """KM-72: no board, and what to buy on the spot."""
    known = municipality("kumamoto").rooms.values()
    rooms = [room for room in known if room.not_bookable is not None]
    for room in rooms:
        visit = do(at("kumamoto"), PageOpened("look.place"), FacilityChosen(room.id))
        assert visit.page == "look.elsewhere"
        (row,) = show(visit).view.rows
        assert "券売機" in row.detail
        assert "電話" in row.detail


WALK_IN = [
    ("OG-S13", "sports/gym/arena", "電話"),
    ("OG-Y7", "seinen/room", "電話"),
    ("OG-U3", "sakura/room", "優先"),
    ("OG-F7", "nakagawa/room", "優先"),
]


@pytest.mark.parametrize(("rule", "room", "word"), WALK_IN)
def test_board__of_today_says_how_to_come_without_a_booking(
    rule: str, room: str, word: str
) -> None:
    """OG-S13, OG-Y7, OG-U3, OG-F7: beside what is free, with the telephone; on that day only."""
    sport = next(iter(municipality("ogaki").rooms[room].sports))
    today = date(2025, 12, 10)
    visit = at_the_board(Wish("ogaki", room, sport, today, "2025-12-10T09:00"))
    assert visit.page == "look.day"
    where = show(visit).view.where
    assert f"{rule}:" in where
    assert word in where
    assert "電話" in where
    later = do(visit, DayChosen(date(2025, 12, 12)))
    assert rule not in show(later).view.where


# Money ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "desk"),
    [
        ("school/elementary_a/gym", ["スポーツ振興課"]),
        ("paid/sogo/large", ["市総合体育館・青年会館(ナースパワーアリーナ)"]),
    ],
)
def test_cash__is_paid_at_the_desks_of_the_class(room: str, desk: list[str]) -> None:
    """KM-69: a school's never on the spot."""
    hours = (19, 20) if room.startswith("school") else (13, 14)
    visit = asked(Wish("kumamoto", room, "badminton", DAY, NOW, hours))
    assert rows(visit)["お支払い窓口"].split(" / ") == desk


def test_cash__after_a_failed_debit_has_its_own_desks() -> None:
    """KM-69: 坪井川 at the ward's works office alone, and no longer on the spot."""
    room = next(r for r in municipality("kumamoto").rooms if "tsuboigawa" in r)
    sport = next(iter(municipality("kumamoto").rooms[room].sports))
    one = booking(facility=room, sport=sport, day=date(2025, 10, 20), state="confirmed")
    told = {"booking": one.number, "purpose": "use", "state": "failed", "method": "debit"}
    told |= {"yen": 800, "owed_yen": 800, "due_ms": None, "debit_on": None, "unpaid_since": None}
    mine = MyBookings(bookings=(one,), charges=(ChargeState.model_validate(told),), centre_ms=0)
    visit = do(at("kumamoto"), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(one, type="individual"))
    (row,) = show(do(visit, MineArrived(VISIT, (one,), mine))).view.rows
    assert "引き落とせませんでした" in row.detail
    assert "北区土木センター" in row.detail


def test_payment__online_is_due_three_days_after_the_booking() -> None:
    """KM-64: the day of the booking is not counted, and never after the use."""
    online = {"payment_method": "online"}
    early = Wish("kumamoto", "paid/sogo/large", "badminton", DAY, NOW, who=online)
    assert rows(asked(early))["お支払い期限"] == "11月13日(木)まで"
    late = Wish("kumamoto", "paid/sogo/large", "badminton", DAY, "2025-11-18T10:00", who=online)
    assert rows(asked(late))["お支払い期限"] == "11月20日(木) 13:00まで"


def test_payment__is_not_asked_about_where_there_is_one_way() -> None:
    """OG-O4: by the bill that comes after the permission; nothing about cash is to be chosen."""
    hall = "okunohosomichi/multipurpose"
    visit = asked(Wish("ogaki", hall, "meeting", DAY, "2025-11-01T10:00"))
    assert visit.page == "book.confirm"
    assert any("仮予約" in note for note in show(visit).view.notes)
    pages = {press.event for row in show(visit).view.rows if (press := row.change) is not None}
    assert not any("pay" in getattr(event, "page", "") for event in pages)


def test_account__stopped_for_debts_says_what_follows() -> None:
    """KM-80, KM-83: what is owed, which clause, which desk."""
    visit = do(at("kumamoto"), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    debt = {"yen": 800, "since": date(2025, 9, 1)}
    told = {"state": "suspended", "stopped_for": "debts", "debts": (debt,)}
    visit = do(visit, accepted(type="individual", **told))
    facts = ["\n".join(row.facts) for row in show(visit).view.rows]
    (told_of_it,) = [said for said in facts if "800円" in said]
    assert "KM-" in told_of_it
    assert "窓口" in told_of_it


# Before the yes -------------------------------------------------------------------------------


def notes(visit: Visit) -> str:
    return "\n".join(show(visit).view.notes)


def test_confirm__warns_of_sports_that_are_not_in_the_list() -> None:
    """KM-97: talked over first, or refused on the day without a refund."""
    wish = Wish("kumamoto", "paid/sogo/large", "other", DAY, NOW)
    assert "KM-97" in notes(asked(wish))
    assert "KM-97" not in notes(asked(Wish(wish.town, wish.room, "badminton", DAY, NOW)))


def test_confirm__says_who_names_the_court() -> None:
    """KM-96: the staff on the day in a gymnasium; on a ground it is the one that was chosen."""
    gym = asked(Wish("kumamoto", "paid/sogo/large", "badminton", DAY, NOW))
    assert "当日窓口でお知らせします" in notes(gym)
    ground = asked(Wish("kumamoto", "paid/akita/ground", "soccer", DAY, NOW))
    assert ground.page == "book.confirm"
    assert "当日窓口でお知らせします" not in notes(ground)


def test_confirm__is_the_last_step_and_its_number_is_on_paper() -> None:
    """KX-6: 確定 stands on the last page and on the ticket, with the number of the booking."""
    assert show(at_confirm()).frame.step == 3
    visit = sent()
    number = visit.sents[-1].number
    answer = settled(visit, booking=booking(number), outcome={"fee": 800})
    visit, effect = last_effect(visit, answer)
    assert isinstance(effect, PrintTicket)
    assert effect.paper.number == number == show(visit).view.number
    assert "確定" in show(visit).frame.question + show(visit).view.word


SLIPS = [
    ("kumamoto", "paid/joyama/tennis", "tennis", ("譲る", "清掃", "禁煙", "室内用の靴", "朝8時")),
    ("kumamoto", "school/elementary_a/gym", "badminton", ("譲る", "清掃", "室内用の靴")),
    ("kumamoto", "park/ojima/ground", "softball", ("譲る", "清掃", "朝8時")),
    ("ogaki", "sports/gym/arena", "badminton", ("遅れそう", "当日でも")),
    ("ogaki", "sunwork/room", "meeting", ("遅れそう", "使わないとき")),
    ("ogaki", "okunohosomichi/multipurpose", "meeting", ("返し", "持ち帰って", "償って")),
]


@pytest.mark.parametrize(("town", "room", "sport", "words"), SLIPS)
def test_ticket__tells_what_to_mind(town: str, room: str, sport: str, words: Iterable[str]) -> None:
    """KM-84, KM-98, KM-99, OG-12, OG-S8, OG-O5: by the class of the room."""
    held = booking("AAAAA-BBBBB", facility=room, sport=sport, day=date(2025, 12, 20))
    visit = do(at(town), CardTouched(CARD), SEALED)
    kinds = {"type": "group", "agreed": tuple(municipality(town).classes)}
    _, effect = last_effect(do(visit, accepted(held, **kinds)), PrintWanted("AAAAA-BBBBB"))
    assert isinstance(effect, PrintTicket)
    notes = " ".join(effect.paper.notes)
    assert [word for word in words if word not in notes] == []


def test_cancelling__and_changing_show_what_they_cost() -> None:
    """KM-93, KM-75 to KM-78: reducing on the day is a cancellation, and costs what one does."""
    now = datetime(2025, 11, 20, 9, 0, tzinfo=JAPAN)
    one = booking(
        facility="paid/sogo/large", sport="badminton", day=DAY, start_minute=780, end_minute=900
    )
    visit = do(at("kumamoto", now), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(one, type="individual"))
    (row,) = show(visit).view.rows
    cancel = next(press for press in row.actions if press.icon == "cancel")
    cost = rows(do(visit, cancel.event))["取消の費用"]
    assert cost != "かかりません"


# What is offered ------------------------------------------------------------------------------


def tiles(visit: Visit) -> set[str]:
    view = show(visit).view
    return {press.event.page for press in (*view.lead, *view.more)}


def test_home__has_password_and_mail_where_opas_has_them() -> None:
    """KT-27: both are set at the terminal itself."""
    assert {"password.what", "mail.wishes"} <= tiles(at("kumatori"))


def test_home__has_the_services_of_opas() -> None:
    """KX-3: vacancies and booking, bookings seen and cancelled, past use; draws where there are."""
    visit = at("kumatori")
    assert {"look.sport", "mine.list"} <= tiles(visit)
    assert "lottery.months" not in tiles(visit), "no operator's draws are known"
    visit = at("kumatori", municipality=drawing(municipality("kumatori")))
    assert "lottery.months" in tiles(visit)
    visit = do(visit, PageOpened("lottery.months"))
    assert PageOpened("lottery.mine") in [press.event for press in show(visit).view.also]


def drawing(town: Municipality) -> Municipality:
    """The same with the periods of Kumamoto's draws."""
    from_there = municipality("kumamoto").settings("kumamoto", DAY)
    kinds = (lottery.Settings, confirmation.Settings)
    more = {kind: from_there[kind] for kind in kinds}
    return replace(town, parts={key: {**old, **more} for key, old in town.parts.items()})


def test_past__use_is_listed() -> None:
    """KX-3: 利用実績."""
    past = booking(facility=next(iter(municipality("kumatori").rooms)), day=DAY)
    visit = do(at("kumatori"), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(type="individual"))
    mine = MyBookings(bookings=(), past=(past,), centre_ms=0)
    (row,) = show(do(visit, MineArrived(VISIT, (), mine))).view.rows
    assert past.number in row.detail


def test_register__what_needs_a_photograph_is_for_the_desk() -> None:
    """OG-N1: 新田屋 looks at the leader's paper and the list; it is no class to apply for here."""
    visit = do(at("ogaki"), PageOpened("register.start"), PageOpened("register.type"))
    visit = walk(visit, (TypeChosen("group"), "register.classes"))
    labels = [field.label for field in show(visit).view.fields]
    assert "体育施設" in labels
    assert "新田屋内運動場" not in labels
