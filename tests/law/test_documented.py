"""The papers speak of what is there: all of it, and nothing else."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from kiosk.config import Config
from kiosk.devices.open import drivers
from kiosk.journal import Code
from rules.families import all_families
from rules.policy import load
from tests.law.tree import ROOT, files, name

DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAPERS = [*sorted(ROOT.glob("*.md")), *DOCS]
#: What runs leave behind is not in the tree that a paper is checked against.
MADE_BY_RUNS = {"var", "out", ".venv"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def keys(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """The keys of a TOML file, with a dot where one lies inside another."""
    for key, field in model.model_fields.items():
        inner: Any = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys(inner, f"{before}{key}.")
        else:
            yield before + key


def things() -> dict[str, list[str]]:
    screens = sorted({path.parent.name for path in files("view.py", "kiosk/screens")})
    return {
        "screen": screens,
        "card reader": drivers("card_reader"),
        "ticket printer": drivers("ticket_printer"),
        "rule family": [family.name for family in all_families()],
        "journal code": list(Code),
        "configuration key": list(keys(Config)),
    }


@pytest.mark.parametrize("kind", things())
def test_docs__name_every(kind: str) -> None:
    text = "\n".join(map(read, DOCS))
    assert [thing for thing in things()[kind] if f"`{thing}`" not in text] == []


@pytest.mark.parametrize("paper", ["docs/architecture.md", "docs/adding-a-screen.md"])
def test_docs__list_every_screen_in_their_tables(paper: str) -> None:
    listed = re.findall(r"^\| `(\w+)` \|", read(ROOT / paper), re.MULTILINE)
    assert [kind for kind in things()["screen"] if kind not in listed] == []


def test_readme__counts_the_places_and_desks_that_there_are() -> None:
    here = load(ROOT / "assets/municipalities/kumamoto")
    places, desks = len(here.venues), len(here.desks)
    assert f"{places} places, {desks} desks" in read(ROOT / "README.md")
    assert f"{places}か所の施設、{desks}の窓口" in read(ROOT / "README.ja.md")


def paths_in(text: str) -> set[str]:
    """The paths of this project that a paper names: its links, and what it sets as code."""
    links = set(re.findall(r"\]\((?!\w+:)([^)#\s]+)", text))
    code = {word for span in re.findall(r"`([^`\n]+)`", text) for word in span.split()}
    ours = {path.name for path in ROOT.iterdir()} | {"docs", "tests"}
    return links | {word for word in code if "/" in word and word.split("/")[0] in ours}


def is_there(word: str, paper: Path) -> bool:
    if word.split("/", maxsplit=1)[0] in MADE_BY_RUNS:
        return True
    pattern = re.sub(r"<[^>]*>", "*", word).rstrip("/").split(":")[0]
    return any(any(start.glob(pattern)) for start in (ROOT, paper.parent))


def test_papers__name_only_paths_that_exist() -> None:
    named = {(name(paper), word) for paper in PAPERS for word in paths_in(read(paper))}
    assert {(paper, word) for paper, word in named if not is_there(word, ROOT / paper)} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see [map](docs/architecture.md#top)", {"docs/architecture.md"}),
        ("see [form](https://example.org/x)", set()),
        ("in `kiosk/screens/<kind>/view.py` and `a/b`", {"kiosk/screens/<kind>/view.py"}),
        ("`scripts/run --tour`", {"scripts/run"}),
    ],
)
def test_papers__paths_are_found(text: str, found: set[str]) -> None:
    assert paths_in(text) == found


def test_papers__a_path_that_is_gone_is_noticed() -> None:
    paper = ROOT / "docs/architecture.md"
    assert is_there("kiosk/screens/<kind>/view.py", paper)
    assert not is_there("kiosk/screens/<kind>/no.py", paper)


def test_readme__says_the_same_in_both_languages() -> None:
    levels = [
        re.findall(
            r"^#+(?= )", re.sub(r"```.*?```", "", read(ROOT / file), flags=re.DOTALL), re.MULTILINE
        )
        for file in ("README.md", "README.ja.md")
    ]
    assert levels[0]
    assert levels[0] == levels[1]


def test_changelog__has_the_version() -> None:
    version = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in read(ROOT / "CHANGELOG.md")


def test_decision__is_numbered_and_short() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(path.name.split("-")[0]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {path.name for path in decisions if len(read(path).splitlines()) > 60} == set()
