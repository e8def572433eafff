"""What several folders of tests share: the one PC/SC daemon of the machine."""

from collections.abc import Iterator

import pytest

from tests.support.pcscd import Pcscd, running_pcscd, why_no_pcscd


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs a file, and one runs all that needs the daemon."""
    for item in items:
        needs = getattr(item, "fixturenames", ())
        group = "pcscd" if "pcscd" in needs else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def pcscd() -> Iterator[Pcscd]:
    if why := why_no_pcscd():
        pytest.skip(why)
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def own_pcscd(pcscd: Pcscd) -> Pcscd:
    """One that may be stopped."""
    if not pcscd.ours:
        pytest.skip("pcscd ran before these tests, which therefore do not stop it")
    return pcscd
