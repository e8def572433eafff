"""What residents wish to be told of by mail, and what is then queued."""

from uuid import uuid4  # noqa: TID251 - a command has a line of its own

import pytest

from central.journal.commands import Context
from central.notices.mail import Wish, tell
from central.notices.models import Mail, MailWish
from central.notices.use_cases import tell_booking, wish_mail
from central.policies import municipalities
from central.registry.models import Credential, Resident, ResidentState
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, register


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return register(municipality="kumatori", number="90000001")


def wishes(resident: Resident, **changes) -> wish_mail.Body:
    nothing = {"results": False, "bookings": False, "debits": False}
    return wish_mail.Body(resident=resident.id, **nothing | changes)


def told(resident: Resident, wish: Wish, key: str = "one") -> bool:
    """Whether this makes one more mail."""
    before = Mail.objects.count()
    policy = municipalities()[resident.municipality]
    context = Context(policy, NOW, "job:tested", uuid4())
    tell(resident, "debit", wish, {"yen": 1}, key, context)
    return Mail.objects.count() > before


@pytest.mark.parametrize("wish", ["results", "bookings", "debits"])
def test_wish__each_of_three_is_told_alone(resident: Resident, wish: Wish) -> None:
    """KT-18: three opt-ins; nothing is sent that was not asked for."""
    assert do(wishes(resident, **{wish: True}), "kumatori").verdict == "applied"
    asked = [w for w in ("results", "bookings", "debits") if told(resident, w, w)]
    assert asked == [wish]


def test_wish__nothing_is_told_without_one(resident: Resident) -> None:
    assert not told(resident, "results")


def test_wish__the_same_thing_is_told_once(resident: Resident) -> None:
    do(wishes(resident, debits=True), "kumatori")
    assert told(resident, "debits")
    assert not told(resident, "debits")
    assert told(resident, "debits", "another")


@pytest.mark.parametrize("actor", ["terminal:argo", "web", "staff:mihon"])
def test_wish__is_one_setting_for_all_channels(resident: Resident, actor: str) -> None:
    """KT-19: whoever changes it, by whichever way, changes the one row."""
    do(wishes(resident, results=True, language="en"), "kumatori")
    do(wishes(resident, bookings=True), "kumatori", actor=actor)
    row = MailWish.objects.get()
    assert (row.results, row.bookings, row.language) == (False, True, "ja")


def test_wish__is_of_one_municipality(resident: Resident) -> None:
    """KT-20: on in one, off in the other."""
    other = register(municipality="sakai", number="90000001", card=None)
    do(wishes(resident, results=True), "kumatori")
    assert do(wishes(resident, results=True), "sakai").reasons[0].code == "no_such_resident"
    assert not told(other, "results")
    assert told(resident, "results")


def test_wish__says_which_sender_to_let_through(resident: Resident) -> None:
    """KT-21: the domain is told with the wish."""
    outcome = do(wishes(resident, results=True), "kumatori").outcome
    assert outcome["sender_domain"] == "opas.jp"


def test_wish__of_ono_says_its_one_address(line: InProcess) -> None:
    """ON-42: mails come from one address."""
    resident = register()
    assert do(wishes(resident, results=True)).outcome["sender"] == "argo@cityono.jp"


def test_wish__needs_an_address(resident: Resident) -> None:
    Resident.objects.update(mail="")
    refused = do(wishes(resident, debits=True), "kumatori").reasons[0]
    assert (refused.code, refused.rule) == ("mail_needed", "KT-18")
    assert do(wishes(resident), "kumatori").verdict == "applied"


def test_wish__needs_a_password(resident: Resident) -> None:
    Credential.objects.all().delete()
    assert do(wishes(resident, debits=True), "kumatori").reasons[0].code == "password_needed"


@pytest.mark.parametrize("language", ["xx", ""])
def test_wish__in_a_language_that_there_is(resident: Resident, language: str) -> None:
    wanted = wishes(resident, debits=True, language=language)
    assert do(wanted, "kumatori").reasons[0].code == "unknown_language"
    assert not MailWish.objects.exists()


def test_wish__not_of_a_closed_registration(resident: Resident) -> None:
    Resident.objects.update(state=ResidentState.CLOSED)
    assert do(wishes(resident), "kumatori").reasons[0].code == "account_state"


def test_tell__nothing_where_the_address_is_gone(resident: Resident) -> None:
    do(wishes(resident, debits=True), "kumatori")
    resident.mail = ""
    assert not told(resident, "debits")


def test_tell__no_booking_that_is_not_there(resident: Resident) -> None:
    body = tell_booking.Body(booking=uuid4(), changed_at=NOW)
    assert do(body, "kumatori").reasons[0].code == "not_as_it_was"
