"""replay, check and backup of a centre that is written to: they see one instant."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.centre import ROOT, central, central_environment


@contextmanager
def somebody_writes(state: Path, database_url: str) -> Iterator["subprocess.Popen[str]"]:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.central.operation.writer", str(state)],
        cwd=ROOT,
        env=central_environment(database_url),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield writer
    finally:
        writer.kill()
        writer.wait()
        assert writer.stdout is not None
        writer.stdout.close()


def test_replay__of_a_centre_that_is_written_to_is_the_same(
    tmp_path: Path, fresh_database_url: str
) -> None:
    here = {"state": tmp_path, "database_url": fresh_database_url}
    central("migrate", **here)
    with somebody_writes(tmp_path, fresh_database_url) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            assert writer.stdout.readline()
        said = central("replay", **here).splitlines()
        assert said[-1].endswith(" lines: the same")
        assert int(said[-1].split()[1]) >= 40
        central("check", **here)
        assert writer.poll() is None, "it wrote all the time"
