"""No law breaks, a seed says everything, and what is broken on purpose is seen."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.simulation.mutants.trial import ROOT, catch

#: What one core does in a minute or two; the rest is for ``python -m tests.simulation``.
ACTIONS = 20_000
#: The same each time: other seeds are for the command, which says how to repeat what it finds.
SEED = 1
QUICK = (
    "confirmed_without_the_centre",
    "grants_used_again",
    "holds_of_any_session",
    "renewals_beside_open_ones",
    "unsorted_locks",
)


def simulate(*words: str) -> dict[str, Any]:
    """In a process of its own: the centre of the tests beside it has another database."""
    command = [sys.executable, "-m", "tests.simulation", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    figures: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == bool(figures["broken"])
    return figures


def test_laws__hold_through_every_failure() -> None:
    figures = simulate("--seed", str(SEED), "--actions", str(ACTIONS))
    assert figures["broken"] == []
    happened: tuple[str, ...] = (
        "tickets",
        "applied",
        "rejected",
        "conflict",
        "quarantined",
        "confirmed by a hold",
    )
    beside = ("enter_lottery", "withdraw_entry", "wish_mail", "set_password", "register", "renew")
    happened += ("changed", *(f"applied {verb}" for verb in beside))
    staff = ("accepted", "completed", "returned", "defective", "applied for again")
    happened += ("registrations approved", *(f"renewals {word}" for word in staff))
    mishaps = ("scanned", "clones", "disks set back", "power cuts", "fuses", "falls", "partitions")
    walked: tuple[str, ...] = (
        "visits through the flow",
        "visits cut by the power",
        "actions through the flow",
    )
    walked += ("flow book", "flow cancel", "flow enter_lottery", "actions not taken in")
    papers = ("confirmed", "received", "checking", "with the whole action")
    happened += (*walked, *(f"paper {word}" for word in papers))
    assert [name for name in happened + mishaps if not figures["counts"][name]] == []


def test_seed__says_everything() -> None:
    first, second = (simulate("--seed", "7", "--actions", "400") for _ in range(2))
    assert first["broken"] == []
    assert first["counts"] == second["counts"]
    assert first["steps"] == second["steps"]


@pytest.mark.parametrize("name", QUICK)
def test_mutant__is_caught(name: str) -> None:
    """Those that are seen within seconds; ``python -m tests.simulation.mutants`` tries all."""
    assert catch(name)
