from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from central.journal.models import Line
from central.lottery import models as lottery
from central.notices import models as notices
from central.registry.models import KeptForm
from central.terminals import models as terminals
from tests.central.databases import OURS
from tests.central.desk.rows import SECRET, one_of_each
from tests.central.world import InProcess

LOOKED_UP = [model for model in admin.site._registry if model._meta.app_label in OURS]
#: Posts stand on their account's page.
NOT_SHOWN = {"Post"}
#: What has a secret in its rows.
HIDING = [
    *(lottery.Draw, notices.Mail, KeptForm, Line),
    *(terminals.FailedLogin, terminals.UsedNonce),
]


@pytest.fixture
def staff(line: InProcess) -> Iterator[Client]:
    user = User.objects.create_superuser("counter", password="x")
    one_of_each(line)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    yield client
    user.delete()


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


@pytest.mark.parametrize("model", HIDING, ids=lambda m: m.__name__)
def test_admin__hides_what_is_secret_in_a_row(staff: Client, model) -> None:
    for row in model.objects.all():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for page in (path, f"{path}{row.pk}/change/"):
            assert SECRET not in staff.get(page).content.decode()


def test_admin__is_closed_to_strangers(line: InProcess) -> None:
    assert line.get("/admin/registry/resident/").status == 302


def test_api__is_described(line: InProcess) -> None:
    import json

    description = json.loads(line.get("/v1/openapi.json").body)
    assert sorted(description["paths"]) == [
        "/v1/actions",
        "/v1/availability",
        "/v1/changes",
        "/v1/draws/{municipality}/{month}",
        "/v1/draws/{municipality}/{month}/late",
        "/v1/enrol",
        "/v1/forms/keep",
        "/v1/forms/resume",
        "/v1/login",
        "/v1/mine",
        "/v1/odds",
        "/v1/payments/settled",
        "/v1/policy",
        "/v1/receipt",
        "/v1/state",
        "/v1/token",
    ]
    body = description["paths"]["/v1/actions"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"]["$ref"].endswith("/Actions")
    assert line.get("/v1/docs").status == 200


def test_health__answers(line: InProcess) -> None:
    assert line.get("/health").status == 200
