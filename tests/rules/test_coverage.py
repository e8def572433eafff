"""Every rule of the catalogue is proved, and says what it says in both languages."""

import json
import re

import pytest

from rules.document import ExamplesDocument
from rules.families import all_families
from tests.rules.catalogue import (
    DECIDED,
    PAGES,
    lacks,
    read_catalogue,
    read_coverage,
    rows,
    shown_by,
)
from tests.rules.worlds import MUNICIPALITIES, examples_of, municipalities

LOCALE = MUNICIPALITIES.parent / "locale"
ACTION = {"verb": "view", "facility": "argo/arena", "date": "2025-11-12"}
CASE = {"says": "", "now": "2025-11-10T10:00:00+09:00", "action": ACTION}
DAY = {"says": "", "facility": "argo/arena", "date": "2025-11-12"}


@pytest.fixture(scope="module")
def shown():
    return shown_by(map(examples_of, municipalities()))


def test_coverage__has_every_rule_of_the_catalogue_and_no_other():
    assert read_catalogue().keys() ^ read_coverage().keys() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_rules__have_their_proof(page, shown):
    coverage = read_coverage()
    rules = [rule for rule, _ in rows(page.read_text("utf-8"))]
    assert rules
    gaps = [gap for rule in rules if (gap := lacks(rule, coverage.get(rule, {}), shown))]
    assert not gaps, "\n".join(gaps)


def test_rules__that_refuse_in_an_example_are_decisions(shown):
    coverage = read_coverage()
    refusing = {rule for rule, found in shown.items() if found.refused or found.warned}
    assert {rule for rule in refusing if coverage[rule]["proof"] != "decision"} == set()


def test_rules__are_kept_where_they_are_proved():
    coverage = read_coverage()
    kept = {
        rule: "decision" if where.startswith(DECIDED) else where
        for rule, where in read_catalogue().items()
    }
    assert kept == {rule: coverage[rule]["proof"] for rule in kept}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_texts__say_every_rule_and_every_reason(language):
    po = (LOCALE / language / "LC_MESSAGES/rules.po").read_text("utf-8")
    said = set(re.findall(r'^msgid "(.+)"\nmsgstr ".+"$', po, re.MULTILINE))
    codes = {code for family in all_families() for code in family.codes}
    missing = sorted((read_catalogue().keys() | codes) - said)
    assert not missing, "\n".join(missing)


def examples(*cases, days=()):
    return ExamplesDocument.model_validate_json(json.dumps({"example": cases, "day": days}))


ALLOWED = CASE | {"shows": ["ON-41"], "answer": {}}
REFUSED = CASE | {"answer": {"refused": ["ON-41"]}}
ENDS = [
    ALLOWED | {"answer": {"outcome": {"visible_until": f"2026-0{n}-01T00:00:00+09:00"}}}
    for n in (1, 2)
]
OPEN = DAY | {"shows": ["ON-41"], "open": True}
CLOSED = DAY | {"open": False, "rules": ["ON-41"]}
DECISION = {"proof": "decision"}
OUTCOME = DECISION | {"by": "outcome"}
WARNING = DECISION | {"by": "warning"}
WARNED = CASE | {"answer": {"warned": ["ON-41"]}}


@pytest.mark.parametrize(
    ("entry", "cases", "days", "enough"),
    [
        (DECISION, (), (), False),
        (DECISION, (ALLOWED,), (), False),
        (DECISION, (REFUSED,), (), False),
        (DECISION, (ALLOWED, REFUSED), (), True),
        (DECISION, (CASE | {"answer": {}}, REFUSED), (), False),
        (
            DECISION,
            (ALLOWED, CASE | {"shows": ["ON-41"], "answer": {"refused": ["CM-01"]}}),
            (),
            True,
        ),
        (DECISION, (), (OPEN, CLOSED), True),
        (DECISION, (), (OPEN, OPEN), False),
        (DECISION, ENDS, (), False),
        (OUTCOME, ENDS, (), True),
        (OUTCOME, (ENDS[0], ENDS[0]), (), False),
        (OUTCOME, (ALLOWED, REFUSED), (), True),
        (WARNING, (WARNED, ALLOWED), (), True),
        (WARNING, (ALLOWED, REFUSED), (), False),
        (WARNING, (WARNED,), (), False),
        (DECISION | {"by": "nobody"}, (ALLOWED, REFUSED), (), False),
        (DECISION | {"where": "x"}, (ALLOWED, REFUSED), (), False),
        (DECISION | {"shown": True}, (ALLOWED, REFUSED), (), True),
        (DECISION | {"shown": False}, (ALLOWED, REFUSED), (), False),
        ({"proof": "centre", "where": "a job"}, (), (), True),
        ({"proof": "centre"}, (), (), False),
        ({"proof": "belief", "where": "x"}, (), (), False),
        ({}, (), (), False),
    ],
)
def test_lacks__a_rule_without_enough_is_found(entry, cases, days, enough):
    found = lacks("ON-41", entry, shown_by([examples(*cases, days=days)]))
    assert (found is None) is enough
    assert enough or found.startswith("ON-41: ")
