"""The pages that explain the rules name what there is."""

import re

from rules.families import all_families
from rules.policy import read_toml
from rules.sources import sourced_values
from tests.rules.catalogue import DECIDED, PAGES, ROOT, read_catalogue
from tests.rules.worlds import MUNICIPALITIES

DOCS = ROOT / "docs"


def test_rules__every_source_of_a_municipality_is_explained():
    for path in MUNICIPALITIES.glob("*/*.toml"):
        sources = {value.source for value in sourced_values(read_toml(path))}
        assert sources - {"assumed", "sample"} <= read_catalogue().keys()


def test_rules__every_id_that_the_code_gives_is_explained():
    given = {
        found
        for path in (ROOT / "rules").rglob("*.py")
        for found in re.findall(r'"(CM-\d+)"', path.read_text("utf-8"))
    }
    assert given == {f"CM-0{n}" for n in range(1, 9)}
    assert given <= read_catalogue().keys()


def test_rules__every_family_that_is_named_exists():
    """And the other way round, but for those that only say a value, and decide nothing."""
    families = {
        family.name
        for family in all_families()
        if family.reasons or family.warnings or family.outcome
    }
    named = {
        name
        for where in read_catalogue().values()
        for name in re.findall(r"`(\w+)`", where.removeprefix(DECIDED))
    }
    assert named ^ families == set()


def test_paths__of_the_recipes_exist():
    for page in (*PAGES, DOCS / "adding-a-municipality.md", DOCS / "adding-a-rule.md"):
        for path in re.findall(r"`((?:rules|tests|assets)/[\w./-]+)`", page.read_text("utf-8")):
            assert (ROOT / path).exists(), f"{page.name} names {path}"
