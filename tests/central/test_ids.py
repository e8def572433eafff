"""Ids of the centre: of chance, of time, and derived."""

from uuid import UUID, uuid4  # noqa: TID251 - a space of any kind

from central.ids import DERIVED, derived_id, new_id, new_ids


def test_new_ids__are_never_the_same_and_grow() -> None:
    before, made, after = new_id(), new_ids(1_000), new_id()
    assert len({before, *made, after}) == 1_002
    assert {one.version for one in made} == {7}
    assert all(before.int >> 80 <= one.int >> 80 <= after.int >> 80 for one in made)


def test_derived_id__is_one_for_a_name_and_stands_beside_its_space() -> None:
    space = new_id()
    made = {name: derived_id(space, name) for name in ("charge", "board 1", "board 2")}
    assert made == {name: derived_id(space, name) for name in made}
    assert len(set(made.values())) == 3
    assert {(one.version, one.int >> 80) for one in made.values()} == {(DERIVED, space.int >> 80)}


def test_derived_id__of_another_space_is_another_where_both_began_at_once() -> None:
    space, other = UUID(int=uuid4().int), UUID(int=uuid4().int)
    twin = UUID(int=space.int >> 80 << 80 | other.int & (1 << 80) - 1)
    assert derived_id(space, "charge") != derived_id(twin, "charge")
