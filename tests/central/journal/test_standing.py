"""What was booked stands, whatever becomes of the rules; the check says what they would refuse."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

from central import clock, policies
from central.booking.standing import against_todays_rules
from central.booking.use_cases import cancel
from central.journal.models import Line
from rules.facts import Channel
from rules.policy import Municipality, load_all
from tests.central.journal.world import ONO, booking, do, registered
from tests.central.world import InProcess


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data of one municipality, to be changed."""
    copytree(settings.MUNICIPALITIES / "ono", tmp_path / "ono")
    monkeypatch.setattr(settings, "MUNICIPALITIES", tmp_path)
    policies.policy_digest.cache_clear()
    yield tmp_path / "ono"
    policies.policy_digest.cache_clear()


def changed(folder: Path, file: str, old: str, new: str) -> Municipality:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    policies.policy_digest.cache_clear()
    return load_all(folder.parent)["ono"]


FEWER = ("facilities.toml", "badminton = { courts = 6,", "badminton = { courts = 3,")


def said(municipality: Municipality) -> list[str]:
    return list(against_todays_rules(municipality, clock.now()))


def test_check__lists_a_booking_that_todays_rules_refuse(ticking: InProcess, folder: Path) -> None:
    resident = registered()
    large = do(booking(resident, courts=6)).booking
    do(booking(resident, courts=2, start_minute=9 * 60, end_minute=10 * 60))
    rules = changed(folder, *FEWER)
    assert said(rules) == [f"ono {large.number} argo/arena 2026-09-17 stands against ON-04"]


def test_check__lists_a_booking_of_a_room_that_is_gone(ticking: InProcess, folder: Path) -> None:
    made = do(booking(registered())).booking
    rules = changed(folder, *FEWER)
    rooms = {name: room for name, room in rules.rooms.items() if name != "argo/arena"}
    gone = replace(rules, rooms=rooms)
    assert said(gone) == [f"ono {made.number} argo/arena 2026-09-17 stands against CM-04"]


def test_check__asks_of_nothing_under_the_same_rules(ticking: InProcess, folder: Path) -> None:
    resident = registered()
    do(booking(resident, courts=6))
    resident.mail = ""
    resident.save(update_fields=["mail"])
    assert said(ONO) == []


def test_check__lists_no_booking_that_is_over(ticking: InProcess, folder: Path) -> None:
    resident = registered()
    number = do(booking(resident, courts=6)).booking.number
    wanted = cancel.Body(
        resident=resident.id, channel=Channel.DESK, number=number, recorded_at=clock.now()
    )
    assert do(wanted).verdict == "applied"
    assert said(changed(folder, *FEWER)) == []
    assert Line.objects.filter(kind="book").exists()
