"""A rule that the centre or the desk keeps is cited by a test there, which tries it."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.law.tree import ROOT, files

#: They come with the My Number card.
LATER = {"AG-29", "AG-30"}
CITED = re.compile(r"\b[A-Z]{2}-[A-Z]?\d+\b")


def kept_there() -> set[str]:
    text = (ROOT / "tests/rules_coverage.toml").read_text("utf-8")
    rules = tomllib.loads(text).items()
    return {rule for rule, entry in rules if entry["proof"] in {"centre", "desk"}}


def cited(source: str) -> Iterator[str]:
    """The rules that the tests of a file name: in their text, or in what they are given."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            start = min([node.lineno, *(given.lineno for given in node.decorator_list)])
            yield from CITED.findall("\n".join(lines[start - 1 : node.end_lineno]))


def test_rules__of_the_centre_and_the_desk_have_their_tests() -> None:
    found = {
        rule for path in files("test_*.py", "tests/central") for rule in cited(path.read_text())
    }
    assert kept_there() - LATER - found == set()
    assert LATER & found == set(), "they are no longer later"


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
