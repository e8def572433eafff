"""Mail notices at a terminal: an address, three wishes, and a test of it."""

import pytest

from central.notices.models import Mail, MailWish
from central.registry.models import DataChange, Resident
from sync.wire import MailAddress, TryMailBody, WishMailBody
from tests.central.booking.world import kumatori
from tests.central.terminals.asks import Person, codes, people_at
from tests.central.world import InProcess

ALL = WishMailBody(results=True, bookings=True, debits=True)


@pytest.fixture
def person(line: InProcess) -> Person:
    return people_at(line, "kumatori").logged_in(kumatori(mail=""))


def test_wish_mail__with_a_new_address(person: Person) -> None:
    """KT-18, KT-21: the answer names the sender that a filter must let through."""
    verdict = person.asks(ALL, MailAddress(mail="mihon@example.com"))
    assert verdict.verdict == "applied"
    assert verdict.outcome["sender_domain"]
    assert Resident.objects.get().mail == "mihon@example.com"
    change = DataChange.objects.get()
    assert (change.field, change.before, change.after) == ("mail", "", "mihon@example.com")
    told = person.mine().mail
    assert (told.address, told.results, told.bookings, told.debits) == (
        "m…@example.com",
        True,
        True,
        True,
    )


def test_wish_mail__without_any_address(person: Person) -> None:
    """KT-18"""
    assert codes(person.asks(ALL)) == {("mail_needed", "KT-18")}
    assert codes(person.asks(ALL, MailAddress(mail=""))) == {("mail_needed", "KT-18")}
    assert not MailWish.objects.exists()


def test_wish_mail__the_address_stays_where_none_is_typed(person: Person) -> None:
    person.asks(ALL, MailAddress(mail="mihon@example.com"))
    only = ALL.model_copy(update={"debits": False})
    assert person.asks(only).verdict == "applied"
    assert Resident.objects.get().mail == "mihon@example.com"
    assert not MailWish.objects.get().debits


def test_try_mail__once_in_a_while(person: Person) -> None:
    assert codes(person.asks(TryMailBody())) == {("mail_needed", "KT-18")}
    person.asks(ALL, MailAddress(mail="mihon@example.com"))
    assert person.asks(TryMailBody()).verdict == "applied"
    assert codes(person.asks(TryMailBody())) == {("mail_sent_already", "")}
    assert Mail.objects.get().template == "test"
