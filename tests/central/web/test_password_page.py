"""The page behind the link for a new password."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.apps import apps

from central import clock
from central.ids import new_id
from central.journal.commandline import replay_into
from central.journal.models import Line
from central.notices.letters import letter_of
from central.notices.models import Mail
from central.policies import municipalities
from central.registry.models import PasswordLink, Resident
from central.registry.use_cases import send_password_link
from central.registry.use_cases.identify import identify
from sync import wire
from tests.central.databases import OURS
from tests.central.registry.commands import do, registered
from tests.central.web.world import Guest
from tests.central.world import NOW, InProcess


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return registered("kumamoto", channel="web", documents=())


@pytest.fixture
def link(resident: Resident) -> str:
    return mailed()


def mailed() -> str:
    """The link as it stands in the mail."""
    body = send_password_link.Body(number="Mihon01", mail="mihon@example.com")
    assert do(body, "kumamoto", clock.now()).verdict == "applied"
    mail = Mail.objects.get()
    letter = letter_of(mail.template, mail.params, "ja", municipalities()["kumamoto"])
    return next(word for word in letter.body.split() if word.startswith("http"))


def token_of(link: str) -> str:
    (token,) = parse_qs(urlsplit(link).query)["t"]
    return token


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
    # Above it is a link of this page, in whose token any two letters may be.
    below = refused.content.decode().partition("<main>")[2]
    assert not password or password not in below


def test_link__after_an_hour_or_forged(resident: Resident, link: str) -> None:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert Guest().open(link).status_code == 410
    token, known = token_of(link), PasswordLink.objects.get().id
    named, _, signature = token.partition(":")
    forged = (named, f"{new_id().hex}:{signature}", f"{known}:{signature}", token[:-1])
    for wrong in ("", "x", "x" * 5000, "\x00", *forged):
        assert Guest().open(f"/password?t={wrong}").status_code == 404
    assert Guest().open(f"/pay?t={token}").status_code == 404
    assert Guest().open(link).status_code == 200


def test_link__whose_row_is_gone(link: str) -> None:
    """As after a restore of the centre from before the mail."""
    PasswordLink.objects.all().delete()
    assert Guest().open(link).status_code == 404


def test_link__plays_again_without_what_stands_in_it(line: InProcess, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=True):
        registered("kumamoto", now=clock.now(), channel="web", documents=())
        link = mailed()
        assert Guest().send(link, password="abc123", again="abc123").status_code == 200
        assert replay_into(municipalities(), tmp_path) == 0
    assert PasswordLink.objects.get().used


def test_link__stands_in_no_row_and_no_line(link: str) -> None:
    """Who reads database or journal cannot open it."""
    assert Guest().send(link, password="abc123", again="abc123").status_code == 200
    models = [model for name in OURS for model in apps.get_app_config(name).get_models()]
    kept = repr([list(model.objects.values_list()) for model in models])
    assert PasswordLink.objects.get().id.hex == token_of(link).partition(":")[0]
    assert "send_password_link" in kept
    assert token_of(link).partition(":")[2] not in kept


def test_page__in_english(resident: Resident, link: str) -> None:
    shown = Guest().open(link.replace("lang=ja", "lang=en")).content.decode()
    assert "New password" in shown
