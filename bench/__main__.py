"""``python -m bench``: every measurement, one after the other; a table, and out/bench.json.

A measurement is a file of this folder that prints figures; ``python -m bench.NAME`` runs it alone.
The file is written with each figure: one of a run that was cut off says ``"complete": false``.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.child import ends_with_us
from tests.support.watchdog import Watchdog

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "bench.json"
#: The large centre is filled first.
TIMEOUT_S = 3_600
NOT_MEASUREMENTS = {"__main__", "__init__", "figures", "folder"}


def main() -> int:
    names = _asked()
    rows: list[dict[str, Any]] = []
    _write(rows, complete=False)
    for name in names:
        try:
            for row in _run(name):
                rows.append(row)
                _write(rows, complete=False)
        except subprocess.CalledProcessError as cause:
            print(f"{name}: ended with status {cause.returncode}", file=sys.stderr)
            return 1
    _write(rows, complete=True)
    print(f"\nwritten: {OUT}")
    return 0 if rows else 1


def _asked() -> list[str]:
    """The measurements that are named, or all; the end where a name is that of none."""
    there = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in NOT_MEASUREMENTS)
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(there)}")
    names: list[str] = parser.parse_args().names
    for name in names:
        if name not in there:
            parser.error(f"no measurement {name}: there are {', '.join(there)}")
    return names or there


def _write(rows: list[dict[str, Any]], *, complete: bool) -> None:
    OUT.parent.mkdir(exist_ok=True)
    machine = {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version()}
    told = {"complete": complete, "machine": machine, "figures": rows}
    beside = OUT.with_suffix(".part")
    beside.write_text(json.dumps(told, indent=1) + "\n")
    beside.replace(OUT)


def _run(name: str) -> Iterator[dict[str, Any]]:
    command = f"python -m bench.{name}"
    print(f"\n{command}", flush=True)
    words = [*ends_with_us(), sys.executable, "-m", f"bench.{name}"]
    with subprocess.Popen(words, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        watchdog = Watchdog(TIMEOUT_S, process.kill)
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("{"):
                    yield {**_shown(json.loads(line)), "command": command}
            process.wait()
        finally:
            process.kill()
            watchdog.call_off()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """In the table, too."""
    mark = {True: "reached", False: "MISSED", None: ""}[row["reached"]]
    value = f"{row['value']:>10.2f} {row['unit']:<12} {row['aim']:<8} {mark}"
    print(f"  {row['name']:<52} {value}", flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main())
