"""Properties of every draw; one beside it goes step by step and asks ``allocate``."""

import hashlib
from dataclasses import replace
from datetime import date
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from rules.floor import allocate, occupy
from rules.lottery import (
    WHOLE_ROOM,
    Decided,
    DrawEntry,
    draw,
    fits_alone,
    ranked_by_seed,
)
from tests.rules.draws import BY_SEED, FIELD, FLOORS, HALL, POOL, entry, slot

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
        (room, date(2025, 11, day)): frozenset(
            (hour * 60, cell) for hour, cell in taken if cell < FLOORS[room].cells
        )
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
