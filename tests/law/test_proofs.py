"""A rule that is no decision is cited by a test of the part that keeps or shows it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.law.tree import ROOT, files

#: They come with the My Number card.
LATER = {"AG-29", "AG-30"}
#: What a terminal does with that card comes with it.
WITH_A_CARD = "AG-"
CITED = re.compile(r"\b[A-Z]{2}-[A-Z]?\d+\b")


def kept_by(*proofs: str) -> set[str]:
    return {rule for rule, entry in coverage().items() if entry["proof"] in proofs}


def coverage() -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "tests/rules_coverage.toml").read_text("utf-8"))


def cited(source: str) -> Iterator[str]:
    """The rules that the tests of a file name: in their text, or in what they are given."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            start = min([node.lineno, *(given.lineno for given in node.decorator_list)])
            yield from CITED.findall("\n".join(lines[start - 1 : node.end_lineno]))


def cited_in(folder: str) -> set[str]:
    return {rule for path in files("test_*.py", folder) for rule in cited(path.read_text("utf-8"))}


def test_rules__of_the_centre_and_the_desk_have_their_tests() -> None:
    found = cited_in("tests/central")
    assert kept_by("centre", "desk") - LATER - found == set()
    assert LATER & found == set(), "they are no longer later"


def test_rules__of_the_terminal_have_their_tests() -> None:
    """What it keeps, what it tells, and what it has to show of what others decide."""
    shown = {rule for rule, entry in coverage().items() if entry.get("shown")}
    asked = {r for r in kept_by("terminal", "text") | shown if not r.startswith(WITH_A_CARD)}
    found = cited_in("tests/kiosk") | cited_in("tests/journeys")
    assert asked - found == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def test_card__is_lost():\n    """ON-21: it ends."""', ["ON-21"]),
        ('@given(["OG-S3"])\ndef test_case(x):\n    pass', ["OG-S3"]),
        ('"""KM-51"""\n\ndef test_case():\n    pass', []),
        ('def helper():\n    """KM-51"""', []),
    ],
)
def test_rules__are_cited_by_tests_alone(source: str, found: list[str]) -> None:
    assert list(cited(source)) == found
