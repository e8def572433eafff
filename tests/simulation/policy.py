"""The rules of Ono, and of the one room that has a single court some slots are held."""

from pathlib import Path
from shutil import copytree

__all__ = ["HELD_MINUTES", "with_holds"]

HELD_MINUTES = 120
WRITTEN = f"""
[[policy]]
valid_from = 2015-04-01
rooms = ["argo/fitness"]
[policy.holds.offered]
slots_max = 4
minutes = {HELD_MINUTES}
from_days_before = 12
until_days_before = 1
leaves_free = 0
sports = ["yoga"]
source = "sample"
"""


def with_holds(real: Path, copy: Path) -> Path:
    copytree(real, copy)
    with (copy / "ono" / "policy.toml").open("a", encoding="utf-8") as file:
        file.write(WRITTEN)
    return copy
