"""All files that say the rules of a municipality, as one thing with one digest.

Whoever has the files elsewhere, in another folder or from another machine, comes to the same.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from rules.folder import PolicyError, read_toml

__all__ = ["Bundle", "digest_of", "read_bundle"]

KINDS = ("*.toml", "*.md")
#: The text of each file by its place below the folder of all municipalities.
Bundle = Mapping[str, str]


def read_bundle(folder: Path) -> Bundle:
    """The files of a municipality and of the one that it extends; empty where there are none."""
    base = read_toml(folder / "policy.toml").get("extends") if folder.is_dir() else None
    folders = [folder] if base is None else [folder, folder.parent / str(base)]
    try:
        return {
            file.relative_to(folder.parent).as_posix(): file.read_text(encoding="utf-8")
            for one in folders
            for kind in KINDS
            for file in sorted(one.rglob(kind))
        }
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{folder.name}: {error}") from None


def digest_of(bundle: Bundle) -> str:
    text = json.dumps(dict(bundle), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
