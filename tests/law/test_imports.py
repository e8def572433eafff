"""Each outside library has one address. Who may import whom of our own, lint-imports checks."""

import ast
from fnmatch import fnmatch

import pytest

from tests.law.tree import name, programs

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
