"""What scripts/check says of the packages that are locked: vulnerable, sound, or not looked at."""

import importlib.util
import json
import re
from types import ModuleType

import pytest

from tests.law.tree import ROOT


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOUND = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
VULNERABLE = {
    "name": "c",
    "version": "2",
    "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}, {"id": "CVE-2", "fix_versions": []}],
}


@pytest.mark.parametrize(
    ("packages", "lines", "vulnerable"),
    [
        ([SOUND], ["1 packages audited"], False),
        ([SKIPPED, SKIPPED], ["nothing was audited: not found"], False),
        ([SOUND, SKIPPED], ["1 of 2 packages audited, the others not: not found"], False),
        (
            [VULNERABLE],
            [
                "1 packages audited",
                "c 2: CVE-1, mended in 2.1",
                "c 2: CVE-2, mended in no version",
            ],
            True,
        ),
    ],
)
def test_audit__says_what_it_found(
    packages: list[dict[str, object]], lines: list[str], vulnerable: bool
) -> None:
    audited = load().read(json.dumps({"dependencies": packages}), "")
    assert list(audited.lines) == lines
    assert audited.vulnerable is vulnerable


@pytest.mark.parametrize("report", ["", "{}", "[]"])
def test_audit__without_a_report_says_why(report: str) -> None:
    audited = load().read(report, "Traceback\nConnectionError: nobody answers\n")
    assert audited.lines == ("nothing was audited: ConnectionError: nobody answers",)
    assert not audited.vulnerable


def test_audit__asks_of_every_package_that_any_lock_has() -> None:
    """One lock is audited: the one of the tests, in which all the others are."""
    names = {
        lock.stem: set(re.findall(r"^([\w.-]+==\S+)", lock.read_text("utf-8"), re.MULTILINE))
        for lock in (ROOT / "requirements").glob("*.txt")
    }
    assert set().union(*names.values()) == names["dev"]
