"""The first page, and where people help: the desks with today's hours."""

from datetime import datetime

import pytest

from kiosk.flow import show
from kiosk.messages import PageOpened
from kiosk.screens.list.view import Row, View
from rules.calendar import JAPAN
from tests.kiosk.flow.journey import do
from tests.kiosk.flow.towns import at


def desks(day: int, town: str = "ono") -> dict[str, Row]:
    """The rows of the page on a day of December 2025, by name."""
    visit = at(town, datetime(2025, 12, day, 10, 24, tzinfo=JAPAN))
    view = show(do(visit, PageOpened("desk"))).view
    assert isinstance(view, View)
    return {row.title: row for row in view.rows}


@pytest.mark.parametrize("town", ["ono", "kumamoto", "ogaki", "kumatori", "ageo"])
def test_home__has_no_icon_twice(town: str) -> None:
    view = show(at(town)).view
    icons = [press.icon for press in (*view.lead, *view.more)]
    assert len(set(icons)) == len(icons) >= 9


def test_desks__with_hours_and_telephone() -> None:
    rows = desks(1)
    assert len(rows) == 5
    row = rows["小野市総合体育館(アルゴ)"]
    assert row.detail == "きょう 09:00–21:00　電話 0794-00-0001"
    assert row.word == "いま開いています"


@pytest.mark.parametrize(
    ("day", "hours"), [(7, "きょう 08:00–21:00"), (22, "きょうはお休み"), (31, "きょうはお休み")]
)
def test_desks__on_weekends_and_closing_days(day: int, hours: str) -> None:
    """ON-17"""
    assert hours in desks(day)["小野市総合体育館(アルゴ)"].detail


def test_desks__what_to_know_before_going_and_every_telephone() -> None:
    """KM-19"""
    (tenmei,) = (row for name, row in desks(3, "kumamoto").items() if name.startswith("天明"))
    assert "きょうはお休み　電話 096-223-0933 096-223-1430\n平日は" in tenmei.detail
    assert tenmei.word == "いまは閉まっています"


def test_desks__that_another_handles_are_not_listed() -> None:
    assert not any(name.startswith("水前寺野球場") for name in desks(6, "kumamoto"))
