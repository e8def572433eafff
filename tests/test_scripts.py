"""scripts/setup on machines that lack something: every command that would install writes a line."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEVELS = dict(
    reversed(line.split()[:2])
    for line in (ROOT / "scripts/packages.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)

#: Real commands that the script may use; it finds no others but those faked below.
TOOLS = "awk bash cat comm dirname env grep mv sha256sum sort"

LOG = 'echo "$(basename "$0") $*" >>"$LOG"\n'
FAKES = {
    "dpkg-query": 'for name in $INSTALLED; do echo "ii  $name"; done',
    "apt-get": LOG,
    "apt-cache": '[ "$2" != "$UNOFFERED" ]',
    "id": "echo $UID_SHOWN",
    "tee": "/bin/cat >/dev/null",
    "chmod": "",
    "rm": "",
    "basename": 'echo "${1##*/}"',
    "msgfmt": LOG + '[ -z "$BROKEN" ] && echo compiled >"${2#--output-file=}"',
    # Asked by find_python, made into .venv, and then asked for pip.
    "python3": LOG
    + """case "$1" in
    -) exit "$PYTHON_UNFIT" ;;
    -m) [ "$2" = venv ] || { echo "Collecting kivy==2.3.1"; exit "$PIP_FAILS"; }
        /bin/mkdir -p .venv/bin; /bin/cp "$0" .venv/bin/python ;;
esac""",
}


@dataclass
class Machine:
    """A clone of the project on a machine with nothing but the fakes."""

    folder: Path
    environment: dict[str, str]

    def setup(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        self.log.write_text("", encoding="utf-8")
        return subprocess.run(
            [self.folder / "clone/scripts/setup", *arguments],
            cwd="/",
            env=self.environment | changes,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def done(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()

    def file(self, path: str) -> Path:
        return self.folder / "clone" / path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    for tool in TOOLS.split():
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin" / tool).symlink_to(found)
    for name, body in FAKES.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / "clone/scripts").mkdir(parents=True)
    for name in ("setup", "packages.txt"):
        shutil.copy(ROOT / "scripts" / name, tmp_path / "clone/scripts")
    for lock in ("terminal", "central", "dev"):
        (tmp_path / "clone" / f"requirements/{lock}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "clone" / f"requirements/{lock}.txt").write_text(lock, encoding="utf-8")
    texts = tmp_path / "clone/assets/locale/ja/LC_MESSAGES"
    texts.mkdir(parents=True)
    (texts / "kiosk.po").write_text("", encoding="utf-8")
    environment = {
        "PATH": str(tmp_path / "bin"),
        "LOG": str(tmp_path / "log"),
        "INSTALLED": " ".join(LEVELS),
        "UNOFFERED": "",
        "UID_SHOWN": "0",
        "PYTHON_UNFIT": "0",
        "PIP_FAILS": "0",
        "BROKEN": "",
    }
    return Machine(tmp_path, environment)


def test_setup__makes_everything_once(machine: Machine) -> None:
    first = machine.setup()
    assert (first.returncode, first.stderr) == (0, "")
    assert [line.split()[:3] for line in machine.done] == [
        ["python3", "-"],
        ["python3", "--version"],
        ["python3", "-m", "venv"],
        ["python", "-m", "pip"],
        ["msgfmt", "--check-format", f"--output-file={LOCALE}/kiosk.mo.new"],
    ]
    assert "--require-hashes" in machine.done[3]
    assert machine.done[3].endswith("-rrequirements/terminal.txt -rrequirements/central.txt")
    second = machine.setup()
    assert (second.returncode, second.stdout, second.stderr, machine.done) == (0, "", "", [])


LOCALE = "assets/locale/ja/LC_MESSAGES"


def test_setup__a_changed_lock_is_installed_into_the_same_environment(machine: Machine) -> None:
    machine.setup()
    machine.file("requirements/dev.txt").write_text("changed", encoding="utf-8")
    assert machine.setup().returncode == 0
    assert [line.split()[:3] for line in machine.done] == [
        ["python", "-c"],
        ["python", "-m", "pip"],
    ]


def test_setup__for_the_tests_is_enough_to_run(machine: Machine) -> None:
    assert machine.setup("--test").returncode == 0
    assert machine.done[3].endswith("-rrequirements/dev.txt")
    assert machine.setup().stdout == ""
    assert machine.done == []


def test_setup__to_run_is_not_enough_for_the_tests(machine: Machine) -> None:
    machine.setup()
    machine.setup("--test")
    assert machine.done[-1].endswith("-rrequirements/dev.txt")


def test_setup__what_was_cut_off_is_done_again(machine: Machine) -> None:
    assert machine.setup(PIP_FAILS="1").returncode == 1
    machine.setup()
    assert any("pip install" in line for line in machine.done)


def test_setup__an_environment_whose_python_is_gone_is_made_again(machine: Machine) -> None:
    machine.setup()
    machine.file(".venv/bin/python").unlink()
    machine.setup()
    assert any("-m venv --clear .venv" in line for line in machine.done)


def test_setup__installs_only_the_packages_that_are_missing(machine: Machine) -> None:
    there = [name for name in LEVELS if name not in {"gcc", "pcscd", "strace"}]
    answer = machine.setup(INSTALLED=" ".join(there))
    assert answer.stdout.startswith("setup: installing Debian packages: gcc pcscd\n")
    assert [line.split()[-1] for line in machine.done[:2]] == ["update", "pcscd"]
    assert "install --no-install-recommends gcc pcscd" in machine.done[1]


def test_setup__without_root_and_sudo_says_so(machine: Machine) -> None:
    answer = machine.setup(INSTALLED="", UID_SHOWN="1000")
    assert (answer.returncode, answer.stderr) == (1, "setup: that needs root or sudo\n")
    assert machine.done == []


def test_setup__uses_sudo_where_it_is_not_root(machine: Machine) -> None:
    sudo = machine.folder / "bin/sudo"
    sudo.write_text(f'#!/bin/bash\n{LOG}"$@"\n', encoding="utf-8")
    sudo.chmod(0o755)
    there = " ".join(name for name in LEVELS if name != "gcc")
    assert machine.setup(INSTALLED=there, UID_SHOWN="1000").returncode == 0
    package_work = [line.split()[0] for line in machine.done if "apt-get" in line]
    assert package_work == ["sudo", "apt-get"] * 2


def test_setup__a_package_that_only_tests_need_may_be_unknown_here(machine: Machine) -> None:
    there = " ".join(name for name in LEVELS if name != "vsmartcard-vpcd")
    answer = machine.setup("--test", INSTALLED=there, UNOFFERED="vsmartcard-vpcd")
    assert answer.returncode == 0
    assert "no package vsmartcard-vpcd; the tests that need it will say so" in answer.stdout
    assert not any("install --no" in line for line in machine.done)


def test_setup__a_package_that_the_terminal_needs_may_not(machine: Machine) -> None:
    there = " ".join(name for name in LEVELS if name != "pcscd")
    answer = machine.setup(INSTALLED=there, UNOFFERED="pcscd")
    assert (answer.returncode, answer.stderr) == (1, "setup: this system offers no package pcscd\n")


def test_setup__without_a_fitting_python_says_so(machine: Machine) -> None:
    answer = machine.setup(PYTHON_UNFIT="1")
    assert answer.returncode == 1
    assert answer.stderr == "setup: no Python from 3.11 to 3.13 with its headers is here\n"


def test_setup__on_another_kind_of_system_says_so(machine: Machine) -> None:
    (machine.folder / "bin/dpkg-query").unlink()
    answer = machine.setup()
    assert answer.returncode == 1
    assert answer.stderr == "setup: this is made for Debian 12, Debian 13 and Ubuntu 24.04\n"


def test_setup__a_broken_text_leaves_the_compiled_one_alone(machine: Machine) -> None:
    machine.setup()
    compiled = machine.file(f"{LOCALE}/kiosk.mo")
    before = compiled.stat().st_mtime_ns
    machine.file(f"{LOCALE}/kiosk.po").touch()
    assert machine.setup(BROKEN="yes").returncode == 1
    assert (compiled.read_text(encoding="utf-8"), compiled.stat().st_mtime_ns) == (
        "compiled\n",
        before,
    )


def test_setup__refuses_an_argument_that_it_does_not_know(machine: Machine) -> None:
    answer = machine.setup("--fast")
    assert (answer.returncode, machine.done) == (1, [])
    assert answer.stderr == "setup: unknown argument --fast; the only one is --test\n"


@pytest.mark.parametrize("name", ["setup", "run", "test", "check", "lock", "screenshots"])
def test_script__is_sound_bash_and_can_be_run(name: str) -> None:
    path = ROOT / "scripts" / name
    assert path.stat().st_mode & 0o111 == 0o111
    subprocess.run(["bash", "-n", path], check=True)
    assert "\nset -euo pipefail\n" in path.read_text(encoding="utf-8")
