"""Short ways to the cases of the tests: Ono's own data, and copies of it that differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from shutil import copytree

import pytest

from rules.calendar import JAPAN, instant, minutes_of
from rules.decide import decide
from rules.document import ExamplesDocument
from rules.facts import Booking, Channel, Facts, Request, Resident, Slot, Verb
from rules.municipality import Municipality
from rules.policy import PolicyError, load, load_all, load_examples
from rules.schema import Model
from rules.verdict import Verdict

MUNICIPALITIES = Path(__file__).resolve().parents[2] / "assets" / "municipalities"
INDIVIDUAL = Resident("city_individual")
GROUP = Resident("city_group")
#: A Wednesday on which everything is open, two days before the booking.
DAY = date(2025, 11, 12)
NOW = datetime(2025, 11, 10, 10, 0, tzinfo=JAPAN)


@lru_cache(maxsize=1)
def municipalities() -> Mapping[str, Municipality]:
    """Every municipality of the data, by id, read once for all tests."""
    return load_all(MUNICIPALITIES)


def municipality(name: str) -> Municipality:
    return municipalities()[name]


@lru_cache(maxsize=32)
def examples_of(name: str) -> ExamplesDocument:
    return load_examples(MUNICIPALITIES / name)


def ono() -> Municipality:
    return municipality("ono")


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of Ono in a new place, in which one text of a file differs."""
    copy = folder / "ono"
    if not copy.exists():
        copytree(MUNICIPALITIES / "ono", copy)
    text = (copy / file).read_text("utf-8")
    assert old in text, f"{file} has no {old}"
    (copy / file).write_text(text.replace(old, new), "utf-8")
    return copy


def fault_of(folder: Path) -> str:
    """The one line about a folder that cannot be loaded."""
    with pytest.raises(PolicyError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value) == caught.value.faults[0]
    return str(caught.value)


def without(kind: type[Model]) -> Municipality:
    """Ono as it would be without the settings of a family."""
    parts = {
        key: {known: part for known, part in settings.items() if known is not kind}
        for key, settings in ono().parts.items()
    }
    return replace(ono(), parts=parts)


def with_settings(settings: Model) -> Municipality:
    """Ono with other settings of a family, in every room."""
    parts = {key: {**old, type(settings): settings} for key, old in ono().parts.items()}
    return replace(ono(), parts=parts)


def slot(
    facility: str = "argo/arena",
    sport: str = "badminton",
    *,
    courts: int = 1,
    day: date = DAY,
    start: str = "18:00",
    end: str = "20:00",
) -> Slot:
    return Slot(facility, sport, courts, day, minutes_of(start), minutes_of(end))


def at(day: date, time: str = "00:00") -> datetime:
    return instant(day, minutes_of(time))


def book(
    wanted: Slot | None = None,
    *,
    resident: Resident | None = INDIVIDUAL,
    people: int = 2,
    now: datetime = NOW,
    facts: Facts | None = None,
    channel: Channel = Channel.TERMINAL,
    municipality: Municipality | None = None,
) -> Verdict:
    request = Request(Verb.BOOK, channel, wanted or slot(), people=people)
    return decide(municipality or ono(), request, resident, facts or Facts(), now)


def cancel(
    booking: Booking,
    *,
    resident: Resident | None = INDIVIDUAL,
    now: datetime = NOW,
    channel: Channel = Channel.TERMINAL,
    municipality: Municipality | None = None,
) -> Verdict:
    request = Request(Verb.CANCEL, channel, booking=booking)
    return decide(municipality or ono(), request, resident, Facts((booking,)), now)


def view(
    wanted: Slot,
    *,
    now: datetime = NOW,
    channel: Channel = Channel.TERMINAL,
    municipality: Municipality | None = None,
) -> Verdict:
    request = Request(Verb.VIEW, channel, wanted)
    return decide(municipality or ono(), request, None, Facts(), now)


def codes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(reason.rule, reason.code) for reason in verdict.reasons]


def params(verdict: Verdict) -> Mapping[str, object]:
    (reason,) = verdict.reasons
    return reason.params
