"""Cards of the staff: kept as digests only, and made by a command."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kiosk.staff_cards import StaffCards, digest

ROOT = Path(__file__).resolve().parents[2]
SALT = "00112233445566778899aabbccddeeff"
CARD = "04A1B2C3D4E5F6"


def test_card__is_known_by_its_digest_alone() -> None:
    cards = StaffCards(SALT, frozenset({digest(CARD, SALT)}))
    assert cards.knows(CARD)
    assert cards.knows(CARD.lower())
    assert not cards.knows("04A1B2C3D4E5F7")
    assert CARD not in repr(cards)


def test_card__under_another_salt_is_another() -> None:
    cards = StaffCards(SALT[::-1], frozenset({digest(CARD, SALT)}))
    assert not cards.knows(CARD)


def test_card__opens_nothing_where_there_are_none() -> None:
    assert not StaffCards().knows(CARD)


def test_command__prints_the_lines_of_the_configuration() -> None:
    command = [sys.executable, "-m", "kiosk.new_staff_card"]
    first = _said(command)
    assert first["cards"] == [digest(CARD, first["salt"])]
    again = _said([*command, SALT])
    assert (again["salt"], again["cards"]) == (SALT, [digest(CARD, SALT)])
    assert _said(command)["salt"] != first["salt"]


@pytest.mark.parametrize("card", ["", "zzz", "04A1B2", "04A1B2C3D4E5F", "04 A1 B2 C3", "0" * 200])
def test_command__takes_no_card_that_is_none(card: str) -> None:
    assert (
        _refused(card)
        == "the card: 4 to 10 bytes as the digits 0-9 and A-F, such as 04A1B2C3D4E5F6"
    )


@pytest.mark.parametrize("salt", ["", "00", "zz" * 16, SALT.upper() + "G"])
def test_command__takes_no_salt_that_is_none(salt: str) -> None:
    assert _refused(CARD, salt).startswith("the salt: ")


def _refused(card: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.new_staff_card", *words],
        input=f"{card}\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    return done.stderr.strip()


def _said(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        command, input=f"{CARD}\n", capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    said = tomllib.loads(done.stdout)["staff"]
    assert CARD not in done.stdout
    return said  # type: ignore[no-any-return]
