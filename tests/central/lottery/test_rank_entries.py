"""KM-37: another order of entries that stand; whatever refuses it, every entry stands as before."""

from datetime import datetime

import pytest

from central.decision import Decision
from central.lottery.models import Entry
from central.lottery.published import leaf_of
from central.lottery.use_cases import rank_entries, void_entry
from central.registry.models import Resident
from rules.facts import Channel
from sync.wire import RankEntriesBody
from tests.central.lottery.lots import (
    CLOSES,
    ENTERED,
    MINUTE,
    close,
    codes,
    commit,
    do,
    entered,
    person,
    slot,
    withdrawing,
)

pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture
def resident() -> Resident:
    commit()
    return person("Mihon01")


def three(resident: Resident) -> list[Entry]:
    return [entered(resident, slot(2 + rank), preference=rank) for rank in (1, 2, 3)]


def ranking(
    resident: Resident,
    ranks: dict[str, int],
    now: datetime = ENTERED,
    recorded_at: datetime | None = None,
) -> Decision:
    wish = RankEntriesBody(ranks=ranks)
    who = {"resident": resident.id, "channel": Channel.TERMINAL}
    return do(rank_entries.Body(wish=wish, recorded_at=recorded_at or now, **who), now)


def order() -> list[tuple[str, int, str]]:
    rows = Entry.objects.order_by("number").values_list("number", "preference", "state")
    return [tuple(row) for row in rows]


def test_rank__two_entries_change_places_and_keep_their_numbers(resident: Resident) -> None:
    first, second, third = three(resident)
    decision = ranking(resident, {first.number: 2, second.number: 1})
    assert decision.verdict == "applied"
    found = dict(Entry.objects.values_list("number", "preference"))
    assert found == {first.number: 2, second.number: 1, third.number: 3}
    first.refresh_from_db()
    assert decision.outcome[first.number] == leaf_of(first)
    assert decision.outcome.keys() == {first.number, second.number}


def test_rank__a_place_that_another_entry_has_is_refused_and_nothing_moves(
    resident: Resident,
) -> None:
    first, second, _third = three(resident)
    before = order()
    refused = ranking(resident, {first.number: 3, second.number: 1})
    assert codes(refused) == [("preference_taken", "KM-37")]
    assert order() == before


def test_rank__two_in_the_same_place_are_refused_and_nothing_moves(resident: Resident) -> None:
    first, second, _third = three(resident)
    before = order()
    refused = ranking(resident, {first.number: 5, second.number: 5})
    assert codes(refused) == [("preference_taken", "KM-37")]
    assert order() == before


def test_rank__after_the_last_place_is_refused_and_nothing_moves(resident: Resident) -> None:
    first, second, _third = three(resident)
    before = order()
    refused = ranking(resident, {first.number: 2, second.number: 11})
    assert codes(refused) == [("preference_out_of_range", "KM-37")]
    assert order() == before


def test_rank__of_an_entry_that_is_withdrawn_or_anothers_moves_nothing(resident: Resident) -> None:
    first, second, _third = three(resident)
    withdrawing(resident, second.number, ENTERED)
    other = entered(person("Mihon02"), slot(9))
    before = order()
    for number in (second.number, other.number, "AAAA-BBBB-CCCC", "\x00"):
        refused = ranking(resident, {first.number: 4, number: 1})
        assert codes(refused) == [("not_own", "CM-07")]
    assert order() == before


def test_rank__after_the_period_is_refused_and_nothing_moves(resident: Resident) -> None:
    """KM-30"""
    first, second, _third = three(resident)
    before = order()
    refused = ranking(resident, {first.number: 2, second.number: 1}, now=CLOSES)
    assert codes(refused) == [("lottery_over", "KM-30")]
    assert order() == before


def test_rank__recorded_in_time_counts_until_the_list_is_closed(resident: Resident) -> None:
    """KM-30"""
    first, second, third = three(resident)
    late = {"now": CLOSES + MINUTE, "recorded_at": CLOSES - MINUTE}
    assert ranking(resident, {first.number: 2, second.number: 1}, **late).verdict == "applied"
    assert close(CLOSES + MINUTE).verdict == "applied"
    before = order()
    refused = ranking(resident, {first.number: 1, third.number: 2}, **late)
    assert codes(refused) == [("preference_taken", "KM-37")]
    refused = ranking(resident, {third.number: 7}, **late)
    assert codes(refused) == [("lottery_over", "KM-30")]
    assert order() == before


def test_rank__with_as_many_entries_as_there_may_be(resident: Resident) -> None:
    """KM-33: an order is no entry more."""
    entries = [entered(resident, slot(2 + rank), preference=rank) for rank in range(1, 11)]
    turned = {entry.number: 11 - entry.preference for entry in entries}
    assert ranking(resident, turned).verdict == "applied"
    assert dict(Entry.objects.values_list("number", "preference")) == turned


def test_rank__leaves_out_what_takes_no_part(resident: Resident) -> None:
    first, second, _third = three(resident)
    do(void_entry.Body(number=first.number, why="not_entitled"), ENTERED)
    assert ranking(resident, {second.number: 1}).verdict == "applied"


@pytest.mark.parametrize("ranks", [{}, {"A": 0}, {"A" * 17: 1}, {str(n): 1 for n in range(100)}])
def test_rank__bad_orders_are_no_message(ranks: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="ranks"):
        RankEntriesBody(ranks=ranks)
