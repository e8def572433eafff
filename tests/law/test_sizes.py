"""A file is read in one sitting, a function at one glance."""

import ast
from pathlib import Path

from tests.law.tree import files, name

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70

#: What is longer than it should be, with its length: it may shrink, and nothing may be added.
RATCHET: dict[str, int] = {}


def too_long(file: str, source: str) -> dict[str, int]:
    """What of a file is over its limit: the file itself, or functions of it."""
    found = {}
    if (lines := len(source.splitlines())) > FILE_LINES_MAX:
        found[file] = lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                found[f"{file}:{node.name}"] = lines
    return found


def python_files() -> list[Path]:
    # Django writes migrations; we do not.
    return [path for path in files("*.py") if path.parent.name != "migrations"]


def test_size__is_within_its_limit() -> None:
    found: dict[str, int] = {}
    for path in python_files():
        found |= too_long(name(path), path.read_text(encoding="utf-8"))
    assert {what: lines for what, lines in found.items() if lines > RATCHET.get(what, 0)} == {}
    # What has become short enough leaves the ratchet; what has shrunk is entered with its length.
    assert {what: found.get(what) for what in RATCHET} == RATCHET


def test_size__a_long_function_in_a_long_file_is_found() -> None:
    body = "    pass\n" * FUNCTION_LINES_MAX
    assert too_long("a.py", f"def f():\n{body}") == {"a.py:f": 71}
    assert too_long("a.py", "x = 1\n" * 401) == {"a.py": 401}
