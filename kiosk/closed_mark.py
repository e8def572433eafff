"""Why the staff closed this terminal, kept over a restart: one word in a small file."""

import os
from collections.abc import Collection
from pathlib import Path

__all__ = ["ClosedMark"]

SIZE_MAX = 64


class ClosedMark:
    """The file is there while the terminal is closed, and taken away by opening it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "closed"

    def read(self, known: Collection[str]) -> str:
        """The word that was written, "" for none; one that nobody knows closes it all the same."""
        try:
            with self._file.open("rb") as file:
                said = file.read(SIZE_MAX).decode("ascii", "replace").strip()
        except FileNotFoundError:
            return ""
        return said if said in known else next(iter(known))

    def write(self, why: str) -> None:
        """On the disk when this returns; raises OSError where the disk takes nothing."""
        if not why:
            self._file.unlink(missing_ok=True)
            return
        new = self._file.with_suffix(".new")
        with new.open("w", encoding="ascii") as file:
            file.write(why)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)
