"""One centre for the journeys that one process of the tests walks, and one whose days pass."""

from collections.abc import Iterator

import pytest

from tests.journeys.stand import Stand, open_stand


@pytest.fixture(scope="session")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with open_stand(tmp_path_factory.mktemp("stand")) as made:
        yield made


@pytest.fixture
def own_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """With a clock that may be moved on."""
    with open_stand(tmp_path_factory.mktemp("own")) as made:
        yield made
