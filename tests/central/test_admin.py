from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from central.desk.models import LookUp
from central.ids import new_id
from central.journal.models import Line, WorkerTurn
from central.lottery import models as lottery
from central.money import models as money
from central.notices import models as notices
from central.registry import models as registry
from central.registry.models import Resident
from central.terminals import models as terminals
from rules.calendar import JAPAN
from sync.wire import StateNoted
from tests.central.databases import OURS
from tests.central.world import InProcess, Visit, body, enrolled, register

SECRET = "5ec2e7" * 8
LOOKED_UP = [model for model in admin.site._registry if model._meta.app_label in OURS]
#: Cells, nonces and wrong passwords are of no use to look at, links open an account, and posts
#: stand on their account's page.
NOT_SHOWN = {"BoardChange", "Cell", "FailedLogin", "PasswordLink", "Post", "UsedNonce"}
NOW = datetime(2025, 11, 10, 10, 0, tzinfo=JAPAN)


@pytest.fixture
def staff(line: InProcess) -> Iterator[Client]:
    user = User.objects.create_superuser("counter", password="x")
    register()
    terminal = enrolled(line)
    terminal.verdict(line, Visit.logged_in(line, terminal).act(body()))
    terminal.report(line).read(StateNoted)
    terminal.prev = "f" * 64
    terminal.verdict(line, Visit.offline(terminal).act(body()))
    _one_of_each(Resident.objects.get())
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    yield client
    user.delete()


def _one_of_each(resident: Resident) -> None:
    """A row of each table that the bookings of a terminal leave empty."""
    here: dict[str, Any] = {"municipality": "ono", "resident": resident}
    known = {"id": new_id(), **here, "actor": "staff:counter", "at": NOW}
    registry.StateChange.objects.create(**known, before="active", after="suspended", why="-")
    registry.ClassRegistration.objects.create(**known, facility_class="ono", approved=True)
    registry.DataChange.objects.create(**known, field="phone", before="1", after="2")
    registry.DocumentSeen.objects.create(**known, document="passport")
    agreed = {"facility_class": "ono", "version": "0" * 64, "at": NOW}
    registry.Consent.objects.create(id=new_id(), **here, **agreed)
    renewal = {"number": "000001", "state": "received", "received_at": NOW, "changed_at": NOW}
    registry.RenewalApplication.objects.create(id=new_id(), **here, **renewal)
    month = {"municipality": "ono", "month": NOW.date()}
    proof = {"secret": SECRET, "commitment": "1" * 64, "committed_at": NOW}
    lottery.Draw.objects.create(**month, **proof, state="committed")
    entry = {"number": "AAAAA-AAAAA", "user": "BBBBB-BBBBB", "preference": 1, "slots": []}
    lottery.Entry.objects.create(
        id=new_id(), **month, **entry, resident=resident, people=2, entered_at=NOW
    )
    charge = money.Charge.objects.first()
    assert charge is not None
    paid = {"municipality": "ono", "charge": charge}
    one = {"id": new_id(), **paid, "yen": 100}
    money.Movement.objects.create(**one, kind="desk", reference="R1", at=NOW)
    money.OnlinePayment.objects.create(**one, begun_at=NOW)
    money.Letter.objects.create(**paid, step="reminder", sent_on=NOW.date(), pay_by=NOW.date())
    notices.MailWish.objects.create(**here)
    mail = {"key": "k", "template": "password_link", "params": {"code": SECRET}, "next_at": NOW}
    notices.Mail.objects.create(**here, **mail)
    hours = {"start_minute": 540, "end_minute": 600, "reason": "weather", "made_at": NOW}
    notices.RoomNotice.objects.create(
        id=new_id(), municipality="ono", facility="argo/arena", day=NOW.date(), **hours
    )
    seen = {"resident": resident.id, "actor": "staff:counter", "page": "-", "at": NOW}
    LookUp.objects.create(municipality="ono", **seen)
    stop = {"begins_at": NOW, "ends_at": NOW, "text": {}, "made_at": NOW}
    notices.ServiceNotice.objects.create(id=new_id(), municipality="ono", **stop)
    WorkerTurn.objects.create(machine="one", ended_at=NOW)
    raised = {"municipality": "ono", "kind": "guessing", "count": 30, "raised_at": NOW}
    terminals.Alarm.objects.create(id=new_id(), **raised)
    content = {"body": SECRET, "answer": "{}", "policy": "0" * 64}
    Line.objects.create(
        municipality="ono", at=NOW, written_at=NOW, actor="job:draws", kind="commit_draw", **content
    )


def test_admin__shows_every_table_that_staff_need() -> None:
    models = {model for name in OURS for model in apps.get_app_config(name).models.values()}
    assert {model.__name__ for model in models - set(LOOKED_UP)} == NOT_SHOWN


@pytest.mark.parametrize("model", LOOKED_UP, ids=lambda model: model.__name__)
def test_admin__lists_searches_and_shows_and_changes_nothing(staff: Client, model) -> None:
    path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    row = f"{path}{model.objects.first().pk}/change/"
    assert staff.get(path).status_code == 200
    assert staff.get(path, {"q": "0001"}).status_code == 200
    assert staff.get(row).status_code == 200
    assert staff.get(f"{path}add/").status_code == 403
    assert staff.post(row, {}).status_code == 403
    assert staff.post(row.replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403


def test_admin__never_shows_a_secret(staff: Client) -> None:
    from central.registry.models import Credential

    credential = Credential.objects.get()
    page = staff.get(f"/admin/registry/credential/{credential.pk}/change/").content.decode()
    assert "argon2" not in page


@pytest.mark.parametrize("model", [lottery.Draw, notices.Mail, Line], ids=lambda m: m.__name__)
def test_admin__hides_what_is_secret_in_a_row(staff: Client, model) -> None:
    for row in model.objects.all():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
        assert SECRET not in staff.get(path).content.decode()


def test_admin__is_closed_to_strangers(line: InProcess) -> None:
    assert line.get("/admin/registry/resident/").status == 302


def test_api__is_described(line: InProcess) -> None:
    import json

    description = json.loads(line.get("/v1/openapi.json").body)
    assert sorted(description["paths"]) == [
        "/v1/actions",
        "/v1/availability",
        "/v1/draws/{municipality}/{month}",
        "/v1/draws/{municipality}/{month}/late",
        "/v1/enrol",
        "/v1/login",
        "/v1/mine",
        "/v1/payments/settled",
        "/v1/token",
    ]
    body = description["paths"]["/v1/actions"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"]["$ref"].endswith("/Actions")
    assert line.get("/v1/docs").status == 200


def test_health__answers(line: InProcess) -> None:
    assert line.get("/health").status == 200
