"""What several folders of tests share: the one PC/SC daemon of the machine."""

from collections.abc import Iterator

import pytest

from tests.support.pcscd import Pcscd, running_pcscd

#: What takes longest a test; begun last, it would keep one process busy when the others are done.
FIRST = frozenset({"journeys", "simulation"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in FIRST)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    """For one file at a time: another process of the tests may wait for it."""
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def own_pcscd(pcscd: Pcscd) -> Pcscd:
    """One that may be stopped."""
    if not pcscd.ours:
        pytest.skip("pcscd ran before these tests, which therefore do not stop it")
    return pcscd
