"""A rule explained to people: what it says, where the data sets it, which reasons cite it."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.examples import verdicts
from rules.policy import load, load_examples, read_toml
from rules.sources import sourced_values
from rules.wording import clause, has_text, in_language, languages

ID = re.compile(r"[A-Z]{2}-[A-Z]?\d{1,3}")
FILES = ("policy.toml", "facilities.toml")


def is_explained(rule: str) -> bool:
    """Whether this is the id of a rule, and not another text's."""
    return bool(ID.fullmatch(rule)) and all(has_text(rule, language) for language in languages())


def explain(rule: str, municipalities: Path) -> Iterator[str]:
    """The lines to print for a rule that has texts."""
    yield rule
    for language in languages():
        yield f"  {language}: {clause(rule, language)}"
    folders = sorted(path.parent for path in municipalities.glob("*/policy.toml"))
    heirs = _heirs(folders)
    for folder in folders:
        settings, codes = list(_settings(rule, folder)), _codes(rule, folder)
        if settings or codes:
            yield ""
            yield f"{folder.name}: {_name(folder)}"
            yield from settings
            yield from (f"  reason: {code}" for code in codes)
            if folder.name in heirs:
                yield f"  the same, as a sample: {', '.join(heirs[folder.name])}"


def _heirs(folders: Iterable[Path]) -> dict[str, list[str]]:
    """The municipalities that take what they do not say from another, by that one."""
    heirs: dict[str, list[str]] = {}
    for folder in folders:
        base = read_toml(folder / "policy.toml").get("extends")
        if isinstance(base, str):
            heirs.setdefault(base, []).append(folder.name)
    return heirs


def _settings(rule: str, folder: Path) -> Iterator[str]:
    """The values of a folder that come from a rule, or for which a refusal cites it."""
    for file in FILES:
        if not (folder / file).exists():
            continue
        for value in sourced_values(read_toml(folder / file)):
            if rule in {value.source, value.rule}:
                shown = json.dumps(value.value, ensure_ascii=False)
                yield f"  {file}: {value.key} = {shown} ({value.source})"


def _codes(rule: str, folder: Path) -> list[str]:
    """The codes of the reasons and warnings that cite a rule in the folder's worked examples."""
    if not (folder / "examples.toml").exists():
        return []
    found = verdicts(load(folder), load_examples(folder))
    said = (reason for verdict in found for reason in (*verdict.reasons, *verdict.warnings))
    return sorted({reason.code for reason in said if reason.rule == rule})


def _name(folder: Path) -> str:
    names = load(folder).name
    return " / ".join(in_language(names, language) for language in languages())
