"""A batch of actions is decided as its actions would have been one by one, only faster."""

import random  # noqa: TID251 - from a seed, the same each time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from django.db import connections, transaction

from central.booking.models import Booking, Cell
from central.booking.use_cases import book as booking
from central.journal.models import Line
from central.money.models import Charge
from central.terminals.models import Action, FailedLogin, Fork, Terminal
from central.terminals.use_cases import receive_actions
from sync.wire import BookBody, CancelBody, Signed, receipt_number
from tests.central.world import DAY, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

SPACE = UUID("3b0b8d3e-7a55-4a55-9d0c-0d5bb7d1c0de")
TABLES = {
    Booking: ("number", "facility", "day", "start_minute", "end_minute", "cells", "state", "fee"),
    Cell: ("facility", "day", "start_minute", "cell", "booking_id"),
    Charge: ("yen", "state", "due_at", "method", "booking_id"),
    Line: ("id", "municipality", "at", "actor", "kind", "answer", "policy"),
    Action: ("seq", "digest", "action", "verb", "clear", "signed", "untold", "verdict", "answer"),
    Terminal: ("next_seq", "chain_head", "session", "unsent", "quarantined"),
}
Wishes = list[tuple[str, BookBody | CancelBody]]


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@contextmanager
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(receive_actions, "begin_chain", lambda *_: [])
        yield


def rows() -> dict[str, list[tuple[object, ...]]]:
    """What stands in the tables, but for ids that chance made."""
    found = {model.__name__: model.objects.values_list(*names) for model, names in TABLES.items()}
    return {name: sorted(map(tuple, each), key=repr) for name, each in found.items()}


def residents() -> dict[str, str]:
    """Passwords by card; one is wrong, and one card is unknown."""
    register("90000001", "04A1")
    register("90000002", "04A2", state="suspended")
    register("90000003", "04A3")
    register("90000004", "04A4")
    return {"04A1": "", "04A2": "", "04A3": "wrong1", "04A4": "", "04EE": ""}


def wishes(random_: random.Random, count: int) -> Wishes:
    """For a few hours of one day, so that residents and bookings get in each other's way."""
    made: Wishes = []
    for index in range(count):
        card = random_.choice(["04A1", "04A1", "04A1", "04A2", "04A3", "04A4", "04A4", "04EE"])
        if random_.random() < 0.2:
            number = receipt_number(uuid5(SPACE, str(random_.randrange(index + 1))))
            made.append((card, CancelBody(number=number)))
            continue
        start = 60 * random_.choice([9, 18, 19])
        wanted = body(
            day=DAY + timedelta(days=random_.randrange(2)),
            courts=random_.choice([1, 1, 2, 3]),
            start_minute=start,
            end_minute=start + random_.choice([60, 120]),
            people=random_.choice([1, 4, 9_999]),
        )
        made.append((card, wanted))
    return made


def batch(line: InProcess, seed: int, together: HandMadeTerminal) -> list[Signed]:
    random_ = random.Random(seed)
    passwords = residents()
    visits = {
        card: Visit.offline(together, password or "himitsu1", card)
        for card, password in passwords.items()
    }
    for card in ("04A1", "04A3"):
        if random_.random() < 0.5:
            visits[card].log_in(line)
    return [
        visits[card].act(wanted, action=uuid5(SPACE, str(index)))
        for index, (card, wanted) in enumerate(wishes(random_, 14))
    ]


@pytest.mark.parametrize("seed", range(4))
def test_batch__is_decided_as_one_by_one(
    line: InProcess, terminal: HandMadeTerminal, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions = batch(line, seed, terminal)
    with transaction.atomic(), one_by_one(monkeypatch):
        apart, rows_apart = terminal.send(line, *actions), rows()
        transaction.set_rollback(True)
    together = terminal.send(line, *actions, unsent=14)
    assert together == apart
    assert rows() == rows_apart
    assert {one.verdict for one in together.verdicts} >= {"applied", "rejected"}


def test_batch__takes_few_statements(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    terminal.verdict(line, visit.act(body()))
    hours = [body(start_minute=60 * hour, end_minute=60 * hour + 60) for hour in range(9, 12)]
    actions = [visit.act(wanted) for wanted in hours]
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql.split(maxsplit=1)[0])
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(count):
        answer = terminal.send(line, *actions)
    assert [one.verdict for one in answer.verdicts] == ["applied"] * 3
    # Its place, the visit; place and resident; the room, its notices, bookings, what else stands.
    reads = ["SELECT"] * 2 + ["UPDATE", "SELECT"] + ["SELECT"] * 4
    assert [word for word in asked if word not in {"BEGIN", "COMMIT"}] == reads + ["INSERT"] * 5


def test_batch__of_one_that_fails_inside_parks_only_that_one(
    line: InProcess, terminal: HandMadeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    whole = booking.book_knowing

    def breaks(caller, wish, room, person, context):
        decision = whole(caller, wish, room, person, context)
        if wish.people == 13:
            raise ZeroDivisionError
        return decision

    monkeypatch.setattr(booking, "book_knowing", breaks)
    hours = enumerate((4, 13, 5))
    actions = [
        visit.act(body(people=people, start_minute=60 * (9 + n), end_minute=60 * (10 + n)))
        for n, people in hours
    ]
    verdicts = [one.verdict for one in terminal.send(line, *actions).verdicts]
    assert verdicts == ["applied", "parked", "applied"]
    assert Booking.objects.count() == 2


def test_batch__that_loses_a_race_is_decided_one_by_one(
    line: InProcess, terminal: HandMadeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    terminal.verdict(line, visit.act(body(courts=6)))
    # Somebody took the courts after this batch had looked.
    monkeypatch.setattr("central.booking.batch.room_from", lambda *_: (frozenset(), ()))
    actions = [visit.act(body()), visit.act(body(start_minute=9 * 60, end_minute=10 * 60))]
    verdicts = [one.verdict for one in terminal.send(line, *actions).verdicts]
    assert verdicts == ["conflict", "applied"]


def test_batch__sent_again_gets_what_was_stored(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    actions = [visit.act(body(day=DAY + timedelta(days=n))) for n in range(3)]
    first = terminal.send(line, *actions[:2])
    again = terminal.send(line, *actions)
    assert again.verdicts[:2] == first.verdicts
    assert Booking.objects.count() == 3
    assert not Fork.objects.exists()


def test_batch__sent_again_whole_is_only_read(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    actions = [visit.act(body(day=DAY + timedelta(days=n))) for n in range(3)]
    first = terminal.send(line, *actions)
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql.split(maxsplit=1)[0])
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(count):
        again = terminal.send(line, *actions)
    assert again.model_dump(exclude={"centre_ms"}) == first.model_dump(exclude={"centre_ms"})
    assert asked == ["SELECT"] * 3


def test_batch__of_a_revoked_terminal_gets_nothing_that_was_stored(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    actions = [visit.act(body(day=DAY + timedelta(days=n))) for n in range(2)]
    terminal.send(line, *actions)
    Terminal.objects.update(revoked=True)
    assert terminal.post(line, *actions).status == 403


def test_batch__of_several_visits_knows_each_by_its_own_password(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """More of them than are looked at side by side, the wrong ones between the right ones."""
    people = [(f"9000001{n}", f"04B{n}", "wrong1" if n % 3 == 1 else "") for n in range(6)]
    actions = []
    for n, (number, card, wrong) in enumerate(people):
        register(number, card)
        visit = (
            Visit.offline(terminal, wrong, card=card)
            if wrong
            else Visit.offline(terminal, card=card)
        )
        actions.append(
            visit.act(body(courts=1, start_minute=540 + 60 * n, end_minute=600 + 60 * n))
        )
    said = terminal.send(line, *actions)
    expected = ["rejected" if wrong else "applied" for *_, wrong in people]
    assert [one.verdict for one in said.verdicts] == expected
    owners = Booking.objects.order_by("start_minute").values_list("resident__number", flat=True)
    assert list(owners) == [number for number, _, wrong in people if not wrong]
    assert FailedLogin.objects.exclude(subject="").count() == 2


def test_batch__asks_a_wrong_password_once(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    visit = Visit.offline(terminal, "wrong1")
    answer = terminal.send(line, *(visit.act(body()) for _ in range(8)))
    assert [one.verdict for one in answer.verdicts] == ["rejected"] * 8
    assert [row.failures for row in FailedLogin.objects.all()] == [1]


def test_batch__a_wrong_password_that_was_typed_once_is_one_try(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """Of one visit, the box is one: a person typed it once, for however many actions."""
    register()
    visit = Visit.offline(terminal, password="wrong1")
    terminal.send(line, *(visit.act(body(start_minute=540 + 60 * n)) for n in range(3)))
    assert [row.failures for row in FailedLogin.objects.exclude(subject="")] == [1]


def test_batch__wrong_passwords_of_other_boxes_are_tries_apiece(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """Sealed anew for each action of one visit: whoever guesses is counted for every guess."""
    register()
    visit = Visit.offline(terminal, password="wrong1").visit
    tries = [
        Visit(terminal, visit, terminal.box(visit, f"wrong{number}", card="04AA")).act(body())
        for number in range(3)
    ]
    said = terminal.send(line, *tries)
    assert [one.verdict for one in said.verdicts] == ["rejected"] * 3
    assert [row.failures for row in FailedLogin.objects.exclude(subject="")] == [3]
