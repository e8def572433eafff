"""受付停止: whatever begins an action says so before anyone has typed anything."""

from dataclasses import replace

import pytest

from kiosk.flow import PAGES, show
from kiosk.messages import BackPressed, PageOpened
from tests.kiosk.flow.journey import begin, do

#: Each page at which an action begins, and a page with a button that leads there.
RECORDING = [
    (name, before)
    for name, page in PAGES.items()
    if page.records
    for before, other in PAGES.items()
    if name in other.opens and not before.startswith("action.")
]


def test_pages__that_record_are_all_that_are_typed_into() -> None:
    assert {name for name, _ in RECORDING} == {
        "mail.address",
        "password.change",
        "password.number",
        "register.type",
        "renewal.apply",
        "renewal.end",
        "renewal.members",
        "resume.code",
    }


@pytest.mark.parametrize(("page", "before"), RECORDING)
def test_intake__stopped_is_said_where_an_action_would_begin(page: str, before: str) -> None:
    visit = replace(begin(intake="disk"), page=before, trail=("home",))
    visit = do(visit, PageOpened(page))
    assert visit.page == "stopped"
    assert show(visit).frame.question == "受付停止"
    assert do(visit, BackPressed()).page == ("home" if PAGES[before].passing else before)
