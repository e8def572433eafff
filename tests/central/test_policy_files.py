"""A terminal gets the rules by which the centre decides, whole and under their digest."""

import pytest

from rules.bundle import digest_of
from sync.wire import AVAILABILITY_PATH, POLICY_PATH, Availability, PolicyFiles
from tests.central.world import InProcess, enrolled


@pytest.fixture
def bearer(line: InProcess) -> dict[str, str]:
    return enrolled(line).bearer(line)


def test_policy__is_told_with_the_boards_and_given(line: InProcess, bearer: dict[str, str]) -> None:
    boards = line.get(f"{AVAILABILITY_PATH}?municipality=ono", **bearer).read(Availability)
    given = line.get(f"{POLICY_PATH}?municipality=ono", **bearer).read(PolicyFiles)
    assert boards.policy == given.digest == digest_of(given.files)
    assert "ono/policy.toml" in given.files


def test_policy__of_what_is_not_served_is_not_found(
    line: InProcess, bearer: dict[str, str]
) -> None:
    answer = line.get(f"{POLICY_PATH}?municipality=himeji", **bearer)
    assert (answer.status, answer.problem) == (404, "unknown_municipality")


def test_policy__is_for_terminals(line: InProcess) -> None:
    assert line.get(f"{POLICY_PATH}?municipality=ono").status == 401
