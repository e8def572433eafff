"""The units of a real centre: what systemd says of them, and that they start what there is."""

import shlex
from pathlib import Path

import pytest

from central.__main__ import _parser
from tests.test_service import EXPOSURE_MAX, analyze, exposure, needs_systemd

ROOT = Path(__file__).parent.parent
UNITS = [ROOT / "centre.service", ROOT / "centre-work.service"]
each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)


@needs_systemd
@each_unit
def test_service__is_what_systemd_understands(unit: Path, tmp_path: Path) -> None:
    python = tmp_path / "machikado/.venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    here = tmp_path / unit.name
    text = unit.read_text(encoding="utf-8")
    here.write_text(text.replace("/opt/machikado", str(tmp_path / "machikado")), encoding="utf-8")
    answer = analyze("verify", str(here))
    assert (answer.returncode, answer.stdout + answer.stderr) == (0, "")


@needs_systemd
@each_unit
def test_service__is_hardly_exposed(unit: Path) -> None:
    assert exposure(unit) <= EXPOSURE_MAX


@each_unit
def test_service__starts_a_command_that_there_is(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    (start,) = (line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart="))
    program, *words = shlex.split(start)
    assert (program, words[:2]) == ("/opt/machikado/.venv/bin/python", ["-m", "central"])
    options = _parser().parse_args(words[2:])
    assert options.state == Path("/var/lib/machikado-centre")


@each_unit
def test_service__keeps_its_secrets_and_starts_again(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    assert {"UMask=0077", "StateDirectory=machikado-centre", "StateDirectoryMode=0700"} <= lines
    assert {"User=machikado", "Restart=always"} <= lines
