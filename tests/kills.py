"""``python -m tests.kills``: kill the terminal's process 500 times, and the outbox as often."""

import argparse
import os
import subprocess
import sys

from tests.support.centre import ROOT

SWEEPS = ("tests/sync/test_outbox_durability.py", "tests/sync/test_kill_sweep.py")


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    words.add_argument("--kills", type=int, default=500)
    told = words.parse_args()
    # Not captured: each sweep says its seed and its figures.
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-s", "-k", "kill", *SWEEPS]
    environment = {**os.environ, "KILLS": str(told.kills)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
