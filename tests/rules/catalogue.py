"""The catalogue of the rules as docs/rules.md and its pages hold it, and what proves each rule."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rules.document import CaseExample, DayExample, ExamplesDocument

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs/rules.md", *sorted((ROOT / "docs/rules").glob("*.md"))]
ROW = re.compile(r"^\| ([A-Z]{2}-[A-Z]?\d+) \|.*\| ([^|]+) \|$", re.MULTILINE)
PROOFS = {"decision", "centre", "terminal", "desk", "text"}
#: What a page says of where a decision is made.
DECIDED = "decided: "


def rows(text: str) -> Iterator[tuple[str, str]]:
    """Each rule id of a page, and where it is kept."""
    yield from ROW.findall(text)


def read_catalogue() -> dict[str, str]:
    """Where each rule is kept, by id; an id stands in one row only."""
    found = [row for page in PAGES for row in rows(page.read_text("utf-8"))]
    assert len(found) == len(dict(found)), "a rule id stands in two rows"
    return dict(found)


def read_coverage() -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "tests/rules_coverage.toml").read_text("utf-8"))


@dataclass(slots=True)
class Shown:
    """The examples of one rule: how many of each kind, and what follows in the allowed ones."""

    allowed: int = 0
    refused: int = 0
    warned: int = 0
    outcomes: set[str] = field(default_factory=set)


def shown_by(documents: Iterable[ExamplesDocument]) -> dict[str, Shown]:
    """What the examples of all municipalities show, by rule."""
    shown: dict[str, Shown] = {}
    for document in documents:
        for example in document.example:
            _add_case(shown, example)
        for day in document.day:
            _add_day(shown, day)
        for draw in document.draw:
            for found in _of(shown, draw.shows):
                found.allowed += 1
                found.refused += 1
    return shown


def lacks(rule: str, entry: Mapping[str, Any], shown: Mapping[str, Shown]) -> str | None:
    """What a rule's proof still lacks; None: nothing."""
    if entry.get("proof") not in PROOFS:
        return f"{rule}: no such proof {entry.get('proof')}"
    if entry.get("shown", True) is not True:
        return f"{rule}: shown is true, or is left out"
    entry = {key: said for key, said in entry.items() if key != "shown"}
    found = shown.get(rule, Shown())
    match entry:
        case {"proof": "decision", "by": "warning"}:
            enough = found.warned and found.allowed
        case {"proof": "decision", "by": "outcome"}:
            enough = len(found.outcomes) > 1 or (found.allowed and found.refused)
        case {"proof": "decision", **rest} if not rest:
            enough = found.allowed and found.refused
        case {"proof": "decision"}:
            return f"{rule}: a decision has no key but by, which is outcome or warning"
        case _:
            return None if set(entry) == {"proof", "where"} else f"{rule}: needs proof and where"
    if enough:
        return None
    return (
        f"{rule}: {found.allowed} allowed, {found.refused} refused, {found.warned} warned,"
        f" {len(found.outcomes)} outcomes"
    )


def _add_case(shown: dict[str, Shown], example: CaseExample) -> None:
    answer = example.answer
    if answer.refused:
        for found in _of(shown, {*example.shows, *answer.refused}):
            found.refused += 1
        return
    for found in _of(shown, answer.warned):
        found.warned += 1
    for found in _of(shown, set(example.shows) - set(answer.warned)):
        found.allowed += 1
        if answer.outcome:
            found.outcomes.add(str(sorted(answer.outcome.items())))


def _add_day(shown: dict[str, Shown], day: DayExample) -> None:
    for found in _of(shown, {*day.shows, *day.rules}):
        found.allowed += day.open
        found.refused += not day.open


def _of(shown: dict[str, Shown], rules: Iterable[str]) -> Iterator[Shown]:
    return (shown.setdefault(rule, Shown()) for rule in rules)
