"""The rules of Ono, with what it has not: held slots in a room with one court, and a draw.

Who registers at a terminal shows a paper later, at the desk.
"""

from pathlib import Path
from shutil import copytree

__all__ = ["HELD_MINUTES", "with_more"]

HELD_MINUTES = 120
WRITTEN = f"""
[[policy]]
valid_from = 2015-04-01
[policy.lottery.period]
months_before = 2
first_day = 1
first_time = "09:00"
last_day = 20
last_time = "24:00"
source = "sample"
rule = "KM-30"

[policy.lottery.withdrawal]
source = "sample"
rule = "KM-30"

[policy.lottery.entries]
per_month = 10
source = "sample"
rule = "KM-30"

[policy.lottery.preferences]
last = 10
source = "sample"
rule = "KM-30"

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


INSTEAD = {
    'channels = ["terminal", "web", "phone", "desk"]\nsource = "ON-20"': (
        'channels = ["desk"]\nsource = "sample"\nrule = "ON-20"'
    ),
    'online = "active"': 'online = "provisional"',
}


def with_more(real: Path, copy: Path) -> Path:
    copytree(real, copy)
    policy = copy / "ono" / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    for was, becomes in INSTEAD.items():
        assert text.count(was) == 1, was
        text = text.replace(was, becomes)
    policy.write_text(text + WRITTEN, encoding="utf-8")
    return copy
