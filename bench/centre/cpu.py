"""CPU time that a process and all that it started have used, as the system counts it."""

import os
from pathlib import Path

__all__ = ["cpu_s"]

TICKS = os.sysconf("SC_CLK_TCK")
#: In /proc/PID/stat, counted from behind the name: the parent, and user and system time.
PARENT, USER, SYSTEM = 1, 11, 12


def cpu_s(root: int) -> float:
    """Of ``root`` and its living descendants; a server's workers live as long as it does."""
    stats = {int(path.parent.name): _stat(path) for path in Path("/proc").glob("[0-9]*/stat")}
    family, ticks = {root}, 0
    for pid in sorted(stats):
        fields = stats[pid]
        if fields and (pid in family or int(fields[PARENT]) in family):
            family.add(pid)
            ticks += int(fields[USER]) + int(fields[SYSTEM])
    return ticks / TICKS


def _stat(path: Path) -> list[str]:
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []
