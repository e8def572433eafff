"""The pages that explain the rules name what there is."""

import re
from pathlib import Path

from rules.families import all_families
from rules.policy import read_toml
from rules.sources import sourced_values
from tests.rules.worlds import MUNICIPALITIES

DOCS = Path(__file__).resolve().parents[2] / "docs"
RULES = (DOCS / "rules.md").read_text("utf-8")
EXPLAINED = set(re.findall(r"^\| ([A-Z]{2}-[A-Z]?\d+) \|", RULES, re.MULTILINE))


def test_rules__every_source_of_a_municipality_is_explained():
    for path in MUNICIPALITIES.glob("*/*.toml"):
        sources = {value.source for value in sourced_values(read_toml(path))}
        assert sources - {"assumed", "sample"} <= EXPLAINED


def test_rules__every_id_that_the_code_gives_is_explained():
    rules = Path(__file__).resolve().parents[2] / "rules"
    given = {
        found
        for path in rules.rglob("*.py")
        for found in re.findall(r'"(CM-\d+)"', path.read_text("utf-8"))
    }
    assert given == {f"CM-0{n}" for n in range(1, 9)}
    assert given <= EXPLAINED


def test_rules__every_family_that_is_named_exists():
    families = {family.name for family in all_families()}
    named = {
        name
        for line in RULES.splitlines()
        for cell in re.findall(
            r"(?:decided: |\| )((?:`\w+`(?:, )?)+)(?:;[^|]*)?(?: desk)? \|", line
        )
        for name in re.findall(r"`(\w+)`", cell)
    }
    assert named <= families
    assert families - named <= {"fees"}


def test_paths__of_the_recipes_exist():
    for page in ("rules.md", "adding-a-municipality.md", "adding-a-rule.md"):
        text = (DOCS / page).read_text("utf-8")
        for path in re.findall(r"`((?:rules|tests|assets)/[\w./-]+)`", text):
            assert (DOCS.parent / path).exists(), f"{page} names {path}"
