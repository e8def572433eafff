"""What is said in one municipality and would be wrong in another: cards, clauses, money."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.flow.terms import clauses_of
from kiosk.messages import (
    BookingConfirmed,
    CancelChosen,
    ChangeChosen,
    LoginAnswered,
    NextPressed,
    PageOpened,
    PrintTicket,
    Submit,
    TermsAgreed,
)
from kiosk.visit import Plan, Visit
from sync.wire import LoginRefused
from tests.kiosk.flow.journey import CARD, SEALED, VISIT, accepted, booking, do, settled, take, walk
from tests.kiosk.flow.test_rules_refused import Wish, asked
from tests.kiosk.flow.towns import at, town

THEN = date(2025, 11, 20)
EARLY = "2025-10-20T10:00"
GROUP = {
    "type": "group",
    "roster": {"members": 12, "local": 12, "phones": 3, "leader_age": 40},
}
ONO = {"type": "city_individual"}
WISHES = {
    "kumamoto": Wish("kumamoto", "park/toroku/ground", "softball", THEN, EARLY, people=9),
    "ogaki": Wish("ogaki", "sports/gym/arena", "badminton", THEN, EARLY, people=12, who=GROUP),
    "ono": Wish("ono", "argo/arena", "badminton", THEN, EARLY, who=ONO),
    "kumatori": Wish(
        "kumatori", "kumatori/gym", "badminton", THEN, EARLY, who={"agreed": ("kumatori",)}
    ),
}


def at_yes(wish: Wish) -> Visit:
    visit = asked(wish)
    if visit.page == "book.equipment":
        visit = do(visit, NextPressed(), CardTouched(CARD), SEALED, accepted(**wish.who))
    while visit.page == "book.terms":
        visit = do(visit, TermsAgreed())
    assert visit.page == "book.confirm"
    return visit


def booked(wish: Wish) -> tuple[Visit, PrintTicket]:
    visit = walk(at_yes(wish), (BookingConfirmed(), "action.wait", Submit))
    made = booking(visit.sents[-1].number, facility=wish.room, sport=wish.sport, day=wish.day)
    visit, (effect,) = take(visit, settled(visit, booking=made))
    assert isinstance(effect, PrintTicket)
    return visit, effect


@pytest.mark.parametrize(
    ("name", "has_card"), [("kumamoto", False), ("ogaki", False), ("ono", True), ("kumatori", True)]
)
def test_booked__asks_for_a_card_only_where_there_is_one(name: str, has_card: bool) -> None:
    """OG-03, KM-20: one registers for a number alone."""
    visit, printed = booked(WISHES[name])
    for said in (show(visit).view.lines, printed.paper.notes):
        assert any("この番号" in line for line in said)
        assert any("利用者登録カード" in line for line in said) is has_card


def test_number__is_not_on_a_card_where_there_is_none() -> None:
    none = show(do(at("ogaki"), PageOpened("mine.list"))).view
    assert none.sample == "登録のときにお知らせした8けたの数字"
    card = do(at("ono"), PageOpened("mine.list"), PageOpened("identify.number"))
    assert show(card).view.sample == "カードに書いてある8けたの数字"


@pytest.mark.parametrize(
    ("name", "room", "rules"),
    [
        ("ono", "argo/arena", ["ON-30", "ON-32"]),
        ("kumamoto", "park/toroku/ground", ["KM-79"]),
        ("ogaki", "okunohosomichi/multipurpose", ["OG-O3"]),
        ("ogaki", "suitopia/meeting", ["OG-C3"]),
        ("ogaki", "arata/room", []),
        ("kumatori", "kumatori/gym", []),
        ("sakai", "sakai/gym", []),
    ],
)
def test_ticket__has_no_clause_that_says_nothing_of_it(
    name: str, room: str, rules: list[str]
) -> None:
    """Where the guide is silent, a rule that all have (CM-02) is none of its clauses."""
    sport = next(iter(town(name).rooms[room].sports))
    plan = Plan(room, sport, 1, 1, THEN, 13 * 60, 15 * 60)
    said = clauses_of(at(name), plan)
    assert [line.split()[1].rstrip(":") for line in said] == rules


def test_court__that_is_the_only_one_is_not_counted() -> None:
    """会議室 is no 会議 1面."""
    room = Wish("ogaki", "suitopia/meeting", "meeting", THEN, EARLY, people=12, who=GROUP)
    assert show(at_yes(room)).view.sentence.endswith("会議室 会議 12人")
    assert "バドミントン 1面" in show(at_yes(WISHES["ono"])).view.sentence


def rows(visit: Visit) -> dict[str, str]:
    return {row.label: row.value for row in show(visit).view.rows}


@pytest.mark.parametrize(
    ("room", "label", "said"),
    [
        ("sunwork/room", "無料で取消", "いつ取り消しても料金がかかります"),  # OG-W2
        ("nakagawa/room", "取消", "窓口でだけ"),  # OG-F4
        ("suitopia/meeting", "無料で取消", "許可が出るまで"),  # OG-C4
        ("okunohosomichi/multipurpose", "無料で取消", "許可が出るまで"),  # OG-O3
        ("seinen/room", "無料で取消", "11月12日(水)まで"),  # OG-Y4
        ("sakura/room", "無料で取消", "11月13日(木)まで"),  # OG-U2
    ],
)
def test_yes__says_first_what_giving_it_up_comes_to(room: str, label: str, said: str) -> None:
    """OG-W2, OG-F4, OG-C4, OG-O3: also where no day is named until which it is free."""
    day = date(2025, 11, 21) if room.startswith("nakagawa") else THEN
    visit = at_yes(Wish("ogaki", room, "meeting", day, EARLY, people=12, who=GROUP))
    assert said in rows(visit)[label]


@pytest.mark.parametrize(
    ("wish", "how", "where"),
    [
        (WISHES["ono"], None, "アルゴ"),
        (Wish("kumamoto", "paid/sogo/small", "badminton", THEN, EARLY), "インターネット", "総合"),
        (
            Wish(
                "kumamoto",
                "paid/sogo/small",
                "badminton",
                THEN,
                EARLY,
                who={"payment_method": "cash"},
            ),
            None,
            "総合",
        ),
        (
            Wish("ogaki", "okunohosomichi/multipurpose", "meeting", THEN, EARLY, who=GROUP),
            "納付書を郵送します",
            None,
        ),
        (
            Wish("ogaki", "sunwork/room", "meeting", THEN, EARLY, who=GROUP),
            "インター",
            "サンワーク",
        ),
    ],
)
def test_yes__says_how_and_where_to_pay(wish: Wish, how: str | None, where: str | None) -> None:
    """KM-60, OG-O4, OG-W3: a bill that comes by post is paid at no desk of the place."""
    said = rows(at_yes(wish))
    for label, words in (("お支払い方法", how), ("お支払い窓口", where)):
        assert (label in said) is (words is not None)
        assert words is None or words in said[label]


@pytest.mark.parametrize(
    ("room", "said", "unsaid"),
    [
        ("sunwork/room", "お支払いが済むと", "許可"),
        ("sakura/room", "許可すると", "済むと"),
        ("okunohosomichi/multipurpose", "申請書を窓口へ", "使用料を"),
        ("seinen/room", "申請書と使用料を窓口へ", "済むと"),
    ],
)
def test_provisional__says_what_settles_it(room: str, said: str, unsaid: str) -> None:
    """OG-W3, OG-U2, OG-O4, OG-Y3: paying, a permit, the application alone, or with the fee."""
    visit = at_yes(Wish("ogaki", room, "meeting", THEN, EARLY, people=12, who=GROUP))
    notes = "\n".join(show(visit).view.notes)
    assert said in notes
    assert unsaid not in notes


@pytest.mark.parametrize(
    ("name", "won", "said"),
    [
        ("kumatori", True, "この時間は12月2日(火) 12:00から、ほかの方が"),
        ("kumatori", False, "この時間はほかの方が"),
        ("ono", True, "この時間はほかの方が"),
    ],
)
def test_cancelling__says_from_when_others_can_have_it(name: str, won: bool, said: str) -> None:
    """KX-4: what a lottery gave is not free at once."""
    room = {"ono": "argo/arena", "kumatori": "kumatori/gym"}[name]
    mine = booking(facility=room, won=won)
    visit = do(at(name), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    kind = {"ono": "city_individual", "kumatori": "individual"}[name]
    visit = walk(do(visit, accepted(mine, type=kind)), (CancelChosen(mine.number), "mine.cancel"))
    assert said in show(visit).view.notes[0]


@pytest.mark.parametrize(("name", "said"), [("ogaki", "カードは使いません"), ("ono", "別のカード")])
def test_card__that_is_none_of_this_town(name: str, said: str) -> None:
    """OG-03, KM-20: any card that lies in a purse may be held to the reader."""
    visit = do(at(name), CardTouched(CARD), SEALED)
    visit = do(visit, LoginAnswered(VISIT, LoginRefused(code="unknown_card", centre_ms=0)))
    lines = show(visit).view.lines
    assert said in lines[0]
    assert any("新しいカード" in line for line in lines) is (name == "ono")


@pytest.mark.parametrize(
    ("room", "rule", "changes"),
    [
        ("sports/gym/arena", "OG-S6", {"state": "permitted", "sport": "badminton"}),
        ("sakura/room", "OG-U2", {"paid": True, "state": "provisional"}),
        ("seinen/room", "OG-Y4", {"state": "provisional"}),
        ("sunwork/room", "OG-W2", {"state": "provisional", "day": date(2025, 12, 6)}),
        ("suitopia/meeting", None, {"state": "provisional"}),
    ],
)
def test_change__that_can_be_none_is_refused_before_a_time_is_looked_for(
    room: str, rule: str | None, changes: dict[str, object]
) -> None:
    """OG-S6, OG-U2, OG-W2: and whom to ask instead."""
    had = booking(**({"facility": room, "sport": "meeting", "day": date(2025, 12, 20)} | changes))
    visit = do(at("ogaki"), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(had, **GROUP))
    if rule is None:
        walk(visit, (ChangeChosen(had.number), "look.day"))
        return
    view = show(walk(visit, (ChangeChosen(had.number), "refused"))).view
    assert [reason.clause.split()[1].rstrip(":") for reason in view.reasons] == [rule]
    assert any("窓口(" in line for line in view.lines)
