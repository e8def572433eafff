"""KM-31, KM-40 to KM-45: from entries to bookings."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from uuid import UUID

import pytest
from django.db import connections

from central.booking.cells import take_cells
from central.booking.models import Booking, BookingStatus, Cell
from central.decision import Decision
from central.ids import new_id
from central.journal.models import Line
from central.lottery.models import Draw, DrawState, Entry
from central.lottery.proof import commitment, seed
from central.lottery.published import listing
from central.lottery.sealed import open_secret, seal_secret
from central.lottery.use_cases import enter_lottery
from central.policies import municipalities, policy_digest
from central.transactions import in_transaction
from rules.facts import Channel
from rules.lottery import ranked_by_seed
from sync.wire import EnterLotteryBody, receipt_number
from tests.central.lottery.lots import (
    CLOSES,
    DAY,
    DRAWN,
    ENTERED,
    HALL,
    MINUTE,
    OPENS,
    close,
    codes,
    commit,
    committing,
    context,
    do,
    drawn,
    entered,
    hold,
    person,
    slot,
    states,
)

pytestmark = pytest.mark.usefixtures("line")

AKITA, NANBU, TAKUMA = "paid/akita/ground", "paid/nanbu/arena", "paid/takuma/arena"
JOYAMA = "paid/joyama/tennis"
#: Of the guide's example: whose entry, of which preference, for what (KM-44).
GUIDE = {
    "A1": slot(2, facility=AKITA, sport="soccer"),
    "A2": slot(3, facility=NANBU, sport="volleyball6"),
    "A3": slot(15, sport="volleyball6"),
    "B1": slot(3),
    "B2": slot(4, facility=TAKUMA),
    "B3": slot(2, facility=JOYAMA, sport="tennis"),
    "C1": slot(3, end=15, sport="basketball"),
    "C2": slot(4, facility=TAKUMA, sport="basketball"),
    "C3": slot(8, end=15, sport="basketball"),
}
ORDERS = [["B", "C", "A"], ["A", "B", "C"]]


def enter_all(wishes, residents) -> dict[str, Entry]:
    return {
        name: entered(
            residents[name[0]],
            wanted,
            preference=int(name[1:]),
            line=UUID(int=(4 << 76) + number, version=4),
        )
        for number, (name, wanted) in enumerate(wishes.items(), start=1)
    }


def draw_that_orders(entries: dict[str, Entry], orders) -> Draw:
    """With the first secret by which the users have their turns as the guide tells."""
    rules, draw = policy_digest("kumamoto"), Draw.objects.get()
    draw.closed_at = CLOSES
    for number in count(1):
        secret = f"{number:064x}"
        draw.commitment = commitment("kumamoto/2026-11", secret)
        user = {name[0]: entry.user for name, entry in entries.items()}
        root = listing(draw, entries.values(), {}, rules)["root"]
        drawn_by = seed("kumamoto/2026-11", secret, root, "")
        rank = ranked_by_seed(drawn_by, "kumamoto", "2026-11")
        if all(
            list(rank(turn, set(user.values()))) == [user[name] for name in order]
            for turn, order in enumerate(orders, start=1)
        ):
            draw.sealed = seal_secret("kumamoto/2026-11", secret, OPENS)
            return draw
    raise AssertionError


def test_hold__the_example_of_the_guide_from_entries_to_bookings() -> None:
    """KM-44: three users, two rounds and a last win."""
    commit()
    people = {name: person(f"Mihon0{name}") for name in "ABC"}
    entries = enter_all(GUIDE, people)
    draw_that_orders(entries, ORDERS).save()
    Entry.objects.bulk_update(entries.values(), ["user"])
    result = json.loads(drawn().result)
    name_of = {entry.number: name for name, entry in entries.items()}
    assert [[name_of[one["entry"]] for one in turns["decided"]] for turns in result["rounds"]] == [
        ["B1", "C1", "C2", "A1"],
        ["A2", "B2", "B3", "C3"],
        ["A3"],
    ]
    lost = {
        name_of[n]: name_of[to]
        for n, to in Entry.objects.filter(state="lost").values_list("number", "lost_to")
    }
    assert lost == {"C1": "B1", "B2": "C2"}
    won = sorted(name for number, name in name_of.items() if states()[number] == "won")
    assert won == ["A1", "A2", "A3", "B1", "B3", "C2", "C3"]
    of = {resident.pk: name for name, resident in people.items()}
    booked = Booking.objects.filter(state=BookingStatus.WON, won=True)
    assert sorted((of[b.resident_id], b.day.day, b.facility) for b in booked) == sorted(
        (name[0], GUIDE[name].day.day, GUIDE[name].facility) for name in won
    )


def test_hold__a_win_holds_its_cells_and_has_its_fee() -> None:
    commit()
    resident = person("Mihon01")
    entered(resident, slot(3))
    drawn()
    booking = Booking.objects.get()
    floor = municipalities()["kumamoto"].rooms[HALL].floor
    assert (
        Cell.objects.filter(booking=booking).count() == floor.cells * 180 // floor.granule_minutes
    )
    assert (booking.state, booking.won, booking.people) == ("won", True, 10)
    assert booking.number == receipt_number(booking.id)
    assert booking.fee > 0


def test_hold__a_set_wins_whole_or_not_at_all() -> None:
    """KM-45"""
    commit()
    staff = staff_booking(4)
    entered(person("Mihon01"), slot(3), slot(4))
    other = entered(person("Mihon02"), slot(5), slot(6))
    drawn()
    assert set(Booking.objects.exclude(pk=staff.pk).values_list("day__day", flat=True)) == {5, 6}
    assert states()[other.number] == "won"
    assert sorted(states().values()) == ["lost", "won"]


def staff_booking(day: int) -> Booking:
    """As the staff book for somebody without a registration (KM-26)."""
    floor = municipalities()["kumamoto"].rooms[HALL].floor
    booking = Booking.objects.create(
        id=new_id(),
        municipality="kumamoto",
        number=f"STAFF-{day:05}",
        holder="見本",
        facility=HALL,
        sport="badminton",
        courts=1,
        cells=[0],
        people=2,
        day=DAY.replace(day=day),
        start_minute=15 * 60,
        end_minute=17 * 60,
        booked_on=OPENS.date(),
        changed_at=OPENS,
    )
    take_cells(floor, booking)
    return booking


def test_hold__what_the_staff_took_after_the_close_is_named_and_won_by_nobody() -> None:
    commit()
    entered(person("Mihon01"), slot(3))
    close()
    staff_booking(3)
    hold()
    draw = Draw.objects.get()
    assert list(states().values()) == ["lost"]
    assert json.loads(draw.listing)["taken"] == []
    assert json.loads(draw.result)["taken_since"][0] == [HALL, "2026-11-03", 900, 0]


def test_hold__runs_once() -> None:
    commit()
    entered(person("Mihon01"))
    drawn()
    before = Draw.objects.values().get()
    assert codes(close(DRAWN)) == [("already_closed", "")]
    assert codes(hold(DRAWN + MINUTE)) == [("already_drawn", "")]
    assert (Draw.objects.values().get(), Booking.objects.count()) == (before, 1)


def test_hold__of_two_workers_one_does_it() -> None:
    commit()
    for number in range(5):
        entered(person(f"Mihon0{number}"), slot(3 + number))
    close()

    def work(_: int) -> str:
        try:
            return hold().verdict
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, range(2))) == ["applied", "rejected"]
    assert (Draw.objects.get().state, Booking.objects.count()) == (DrawState.DRAWN, 5)


def test_close__waits_for_an_entry_that_is_under_way() -> None:
    """Nobody who was told of an entry is missing in the list."""
    commit()
    resident = person("Mihon01")
    held, closed = Event(), Event()

    def enter() -> None:
        body = enter_lottery.Body(
            resident=resident.id,
            channel=Channel.WEB,
            wish=EnterLotteryBody(slots=(slot(),), preference=1, people=2),
            recorded_at=ENTERED,
        )
        decision = in_transaction(lambda: enter_slowly(body))
        connections.close_all()
        assert decision.verdict == "applied"

    def enter_slowly(body: enter_lottery.Body) -> Decision:
        decision = enter_lottery.perform(body, context(ENTERED))
        held.set()
        assert not closed.wait(1), "the list was closed over it"
        return decision

    with ThreadPoolExecutor(1) as pool:
        entering = pool.submit(enter)
        assert held.wait(30)
        close()
        closed.set()
        entering.result()
    assert len(json.loads(Draw.objects.get().listing)["entries"]) == 1


def test_hold__not_before_the_close_nor_while_complaints_are_heard() -> None:
    commit()
    assert codes(hold()) == [("not_closed", "")]
    assert codes(close(CLOSES - MINUTE)) == [("lottery_not_over", "KM-30")]
    close()
    assert codes(hold(DRAWN - MINUTE)) == [("complaints_open", "")]
    assert hold(DRAWN).verdict == "applied"


def test_hold__a_value_that_nobody_named_is_refused() -> None:
    commit()
    close()
    assert codes(hold(public_value="chosen afterwards")) == [("wrong_public_value", "")]


def test_hold__of_nothing() -> None:
    commit()
    draw = drawn()
    assert json.loads(draw.result)["rounds"] == []


def test_hold__the_order_of_entering_does_not_count() -> None:
    """KM-31: the same entries in any order, and the same secret, have the same result."""
    wishes = {"A1": slot(3), "B1": slot(3), "C1": slot(3), "B2": slot(4)}
    people = {name: person(f"Mihon0{name}") for name in "ABC"}
    results = set()
    for names in (list(wishes), list(reversed(wishes))):
        for model in (Cell, Booking, Entry, Draw, Line):
            model.objects.all().delete()
        commit()
        for name in names:
            line = UUID(int=int(name, 16), version=4)
            entered(people[name[0]], wishes[name], preference=int(name[1:]), line=line)
        results.add(drawn().result)
    assert len(results) == 1


def test_commit__once_and_not_after_the_close() -> None:
    assert codes(do(committing("ab" * 32), CLOSES)) == [("lottery_over", "KM-30")]
    commit()
    again = do(committing("cd" * 32), OPENS)
    assert codes(again) == [("already_committed", "")]
    assert open_secret(Draw.objects.get()) == "5e" * 32


def test_close__an_entry_for_a_room_that_is_gone_is_void() -> None:
    commit()
    entry = entered(person("Mihon01"))
    entry.slots = [{**entry.slots[0], "facility": "paid/gone/hall"}]
    entry.save()
    listed = json.loads(drawn().listing)
    assert listed["void"] == [{"entry": entry.number, "why": "no_such_room"}]
    assert listed["entries"] == []
