"""The rules that the centre told last, on this terminal's disk; those that came with it else."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from rules.bundle import digest_of, read_bundle
from rules.folder import PolicyError
from rules.policy import Municipality, load
from sync.store import sync_directory
from sync.wire import PolicyFiles

__all__ = ["Policies", "current_policy"]

FOLDER = "policies"


def current_policy(state_dir: Path, installed: Path) -> tuple[Municipality, str]:
    """What is in use for a municipality at a start, and its digest.

    What was taken over and cannot be read is dropped: the centre still has it. PolicyError: not
    even what is installed can be used.
    """
    for folder in sorted(_taken(state_dir, installed.name)):
        found = _sound(folder)
        if found is not None:
            return found, folder.parent.name
        shutil.rmtree(folder.parent, ignore_errors=True)
    return load(installed), digest_of(read_bundle(installed))


def _sound(folder: Path) -> Municipality | None:
    try:
        whole = digest_of(read_bundle(folder)) == folder.parent.name
        return load(folder) if whole else None
    except PolicyError:
        return None


class Policies:
    """``known`` are the digests in use; ``venue`` stands in ``own`` and must stay there."""

    def __init__(self, state_dir: Path, known: Mapping[str, str], own: str, venue: str) -> None:
        self._state_dir = state_dir
        self._known = dict(known)
        self._own = own
        self._venue = venue
        self._refused: dict[str, str] = {}

    @property
    def refused(self) -> bool:
        """The centre has other rules than this terminal can read."""
        return bool(self._refused)

    def digest(self, municipality: str) -> str | None:
        return self._known.get(municipality)

    def wants(self, municipality: str, digest: str | None) -> bool:
        """Whether the centre's rules are to be fetched; those that were refused are not again."""
        if digest is None or municipality not in self._known:
            return False
        if digest == self._known[municipality]:
            self._refused.pop(municipality, None)
            return False
        return digest != self._refused.get(municipality)

    def take(self, wanted: str, told: PolicyFiles) -> Municipality | str:
        """The new rules, in use from now on; or one line about why the old ones stay."""
        name = told.municipality
        found = self._checked(wanted, told)
        if isinstance(found, str):
            self._refused[name] = wanted
            return f"policy of {name}: {found}; what was known stays in use"
        self._known[name] = wanted
        self._refused.pop(name, None)
        for old in _taken(self._state_dir, name):
            if old.parent.name != wanted:
                shutil.rmtree(old.parent, ignore_errors=True)
        return found

    def _checked(self, wanted: str, told: PolicyFiles) -> Municipality | str:
        name = told.municipality
        if digest_of(told.files) != wanted:
            return "its files are not those of its digest"
        if f"{name}/policy.toml" not in told.files:
            return f"there is no {name}/policy.toml in it"
        try:
            found = load(self._written(name, wanted, told.files))
        except (PolicyError, OSError) as cause:
            shutil.rmtree(self._place(name, wanted), ignore_errors=True)
            return str(cause).replace("\n", " ")
        if name == self._own and self._venue not in found.venues:
            shutil.rmtree(self._place(name, wanted), ignore_errors=True)
            return f"it has no venue {self._venue}"
        return found

    def _written(self, name: str, digest: str, files: Mapping[str, str]) -> Path:
        """Whole on the disk before it has its name: a cut leaves the old rules or the new."""
        place = self._place(name, digest)
        new = place.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        for file, text in files.items():
            target = new / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        new.rename(place)
        sync_directory(place.parent)
        return place / name

    def _place(self, name: str, digest: str) -> Path:
        return self._state_dir / FOLDER / name / digest


def _taken(state_dir: Path, name: str) -> list[Path]:
    """Folders of a municipality that were taken over; there is one, but for a moment."""
    return [found for found in (state_dir / FOLDER / name).glob(f"*/{name}") if found.is_dir()]
