"""Each outside library has one address. The rules have next to none.

Who may import whom of our own, lint-imports checks.
"""

import ast
from fnmatch import fnmatch

import pytest

from tests.law.tree import files, name, programs

#: A library, and the only files that may import it; a * runs over folders too.
ADDRESSES = {
    "kivy": ("kiosk/app.py", "kiosk/screens/*/widget.py", "kiosk/widgets/*"),
    "smartcard": ("kiosk/devices/card_reader/*",),
    "escpos": ("kiosk/devices/ticket_printer/*",),
    "requests": ("sync/link.py",),
    "sqlite_utils": ("sync/*",),
    "django": ("central/*",),
    "ninja": ("central/*",),
}

#: What any file of the rules may import: nothing here reads, writes, waits, asks the time or draws.
PURE = {
    *(
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "fnmatch",
    ),
    *("fractions", "functools", "itertools", "json", "pydantic", "re", "rules", "typing"),
}
COMMAND_LINE = "rules/__main__.py"
#: What single files of theirs import beside it: those that read the data and the texts, and the
#: command line; the table of holidays, the only chance there is, and how the families are found.
BESIDE = {
    "rules/terms_text.py": {"hashlib"},
    "rules/bundle.py": {"hashlib", "pathlib"},
    COMMAND_LINE: {"argparse", "io", "os", "pathlib", "pydantic_core", "sys"},
    "rules/calendar.py": {"jpholiday", "zoneinfo"},
    "rules/explain.py": {"pathlib"},
    "rules/families/__init__.py": {"importlib", "pkgutil"},
    "rules/folder.py": {"pathlib", "tomllib"},
    "rules/lottery.py": {"hmac"},
    "rules/policy.py": {"pathlib"},
    "rules/wording.py": {"gettext", "pathlib"},
}
#: What needs no import to reach outside.
BUILT_IN = {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}


def imported(source: str) -> set[str]:
    """The libraries that a file imports, at its top or anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module.partition(".")[0])
    return found


def strangers(file: str, source: str) -> set[str]:
    """What a file imports that does not live there."""
    return {
        library
        for library in imported(source) & ADDRESSES.keys()
        if not any(fnmatch(file, address) for address in ADDRESSES[library])
    }


def impure(file: str, source: str) -> set[str]:
    """What a file of the rules imports or calls though the rules are pure."""
    found = imported(source) - PURE - BESIDE.get(file, set())
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(called)) if called in BUILT_IN and file != COMMAND_LINE:
                found.add(called)
    return found


def test_library__is_imported_at_its_address_only() -> None:
    sources = {name(path): path.read_text(encoding="utf-8") for path in programs()}
    found = {file: strangers(file, source) for file, source in sources.items()}
    assert {file: libraries for file, libraries in found.items() if libraries} == {}


@pytest.mark.parametrize(
    ("file", "source", "found"),
    [
        ("kiosk/screens/board/view.py", "from kivy.clock import Clock", {"kivy"}),
        ("kiosk/screens/board/widget.py", "from kivy.clock import Clock", set()),
        ("kiosk/effects.py", "def f():\n    import requests", {"requests"}),
        ("central/booking/models.py", "import sqlite_utils, django.db", {"sqlite_utils"}),
        ("rules/decide.py", "import kivybar", set()),
    ],
)
def test_library__away_from_its_address_is_found(file: str, source: str, found: set[str]) -> None:
    assert strangers(file, source) == found


def test_rules__are_pure() -> None:
    found = {
        name(path): impure(name(path), path.read_text(encoding="utf-8"))
        for path in files("*.py", "rules")
    }
    assert {file: what for file, what in found.items() if what} == {}
    assert found.keys() >= BESIDE.keys()


@pytest.mark.parametrize(
    ("file", "source", "found"),
    [
        ("rules/families/fees.py", "from time import monotonic", {"time"}),
        ("rules/families/fees.py", "import pathlib", {"pathlib"}),
        ("rules/families/fees.py", "def f():\n    return open('a')", {"open"}),
        ("rules/lottery.py", "import hmac, random", {"random"}),
        ("rules/folder.py", "import os, tomllib", {"os"}),
        ("rules/__main__.py", "import sys\nprint(sys.argv)", set()),
    ],
)
def test_rules__that_are_not_pure_are_found(file: str, source: str, found: set[str]) -> None:
    assert impure(file, source) == found
