"""Core files: the memory of a process that dies, as the system writes it beside the process."""

import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

__all__ = ["core_of", "goes_elsewhere"]

PATTERN = Path("/proc/sys/kernel/core_pattern")
DIES_MAX_S = 60
PIECE_BYTES = 16 * 1024 * 1024
#: More than anything that is looked for in it is long, in any form.
OVERLAP_BYTES = 4096


def goes_elsewhere() -> str:
    """Why nobody finds a core file here; empty where the process's own folder gets it."""
    pattern = PATTERN.read_text().strip() if PATTERN.exists() else ""
    if not pattern or pattern.startswith("|") or "/" in pattern:
        return f"core files go elsewhere ({PATTERN}: {pattern!r})"
    forbidden = resource.getrlimit(resource.RLIMIT_CORE)[1] == 0
    return "core files are forbidden here (RLIMIT_CORE)" if forbidden else ""


def core_of(process: "subprocess.Popen[str]", folder: Path) -> Iterator[bytes]:
    """End a process that was started in ``folder`` as a fault would; its core, in pieces."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.prlimit(process.pid, resource.RLIMIT_CORE, (hard, hard))
    process.send_signal(signal.SIGABRT)
    assert process.wait(DIES_MAX_S) == -signal.SIGABRT
    (core,) = folder.glob("core*")
    try:
        yield from _pieces(core)
    finally:
        # It is as large as the process was.
        core.unlink()


def _pieces(core: Path) -> Iterator[bytes]:
    with core.open("rb") as file:
        before = b""
        while piece := file.read(PIECE_BYTES):
            yield before + piece
            before = piece[-OVERLAP_BYTES:]
