"""The body of a plate: put together from corners and strips, it looks as if drawn whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.widgets.ink import _drawn_body, _Shape, _small_body

PAPER, FILL, EDGE = "#FFFFFF", "#102030", "#405060"


SHAPES = st.builds(
    _Shape,
    st.integers(1, 120),
    st.integers(1, 120),
    st.integers(0, 5),
    st.integers(0, 4),
    st.integers(0, 20),
)


@pytest.mark.parametrize("fill", ["", FILL])
@pytest.mark.parametrize("edge", ["", EDGE])
@given(shape=SHAPES)
def test_body__looks_as_if_drawn_whole(fill: str, edge: str, shape: _Shape) -> None:
    stretched = _drawn_body(shape, PAPER, fill, edge)
    assert stretched.tobytes() == _small_body(shape, PAPER, fill, edge).tobytes()
