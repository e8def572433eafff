"""The project's own files, as the law tests look at them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ("rules", "sync", "kiosk", "central")

#: What runs leave behind; so does whatever begins with a dot, but for one folder of ours.
#: In a work tree of its own, git leaves a file instead of a folder.
_NOT_OURS = {"var", "out", "__pycache__"}
_HIDDEN_OURS = ".ci"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files(pattern: str = "*", *folders: str) -> Iterator[Path]:
    """Files of these folders, or of all, in a fixed order; not what tools and runs leave behind."""
    for start in [ROOT / folder for folder in folders] or [ROOT]:
        for path in sorted(start.rglob(pattern)):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not any(map(_is_not_ours, parts[:-1])) and parts != (".git",):
                yield path


def programs() -> Iterator[Path]:
    """The Python files of both programs."""
    yield from files("*.py", *PROGRAMS)
    if (ROOT / "main.py").exists():
        yield ROOT / "main.py"


def _is_not_ours(folder: str) -> bool:
    return folder in _NOT_OURS or (folder[0] == "." and folder != _HIDDEN_OURS)
