"""Every page of the staff speaks in their words: no ids, no codes, no names of the program."""

import re
from collections.abc import Iterator
from html import unescape
from typing import get_args

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from central.desk.page_words import page_text
from central.journal.commands import CENTRAL, all_commands
from central.journal.words import KINDS
from central.notices.words import TEMPLATES
from central.terminals.use_cases import raise_alarm
from central.terminals.words import ALARMS
from tests.central.databases import OURS
from tests.central.desk.rows import one_of_each
from tests.central.desk.world import clerk
from tests.central.world import InProcess

MAILS = CENTRAL / "notices" / "templates" / "mail"
TABLES = [model for model in admin.site._registry if model._meta.app_label in OURS]
UNSEEN = re.compile(
    r"(?s)<(script|style|svg|nav|title)\b.*?</\1>|<!--.*?-->"
    r"|<span\b[^>]*material-symbols[^>]*>.*?</span>|<[^>]*>"
)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\bNone\b")
#: What a line of the journal answered stands there as it stands in the chain.
RECORDED = '{"booking"'
#: What Django makes of a field that was given no name.
LABEL = re.compile(r"^(Resident|Charge|Booking|Terminal|Key|Page|Actor|Municipality)$")


@pytest.fixture
def manager(line: InProcess) -> Iterator[Client]:
    one_of_each(line)
    yield clerk(None)


def said(client: Client, path: str) -> list[str]:
    """The words of a page, as a browser shows them, a piece each."""
    page = client.get(path)
    assert page.status_code == 200, path
    return [
        words
        for piece in UNSEEN.sub("\n", page.content.decode()).splitlines()
        if (words := unescape(piece).strip())
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_page__speaks_no_word_of_the_program(manager: Client, model: type[Model]) -> None:
    """A list, the page of a row, and each act there: what stands on them is for people."""
    row = model._default_manager.first()
    assert row is not None
    table = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    paths = [table, f"{table}{row.pk}/change/"]
    strange = [
        f"{path}: {piece}"
        for path in paths
        for piece in said(manager, path)
        if not piece.startswith(RECORDED)
        if ID.search(piece) or CODE.search(piece) or LABEL.search(piece)
    ]
    assert strange == []


def test_journal__has_words_for_every_command() -> None:
    assert KINDS.keys() == all_commands().keys()


def test_mails__have_words_for_every_template() -> None:
    assert {path.name.split(".")[0] for path in MAILS.glob("*.txt")} == TEMPLATES.keys()


def test_alarms__have_words_for_every_kind() -> None:
    assert set(get_args(raise_alarm.Body.model_fields["alarm"].annotation)) == ALARMS.keys()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("registry.resident", "利用者"),
        ("registry.resident/list", "利用者の一覧"),
        ("act/pay_at_desk", "納付を受ける"),
        ("report/rain_hits", "中止の連絡先"),
        ("money.receipt", "領収書などの印刷"),
        ("act/gone", "act/gone"),
        ("gone", "gone"),
    ],
)
def test_look__says_which_page_it_was(page: str, words: str) -> None:
    assert page_text(page) == words


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("booking/booking/{}/act/cancel_booking/", "小野市総合体育館(アルゴ) アリーナ"),
        ("booking/booking/{}/act/cancel_booking/", "見本・利用者（90000001）"),
        ("lottery/entry/{}/act/void_entry/", "見本・利用者（90000001）"),
        ("registry/renewalapplication/{}/act/return_renewal/", "90000001 見本・利用者"),
    ],
)
def test_act__says_what_it_is_about(manager: Client, path: str, words: str) -> None:
    """Whoever is on the telephone is asked for it before anything is done."""
    app, name, *_ = path.split("/")
    row = apps.get_model(app, name).objects.first()
    assert any(words in piece for piece in said(manager, f"/admin/{path.format(row.pk)}"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_look__is_found_by_the_number_of_whom(manager: Client) -> None:
    path = "/admin/desk/lookup/"
    assert "90000001" in said(manager, f"{path}?q=90000001")
    assert "90000001" not in said(manager, f"{path}?q=90000009")[1:]
