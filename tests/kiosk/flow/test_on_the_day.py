"""KM-46, KM-07: what to do on the day of use is said by class, on paper and where one looks."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    DayChosen,
    Effect,
    FacilityChosen,
    PageOpened,
    PrintTicket,
    PrintWanted,
    SettingChanged,
    SportChosen,
)
from kiosk.visit import Visit
from tests.kiosk.flow.journey import CARD, SEALED, accepted, booking, do, last_effect
from tests.kiosk.flow.towns import at

DAY = date(2025, 12, 20)
NUMBER = "AAAAA-BBBBB"
SLIPS = (
    ("paid/joyama/tennis", "tennis", "施設の窓口で手続き"),
    ("school/elementary_a/gym", "badminton", "名簿に署名"),
    ("park/ojima/ground", "softball", "当日の手続きはいりません"),
)


def printed(room: str, sport: str, *before: SettingChanged) -> tuple[str, ...]:
    """The notes of the ticket of a booking that was made elsewhere."""
    visit = do(at("kumamoto"), *before, CardTouched(CARD), SEALED)
    held = booking(NUMBER, facility=room, sport=sport, day=DAY)
    visit = do(visit, accepted(held, type="individual"))
    effect: Effect
    _, effect = last_effect(visit, PrintWanted(NUMBER))
    assert isinstance(effect, PrintTicket)
    return effect.paper.notes


def looked_at_today(room: str) -> Visit:
    visit = do(at("kumamoto"), PageOpened("look.place"), FacilityChosen(room))
    visit = do(visit, SportChosen("softball"))
    return do(visit, DayChosen(visit.today))


@pytest.mark.parametrize(("room", "sport"), [(room, sport) for room, sport, _ in SLIPS])
def test_ticket__says_what_to_do_on_the_day(room: str, sport: str) -> None:
    """KM-46: three classes, three texts; KM-07 on that of a park."""
    notes = " ".join(printed(room, sport))
    assert [said in notes for _, _, said in SLIPS] == [room == one for one, _, _ in SLIPS]


def test_ticket_of_a_park__says_that_free_time_is_first_come() -> None:
    """KM-07"""
    notes = " ".join(printed("park/ojima/ground", "softball"))
    assert "先に来た人から使えます" in notes
    assert "駐車場は閉まっていることがあります" in notes


def test_ticket__says_it_in_english() -> None:
    notes = " ".join(printed("park/ojima/ground", "softball", SettingChanged("language")))
    assert "Nothing to do on the day" in notes


def test_ticket__has_nothing_to_say_where_the_class_says_nothing() -> None:
    assert not any("当日" in note for note in printed("culture/fureai/none", "softball"))


def test_park__is_first_come_today_where_one_looks() -> None:
    """KM-07: nothing is booked for today any more, and one can still play."""
    visit = looked_at_today("park/ojima/ground")
    assert visit.page == "refused"
    said = " ".join(show(visit).view.lines)
    assert "来た順に使えます" in said
    assert "電話" in said


def test_paid_facility__has_no_first_come_today() -> None:
    visit = looked_at_today("paid/kawachi/ground")
    assert "来た順" not in " ".join(show(visit).view.lines)
