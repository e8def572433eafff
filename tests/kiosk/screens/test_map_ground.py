"""Where a key of the map is put: as near to its place as it can stand."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.map.ground import _nearest, _steps

ENDS = st.integers(-50, 50)


@given(first=ENDS, last=ENDS, step=st.integers(1, 20), x=ENDS, y=ENDS)
def test_ground__tries_every_place_the_nearest_first(
    first: int, last: int, step: int, x: int, y: int
) -> None:
    lefts, tops = _steps(first, last, step, x), _steps(first, last + 7, step, y)
    every = sorted((far + away, left, top) for far, left in lefts for away, top in tops)
    assert list(_nearest(lefts, tops)) == [(left, top) for _, left, top in every]
    if first <= x <= last and first <= y <= last + 7:
        assert every[0] == (0, x, y)
