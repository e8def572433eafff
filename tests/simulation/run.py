"""Episode after episode, each from a seed of its own; the first broken law ends it."""

import gc
import hashlib
import time
import traceback
from collections import Counter
from pathlib import Path

from central.server import GARBAGE_AFTER
from tests.simulation.centre import STATE, Centre
from tests.simulation.episode import Episode
from tests.simulation.laws import LawBrokenError

__all__ = ["ACTIONS_EACH", "run"]

ACTIONS_EACH = 250


def run(centre: Centre, seed: int, actions: int) -> dict[str, object]:
    """The figures of all episodes; ``broken`` says what did not hold, and in which."""
    # As the centre's own server does: what was imported is never garbage.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)
    began_s = time.perf_counter()
    counts: Counter[str] = Counter()
    broken: list[str] = []
    steps = hashlib.sha256()
    falls = centre.falls
    while counts["tickets"] < actions and not broken:
        episode = Episode(seed + counts["episodes"], centre, Path(STATE) / "machines")
        broken = _one(episode, seed + counts["episodes"], min(actions, ACTIONS_EACH))
        counts["episodes"] += 1
        counts += episode.counts
        steps.update(episode.digest.digest())
    counts["falls"] = centre.falls - falls
    took_s = time.perf_counter() - began_s
    return {
        "seed": seed,
        "seconds": round(took_s, 1),
        "actions a minute": round(60 * counts["tickets"] / took_s),
        "steps": steps.hexdigest(),
        "counts": dict(sorted(counts.items())),
        "broken": broken,
    }


def _one(episode: Episode, seed: int, actions: int) -> list[str]:
    try:
        episode.run(actions)
    except LawBrokenError as law:
        words = str(law)
    except Exception:  # noqa: BLE001 - whatever it is, its seed is to be known
        words = traceback.format_exc()
    else:
        return []
    again = f"python -m tests.simulation --seed {seed} --actions {actions}"
    return [f"seed {seed}: {words}", f"again: {again}", *episode.steps]
