"""Where the data that came with the program lies, and which municipalities are in it."""

from pathlib import Path

__all__ = ["ASSETS", "MUNICIPALITIES", "SampleResidentsError", "installed", "residents_of"]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MUNICIPALITIES = ASSETS / "municipalities"
SAMPLES = ASSETS / "demonstration"


class SampleResidentsError(Exception):
    """A municipality cannot be shown without a centre of its own; one line."""


def installed() -> list[str]:
    """The names of the municipalities, in their order."""
    return sorted(file.parent.name for file in MUNICIPALITIES.glob("*/policy.toml"))


def residents_of(municipality: str) -> Path:
    """The file of its sample residents; SampleResidentsError where it has none."""
    files = {file.stem: file for file in sorted(SAMPLES.glob("*.toml"))}
    if municipality not in files:
        there = ", ".join(files)
        raise SampleResidentsError(f"--municipality {municipality}: only {there} can be shown")
    return files[municipality]
