"""Draws at the desk: entering, withdrawing, confirming for callers, and voiding."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.test import Client

from central.booking.models import Booking
from central.desk.models import Role
from central.lottery.models import Draw, Entry
from central.policies import municipalities
from central.registry.models import Resident
from rules.families import channel
from tests.central.booking.world import at
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.lottery.lots import (
    CONFIRMED,
    ENTERED,
    HALL,
    all_courts,
    commit,
    drawn,
    entered,
    person,
    slot,
    states,
)
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")
OPEN = channel.Settings()
ASKED = {
    "place": f"{HALL} badminton",
    "day": "2026-11-03",
    "more_days": "",
    "start_minute": "780",
    "end_minute": "960",
    "people": "10",
    "preference": "1",
}


@pytest.fixture
def resident(monkeypatch: pytest.MonkeyPatch) -> Resident:
    """Of Kumamoto, as if its draws were open at the desk, too; they are at terminals (KM-30)."""
    known = municipalities()
    here = known["kumamoto"]
    parts = {key: {**part, channel.Settings: OPEN} for key, part in here.parts.items()}
    monkeypatch.setitem(known, "kumamoto", replace(here, parts=parts))
    commit()
    return person("Mihon01")


@pytest.fixture
def desk() -> Iterator[Client]:
    with time_machine.travel(ENTERED, tick=False):
        yield clerk(Role.COUNTER, "kumamoto")


def enter(desk: Client, resident: Resident, **changes) -> str:
    path = f"/admin/registry/resident/{resident.id}/act/enter_lottery/"
    courts = str(all_courts(HALL, "badminton"))
    return act(desk, path, **ASKED | {"courts": courts, "channel": "desk"} | changes)


def page(entry: Entry, name: str) -> str:
    return f"/admin/lottery/entry/{entry.id}/act/{name}/"


def test_enter__one_slot_or_a_set(desk, resident) -> None:
    """KM-30, KM-34."""
    said = rows_said(enter(desk, resident))
    entry = Entry.objects.get()
    assert said["申込番号"] == entry.number
    enter(desk, resident, more_days="１０、 17", preference="2")
    several = Entry.objects.get(preference=2)
    assert [one["day"] for one in several.slots] == ["2026-11-03", "2026-11-10", "2026-11-17"]
    shown = desk.get("/admin/lottery/entry/").content.decode()
    assert "13:00〜16:00" in shown and "ほか2枠" in shown
    taken = enter(desk, resident, preference="2", day="2026-11-24")
    assert refused(taken)


def test_enter__on_a_day_that_the_month_has_not(desk, resident) -> None:
    assert "その月にない日" in enter(desk, resident, more_days="31")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("municipality", ["ono", "kumamoto"])
def test_enter__is_not_offered_where_the_desk_takes_none(municipality: str) -> None:
    """KM-30: at terminals and in the web; ON-52: Ono draws in person."""
    here = register(municipality=municipality)
    path = f"/admin/registry/resident/{here.id}/act/enter_lottery/"
    assert clerk(Role.COUNTER, municipality).get(path).status_code == 404


def test_withdraw_and_void(desk, resident) -> None:
    """KM-47."""
    first, second = entered(resident), entered(resident, slot(4), preference=2)
    manager = clerk(Role.MANAGER, "kumamoto")
    assert desk.get(page(second, "void_entry")).status_code == 403
    act(desk, page(first, "withdraw_entry"), channel="desk")
    act(manager, page(second, "void_entry"), why="not_entitled")
    assert set(states().values()) == {"withdrawn", "void"}
    shown = desk.get(f"/admin/lottery/entry/{second.id}/change/").content.decode()
    assert "申し込める方ではない" in shown


@pytest.mark.parametrize("whole_month", [False, True])
def test_confirm__this_win_or_all_of_the_month(resident, whole_month: bool) -> None:
    first, second = entered(resident), entered(resident, slot(4), preference=2)
    drawn()
    told = {"whole_month": "on"} if whole_month else {}
    with time_machine.travel(CONFIRMED, tick=False):
        desk = clerk(Role.COUNTER, "kumamoto")
        said = rows_said(act(desk, page(first, "confirm_win"), channel="desk", **told))
    live = Booking.objects.filter(state="confirmed")
    assert sorted(said["できた予約"].split()) == sorted(live.values_list("number", flat=True))
    assert live.count() == (2 if whole_month else 1)
    assert states()[first.number] == "confirmed"
    assert states()[second.number] == ("confirmed" if whole_month else "won")


def test_replace__where_the_key_to_the_secret_is_lost_and_by_a_manager(desk, resident) -> None:
    """Everybody is told why; the next draw is held with the new secret."""
    entered(resident)
    manager = clerk(Role.MANAGER, "kumamoto")
    draw = Draw.objects.get()
    path = f"/admin/lottery/draw/{draw.id}/act/replace_commitment/"
    assert manager.get(path).status_code == 404, "it is not lost"
    Draw.objects.update(sealed="0" * 16 + ":" + "00" * 80)
    assert desk.get(path).status_code == 403
    act(manager, path, why="復元した控えに鍵がありませんでした")
    (before,) = Draw.objects.get().replaced
    assert (before["commitment"], before["why"]) == (
        draw.commitment,
        "復元した控えに鍵がありませんでした",
    )
    drawn()
    assert Draw.objects.get().state == "drawn"


@pytest.fixture
def sheet() -> Iterator[dict[str, str]]:
    """Two groups of Ono, an hour after the draw for September 2025."""
    valid = {"registered_on": date(2025, 1, 5), "valid_until": date(2027, 1, 5)}
    for number in ("90000001", "90000002"):
        register(number=number, card=None, **valid)
    lines = "90000001 13 9:00-11:00 18\n９００００００２　13日　13:00〜15:00　18人"
    with time_machine.travel(at("2025-08-01T10:30"), tick=False):
        yield {
            "month": "2025-09-01",
            "place": "oike/baseball baseball",
            "courts": "1",
            "sheet": lines,
        }


RESULT = "/admin/lottery/entry/act/enter_draw_result/"


def test_result__of_a_draw_in_person_becomes_bookings(sheet) -> None:
    """ON-52; the same sheet once more makes nothing new."""
    manager = clerk(Role.MANAGER)
    assert rows_said(act(manager, RESULT, **sheet))["新しくできた予約"] == "2"
    assert set(Booking.objects.values_list("won", "day")) == {(True, date(2025, 9, 13))}
    assert rows_said(act(manager, RESULT, **sheet))["新しくできた予約"] == "0"
    assert clerk(Role.COUNTER).get(RESULT).status_code == 403
    assert clerk(Role.MANAGER, "kumamoto").get(RESULT).status_code == 403


def test_result__names_the_line_that_is_refused(sheet) -> None:
    """ON-52: all of it or nothing."""
    wrong = sheet | {"sheet": sheet["sheet"] + "\n90000009 13 17:00-19:00 18"}
    assert "3行目" in refused(act(clerk(Role.MANAGER), RESULT, **wrong))
    assert not Booking.objects.exists()


@pytest.mark.parametrize("row", ["90000001", "90000001 31 9:00-11:00 18", "1 13 9:70-11:00 1"])
def test_result__names_the_line_that_cannot_be_read(sheet, row: str) -> None:
    wrong = sheet | {"sheet": sheet["sheet"] + f"\n{row}"}
    assert "3行目が読めません" in act(clerk(Role.MANAGER), RESULT, **wrong)
