"""The mutants of the simulation stay patches of the code as it is."""

from pathlib import Path

import pytest

from tests.simulation.mutants.trial import CHECKS, applies, patches


def test_mutants__each_has_a_check() -> None:
    assert {patch.stem for patch in patches()} == CHECKS.keys()


@pytest.mark.parametrize("patch", patches(), ids=lambda patch: patch.stem)
def test_mutant__applies(patch: Path) -> None:
    assert applies(patch) == ""


def test_mutant__of_other_code_is_seen(tmp_path: Path) -> None:
    other = tmp_path / "other.patch"
    other.write_text(patches()[0].read_text().replace("\n-", "\n-not "))
    assert applies(other) != ""
