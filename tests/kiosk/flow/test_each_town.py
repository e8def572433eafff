"""What is said in one municipality and would be wrong in another: cards, clauses, single courts."""

from datetime import date

import pytest

from kiosk.flow import show
from kiosk.flow.terms import clauses_of
from kiosk.messages import BookingConfirmed, PageOpened, PrintTicket, Submit, TermsAgreed
from kiosk.visit import Plan, Visit
from tests.kiosk.flow.journey import booking, do, settled, take, walk
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
