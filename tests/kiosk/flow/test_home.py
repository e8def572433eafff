"""Where people help: the desks with today's hours."""

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.flow import show
from kiosk.messages import PageOpened
from kiosk.screens.message.view import View
from kiosk.visit import Visit
from rules.calendar import JAPAN
from rules.policy import load
from tests.kiosk.flow.journey import VISIT, do, site

ROOT = Path(__file__).resolve().parents[3]


def desks(day: int, municipality: str = "ono") -> tuple[str, ...]:
    """The lines of the page on a day of December 2025."""
    town = load(ROOT / "assets/municipalities" / municipality)
    venue = next(iter(town.venues))
    now = datetime(2025, 12, day, 10, 24, tzinfo=JAPAN)
    visit = Visit.begin(VISIT, site(municipality=town, venue=venue), now)
    view = show(do(visit, PageOpened("desk"))).view
    assert isinstance(view, View)
    return view.lines[1:]


def test_desks__with_hours_and_telephone() -> None:
    lines = desks(1)
    assert len(lines) == 5
    assert lines[0] == "小野市総合体育館(アルゴ) 09:00–21:00 電話 0794-00-0001"


@pytest.mark.parametrize(
    ("day", "hours"), [(7, "08:00–21:00"), (22, "本日は休み"), (31, "本日は休み")]
)
def test_desks__on_weekends_and_closing_days(day: int, hours: str) -> None:
    assert hours in desks(day)[0]


def test_desks__what_to_know_before_going_and_every_telephone() -> None:
    lines = desks(3, "kumamoto")
    (tenmei,) = (line for line in lines if line.startswith("天明"))
    assert "本日は休み 電話 096-223-0933 096-223-1430 平日は" in tenmei


def test_desks__that_another_handles_are_not_listed() -> None:
    assert not any(line.startswith("水前寺野球場") for line in desks(6, "kumamoto"))
