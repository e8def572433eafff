"""Where a measurement works: on the disk of this tree, for the system's own may be memory."""

import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

__all__ = ["FOLDERS", "working_folder"]

AT_ONCE = fcntl.LOCK_EX | fcntl.LOCK_NB
FOLDERS = Path(__file__).resolve().parent.parent / "var" / "bench"


@contextmanager
def working_folder(folders: Path = FOLDERS) -> Iterator[Path]:
    """Gone afterwards, also when this run is asked to end; those of killed runs are cleared."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    folders.mkdir(parents=True, exist_ok=True)
    with ExitStack() as ours:
        # By one run at a time: nobody shall clear a folder that is not held yet.
        with _locked(folders):
            _clear(folders)
            folder = Path(ours.enter_context(tempfile.TemporaryDirectory(dir=folders)))
            ours.enter_context(_locked(folder))
        yield folder


@contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """The kernel lets go of it when the process that holds it ends."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, how)
        yield
    finally:
        os.close(opened)


def _clear(folders: Path) -> None:
    for left in folders.iterdir():
        # One that is held is another run's; one that is gone was.
        with suppress(BlockingIOError, FileNotFoundError), _locked(left, AT_ONCE):
            shutil.rmtree(left)
