"""The draw, beside a plain one that goes step by step and asks ``allocate``."""

import hashlib
import hmac
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import Slot
from rules.floor import allocate, cells_of, divide, lay_out, occupy
from rules.lottery import (
    WHOLE_ROOM,
    Decided,
    DrawEntry,
    draw,
    fits_alone,
    ranked_as_told,
    ranked_by_seed,
)

HALL, FIELD, POOL = "city/hall", "city/field", "city/pool"
FLOORS = {
    HALL: divide(60, {"basketball": 2, "volleyball6": 3, "badminton": 6, "table_tennis": 20}),
    FIELD: divide(30, {"soccer": 1, "softball": 2}),
    # The two sports lie side by side and leave a cell to nobody.
    POOL: lay_out(60, {"tennis": ((0,), (1,)), "gateball": ((2,), (4,))}),
}
SEED = bytes(range(16))
BY_SEED = ranked_by_seed(SEED, "kumamoto", "2025-11")


def slot(day=3, start=13, end=16, *, sport="badminton", courts=WHOLE_ROOM, room=HALL):
    return Slot(room, sport, courts, date(2025, 11, day), int(start * 60), int(end * 60))


def entry(name, *slots, preference=None):
    """``B2`` is the second preference of B."""
    return DrawEntry(name, name[0], preference or int(name[1:]), slots)


def decisions(drawn):
    return [[(one.entry, one.lost_to) for one in turns.decided] for turns in drawn.rounds]


def decide_in_order(*entries, order="ABC"):
    return decisions(draw(entries, FLOORS, ranked_as_told([list(order)])))


# The guide's example, and what it leaves to us ---------------------------------------------------

GUIDE = [
    entry("A1", slot(2, sport="soccer", room=FIELD)),
    entry("A2", slot(3, sport="gateball", room=POOL)),
    entry("A3", slot(15)),
    entry("B1", slot(3)),
    entry("B2", slot(4)),
    entry("B3", slot(2, sport="tennis", room=POOL)),
    entry("C1", slot(3, end=15, sport="basketball")),
    entry("C2", slot(4, sport="basketball")),
    entry("C3", slot(8, end=15, sport="basketball")),
]


def test_draw__the_example_of_the_guide():
    drawn = draw(GUIDE, FLOORS, ranked_as_told([["B", "C", "A"], ["A", "B", "C"]]))
    assert [turns.order for turns in drawn.rounds] == [("B", "C", "A"), ("A", "B", "C"), ("A",)]
    assert decisions(drawn) == [
        [("B1", None), ("C1", "B1"), ("C2", None), ("A1", None)],
        [("A2", None), ("B2", "C2"), ("B3", None), ("C3", None)],
        [("A3", None)],
    ]
    assert drawn.won == ("B1", "C2", "A1", "A2", "B3", "C3", "A3")
    assert drawn.lost == ("C1", "B2")


def test_draw__of_nothing():
    assert draw([], FLOORS, BY_SEED).rounds == ()


def test_draw__entries_share_the_room_while_courts_are_free():
    wins = decide_in_order(
        entry("A1", slot(courts=3)),
        entry("B1", slot(start=14, end=17, courts=3)),
        entry("C1", slot(start=15, end=18, courts=1)),
    )
    assert wins == [[("A1", None), ("B1", None), ("C1", "A1")]]


def test_draw__another_sport_beneath():
    half = slot(sport="basketball", courts=1)
    (turns,) = decide_in_order(entry("A1", half), entry("B1", half), entry("C1", slot(courts=1)))
    assert turns == [("A1", None), ("B1", None), ("C1", "A1")]


def test_draw__times_that_only_touch():
    (turns,) = decide_in_order(entry("A1", slot(end=15)), entry("B1", slot(start=15)))
    assert turns == [("A1", None), ("B1", None)]


def test_draw__times_that_share_a_granule():
    (turns,) = decide_in_order(entry("A1", slot(end=14.5)), entry("B1", slot(start=14.5)))
    assert turns == [("A1", None), ("B1", "A1")]


def test_draw__an_own_win_is_in_the_way_too():
    later = slot(start=15, end=18)
    assert decide_in_order(entry("A1", slot()), entry("A2", later)) == [
        [("A1", None)],
        [("A2", "A1")],
    ]


def test_draw__a_set_loses_whole_and_leaves_its_other_slots_free():
    turns = decide_in_order(
        entry("A1", slot(5)),
        entry("B1", slot(4), slot(5), slot(6)),
        entry("C1", slot(4)),
    )
    assert turns == [[("A1", None), ("B1", "A1"), ("C1", None)]]


def test_draw__a_set_that_loses_twice_names_the_earlier_win():
    turns = decide_in_order(
        entry("A1", slot(9)), entry("B1", slot(4)), entry("C1", slot(4), slot(9))
    )
    assert turns == [[("A1", None), ("B1", None), ("C1", "A1")]]


def test_draw__a_win_beside_which_a_slot_finds_its_place_is_not_in_the_way():
    turns = decide_in_order(
        entry("A1", slot(4, courts=1)),
        entry("B1", slot(9)),
        entry("C1", slot(4, courts=1), slot(9)),
    )
    assert turns == [[("A1", None), ("B1", None), ("C1", "B1")]]


def test_draw__a_win_that_moves_a_slot_of_a_set_into_another():
    """A's court makes three courts reach into both halves, and the half needed after 14:00."""
    wide = slot(courts=3, end=15)
    half = slot(start=14, end=16, sport="basketball", courts=1)
    for wanted in (entry("B1", wide, half), entry("B1", half, wide)):
        assert fits_alone(wanted, FLOORS)
        (turns,) = decide_in_order(entry("A1", slot(end=14, courts=1)), wanted)
        assert turns == [("A1", None), ("B1", "A1")]


def test_draw__a_win_beside_the_courts_of_the_sport_is_not_in_the_way():
    turns = decide_in_order(
        entry("A1", slot(sport="gateball", courts=2, room=POOL)),
        entry("B1", slot(sport="tennis", courts=2, room=POOL)),
        entry("C1", slot(sport="tennis", courts=1, room=POOL)),
        entry("D1", slot(room=POOL)),
    )
    assert turns == [[("A1", None), ("B1", None), ("C1", "B1"), ("D1", "A1")]]


def test_draw__what_cannot_be_had_alone_is_lost_to_nobody():
    assert decide_in_order(entry("A1", slot(courts=7))) == [[("A1", None)]]
    assert draw([entry("A1", slot(courts=7))], FLOORS, BY_SEED).lost == ("A1",)


def test_draw__the_same_preference_goes_by_the_id():
    entries = [entry(name, slot(day), preference=1) for day, name in [(4, "A2"), (5, "A10")]]
    for listed in (entries, entries[::-1]):
        assert draw(listed, FLOORS, BY_SEED).won == ("A10", "A2")


# What is taken before --------------------------------------------------------------------------


def taken_cells(*cells, day=3, start=13, end=16, room=HALL):
    return {(room, date(2025, 11, day)): occupy(FLOORS[room], cells, start * 60, end * 60)}


def test_draw__what_is_taken_before_is_won_by_nobody():
    staff = taken_cells(*cells_of(FLOORS[HALL], "basketball", 0))
    entries = [
        entry("A1", slot()),
        entry("B1", slot(sport="basketball", courts=1)),
        entry("C1", slot(sport="basketball", courts=1)),
        entry("D1", slot(start=16, end=19)),
    ]
    drawn = draw(entries, FLOORS, ranked_as_told([list("ABCD")]), staff)
    assert decisions(drawn) == [[("A1", None), ("B1", None), ("C1", "B1"), ("D1", None)]]
    assert drawn.won == ("B1", "D1")
    ((won, cells),) = drawn.placed["B1"]
    assert (won, cells) == (entries[1].slots[0], cells_of(FLOORS[HALL], "basketball", 1))


def test_draw__a_set_with_one_slot_taken_before_loses_whole():
    drawn = draw([entry("A1", slot(3), slot(4))], FLOORS, BY_SEED, taken_cells(0, start=15, end=16))
    assert (drawn.lost, drawn.placed) == (("A1",), {})


@pytest.mark.parametrize(("courts", "fits"), [(2, True), (4, False)])
def test_fits_alone__a_set_that_overlaps_itself(courts, fits):
    both = entry("A1", slot(courts=3), slot(start=15, end=17, courts=courts))
    assert fits_alone(both, FLOORS) is fits


# Rankings ---------------------------------------------------------------------------------------


def test_ranked_as_told__the_last_order_serves_on_and_others_follow():
    rank = ranked_as_told([["C"], ["B", "X", "A"]])
    assert rank(1, {"A", "B", "C"}) == ["C", "A", "B"]
    assert rank(2, {"A", "B", "C"}) == ["B", "A", "C"]
    assert rank(3, {"A", "C"}) == ["A", "C"]


def test_ranked_by_seed__is_what_anyone_can_compute():
    users = {"A", "B", "C", "利用者"}

    def digest(user):
        message = f"order|kumamoto/2025-11|2|{user}".encode()
        return hmac.new(SEED, message, hashlib.sha256).hexdigest()

    assert BY_SEED(2, users) == sorted(users, key=digest)


def test_ranked_by_seed__is_for_ever():
    """As ``openssl dgst -sha256 -mac HMAC`` ranks them."""
    assert [BY_SEED(number, {"A", "B", "C", "利用者"}) for number in (1, 2, 3)] == [
        ["B", "C", "利用者", "A"],
        ["A", "利用者", "B", "C"],
        ["A", "B", "利用者", "C"],
    ]


# Properties -------------------------------------------------------------------------------------

starts = st.integers(18, 30).map(lambda half_hours: half_hours / 2)


@st.composite
def slots(drawn):
    room = drawn(st.sampled_from([HALL, HALL, FIELD, POOL]))
    sport, masks = drawn(st.sampled_from(FLOORS[room].courts))
    courts = drawn(st.integers(0, len(masks)))
    start = drawn(starts)
    end = start + drawn(st.integers(1, 6)) / 2
    day = drawn(st.integers(1, 2))
    return slot(day, start, end, sport=sport, courts=courts, room=room)


sets = st.lists(slots(), min_size=1, max_size=3).filter(
    lambda wanted: fits_alone(entry("A1", *wanted), FLOORS)
)
wishes = st.tuples(st.sampled_from("ABCDE"), st.integers(1, 4), sets)
entry_lists = st.lists(wishes, max_size=25).map(
    lambda listed: [
        DrawEntry(f"{user}{number}", user, preference, tuple(wanted))
        for number, (user, preference, wanted) in enumerate(listed)
    ]
)


def plain_place(wanted, taken):
    """What is taken after a set has found its cells, or None; slot by slot, from the earliest."""
    order = sorted(wanted.slots, key=lambda s: (s.day, s.facility, s.start_minute, s.end_minute))
    for one in order:
        floor, here = FLOORS[one.facility], (one.facility, one.day)
        occupied = taken.get(here, frozenset())
        everything = frozenset(range(floor.cells))
        if one.courts == WHOLE_ROOM:
            whole = occupy(floor, everything, one.start_minute, one.end_minute)
            cells = None if whole & occupied else everything
        else:
            cells = allocate(floor, one, occupied)
        if cells is None:
            return None
        new = occupy(floor, cells, one.start_minute, one.end_minute)
        assert not new & occupied
        taken = {**taken, here: occupied | new}
    return taken


def plain_draw(entries, ranking, taken):
    """Which entries are won and which are lost in each round; and all that is taken then."""
    rounds, left = [], list(entries)
    while left:
        rounds.append([])
        for user in ranking(len(rounds), {one.user for one in left}):
            own = [one for one in left if one.user == user]
            for one in sorted(own, key=lambda one: (one.preference, one.id)):
                after = plain_place(one, taken)
                left.remove(one)
                rounds[-1].append((one.id, after is not None))
                if after is not None:
                    taken = after
                    break
    return rounds, taken


def added(taken, placed):
    """What is taken when the winners have their cells as well, none of which anybody had."""
    for won, cells in chain.from_iterable(placed.values()):
        here = (won.facility, won.day)
        new = occupy(FLOORS[won.facility], cells, won.start_minute, won.end_minute)
        assert not new & taken.get(here, frozenset())
        taken = {**taken, here: taken.get(here, frozenset()) | new}
    return taken


before = st.dictionaries(
    st.tuples(st.sampled_from([HALL, FIELD, POOL]), st.sampled_from([1, 2])),
    st.sets(st.tuples(st.integers(9, 17), st.integers(0, 3)), max_size=4),
    max_size=3,
).map(
    lambda cells: {
        (room, date(2025, 11, day)): frozenset((hour * 60, cell) for hour, cell in taken)
        for (room, day), taken in cells.items()
    }
)


@given(entry_lists, st.binary(min_size=1, max_size=32), before)
def test_draw__comes_out_as_the_plain_one(entries, seed, taken):
    entries = [
        replace(
            one, slots=tuple({(s.day, s.facility, s.start_minute): s for s in one.slots}.values())
        )
        for one in entries
    ]
    ranking = ranked_by_seed(seed, "kumamoto", "2025-11")
    drawn = draw(entries, FLOORS, ranking, taken)
    found = [[(one.entry, one.won) for one in turns.decided] for turns in drawn.rounds]
    assert set(drawn.placed) == set(drawn.won)
    assert (found, added(taken, drawn.placed)) == plain_draw(entries, ranking, taken)


@given(entry_lists)
def test_draw__decides_every_entry_once(entries):
    drawn = draw(entries, FLOORS, BY_SEED)
    assert sorted(drawn.won + drawn.lost) == sorted(one.id for one in entries)


@given(entry_lists, st.randoms())
def test_draw__does_not_depend_on_the_order_of_the_input(entries, random):
    shuffled = [
        replace(one, slots=tuple(random.sample(one.slots, len(one.slots)))) for one in entries
    ]
    random.shuffle(shuffled)
    assert draw(shuffled, FLOORS, BY_SEED) == draw(entries, FLOORS, BY_SEED)


@given(entry_lists)
def test_draw__a_user_wins_at_most_once_a_round(entries):
    rounds = draw(entries, FLOORS, BY_SEED).rounds
    user_of = {one.id: one.user for one in entries}
    for turns in rounds:
        winners = [user_of[one.entry] for one in turns.decided if one.won]
        assert len(winners) == len(set(winners))
        assert set(turns.order) == {user_of[one.entry] for one in turns.decided}
    most = max((list(user_of.values()).count(user) for user in user_of.values()), default=0)
    assert len(rounds) <= most


def overlap(one, other):
    step = FLOORS[one.facility].granule_minutes
    return (one.facility, one.day) == (other.facility, other.day) and (
        one.start_minute // step < -(-other.end_minute // step)
        and other.start_minute // step < -(-one.end_minute // step)
    )


@given(entry_lists)
def test_draw__who_loses_loses_to_an_earlier_win_at_that_time(entries):
    by_id = {one.id: one for one in entries}
    won = set()
    for one in chain.from_iterable(t.decided for t in draw(entries, FLOORS, BY_SEED).rounds):
        if one.won:
            assert one == Decided(one.entry, won=True, lost_to=None)
            won.add(one.entry)
        else:
            assert one.lost_to in won
            pairs = [(a, b) for a in by_id[one.entry].slots for b in by_id[one.lost_to].slots]
            assert any(overlap(a, b) for a, b in pairs)


def test_draw__equal_users_have_equal_chances():
    """Ranks over 10,000 seeds; the 99.9th percentile of chi-square with nine degrees is 27.88."""
    users, seeds = ["A", "B", "user-10000", "利用者"], 10_000
    entries = [DrawEntry(user, user, 1, (slot(),)) for user in users]
    ranks = {user: [0] * len(users) for user in users}
    wins = dict.fromkeys(users, 0)
    for number in range(seeds):
        seed = hashlib.sha256(f"seed {number}".encode()).digest()
        drawn = draw(entries, FLOORS, ranked_by_seed(seed, "kumamoto", "2025-11"))
        for rank, user in enumerate(drawn.rounds[0].order):
            ranks[user][rank] += 1
        wins[drawn.won[0]] += 1
    expected = seeds / len(users)
    squares = sum((n - expected) ** 2 / expected for row in ranks.values() for n in row)
    assert squares * (len(users) - 1) / len(users) < 27.88
    assert wins == {user: row[0] for user, row in ranks.items()}
    for row in ranks.values():
        assert abs(sum(rank * n for rank, n in enumerate(row)) / seeds - 1.5) < 0.045
