"""Whatever page shows anything of a resident leaves a line in 閲覧記録: every page is opened."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from central.desk.models import LookUp, Role
from central.registry.models import Resident
from tests.central.desk.rows import one_of_each
from tests.central.desk.test_permissions_staff import HOME, Page, pages
from tests.central.desk.world import clerk
from tests.central.world import InProcess

#: By what somebody is known; nothing else on a page has these letters.
NAME, NUMBER, MAIL, PHONE = "麒麟獅子　鸞", "77665544", "kirin@example.com", "000-7766-5544"
#: The record of looks names whom by number; that is no look itself.
RECORDS = "desk_lookup_"


@pytest.fixture
def resident(line: InProcess) -> Iterator[Resident]:
    one_of_each(line)
    told = {"name": NAME, "number": NUMBER, "mail": MAIL, "phone": PHONE}
    Resident.objects.update(**told)
    yield Resident.objects.get()
    User.objects.all().delete()


def paths_of(page: Page) -> Iterator[str]:
    """A page of a table, of a row of it, of an act, of a report with what it lists."""
    found = page.of_table()
    if found is None or page.name is None or page.name.startswith(RECORDS):
        return
    model, what = found
    row = model._default_manager.first()
    path = page.path("" if row is None else row.pk)
    yield path
    if what.startswith("report_"):
        number = f"municipality={HOME}&number={NUMBER}"
        yield from (f"{path}?{number}&day={day}" for day in ("2026-09-17", "2026-10-01"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_page__that_shows_somebody_is_noted(resident: Resident) -> None:
    """The name, the number, the address of mail or the telephone stands there."""
    client, shown, unnoted = clerk(Role.MANAGER, HOME), set(), []
    for path in (path for page in pages() for path in paths_of(page)):
        LookUp.objects.all().delete()
        answer = client.get(path)
        if answer.status_code != 200:
            continue
        content = answer.content.decode()
        if any(what in content for what in (NAME, NUMBER, MAIL, PHONE)):
            shown.add(path)
            looks = LookUp.objects.filter(resident=resident.id, actor=f"staff:manager.{HOME}")
            unnoted += [] if looks.exists() else [path]
    assert unnoted == []
    assert len(shown) > 10, "the pages show nobody: this test would find nothing"
