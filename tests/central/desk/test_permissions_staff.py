"""Every page of the staff x everybody: what may be opened is said by rule, never page by page.

The pages are found in the URL conf. A page whose name no rule knows fails: whoever adds one says
here who may open it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from central.desk.acts import ActForm, acts_of
from central.desk.models import Role
from central.desk.pages import ReadOnlyAdmin
from central.desk.reports import ReportForm, reports_of
from central.ids import new_id
from central.journal.models import Line
from central.money.models import Movement
from central.policies import municipalities
from tests.central.desk.rows import one_of_each
from tests.central.desk.world import clerk
from tests.central.world import InProcess

HOME, ELSEWHERE = "ono", "ogaki"
EVERYWHERE = frozenset(municipalities())
OK, AWAY, FORBIDDEN, NOTHING, NO_GET = 200, 302, 403, 404, 405


@dataclass(frozen=True, slots=True)
class Person:
    """``role`` is the one in ``places``; nobody has another one anywhere else."""

    name: str
    role: Role | None
    places: frozenset[str]
    staff: bool = True

    @property
    def client(self) -> Client:
        if not self.staff:
            return Client(headers={"host": "localhost"})
        if self.name == "administrator":
            return clerk(None, name=self.name)
        if self.role is None:
            return _without_post(self.name)
        return clerk(self.role, *self.places, name=self.name)

    def is_one_of(self, roles: frozenset[Role], place: str | None = None) -> bool:
        return self.role in roles and (place is None or place in self.places)


PEOPLE = (
    Person("anonymous", None, frozenset(), staff=False),
    Person("nobody", None, frozenset()),
    Person("counter", Role.COUNTER, frozenset({HOME})),
    Person("manager", Role.MANAGER, frozenset({HOME})),
    Person("auditor", Role.AUDITOR, frozenset({HOME})),
    Person("stranger", Role.COUNTER, frozenset({ELSEWHERE})),
    Person("administrator", Role.MANAGER, EVERYWHERE),
)
#: Pages that show nothing of anybody, for whoever has an account.
OWN = {
    "index": OK,
    "search": OK,
    "jsi18n": OK,
    "password_change": OK,
    "password_change_done": OK,
    "login": AWAY,
    "logout": NO_GET,
    "view_on_site": NOTHING,
}
#: Accounts are the administrator's alone; none is ever deleted.
ACCOUNTS = {"changelist": OK, "add": OK, "change": OK, "history": OK, "password_change": OK}


@dataclass(frozen=True, slots=True)
class Page:
    """A pattern of the URL conf: its whole route, and its name (None where it has none)."""

    route: str
    name: str | None

    def path(self, key: object = "") -> str:
        route = self.route
        for part in ("<path:object_id>", "<uuid:key>", "<id>"):
            route = route.replace(part, str(key))
        return f"/{route}"

    def of_table(self) -> tuple[type[Model], str] | None:
        """The table whose page it is, and which page of it."""
        for model in admin.site._registry:
            prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
            if self.name is not None and self.name.startswith(prefix):
                return model, self.name.removeprefix(prefix)
        return None


def pages() -> Iterator[Page]:
    """Every pattern below /admin/."""

    def walk(patterns: list[Any], before: str) -> Iterator[Page]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield Page(route, pattern.name)

    yield from (page for page in walk(get_resolver().url_patterns, "") if "admin/" in page.route)


def asked(page: Page, person: Person) -> Iterator[tuple[str, int]]:
    """What is asked of a page, and what it answers to that person."""
    if page.name == "app_list":
        for label in {model._meta.app_label for model in admin.site._registry}:
            yield f"/admin/{label}/", _to_staff(person, _of_app(label, person))
    elif page.route.endswith("(?P<url>.*)$"):
        yield "/admin/nowhere/", _to_staff(person, NOTHING)
    elif page.name == "view_on_site":
        yield "/admin/r/1/1/", _to_staff(person, NOTHING)
    elif page.name == "autocomplete":
        # Names would be completed without a note of who looked.
        cards = "app_label=registry&model_name=card&field_name=resident&term=9"
        yield f"{page.path()}?{cards}", _to_staff(person, FORBIDDEN)
    elif page.name in OWN:
        stranger = OK if page.name == "login" else AWAY
        yield page.path(), OWN[page.name] if person.staff else stranger
    elif page.name == "money_receipt":
        row = Movement.objects.get()
        seen = person.is_one_of(ReadOnlyAdmin.roles, HOME)
        yield page.path(row.pk), _to_staff(person, OK if seen else NOTHING)
    elif page.name is None:
        yield page.path(new_id()), AWAY
    else:
        found = page.of_table()
        assert found is not None, f"no rule says who may open {page.route} ({page.name})"
        model, what = found
        yield _path(page, model), _to_staff(person, _of_table(model, what, person))


def _path(page: Page, model: type[Model]) -> str:
    row = model._default_manager.first()
    assert row is not None, f"rows.py makes no {model.__name__}"
    return page.path(row.pk)


def _to_staff(person: Person, status: int) -> int:
    return status if person.staff else AWAY


def _of_app(label: str, person: Person) -> int:
    """Where there is nothing to see, there is no page."""
    tables = [table for model, table in admin.site._registry.items() if _label(model) == label]
    if label == "auth":
        return OK if person.name == "administrator" else NOTHING
    return OK if any(person.is_one_of(table.roles) for table in tables) else NOTHING


def _label(model: type[Model]) -> str:
    return model._meta.app_label


def _of_table(model: type[Model], what: str, person: Person) -> int:
    if model is User:
        allowed = person.name == "administrator" and what in ACCOUNTS
        return OK if allowed else FORBIDDEN
    table = admin.site._registry[model]
    assert isinstance(table, ReadOnlyAdmin), "whatever else is registered needs a rule here"
    kind, _, name = what.partition("_")
    match kind:
        case "act":
            return _of_act(model, acts_of(model)[name], table, person)
        case "report":
            return _of_report(reports_of(model)[name], person)
        case "changelist":
            return OK if person.is_one_of(table.roles) else FORBIDDEN
        case "change" | "history":
            return _of_row(model, kind, table, person)
        case "add" | "delete":
            return FORBIDDEN
        case _:
            raise AssertionError(f"no rule says who may open {what} of {model.__name__}")


def _of_row(model: type[Model], kind: str, table: ReadOnlyAdmin, person: Person) -> int:
    """A row of another municipality is as if there were none: back to the first page."""
    if _sees(model, table, person):
        return OK
    if not _is_somewhere(model):
        return FORBIDDEN
    return AWAY if kind == "history" or person.is_one_of(table.roles) else FORBIDDEN


def _of_act(model: type[Model], act: type[ActForm], table: ReadOnlyAdmin, person: Person) -> int:
    if act.whole_table:
        places = [place for place in person.places if act.offered_in(municipalities()[place])]
        return OK if places and person.is_one_of(act.roles) else FORBIDDEN
    row = model._default_manager.first()
    assert row is not None
    if not _sees(model, table, person):
        return NOTHING
    if not person.is_one_of(act.roles, HOME):
        return FORBIDDEN if act.offered_on(row) else NOTHING
    return OK if act.offered_on(row) else NOTHING


def _of_report(report: type[ReportForm], person: Person) -> int:
    places = [place for place in person.places if report.offered_in(municipalities()[place])]
    return OK if places and person.is_one_of(report.roles) else FORBIDDEN


def _sees(model: type[Model], table: ReadOnlyAdmin, person: Person) -> bool:
    return person.is_one_of(table.roles, HOME if _is_somewhere(model) else None)


def _is_somewhere(model: type[Model]) -> bool:
    return any(field.name == "municipality" for field in model._meta.fields)


def _without_post(name: str) -> Client:
    user = User.objects.create(username=name, is_staff=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


@pytest.fixture
def rows(line: InProcess) -> Iterator[None]:
    one_of_each(line)
    User.objects.create(username="somebody")
    yield
    User.objects.all().delete()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_pages__are_for_whom_the_rules_say(rows: None, person: Person) -> None:
    """It is a question of Python alone, and is asked of one database."""
    client = person.client
    wrong = [
        f"{path}: {status}, not {expected}"
        for page in pages()
        for path, expected in asked(page, person)
        if (status := client.get(path).status_code) != expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_acts__are_refused_whatever_the_row(
    rows: None, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may not do it is refused wherever it stands, and when it is sent, too."""
    client = person.client
    for model, table in admin.site._registry.items():
        for name, act in acts_of(model).items():
            if person.is_one_of(act.roles, HOME):
                continue
            monkeypatch.setattr(act, "offered_on", classmethod(lambda cls, row: True))
            monkeypatch.setattr(act, "offered_in", classmethod(lambda cls, here: True))
            row = model._default_manager.first()
            assert row is not None
            key = "" if act.whole_table else f"{row.pk}/"
            path = f"/admin/{_label(model)}/{model._meta.model_name}/{key}act/{name}/"
            sent = {"token": str(new_id()), "confirmed": "1"}
            refusal = FORBIDDEN if act.whole_table or _sees(model, table, person) else NOTHING
            said = client.post(f"{path}?municipality={HOME}", sent).status_code
            assert said == _to_staff(person, refusal), path
    assert not Line.objects.filter(actor__startswith="staff:").exists()


def test_pages__are_all_found() -> None:
    names = {page.name for page in pages()}
    assert {"index", "money_receipt", "registry_resident_act_register"} <= names
    assert len(names) > 200
