"""Whatever the centre is told of a person, on every way in, none of it is in the log."""

import json
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client, override_settings

from central import clock
from central.csv_rows import import_file
from central.journal.commands import Body
from central.journal.jobs import Due, Job
from central.journal.work import work
from central.logs import Lines
from central.mail_server import mail_settings
from central.notices.models import Mail
from central.notices.postman import send_due
from central.policies import municipalities
from central.registry.models import Resident
from central.registry.residents_csv import RESIDENTS
from central.registry.use_cases import register
from central.terminals.use_cases import settle_action
from rules.facts import Channel
from tests.central.registry.commands import do
from tests.central.world import SECRET, InProcess, Visit, body, enrolled
from tests.central.world import register as planted
from tests.support.mail_sink import MailSink

ONO = municipalities()["ono"]
NAME, ADDRESS, PHONE = "見本・山田", "見本町一丁目2番3号", "000-1234-5678"
MAIL, BAD_MAIL = "yamada@example.com", "unreachable@example.com"
NUMBER, CARD, PASSWORD, WRONG = "90000001", "04C0FFEE", "himitsu1", "machigai9"
BORN = "1985-06-07"
PERSONAL = (
    *(NAME, "山田", ADDRESS, PHONE, MAIL, BAD_MAIL, NUMBER, CARD, PASSWORD, WRONG, BORN),
    *("90000009", "佐藤", "argon2"),
)


@pytest.fixture(autouse=True)
def _no_word_of_a_person(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO, "central")
    yield
    found = said(caplog.get_records("setup") + caplog.get_records("call"))
    assert [word for word in PERSONAL if word in "\n".join(found)] == []


def said(records: list[logging.LogRecord]) -> list[str]:
    """The lines, as they are written."""
    return [Lines().format(record) for record in records]


def resident() -> Resident:
    wanted = register.Body(
        channel=Channel.DESK,
        carried_over=True,
        type="city_group",
        name=NAME,
        number=NUMBER,
        born_on=date.fromisoformat(BORN),
        mail=MAIL,
        phone=PHONE,
        address=ADDRESS,
        card=CARD,
        secret=SECRET,
    )
    assert do(wanted).verdict == "applied"
    return Resident.objects.get(number=NUMBER)


def events(caplog: pytest.LogCaptureFixture) -> set[str]:
    return {json.loads(Lines().format(record))["event"] for record in caplog.records}


def test_log__of_a_visit(
    line: InProcess,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resident()
    terminal = enrolled(line)
    Visit.offline(terminal, WRONG, CARD).log_in(line)
    visit = Visit.logged_in(line, terminal, CARD)
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"
    extra = f'{{"text": "", "signature": "", "{NAME}": 1}}'
    assert line.post("/v1/login", extra.encode()).status == 422
    line.get(f"/v1/mine?visit={NAME}", **terminal.bearer(line))

    def breaks(person, *_):
        raise IntegrityError(f"Key (name)=({person.name}) already exists")

    monkeypatch.setattr(settle_action, "book", breaks)
    terminal.verdict(line, visit.act(body(start_minute=600, end_minute=660)))
    assert events(caplog) >= {"request", "action", "refused", "action_failed"}


def test_log__of_a_day_at_the_counter(line: InProcess, caplog: pytest.LogCaptureFixture) -> None:
    known = resident()
    staff = Client(headers={"host": "localhost"}, raise_request_exception=False)
    user = User.objects.create_superuser("counter", password=PASSWORD)
    try:
        staff.post("/admin/login/", {"username": "counter", "password": WRONG})
        staff.post("/admin/login/", {"username": "counter", "password": PASSWORD})
        for words in (NAME, PHONE, NUMBER, CARD):
            staff.get("/admin/registry/resident/", {"q": words})
        staff.get(f"/admin/registry/resident/{known.pk}/change/")
        staff.post(f"/admin/registry/resident/{known.pk}/change/", {"name": NAME})
        staff.get("/admin/registry/resident/", {NAME: "1", "e": PHONE})
    finally:
        user.delete()
    assert events(caplog) >= {"request"}


def test_log__of_an_import(line: InProcess, tmp_path: Path) -> None:
    planted(number="90000009", card=CARD, name=NAME)
    rows = (
        f"{NUMBER},{NAME},city_group,{BORN},{MAIL},{PHONE},{ADDRESS},{CARD}",
        f"90000002,佐藤,nowhere,{BORN},{MAIL},{PHONE},{ADDRESS},",
    )
    header = "number,name,type,born_on,mail,phone,address,card"
    path = tmp_path / "residents.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    assert len(import_file(path, RESIDENTS, ONO, clock.now()).refused) == 2


def test_log__of_mails(line: InProcess, caplog: pytest.LogCaptureFixture) -> None:
    with MailSink() as sink, override_settings(**mail_settings(sink.url)):
        sink.answers[BAD_MAIL] = 550
        addresses = {NUMBER: MAIL, "90000002": BAD_MAIL, "90000003": f"{NAME}@@"}
        for number, mail in addresses.items():
            person = planted(number=number, card=None, name=NAME, mail=mail)
            params = {"day": "2026-09-30", "yen": 1200, "name": NAME}
            row = {"municipality": "ono", "key": number, "resident": person, "params": params}
            Mail.objects.create(**row, template="debit", next_at=clock.now())
        sent = send_due([ONO], Event())
        assert (sent.sent, sent.failed) == (1, 2)
        sink.drops = 1
        Mail.objects.update(state="queued", tries=3, next_at=clock.now())
        assert send_due([ONO], Event()).away
    assert events(caplog) >= {"mail"}


def test_log__of_a_job_that_fails(line: InProcess, caplog: pytest.LogCaptureFixture) -> None:
    person = resident()

    class Fails(Body):
        name: str

    def due(municipality, now):
        yield Due(str(person.pk), Fails(name=person.name))

    def breaks(municipality, now):
        raise ValueError(person.name)

    jobs = (Job("fails", due), Job("breaks", breaks))
    turn = work([ONO], jobs, lambda _: None, Event())
    assert turn.failed == 2
    assert "job_failed" in events(caplog)
