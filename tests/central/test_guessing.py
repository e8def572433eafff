"""Wrong passwords by the hundred thousand: few are looked at, no card waits, it is told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
import time_machine
from argon2 import PasswordHasher
from django.db import connection

from central import clock
from central.journal.models import Line
from central.journal.work import work
from central.policies import municipalities
from central.registry.models import Card, Credential, Resident
from central.terminals.bounds import ALARM_KEPT, TRIES, TRIES_WINDOW, Way
from central.terminals.jobs import JOBS
from central.terminals.models import Alarm, FailedLogin
from central.terminals.throttle import Attempt, count_try, from_address, from_terminal
from central.terminals.use_cases import acknowledge_alarm, log_in, raise_alarm
from sync.wire import Credential as Claim
from sync.wire import LoginAccepted, LoginRefused
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@dataclass(frozen=True, slots=True)
class Size:
    owners: int
    wrong: int


#: As many as may be expected on the database without a way to it, and fewer on the other.
SIZES = {"sqlite": Size(owners=1_000, wrong=445_000), "postgresql": Size(owners=51, wrong=20_000)}
#: Sent by HTTP of them, by each of five terminals.
SENT = 40
#: As strong as a test can wait for, and known to the same code: the parameters are in the hash.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("himitsu1")


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was looked at; the real function looks."""
    looked: list[str] = []
    real = log_in.is_password

    def counting(secret: str | None, password: str) -> bool:
        looked.append(password)
        return real(secret, password)

    monkeypatch.setattr(log_in, "is_password", counting)
    yield looked


def owners(count: int) -> list[str]:
    """Numbers; the card of each is its number with C before it."""
    first = register(number="50000000", card="C50000000")
    numbers = [f"{50000000 + index}" for index in range(1, count)]
    known = {"municipality": "ono", "type": first.type, "born_on": first.born_on, "name": "見本"}
    dates = {"registered_on": first.registered_on, "valid_until": first.valid_until}
    residents = [Resident(**known, **dates, number=number) for number in numbers]
    Resident.objects.bulk_create(residents)
    Credential.objects.bulk_create(
        Credential(municipality="ono", resident=one, secret=CHEAP, changed_at=NOW)
        for one in residents
    )
    Card.objects.bulk_create(
        Card(municipality="ono", uid=f"C{one.number}", resident=one, state="active")
        for one in residents
    )
    Credential.objects.update(secret=CHEAP)
    return [first.number, *numbers]


def by_number(terminal: str, number: str) -> Attempt:
    return from_terminal("ono", terminal, Claim(number=number, password=""))


def turn() -> None:
    work([municipalities()["ono"]], JOBS, lambda _: None, Event())


def alarms() -> set[tuple[str, str]]:
    return set(Alarm.objects.values_list("kind", "about"))


def test_guessing__of_445000_leaves_every_owner_with_a_card_able_to_log_in(
    line: InProcess, terminal: HandMadeTerminal, hashes: list[str]
) -> None:
    """By number, from five terminals and twenty addresses, in one window; then the owners come."""
    size = SIZES[connection.vendor]
    numbers = owners(size.owners)
    stolen = [enrolled(line) for _ in range(4)]
    for one in (*stolen, terminal):
        for number in numbers[:SENT]:
            visit = Visit.offline(one)
            wrong = one.box(visit.visit, "wrong", number=number)
            one.log_in(line, visit.visit, wrong).read(LoginRefused)
    assert len(hashes) == 5 * TRIES[Way.NUMBER].source_max
    sources: list[Callable[[str], Attempt]] = [
        *(partial(by_number, one.name) for one in (*stolen, terminal)),
        *(partial(from_address, "ono", f"192.0.2.{host}") for host in range(20)),
    ]
    now, looked = clock.now(), 0
    for index in range(size.wrong - 5 * SENT):
        attempt = sources[index % len(sources)](numbers[index % size.owners])
        looked += count_try(attempt, now) is not None
    assert looked == 20 * TRIES[Way.KNOWN].source_max
    for number in numbers:
        Visit.logged_in(line, terminal, card=f"C{number}")
    turn()
    assert alarms() >= {("wrong_passwords", ""), ("guessing", terminal.name), ("guessing", "web")}


def test_guessing__with_cards_from_a_stolen_key_makes_nobody_wait_elsewhere(
    line: InProcess, terminal: HandMadeTerminal, hashes: list[str]
) -> None:
    """Whoever has a terminal's key may claim any card: five tries each, at that terminal."""
    numbers = owners(3)
    stolen = enrolled(line)
    for number in numbers * 20:
        Visit.offline(stolen, "wrong", card=f"C{number}").log_in(line).read(LoginRefused)
    assert len(hashes) == 3 * TRIES[Way.CARD].claimed_max
    for number in numbers:
        Visit.logged_in(line, terminal, card=f"C{number}")


def test_guessing__of_numbers_at_a_terminal_is_over_in_a_quarter_of_an_hour(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    numbers = owners(31)

    def by_number(number: str, password: str) -> str:
        visit = Visit.offline(terminal)
        box = terminal.box(visit.visit, password, number=number)
        return json.loads(terminal.log_in(line, visit.visit, box).body)["kind"]

    for number in numbers[:30]:
        assert by_number(number, "wrong") == "refused"
    assert by_number(numbers[30], "himitsu1") == "refused"
    with time_machine.travel(NOW + TRIES_WINDOW, tick=False):
        assert by_number(numbers[30], "himitsu1") == "accepted"


def test_right_passwords__never_use_a_terminal_up(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """A Sunday morning: more residents than wrong passwords are allowed, and each is right."""
    numbers = owners(TRIES[Way.NUMBER].source_max + 5)
    for number in numbers:
        visit = Visit.offline(terminal)
        box = terminal.box(visit.visit, "himitsu1", number=number)
        terminal.log_in(line, visit.visit, box).read(LoginAccepted)
    turn()
    assert alarms() == set()


def test_actions__with_wrong_passwords_are_kept_for_the_staff_once_there_are_too_many(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """A right one among them is not lost: it is parked, and its owner logs in all the same."""
    (number,) = owners(1)
    most = TRIES[Way.SENT_CARD].claimed_max
    wrong = [Visit.offline(terminal, "wrong", card=f"C{number}").act(body()) for _ in range(most)]
    verdicts = terminal.send(line, *wrong).verdicts
    assert {verdict.reasons[0].code for verdict in verdicts} == {"credential"}
    right = terminal.verdict(line, Visit.offline(terminal, card=f"C{number}").act(body()))
    assert (right.verdict, right.reasons[0].code) == ("parked", "throttled")
    Visit.logged_in(line, terminal, card=f"C{number}")


def test_alarm__is_raised_once_a_window(line: InProcess, terminal: HandMadeTerminal) -> None:
    for number in range(40):
        count_try(by_number(terminal.name, str(number)), clock.now())
    turn()
    turn()
    assert list(Alarm.objects.values_list("kind", "about", "count")) == [
        ("guessing", terminal.name, TRIES[Way.NUMBER].source_max)
    ]


def test_tries__that_count_no_more_are_dropped(line: InProcess, terminal: HandMadeTerminal) -> None:
    count_try(by_number(terminal.name, "1"), clock.now())
    turn()
    assert FailedLogin.objects.count() == 2
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        turn()
    assert not FailedLogin.objects.exists()


def test_tries__name_nobody(line: InProcess, terminal: HandMadeTerminal) -> None:
    count_try(by_number(terminal.name, "90000001"), clock.now())
    (row,) = FailedLogin.objects.exclude(subject="")
    assert "90000001" not in row.subject
    assert len(row.subject) == 64


def test_alarm__that_somebody_looked_at_is_dropped_after_a_while(line: InProcess) -> None:
    """Not before its bound, and never while nobody has looked at it; the journal keeps both."""
    for about in ("one", "two"):
        do(raise_alarm.Body(alarm="guessing", about=about))
    seen = Alarm.objects.get(about="one")
    assert do(acknowledge_alarm.Body(alarm=seen.pk, note="a child at play")).verdict == "applied"
    with time_machine.travel(NOW + ALARM_KEPT - timedelta(seconds=1), tick=False):
        turn()
        assert {about for _, about in alarms()} == {"one", "two"}
    with time_machine.travel(NOW + ALARM_KEPT, tick=False):
        turn()
        assert {about for _, about in alarms()} == {"two"}
    assert Line.objects.filter(kind="raise_alarm").count() == 2


def test_alarm__the_first_who_looked_is_named(line: InProcess) -> None:
    do(raise_alarm.Body(alarm="guessing"))
    wanted = Alarm.objects.get().pk
    for actor in ("staff:first", "staff:second"):
        do(acknowledge_alarm.Body(alarm=wanted, note=actor), actor=actor)
    row = Alarm.objects.get()
    assert (row.acknowledged_by, row.note) == ("staff:first", "staff:first")
    assert row.acknowledged_at == NOW


def test_alarm__of_another_municipality_is_left_alone(line: InProcess) -> None:
    do(raise_alarm.Body(alarm="guessing"))
    do(acknowledge_alarm.Body(alarm=Alarm.objects.get().pk, note="?"), "kumamoto")
    assert Alarm.objects.get().acknowledged_at is None
