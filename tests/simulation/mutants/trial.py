"""One mutant: a copy of the program with a patch, and the check that has to see it."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["CHECKS", "FOLDER", "applies", "catch", "patches"]

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(__file__).parent
COPIED = ("rules", "sync", "central", "kiosk", "tests", "main.py", "pyproject.toml")
SIMULATION = ("tests.simulation", "--seed", "1", "--actions", "10000")
#: A disk that is set back while its terminal holds a slot that it uses then: from a seed with one.
SET_BACK = ("tests.simulation", "--seed", "30031", "--actions", "10000")
#: A slot confirmed without the line, which somebody else wants at the centre meanwhile.
STALE_HOLD = ("tests.simulation", "--seed", "800000", "--actions", "10000")
POWER_CUTS = ("tests.power_cuts", "--seed", "1", "--images", "2000")
TRIAL_MAX_S = 600

#: Each patch, and the command that exits with 1 where it is applied.
CHECKS: Mapping[str, tuple[str, ...]] = {
    "deletion_on_4xx": SIMULATION,
    "verdict_in_second_transaction": SIMULATION,
    "unsorted_locks": SIMULATION,
    "renewals_beside_open_ones": SIMULATION,
    "holds_released_by_time": STALE_HOLD,
    "holds_of_any_session": SET_BACK,
    "grants_used_again": SIMULATION,
    "confirmed_without_the_centre": SIMULATION,
    "synchronous_normal": POWER_CUTS,
}


def patches() -> list[Path]:
    return sorted(FOLDER.glob("*.patch"))


def applies(patch: Path) -> str:
    """What is wrong with a patch of the code as it is; empty where it applies."""
    return _git_apply("--check", patch, ROOT)


def catch(name: str) -> str:
    """Which check saw the mutant, and what it said of it; empty where none did."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        _copy(copy)
        wrong = _git_apply("--whitespace=nowarn", FOLDER / f"{name}.patch", copy)
        assert not wrong, wrong
        done = subprocess.run(
            [sys.executable, "-m", *CHECKS[name]],
            cwd=copy,
            capture_output=True,
            text=True,
            timeout=TRIAL_MAX_S,
            check=False,
        )
    assert done.returncode in {0, 1}, done.stderr
    words = " ".join(CHECKS[name])
    return f"{words}: {_first_word_of(done.stdout)}" if done.returncode == 1 else ""


def _copy(copy: Path) -> None:
    copy.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.png")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / "assets").symlink_to(ROOT / "assets")


def _git_apply(option: str, patch: Path, where: Path) -> str:
    """Outside of any repository, where it would take the patch for one of another folder."""
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", option, str(patch)],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


def _first_word_of(output: str) -> str:
    return next((line.strip() for line in output.splitlines() if "seed " in line), output[:200])
