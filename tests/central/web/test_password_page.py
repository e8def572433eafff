"""The page behind the link for a new password."""

from datetime import timedelta

import pytest
import time_machine

from central.ids import new_code
from central.journal.models import Line
from central.notices.letters import letter_of
from central.notices.models import Mail
from central.policies import municipalities
from central.registry.models import PasswordLink, Resident
from central.registry.use_cases import send_password_link
from central.registry.use_cases.identify import identify
from sync import wire
from tests.central.registry.commands import do, registered
from tests.central.web.world import Guest
from tests.central.world import NOW, InProcess


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return registered("kumamoto", channel="web", documents=())


@pytest.fixture
def link(resident: Resident) -> str:
    """As it stands in the mail."""
    body = send_password_link.Body(number="Mihon01", mail="mihon@example.com", token=new_code())
    assert do(body, "kumamoto").verdict == "applied"
    mail = Mail.objects.get()
    letter = letter_of(mail.template, mail.params, "ja", municipalities()["kumamoto"])
    return next(word for word in letter.body.split() if word.startswith("http"))


def logs_in(resident: Resident, password: str) -> bool:
    credential = wire.Credential(number=resident.number, password=password)
    return identify("kumamoto", credential) == resident


def test_password__is_set_once(resident: Resident, link: str) -> None:
    """KM-24."""
    guest = Guest()
    for _ in range(3):
        shown = guest.open(link)
        assert shown.status_code == 200
        assert resident.name not in shown.content.decode()
    done = guest.send(link, password="abc123", again="abc123")
    assert "設定しました" in done.content.decode()
    assert logs_in(resident, "abc123")
    assert guest.open(link).status_code == 410
    assert guest.send(link, password="abc456", again="abc456").status_code == 410
    assert not logs_in(resident, "abc456")
    assert Line.objects.get(kind="set_password").actor == "web"


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("abc123", "abc124"),
        ("a1", "a1"),
        ("あいうえお1", "あいうえお1"),
        ("", ""),
        ("a1" * 500, ""),
    ],
)
def test_password__that_will_not_do_leaves_the_link_good(
    resident: Resident, link: str, password: str, again: str
) -> None:
    refused = Guest().send(link, password=password, again=again)
    assert refused.status_code == 422
    assert 'class="said"' in refused.content.decode()
    assert not PasswordLink.objects.get().used
    assert not password or password not in refused.content.decode()


def test_link__after_an_hour_or_elsewhere(resident: Resident, link: str) -> None:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert Guest().open(link).status_code == 410
    assert Guest().open(link.replace("m=kumamoto", "m=ono")).status_code == 410
    assert Guest().open(link.replace("m=kumamoto", "m=nowhere")).status_code == 404
    for token in ("", "x", "x" * 5000, "\x00"):
        assert Guest().open(f"/password?m=kumamoto&t={token}").status_code == 410
    assert Guest().open(link).status_code == 200


def test_page__in_english(resident: Resident, link: str) -> None:
    shown = Guest().open(link.replace("lang=ja", "lang=en")).content.decode()
    assert "New password" in shown
