"""That a terminal is closed outlives a restart, whatever the file has become."""

from pathlib import Path

import pytest

from kiosk.closed_mark import ClosedMark

KNOWN = ("soon", "repair")


def test_mark__is_read_again_after_a_restart(tmp_path: Path) -> None:
    assert ClosedMark(tmp_path).read(KNOWN) == ""
    ClosedMark(tmp_path).write("repair")
    assert ClosedMark(tmp_path).read(KNOWN) == "repair"
    ClosedMark(tmp_path).write("")
    ClosedMark(tmp_path).write("")
    assert ClosedMark(tmp_path).read(KNOWN) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [b"", b"whim", b"\xff\x00", b"repair" * 1000])
def test_mark__that_nobody_knows_closes_all_the_same(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "closed").write_bytes(said)
    assert ClosedMark(tmp_path).read(KNOWN) == "soon"
