"""python -m central work, with a mail server and without; and the journal run again."""

import subprocess
import sys
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings

from central.clock import now
from central.journal.commandline import replay_into
from central.journal.work import work
from central.mail_server import mail_settings
from central.notices.jobs import JOBS
from central.notices.models import Mail
from central.notices.postman import send_due
from central.notices.use_cases import wish_mail
from central.registry.models import Resident
from central.registry.use_cases import send_password_link
from tests.central.databases import use_file
from tests.central.journal.world import ONO, booking, do, registered
from tests.central.world import InProcess
from tests.support.centre import ROOT, central, central_environment
from tests.support.mail_sink import MailSink


def run(command: str, state: Path, url: str, smtp: str) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-m", "central", *command.split(), "--state", str(state)]
    environment = {**central_environment(url), "CENTRAL_SMTP": smtp}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def asked_for_a_link(state: Path, url: str) -> None:
    """One mail in the queue, made by commands alone."""
    central("migrate", state=state, database_url=url)
    with use_file(state, url):
        resident = registered(card=None)
        do(wish_mail.Body(resident=resident.id, results=True, bookings=False, debits=True))
        Resident.objects.update(state="provisional")
        link = send_password_link.Body(number=resident.number, mail=resident.mail)
        assert do(link).verdict == "applied"
        Resident.objects.update(state="active")
        assert Mail.objects.get().next_at <= now()


def test_worker__sends_once_a_server_is_there(tmp_path: Path, fresh_database_url: str) -> None:
    asked_for_a_link(tmp_path, fresh_database_url)
    with MailSink() as gone:
        smtp = gone.url
    down = run("work --once", tmp_path, fresh_database_url, smtp)
    assert down.returncode == 1
    assert '"event": "mail_away"' in down.stderr
    with MailSink() as server:
        ups = [run("work --once", tmp_path, fresh_database_url, server.url) for _ in range(2)]
    assert [up.returncode for up in ups] == [0, 0], ups
    (letter,) = server.taken
    (link,) = (word for word in letter.get_content().split() if word.startswith("http"))
    (token,) = parse_qs(urlsplit(link).query)["t"]
    assert token not in "".join(up.stdout + up.stderr for up in ups)


def test_worker__prints_mails_where_no_server_is_named(tmp_path: Path) -> None:
    asked_for_a_link(tmp_path, "")
    printed = run("work --once", tmp_path, "", "")
    assert printed.returncode == 0
    assert "To: mihon@example.com" in printed.stdout
    assert "example.com" not in printed.stderr


@pytest.mark.parametrize("command", ["work --once", "migrate"])
def test_worker__says_what_is_wrong_with_the_servers_address(tmp_path: Path, command: str) -> None:
    wrong = run(command, tmp_path, "", "mail.example.com")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("CENTRAL_SMTP: want smtp://")
    assert len(wrong.stderr.splitlines()) == 1


def test_replay__comes_to_the_same_mails(ticking: InProcess, tmp_path: Path) -> None:
    """What was taken, sent and refused stands in the journal, too."""
    resident = registered()
    do(wish_mail.Body(resident=resident.id, results=False, bookings=True, debits=False))
    do(booking(resident))
    do(booking(resident, start_minute=540, end_minute=600))
    assert work([ONO], JOBS, lambda _: None, Event()).failed == 0
    with MailSink() as server, override_settings(**mail_settings(server.url)):
        server.drops = 1
        send_due([ONO], Event())
        send_due([ONO], Event())
    assert sorted(Mail.objects.values_list("state", "tries")) == [("queued", 1), ("sent", 1)]
    assert replay_into({"ono": ONO}, tmp_path) == 0
