"""Where a terminal's power can go: at every effect that it has on its disk and on its line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from sync import identity, outbox_file, store
from sync.store import Store

__all__ = ["Fuse", "PowerCut", "Watched"]


class PowerCut(BaseException):
    """No handler of the program sees it: what was in memory is gone."""


class Fuse:
    """Burns down with every effect of the terminal that runs; at its end the power goes."""

    def __init__(self) -> None:
        self._left: int | None = None
        self.cuts = 0

    def light(self, effects: int | None) -> None:
        self._left = effects

    def burn(self, what: str) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            self._left = None
            self.cuts += 1
            raise PowerCut(what)


class Watched(AbstractContextManager["Watched"]):
    """The real files of the terminal, with a fuse at each of their effects."""

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self._patch = pytest.MonkeyPatch()
        self._opened: list[tuple[Path | None, Any]] = []

    def __enter__(self) -> Self:
        put = self._patch.setattr
        put(Store, "tx", self._transaction(Store.tx))
        for name in ("write", "settle_log", "back_up"):
            put(Store, name, self._around(name, getattr(Store, name)))
        sync_directory = self._around("sync of the directory", store.sync_directory)
        for module in (store, identity, outbox_file):
            put(module, "sync_directory", sync_directory)
        put(store, "_connect", self._noted(store._connect))
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def forget(self, directory: Path) -> None:
        """Close what is open there: a lock of a process that died is no lock."""
        for file, database in self._opened:
            if file is not None and file.parent == directory:
                database.close()
        self._opened = [one for one in self._opened if one[0] and one[0].parent != directory]

    def _around(self, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def with_fuse(*arguments: Any, **named: Any) -> Any:
            self._fuse.burn(f"before {what}")
            done = real(*arguments, **named)
            self._fuse.burn(f"after {what}")
            return done

        return with_fuse

    def _transaction(self, real: Callable[[Store], Any]) -> Callable[[Store], Any]:
        @contextmanager
        def with_fuse(where: Store) -> Iterator[None]:
            with real(where):
                yield
                self._fuse.burn("before commit")
            self._fuse.burn("after commit")

        return with_fuse

    def _noted(self, real: Callable[[Path | None], Any]) -> Callable[[Path | None], Any]:
        def with_note(file: Path | None) -> Any:
            made = real(file)
            self._opened.append((file, made))
            return made

        return with_note
