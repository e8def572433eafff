"""The data decides: change one number of a policy, and an example of the municipality fails.

Every number of policy.toml that a rule reads is changed by one, one at a time and in memory: counts
and days of the month, times of day by a minute, days of the year by a day, and what is true to
false. Not changed are how long a terminal waits, and where a municipality stands in a list.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest

from rules import folder as folders
from rules.calendar import clock_text, minutes_of
from rules.examples import failures
from rules.policy import PolicyError, municipality_of, read_toml
from tests.rules.asked import FIVE
from tests.rules.worlds import MUNICIPALITIES, examples_of

#: Tables of a policy that no rule reads.
NO_RULE = {"system", "mail", "terminal"}
NOTICED_MIN = 0.9


@pytest.mark.parametrize("name", FIVE)
def test_examples__notice_nine_changes_of_ten(name):
    content = read_toml(MUNICIPALITIES / name / "policy.toml")
    examples = examples_of(name)
    folder = folders.read_folder(MUNICIPALITIES / name)
    changes = list(changes_of(content))
    unnoticed = [
        f"{where} = {value}"
        for where, value, changed in changes
        if not notices(folder, changed, examples)
    ]
    share = 1 - len(unnoticed) / max(1, len(changes))
    print(f"{name}: {len(changes)} changes, {share:.1%} noticed")
    assert changes
    assert share >= NOTICED_MIN, "\n".join([f"{share:.1%} noticed; not:", *unnoticed])


def notices(folder, content, examples):
    """Whether a changed policy cannot be loaded, or an example fails under it."""
    try:
        head = folders._policy(folder.path, content)
        municipality = municipality_of(replace(folder, head=head, own=head.policy))
    except PolicyError:
        return True
    return next(failures(municipality, examples), None) is not None


def changes_of(content: dict[str, object]) -> Iterator[tuple[str, object, dict[str, object]]]:
    """Key, new value, and the whole policy in which nothing but that value differs."""
    rules = {key: value for key, value in content.items() if key not in NO_RULE}
    for path, value in numbers_in(rules):
        for other in others(value):
            changed = deepcopy(content)
            table: Any = changed
            for key in path[:-1]:
                table = table[key]
            table[path[-1]] = other
            yield ".".join(map(str, path)), other, changed


def numbers_in(value: object, *path: object) -> Iterator[tuple[tuple[object, ...], object]]:
    """Each value below that can be changed by one, and where it stands."""
    match value:
        case dict():
            yield from chain.from_iterable(numbers_in(v, *path, k) for k, v in value.items())
        case list():
            yield from chain.from_iterable(numbers_in(v, *path, i) for i, v in enumerate(value))
        case _ if others(value):
            yield path, value


def others(value: object) -> list[object]:
    """What a number becomes by one more and one less; none: it is no number."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value - 1, value + 1]
        case str() if re.fullmatch(r"\d\d:\d\d", value):
            minute = minutes_of(value)
            return [clock_text(at) for at in (minute - 1, minute + 1) if 0 <= at <= 24 * 60]
        case str() if re.fullmatch(r"\d\d-\d\d", value):
            day = date.fromisoformat(f"2024-{value}")
            return [f"{day + timedelta(days=by):%m-%d}" for by in (-1, 1)]
        case _:
            return []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, [3, 5]),
        (True, [False]),
        ("09:30", ["09:29", "09:31"]),
        ("24:00", ["23:59"]),
        ("00:00", ["00:01"]),
        ("12-31", ["12-30", "01-01"]),
        ("03-01", ["02-29", "03-02"]),
        ("1234567890", []),
        ("sample", []),
        (date(2015, 4, 1), []),
    ],
)
def test_others__are_one_away(value, expected):
    assert others(value) == expected


def test_changes__differ_in_one_value_each():
    content = {"terminal": {"wait_s": 8}, "policy": [{"a": {"n": 4, "on": True}}, {"b": [1, 2]}]}
    changes = list(changes_of(content))
    assert [where for where, _, _ in changes] == [
        *["policy.0.a.n"] * 2,
        "policy.0.a.on",
        *["policy.1.b.0"] * 2,
        *["policy.1.b.1"] * 2,
    ]
    assert changes[0][2]["policy"] == [{"a": {"n": 3, "on": True}}, {"b": [1, 2]}]
    assert changes[-1][2]["policy"] == [{"a": {"n": 4, "on": True}}, {"b": [1, 3]}]
    assert content["policy"][0]["a"]["n"] == 4
