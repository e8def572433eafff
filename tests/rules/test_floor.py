from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.floor import allocate, cells_of, divide, free_courts, granules, lay_out, occupy
from tests.rules.worlds import ono, slot

NOTHING: frozenset[tuple[int, int]] = frozenset()
ARGO = {"basketball": 2, "volleyball6": 3, "badminton": 6, "table_tennis": 20}
divisions = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]), st.integers(1, 20), min_size=1, max_size=4
)


def test_divide__2_3_6_and_20_courts_share_24_cells():
    floor = divide(60, ARGO)
    assert floor.cells == 24
    assert cells_of(floor, "basketball", 0) == frozenset(range(12))
    assert cells_of(floor, "badminton", 5) == frozenset(range(20, 24))


@given(divisions)
def test_divide__every_sport_covers_the_floor_exactly(courts):
    floor = divide(60, courts)
    for sport, n in courts.items():
        cells = [cell for court in range(n) for cell in cells_of(floor, sport, court)]
        assert sorted(cells) == list(range(floor.cells))


@given(divisions)
def test_divide__two_courts_share_a_cell_exactly_when_they_meet(courts):
    floor = divide(60, courts)
    for one, n in courts.items():
        for other, m in courts.items():
            for i in range(n):
                for j in range(m):
                    meet = Fraction(i, n) < Fraction(j + 1, m) and Fraction(j, m) < Fraction(
                        i + 1, n
                    )
                    assert bool(cells_of(floor, one, i) & cells_of(floor, other, j)) is meet


@given(divisions)
def test_divide__is_the_coarsest(courts):
    floor = divide(60, courts)
    of_cell = [
        frozenset(
            (sport, court)
            for sport, n in courts.items()
            for court in range(n)
            if cell in cells_of(floor, sport, court)
        )
        for cell in range(floor.cells)
    ]
    assert all(left != right for left, right in pairwise(of_cell))


def test_lay_out__takes_the_cells_of_the_data():
    floor = lay_out(30, {"kendo": ((0, 1), (2, 3)), "judo": ((1, 2),)})
    assert floor.cells == 4
    assert cells_of(floor, "judo", 0) == {1, 2}


@pytest.mark.parametrize(
    ("start", "end", "starts"),
    [(540, 660, [540, 600]), (570, 600, [540]), (570, 630, [540, 600]), (600, 600, [])],
)
def test_granules__whatever_a_time_touches(start, end, starts):
    assert list(granules(divide(60, ARGO), start, end)) == starts


def test_free_courts__a_basketball_court_takes_three_of_badminton():
    floor = divide(60, ARGO)
    taken = occupy(floor, cells_of(floor, "basketball", 0), 1080, 1140)
    assert free_courts(floor, "badminton", 1080, 1200, taken) == (3, 4, 5)
    assert free_courts(floor, "badminton", 1140, 1200, taken) == (0, 1, 2, 3, 4, 5)
    assert free_courts(floor, "badminton", 1020, 1080, taken) == (0, 1, 2, 3, 4, 5)
    assert free_courts(floor, "volleyball6", 1080, 1140, taken) == (2,)
    assert free_courts(floor, "soccer", 1080, 1140, taken) == ()


def test_free_courts__a_time_off_the_grid_sees_what_it_touches():
    floor = divide(60, ARGO)
    taken = occupy(floor, range(floor.cells), 1080, 1140)
    assert free_courts(floor, "badminton", 1110, 1140, taken) == ()


def test_allocate__fills_the_half_that_is_broken_already():
    floor = ono().rooms["argo/arena"].floor
    taken = occupy(floor, cells_of(floor, "badminton", 4), 1080, 1200)
    cells = allocate(floor, slot(), taken)
    assert cells is not None
    left = taken | occupy(floor, cells, 1080, 1200)
    assert free_courts(floor, "basketball", 1080, 1200, left) == (0,)


def test_allocate__leaves_the_largest_courts_before_the_next():
    taken = (1080, 1200)
    small = divide(60, {"volleyball6": 3, "badminton": 6})
    third = occupy(small, cells_of(small, "badminton", 2), *taken)
    assert allocate(small, slot(), third) == cells_of(small, "badminton", 3)
    large = divide(60, {"basketball": 2, "volleyball6": 3, "badminton": 6})
    third = occupy(large, cells_of(large, "badminton", 2), *taken)
    assert allocate(large, slot(), third) == cells_of(large, "badminton", 0)


def test_allocate__too_few_none_or_a_sport_that_is_not_played_here():
    floor = divide(60, ARGO)
    assert allocate(floor, slot(courts=7), NOTHING) is None
    assert allocate(floor, slot(courts=0), NOTHING) is None
    assert allocate(floor, slot(courts=-1), NOTHING) is None
    assert allocate(floor, slot(sport="soccer"), NOTHING) is None
    assert allocate(floor, slot(courts=6), NOTHING) == frozenset(range(24))


def test_allocate__a_stale_cell_beyond_the_floor_changes_nothing():
    floor = divide(60, ARGO)
    assert allocate(floor, slot(), frozenset({(1080, 99)})) == allocate(floor, slot(), NOTHING)


wishes = st.lists(
    st.tuples(
        st.sampled_from(sorted(ono().rooms["argo/arena"].sports)),
        st.integers(1, 6),
        st.integers(9, 20),
        st.integers(1, 4),
    ),
    max_size=12,
)


def place(asked):
    floor = ono().rooms["argo/arena"].floor
    occupied, placed = NOTHING, []
    for sport, courts, hour, length in asked:
        end = min(hour + length, 21)
        wanted = slot(sport=sport, courts=courts, start=f"{hour:02d}:00", end=f"{end:02d}:00")
        cells = allocate(floor, wanted, occupied)
        placed.append(cells)
        if cells is not None:
            taken = occupy(floor, cells, wanted.start_minute, wanted.end_minute)
            assert not taken & occupied
            assert sum(cells_of(floor, sport, i) <= cells for i in range(20)[: _n(sport)]) >= courts
            occupied |= taken
    return placed


def _n(sport):
    return ono().rooms["argo/arena"].sports[sport].courts


@given(wishes)
def test_allocate__never_overlaps_and_always_answers_the_same(asked):
    assert place(asked) == place(asked)


@given(wishes)
def test_allocate__finds_a_place_exactly_when_enough_courts_are_free(asked):
    floor = ono().rooms["argo/arena"].floor
    occupied = NOTHING
    for sport, courts, hour, _ in asked:
        wanted = slot(sport=sport, courts=courts, start=f"{hour:02d}:00", end="21:00")
        free = free_courts(floor, sport, wanted.start_minute, wanted.end_minute, occupied)
        cells = allocate(floor, wanted, occupied)
        assert (cells is not None) is (len(free) >= courts)
        if cells is not None:
            occupied |= occupy(floor, cells, wanted.start_minute, wanted.end_minute)
