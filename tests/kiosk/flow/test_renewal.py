"""Renewal: reminded at the login, applied for by form, stopped by a notice in time."""

from datetime import date, datetime

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    LogIn,
    MineArrived,
    PageOpened,
    PrintTicket,
    Submit,
)
from kiosk.messages.registration import (
    CountTyped,
    CountWanted,
    EndConfirmed,
    RenewalConfirmed,
    RosterTicked,
)
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.wire import EndRegistrationBody, MemberCounts, MyBookings, RenewalState, RenewBody
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    VISIT,
    accepted,
    begin,
    do,
    last_effect,
    recorded,
    settled,
    take,
    walk,
)
from tests.kiosk.flow.towns import at

#: The registration of the test ends on this day; the window opens two months before (ON-23).
LAST = date(2025, 12, 20)
TOO_EARLY = date(2026, 2, 2)
ROSTER = MemberCounts(members=12, local=8, phones=3, leader_age=40)


def logged_in(visit: Visit, goal: str = "renewal.see", **changes: object) -> Visit:
    visit = walk(
        visit, (PageOpened(goal), "identify.card"), (CardTouched(CARD), "identify.password")
    )
    visit = walk(visit, (SEALED, "identify.wait", LogIn))
    return do(visit, accepted(**changes))  # type: ignore[arg-type]


def seen(visit: Visit | None = None, mine: MyBookings | None = None, **changes: object) -> Visit:
    """At what is said of the renewal."""
    visit = logged_in(visit or begin(), **({"valid_until": LAST} | changes))  # type: ignore[arg-type]
    if visit.page == "account.states":
        visit = do(visit, show(visit).frame.next.event)  # type: ignore[union-attr]
    assert visit.page == "renewal.see"
    return visit if mine is None else do(visit, MineArrived(VISIT, (), mine))


def mine_with(state: str) -> MyBookings:
    told = {"number": "77", "state": state, "facilities": (), "received_ms": 0, "changed_ms": 0}
    renewal = RenewalState.model_validate(told)
    return MyBookings(bookings=(), renewals=(renewal,), centre_ms=0)


def kumatori(now: datetime) -> Visit:
    return at("kumatori", now)


def titles(visit: Visit) -> list[str]:
    return [row.title for row in show(visit).view.rows]


def test_login__reminds_in_the_two_months_before_the_end() -> None:
    """ON-23: from the first day of the window, and one touch leads there."""
    visit = logged_in(begin(), "mine.list", valid_until=date(2026, 2, 1))
    assert visit.page == "account.states"
    assert titles(visit) == [visit.speech.say("account.renewal.title")]
    later = do(visit, PageOpened("renewal.see"))
    assert later.page == "renewal.see"


def test_login__does_not_remind_before_the_window_opens() -> None:
    """ON-23."""
    assert logged_in(begin(), "mine.list", valid_until=TOO_EARLY).page == "mine.list"


def test_login__reminds_of_one_that_is_over() -> None:
    """ON-24: who cannot book any more is told how to renew."""
    visit = logged_in(begin(), "mine.list", valid_until=date(2025, 11, 1), state="expired")
    (row,) = show(visit).view.rows
    assert [press.event for press in row.actions] == [PageOpened("renewal.see")]


def test_renewal__is_applied_for_by_form() -> None:
    visit = walk(seen(), (PageOpened("renewal.apply"), "renewal.apply"))
    assert show(visit).view.go.enabled
    visit, effect = last_effect(visit, RenewalConfirmed())
    assert isinstance(effect, Submit)
    assert (effect.draft.body, effect.typed) == (RenewBody(), None)
    visit = walk(visit, (recorded(visit), "action.wait"))
    answer = settled(visit, outcome={"number": "12", "valid_until": "2027-12-20"})
    visit, ticket = last_effect(visit, answer)
    assert isinstance(ticket, PrintTicket)
    assert [value for _, value in ticket.paper.rows][1:] == [
        "12",
        visit.speech.say("renewal.day", year=2027, day=visit.speech.day(date(2027, 12, 20))),
    ]


def test_renewal__waits_for_the_paper_at_the_desk() -> None:
    """ON-23: who it is is shown again; applied for here, it is not called renewed."""
    visit = seen()
    said = visit.speech.say("renewal.identity", papers="")[:20]
    assert any(line.startswith(said) for line in show(visit).view.paragraphs)
    visit = do(visit, PageOpened("renewal.apply"))
    assert any("運転免許証" in note for note in show(visit).view.notes)
    visit = do(visit, RenewalConfirmed())
    visit = do(visit, recorded(visit))
    told = {"number": "12", "valid_until": "2027-12-20", "stage": "pending", "state": "received"}
    visit, ticket = last_effect(visit, settled(visit, outcome=told))
    assert isinstance(ticket, PrintTicket)
    assert "運転免許証" in ticket.paper.rows[-1][1]
    assert "2027" not in str(ticket.paper)
    assert any("運転免許証" in line for line in show(visit).view.lines)


def test_renewal__one_that_waits_says_what_it_waits_for() -> None:
    """ON-23"""
    said = show(seen(mine=mine_with("received"))).view.paragraphs
    assert any("運転免許証" in line for line in said)


def test_renewal__too_early_is_said_with_its_day() -> None:
    """ON-23: no button, and from when."""
    visit = seen(valid_until=TOO_EARLY)
    assert show(visit).view.go is None
    assert any(visit.speech.day(date(2025, 12, 2)) in line for line in show(visit).view.paragraphs)
    visit = do(visit, PageOpened("renewal.apply"))
    assert not show(visit).view.go.enabled
    assert take(visit, RenewalConfirmed())[1] == ()


def test_renewal__a_group_says_its_members_again() -> None:
    """ON-23: 構成員リスト."""
    visit = walk(seen(type="city_group"), (PageOpened("renewal.members"), "renewal.members"))
    assert not show(visit).view.go.enabled
    for count, digits in (("members", "12"), ("local", "8"), ("phones", "3"), ("leader_age", "40")):
        visit = walk(
            visit, (CountWanted(count), "roster.count"), (CountTyped(digits), "renewal.members")
        )
    visit = do(visit, RosterTicked("elementary_or_older"), RosterTicked("base_in_city"))
    assert show(visit).view.go.enabled
    visit, effect = last_effect(do(visit, PageOpened("renewal.apply")), RenewalConfirmed())
    assert isinstance(effect, Submit)
    assert effect.typed == ROSTER


def test_renewal__begins_with_the_members_that_are_known() -> None:
    visit = do(seen(type="city_group", roster=ROSTER), PageOpened("renewal.members"))
    assert show(visit).view.go.enabled
    assert [field.value for field in show(visit).view.fields[:2]] == ["12", "8"]


def test_renewal__more_of_a_part_than_of_the_whole_is_said() -> None:
    visit = do(seen(type="city_group", roster=ROSTER), PageOpened("renewal.members"))
    visit = do(visit, CountWanted("local"), CountTyped("13"))
    assert not show(visit).view.go.enabled
    assert show(visit).view.fields[1].error


def test_renewal__bad_counts_are_not_taken() -> None:
    visit = do(seen(type="city_group"), PageOpened("renewal.members"))
    walk(visit, (CountWanted("horses"), "renewal.members"), (RosterTicked("x"), "renewal.members"))
    visit = do(visit, CountWanted("members"))
    for digits in ("", "12345", "1a", "１"):
        walk(visit, (CountTyped(digits), "roster.count"))


def test_renewal__a_group_without_its_members_cannot_apply() -> None:
    visit = do(seen(type="city_group"), PageOpened("renewal.apply"))
    assert take(visit, RenewalConfirmed())[1] == ()


def test_renewal__one_that_waits_is_not_applied_for_again() -> None:
    visit = seen(mine=mine_with("received"))
    assert show(visit).view.go is None
    assert any("77" in line for line in show(visit).view.paragraphs)


def test_renewal__one_that_was_sent_back_is_followed() -> None:
    visit = do(seen(mine=mine_with("returned")), PageOpened("renewal.apply"))
    _, effect = last_effect(visit, RenewalConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body == RenewBody(follows="77")


def test_renewal__happens_by_itself_until_a_notice_in_time() -> None:
    """KT-10: until a month before the day of renewal."""
    visit = seen(
        kumatori(datetime(2025, 11, 10, 12, tzinfo=JAPAN)),
        valid_until=date(2025, 12, 10),
        type="individual",
    )
    assert any("300" in line for line in show(visit).view.paragraphs)
    visit = walk(visit, (PageOpened("renewal.end"), "renewal.end"))
    _, effect = last_effect(visit, EndConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body == EndRegistrationBody()


def test_renewal__a_notice_after_the_day_comes_too_late() -> None:
    """KT-10."""
    visit = seen(
        kumatori(datetime(2025, 11, 11, 12, tzinfo=JAPAN)),
        valid_until=date(2025, 12, 10),
        type="individual",
    )
    assert show(visit).view.go is None
    assert take(do(visit, PageOpened("renewal.end")), EndConfirmed())[1] == ()


def test_renewal__a_notice_is_given_once() -> None:
    visit = kumatori(datetime(2025, 11, 1, 12, tzinfo=JAPAN))
    mine = MyBookings(bookings=(), withdrawn_on=date(2025, 10, 1), centre_ms=0)
    visit = seen(visit, mine, valid_until=date(2025, 12, 10), type="individual")
    assert show(visit).view.go is None


def test_renewal__is_offered_where_there_is_something_to_renew() -> None:
    pages = {name: _pages(at(name)) for name in ("ono", "kumatori", "kumamoto", "ogaki")}
    offered = [name for name, found in pages.items() if "renewal.see" in found]
    assert offered == ["ono", "kumatori"]


def _pages(visit: Visit) -> set[str]:
    presses = show(visit).view.more
    return {press.event.page for press in presses if isinstance(press.event, PageOpened)}


def test_renewal__with_the_line_cut_nothing_is_known() -> None:
    visit = walk(
        begin(line_up=False),
        (PageOpened("renewal.see"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "renewal.see"),
    )
    assert show(visit).view.go is None
    assert take(do(visit, PageOpened("renewal.apply")), RenewalConfirmed())[1] == ()
