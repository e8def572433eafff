"""What residents read: each id in every language, each id in use, and no sentence in code."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest

from rules.families import all_families
from tests.law.tree import ROOT, files, name

LANGUAGES = sorted(path.name for path in (ROOT / "assets/locale").iterdir() if path.is_dir())
#: Two characters and more: one alone is a symbol, as 休 on a closed day.
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2}")

#: Where Japanese may stand in code: in examples, which only tests draw; in the captions of the
#: tour's pictures; and in the rules of where a line may break, which are about characters.
NOT_SAID = ("kiosk/screens/*/view.py", "kiosk/tour/*.py", "kiosk/breaking.py")


@cache
def catalogue(language: str, domain: str) -> dict[str, list[str]]:
    """Id to its texts, more than one where they are counted."""
    path = ROOT / "assets/locale" / language / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as file:
        entries = GNUTranslations(file)._catalog.items()  # type: ignore[attr-defined]
    texts: dict[str, list[str]] = {}
    for msgid, text in entries:
        texts.setdefault(msgid[0] if isinstance(msgid, tuple) else msgid, []).append(text)
    texts.pop("", None)
    return texts


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def literals(path: Path) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The strings of a file that are no docstrings; an f-string as a whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    quiet |= {
        part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (text or isinstance(node, ast.JoinedStr)) and node not in quiet:
            assert isinstance(node, ast.Constant | ast.JoinedStr)
            yield node


def pattern(node: ast.expr) -> str:
    """What an id in code may be: itself, or anything where a value is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(pattern(part) for part in parts)
    return ".+"


def said(path: Path) -> Iterator[str]:
    """The ids that a file asks for by name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="say" | "count"), args=[ast.Constant(value=str(text)), *_]
            ):
                yield text


@pytest.mark.parametrize("domain", ["kiosk", "rules"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue__has_what_the_japanese_one_has(domain: str, language: str) -> None:
    own, japanese = catalogue(language, domain), catalogue("ja", domain)
    assert own.keys() ^ japanese.keys() == set()
    unlike = {
        msgid
        for msgid, texts in own.items()
        if set().union(*map(fields, texts)) != set().union(*map(fields, japanese[msgid]))
    }
    assert unlike == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason__has_a_text_with_values_that_it_gives(language: str) -> None:
    texts = catalogue(language, "rules")
    codes = {code: names for family in all_families() for code, names in family.codes.items()}
    assert codes.keys() - texts.keys() == set()
    assert {
        c: fields(texts[c][0]) - set(given)
        for c, given in codes.items()
        if fields(texts[c][0]) - set(given)
    } == {}


def test_text__that_code_asks_for_is_there() -> None:
    asked = {(name(path), text) for path in files("*.py", "kiosk") for text in said(path)}
    assert {(file, text) for file, text in asked if text not in catalogue("ja", "kiosk")} == set()


def test_text__is_asked_for_by_code() -> None:
    patterns = {pattern(node) for path in files("*.py", "kiosk") for node in literals(path)}
    known = re.compile("|".join(sorted(patterns - {".+"})))
    assert {msgid for msgid in catalogue("ja", "kiosk") if not known.fullmatch(msgid)} == set()


def test_text__stands_in_no_code() -> None:
    found = {
        f"{name(path)}:{node.lineno}"
        for path in files("*.py", "kiosk", "sync")
        if not any(map(path.match, NOT_SAID))
        for node in literals(path)
        if JAPANESE.search(ast.unparse(node))
    }
    assert found == set()
