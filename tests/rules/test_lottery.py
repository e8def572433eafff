"""Draws entry by entry: the example of the guide, and the corners that it leaves to us."""

import hashlib
import hmac
from datetime import date

import pytest

from rules.floor import cells_of, occupy
from rules.lottery import (
    draw,
    fits_alone,
    ranked_as_told,
)
from tests.rules.draws import BY_SEED, FIELD, FLOORS, HALL, POOL, SEED, entry, slot


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
