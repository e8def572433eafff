"""What was booked stands, whatever becomes of the rules; the check says what they would refuse."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

from central import clock, commands, policies
from central.__main__ import _parser
from central.booking.models import Booking, BookingStatus
from central.booking.standing import against_todays_rules
from central.booking.use_cases import (
    book_for_caller,
    cancel,
    change_booking,
    import_booking,
    void_booking,
)
from central.journal.commands import Body
from central.journal.models import Line
from rules.facts import Channel
from rules.policy import Municipality, load_all
from tests.central.journal.world import ONO, booking, do, registered
from tests.central.world import DAY, InProcess, body

ASSETS = settings.MUNICIPALITIES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data of one municipality, to be changed."""
    copytree(ASSETS / "ono", tmp_path / "ono")
    monkeypatch.setattr(settings, "MUNICIPALITIES", tmp_path)
    forget()
    yield tmp_path / "ono"
    forget()


def forget() -> None:
    """Read the data again."""
    policies.policy_bundle.cache_clear()
    policies.policy_digest.cache_clear()


def changed(folder: Path, file: str, old: str, new: str) -> Municipality:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    forget()
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


def for_a_caller() -> Body:
    """The staff, for somebody at the desk."""
    resident = registered().id
    return book_for_caller.Body(channel=Channel.DESK, resident=resident, wish=body(courts=6))


def from_before() -> Body:
    """A booking of an older system, of nobody who is registered."""
    wish = body(courts=6)
    return import_booking.Body(number="A1", holder="見本・花子", wish=wish, booked_on=DAY)


@pytest.mark.parametrize("made", [for_a_caller, from_before])
def test_check__lists_a_booking_however_it_was_made(
    ticking: InProcess, folder: Path, made: Callable[[], Body]
) -> None:
    large = do(made()).booking
    assert said(ONO) == []
    assert said(changed(folder, *FEWER)) == [
        f"ono {large.number} argo/arena 2026-09-17 stands against ON-04"
    ]


def test_check__lists_a_booking_as_it_stands_since_it_was_moved(
    ticking: InProcess, folder: Path
) -> None:
    """By the room alone: of its new day nobody was asked when it was booked."""
    resident = registered()
    far = body(courts=6, day=DAY + timedelta(days=7))
    number = do(booking(resident, courts=1)).booking.number
    wanted = change_booking.Body(channel=Channel.DESK, number=number, to=far)
    assert do(wanted).verdict == "applied"
    assert said(ONO) == []
    assert said(changed(folder, *FEWER)) == [
        f"ono {number} argo/arena {far.day} stands against ON-04"
    ]


@pytest.mark.parametrize("state", [BookingStatus.WON, BookingStatus.CONFIRMED])
def test_check__lists_what_a_draw_gave(
    ticking: InProcess, folder: Path, state: BookingStatus
) -> None:
    """No line of the journal booked it."""
    number = do(booking(registered(), courts=6)).booking.number
    Line.objects.filter(kind="book").delete()
    Booking.objects.update(state=state, won=True)
    assert said(ONO) == []
    assert said(changed(folder, *FEWER)) == [
        f"ono {number} argo/arena 2026-09-17 stands against ON-04"
    ]


@pytest.mark.parametrize("end", ["cancel", "void"])
def test_check__lists_no_booking_that_is_over(ticking: InProcess, folder: Path, end: str) -> None:
    resident = registered()
    number = do(booking(resident, courts=6)).booking.number
    ends = {
        "cancel": cancel.Body(
            resident=resident.id, channel=Channel.DESK, number=number, recorded_at=clock.now()
        ),
        "void": void_booking.Body(number=number, why="見本", kept_yen=0),
    }
    assert do(ends[end]).verdict == "applied"
    assert said(changed(folder, *FEWER)) == []
    assert Line.objects.filter(kind="book").exists()


def test_command__lists_it_and_it_stands(
    ticking: InProcess,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As an operator types it, after the data have changed; what stands is no fault."""
    number = do(booking(registered(), courts=6)).booking.number
    assert check() == 0
    assert "stands against" not in capsys.readouterr().out
    ruled = {"ono": changed(folder, *FEWER)}
    monkeypatch.setattr(commands, "municipalities", lambda: ruled)
    assert check() == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == f"ono {number} argo/arena 2026-09-17 stands against ON-04"
    assert Booking.objects.get().state == BookingStatus.CONFIRMED


def check() -> int:
    return commands.run(_parser().parse_args(["check"]))


def test_rules__that_are_extended_are_rules_of_theirs(folder: Path) -> None:
    """Who takes them over has other rules where they change."""
    for name in ("kumatori", "izumi"):
        copytree(ASSETS / name, folder.parent / name)
    before = policies.policy_digest("izumi")
    assert before != changed_digest(folder.parent / "kumatori" / "policy.toml", "izumi")


def changed_digest(path: Path, municipality: str) -> str:
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    forget()
    return policies.policy_digest(municipality)
