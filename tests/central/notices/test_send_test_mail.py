"""A mail to try whether it arrives (KT-21): for whoever has an address, and not without end."""

from uuid import uuid4  # noqa: TID251 - a resident that nobody is

import pytest

from central.decision import Decision
from central.notices.models import Mail
from central.notices.use_cases import send_test_mail
from central.notices.use_cases.send_test_mail import PAUSE
from central.registry.models import Resident, ResidentState
from tests.central.booking.world import codes, do, kumatori
from tests.central.world import NOW, InProcess


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return kumatori(mail="mihon@example.com")


def asked(resident: Resident, municipality: str = "kumatori", now=NOW) -> Decision:
    return do(send_test_mail.Body(resident=resident.id), municipality, now)


def test_try__is_queued_and_names_the_sender(resident: Resident) -> None:
    """KT-21: a filter of mails has to let that one through."""
    decision = asked(resident)
    assert decision.verdict == "applied"
    assert decision.outcome["sender"].endswith(f"@{decision.outcome['sender_domain']}")
    mail = Mail.objects.get()
    assert (mail.resident, mail.template, mail.params) == (resident, "test", {})


def test_try__once_in_five_minutes(resident: Resident) -> None:
    """Nobody's mailbox is filled by a stranger."""
    asked(resident)
    assert codes(asked(resident, now=NOW + PAUSE - PAUSE / 60)) == {("mail_sent_already", "")}
    assert Mail.objects.count() == 1
    assert asked(resident, now=NOW + PAUSE).verdict == "applied"
    assert Mail.objects.count() == 2


def test_try__one_who_was_told_something_else_may_try(resident: Resident) -> None:
    other = {"template": "booking", "params": {}, "next_at": NOW, "id": uuid4(), "key": "one"}
    Mail.objects.create(municipality="kumatori", resident=resident, **other)
    assert asked(resident).verdict == "applied"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mail": ""}, ("mail_needed", "KT-18")),
        ({"state": ResidentState.CLOSED}, ("account_state", "CM-06")),
    ],
)
def test_try__not_without_an_address_or_once_closed(
    resident: Resident, changes: dict[str, str], said: tuple[str, str]
) -> None:
    """KT-18"""
    Resident.objects.update(**changes)
    assert codes(asked(resident)) == {said}
    assert not Mail.objects.exists()


def test_try__of_another_municipality_or_of_nobody(resident: Resident) -> None:
    assert codes(asked(resident, "ono")) == {("no_such_resident", "")}
    nobody = send_test_mail.Body(resident=uuid4())
    assert codes(do(nobody, "kumatori", NOW)) == {("no_such_resident", "")}
    assert not Mail.objects.exists()
