"""``python -m tests.power_cuts``: cut the power 20,000 times; 1 where an action was lost."""

import argparse
import random  # noqa: TID251 - the seed is printed
import sys
import tempfile
import time
from pathlib import Path

from tests.power_cuts.recording import record
from tests.power_cuts.sweep import WORK, Found, sweep
from tests.sync.put_forever import make_identity

TORN = 4


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.power_cuts", description=__doc__)
    words.add_argument("--images", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    told = words.parse_args()
    began_s = time.monotonic()
    all_found, seed = Found(), told.seed
    while all_found.images < told.images and not (all_found.lost or all_found.corrupt):
        found = _one_life(seed, told.images - all_found.images)
        all_found.images += found.images
        all_found.lost += found.lost
        all_found.corrupt += found.corrupt
        seed += 1
    for line in [*all_found.lost, *all_found.corrupt][:20]:
        print(f"seed {seed - 1}: {line}")
    print(
        f"power cuts, seed {told.seed}: {all_found.images} images, {len(all_found.lost)} in which"
        f" an action was lost, {len(all_found.corrupt)} corrupt, {time.monotonic() - began_s:.0f} s"
    )
    return 1 if all_found.lost or all_found.corrupt else 0


def _one_life(seed: int, images: int) -> Found:
    """No two lives have as many actions: their pages fall differently."""
    with tempfile.TemporaryDirectory(dir=WORK if WORK.is_dir() else None) as folder:
        state = Path(folder).resolve() / "state"
        state.mkdir()
        identity = make_identity(state)
        calls = record(state, 30 + seed % 61)
        work = Path(folder) / "cut"
        return sweep(calls, identity, work, torn=TORN, seed=seed, images_max=images)


if __name__ == "__main__":
    sys.exit(main())
