from collections.abc import Iterator

import pytest

from tests.support.window import TouchWindow, open_window


@pytest.fixture(scope="session")
def the_window() -> Iterator[TouchWindow]:
    yield from open_window()


@pytest.fixture
def window(the_window: TouchWindow) -> Iterator[TouchWindow]:
    yield the_window
    the_window.empty()
