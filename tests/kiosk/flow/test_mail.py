"""Mail notices: the address, the three wishes, a mail to try it."""

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    FetchMine,
    LineChanged,
    LogIn,
    MineArrived,
    PageOpened,
    PrintTicket,
    Submit,
)
from kiosk.messages.registration import (
    MailDropped,
    MailTried,
    MailTyped,
    MailWishesSent,
    MailWishTurned,
)
from kiosk.visit import Visit
from sync.wire import MailAddress, MailWishes, MyBookings, TryMailBody, WishMailBody
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    TO_THE_WAIT,
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

NOTHING = MailWishes(address="", results=False, bookings=False, debits=False, language="ja")
SOME = MailWishes(
    address="t***@example.jp", results=True, bookings=False, debits=False, language="ja"
)


def at_mail(mail: MailWishes | None = NOTHING, *, without: bool = False) -> Visit:
    """At the wishes; ``without``: the registration has no address."""
    visit = walk(
        begin(),
        (PageOpened("mail.wishes"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
    )
    visit = do(visit, accepted(mail=not without))
    if visit.page == "account.states":
        visit = do(visit, show(visit).frame.next.event)  # type: ignore[union-attr]
    return do(visit, MineArrived(VISIT, (), MyBookings(bookings=(), mail=mail, centre_ms=0)))


def can_send(visit: Visit) -> bool:
    return bool(show(visit).view.go.enabled)


def test_mail__an_address_and_a_wish_are_sent_sealed() -> None:
    """KT-18: three wishes, and the address that was typed."""
    visit = walk(
        at_mail(),
        (PageOpened("mail.address"), "mail.address"),
        (MailTyped("taro@example.jp"), "mail.wishes"),
        (MailWishTurned("results"), "mail.wishes"),
    )
    visit, effect = last_effect(visit, MailWishesSent())
    assert isinstance(effect, Submit)
    assert effect.typed == MailAddress(mail="taro@example.jp")
    assert effect.draft.body == WishMailBody(results=True, bookings=False, debits=False)
    assert "taro" not in repr(visit)


def test_mail__the_address_stays_where_only_a_wish_changes() -> None:
    _visit, effect = last_effect(do(at_mail(SOME), MailWishTurned("debits")), MailWishesSent())
    assert isinstance(effect, Submit)
    assert effect.typed is None
    assert effect.draft.body == WishMailBody(results=True, bookings=False, debits=True)


def test_mail__the_slip_names_the_domain_to_let_through() -> None:
    """KT-21."""
    visit = walk(
        do(at_mail(SOME), MailWishTurned("debits")), (MailWishesSent(), "action.wait", Submit)
    )
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit, effect = last_effect(visit, settled(visit))
    assert isinstance(effect, PrintTicket)
    sender = visit.site.municipality.mail
    assert sender is not None
    assert sender.domain in {value for _, value in effect.paper.rows}
    assert any(sender.domain in line for line in show(visit).view.lines)


def test_mail__an_address_lets_one_book_at_once() -> None:
    """ON-40: what was missing for a booking online is there, without another login."""
    visit = walk(
        do(at_mail(without=True), PageOpened("mail.address"), MailTyped("taro@example.jp")),
        (MailWishTurned("results"), "mail.wishes"),
        (MailWishesSent(), "action.wait", Submit),
    )
    assert not has_mail(visit)
    visit = walk(visit, (recorded(visit), "action.wait"))
    assert has_mail(do(visit, settled(visit)))
    assert not has_mail(do(visit, settled(visit, "rejected")))


def has_mail(visit: Visit) -> bool:
    assert visit.person is not None
    assert visit.person.resident is not None
    return visit.person.resident.mail


@pytest.mark.parametrize(
    "text",
    [
        "taro",
        "taro@",
        "@example.jp",
        "taro@example",
        "ta ro@example.jp",
        "た@example.jp",
        "taro@ex@ample.jp",
        "taro@example..jp",
        "a" * 250 + "@example.jp",
    ],
)
def test_mail__what_is_no_address_is_said_at_once(text: str) -> None:
    visit = walk(at_mail(), (PageOpened("mail.address"), "mail.address"))
    visit = walk(visit, (MailTyped(text), "mail.address"))
    assert show(visit).view.error


def test_mail__a_wish_needs_an_address() -> None:
    """KT-18: and that is said in the field."""
    visit = do(at_mail(), MailWishTurned("bookings"))
    assert not can_send(visit)
    assert show(visit).view.fields[0].error
    assert take(visit, MailWishesSent())[1] == ()


def test_mail__nothing_changed_is_nothing_to_send() -> None:
    visit = do(at_mail(SOME), MailWishTurned("debits"), MailWishTurned("debits"))
    assert can_send(visit)  # said twice is said: it is sent as it was
    assert not can_send(at_mail(SOME))


def test_mail__no_address_any_more_is_no_wish_any_more() -> None:
    _visit, effect = last_effect(do(at_mail(SOME), MailDropped()), MailWishesSent())
    assert isinstance(effect, Submit)
    assert effect.typed == MailAddress(mail="")
    assert effect.draft.body == WishMailBody(results=False, bookings=False, debits=False)


def test_mail__a_test_mail_goes_to_the_address_that_is_known() -> None:
    """KT-21: whether it gets past the filter."""
    _visit, effect = last_effect(at_mail(SOME), MailTried())
    assert isinstance(effect, Submit)
    assert effect.draft.body == TryMailBody()
    assert take(at_mail(NOTHING), MailTried())[1] == ()
    other = do(at_mail(SOME), PageOpened("mail.address"), MailTyped("hanako@example.jp"))
    assert take(other, MailTried())[1] == ()


def test_mail__is_not_shown_before_the_centre_said_how_it_is() -> None:
    """KT-19: the setting of all channels is changed, not a guess of it."""
    visit = walk(
        begin(),
        (PageOpened("mail.wishes"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
    )
    visit = do(visit, accepted())
    assert show(visit).view.fields == ()
    assert take(visit, MailWishesSent())[1] == ()
    asking = show(visit).view.notes
    assert show(do(visit, LineChanged(up=False))).view.notes != asking


def test_mail__is_fetched_anew_when_it_is_looked_at_again() -> None:
    visit = walk(do(at_mail(SOME), MailDropped()), (MailWishesSent(), "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit = do(visit, settled(visit))
    walk(visit, (PageOpened("mail.wishes"), "mail.wishes", FetchMine))


def test_mail__is_what_a_refused_booking_leads_to() -> None:
    """ON-40: without an address nothing is booked here, and the way to one is a button."""
    visit = do(walk(begin(), *TO_THE_WAIT), accepted(mail=False))
    if visit.page == "account.states":
        visit = do(visit, show(visit).frame.next.event)  # type: ignore[union-attr]
    assert visit.page == "refused"
    assert PageOpened("mail.wishes") in [one.instead.event for one in show(visit).view.reasons]
    visit = do(visit, PageOpened("mail.wishes"))
    assert visit.page == "mail.wishes"
