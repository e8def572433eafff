"""Time passes where a journal is looked at, so that its lines have an order."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.central.world import NOW, InProcess


@pytest.fixture
def ticking(line: InProcess) -> Iterator[InProcess]:
    with time_machine.travel(NOW, tick=True):
        yield line
