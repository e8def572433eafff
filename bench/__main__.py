"""``python -m bench``: every measurement, one after the other; a table, and out/bench.json.

A measurement is a file of this folder that prints figures; ``python -m bench.NAME`` runs it alone.
"""

import json
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "bench.json"
#: The large centre is filled first.
TIMEOUT_S = 3_600
NOT_MEASUREMENTS = {"__main__", "__init__", "figures"}


def main() -> int:
    names = sys.argv[1:] or sorted(
        file.stem for file in HERE.glob("*.py") if file.stem not in NOT_MEASUREMENTS
    )
    rows = [row for name in names for row in _run(name)]
    OUT.parent.mkdir(exist_ok=True)
    machine = {"cores": _cores(), "python": platform.python_version()}
    OUT.write_text(json.dumps({"machine": machine, "figures": rows}, indent=1) + "\n")
    print(f"\nwritten: {OUT.relative_to(HERE.parent)}")
    return 0 if rows else 1


def _run(name: str) -> list[dict[str, object]]:
    command = f"python -m bench.{name}"
    print(f"\n{command}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}"],
        cwd=HERE.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=TIMEOUT_S,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for row in rows:
        mark = {True: "reached", False: "MISSED", None: ""}[row["reached"]]
        print(f"  {row['name']:<52} {row['value']:>10.2f} {row['unit']:<12} {row['aim']:<8} {mark}")
    return [{**row, "command": command} for row in rows]


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    sys.exit(main())
