"""The unit of a real terminal: what systemd itself says of it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parent.parent / "kiosk.service"
EXPOSURE_MAX = 2.0

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The answer is read here, so it is asked for in one language.
    return subprocess.run(
        ["systemd-analyze", *arguments],
        env=os.environ | {"LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def exposure(unit: Path) -> float:
    answer = analyze("security", "--offline=true", str(unit))
    found = re.search(r"Overall exposure level .*: ([\d.]+)", answer.stdout)
    assert found, answer.stdout + answer.stderr
    return float(found[1])


def installed(folder: Path, text: str) -> Path:
    """The unit, with the paths of an installation put in place under ``folder``."""
    python = folder / "machikado/.venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    unit = folder / "kiosk.service"
    unit.write_text(text.replace("/opt/machikado", str(folder / "machikado")), encoding="utf-8")
    return unit


@needs_systemd
def test_service__is_what_systemd_understands(tmp_path: Path) -> None:
    answer = analyze("verify", str(installed(tmp_path, UNIT.read_text(encoding="utf-8"))))
    assert (answer.returncode, answer.stdout + answer.stderr) == (0, "")


@needs_systemd
def test_service__a_misspelt_setting_is_noticed(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("WatchdogSec=", "WatchdogSecs=")
    answer = analyze("verify", str(installed(tmp_path, text)))
    assert "WatchdogSecs" in answer.stderr


@needs_systemd
def test_service__is_hardly_exposed() -> None:
    assert exposure(UNIT) <= EXPOSURE_MAX


@needs_systemd
def test_service__would_be_exposed_without_its_hardening(tmp_path: Path) -> None:
    bare = tmp_path / "kiosk.service"
    bare.write_text("[Service]\nExecStart=/bin/true\nUser=kiosk\n", encoding="utf-8")
    assert exposure(bare) > EXPOSURE_MAX


def test_service__feeds_its_watchdog_and_names_its_display() -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert {"Type=notify", "NotifyAccess=main", "Restart=always", "User=kiosk"} <= set(lines)
    assert "WatchdogSec=30" in lines
    assert any(line.startswith("Environment=SDL_VIDEODRIVER=") for line in lines)


@pytest.mark.parametrize("unit", ["kiosk.service", "centre.service"])
def test_service__brings_its_memory_to_no_disk(unit: str) -> None:
    lines = UNIT.with_name(unit).read_text(encoding="utf-8").splitlines()
    assert {"LimitCORE=0", "MemorySwapMax=0"} <= set(lines)


@pytest.mark.parametrize("setting", ["MemoryDenyWriteExecute", "ProcSubset"])
def test_service__leaves_out_what_the_terminal_dies_of(setting: str) -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert not any(line.startswith(f"{setting}=") for line in lines)
