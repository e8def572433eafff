"""Actions of several terminals at one moment are decided as they would have been by themselves."""

from collections.abc import Sequence
from typing import Any

import pytest

from central import clock
from central.booking.models import Booking
from central.journal.models import Line
from central.policies import municipalities
from central.terminals.journal import Settled
from central.terminals.letters import read_letters
from central.terminals.models import Terminal
from central.terminals.sealing import private_keys
from central.terminals.settling import Settling, begin
from central.terminals.use_cases.settle_action import settle_action
from central.terminals.use_cases.settle_gathered import settle_each
from sync.wire import Actions, Signed
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

CARDS = ("04A1", "04A2", "04A3")


@pytest.fixture
def visits(line: InProcess) -> list[Visit]:
    """Three residents at three terminals."""
    for number, card in enumerate(CARDS):
        register(f"9000000{number}", card)
    return [Visit.logged_in(line, enrolled(line), card) for card in CARDS]


def settling(terminal: HandMadeTerminal, signed: Signed) -> Settling:
    letters = read_letters(Actions(terminal=terminal.name, actions=(signed,)), clock.now())
    assert isinstance(letters, list)
    one = begin(letters[0], municipalities(), private_keys())
    assert isinstance(one, Settling)
    return one


def wishing(visit: Visit, **changes: Any) -> Settling:
    return settling(visit.terminal, visit.act(body(**changes)))


def verdicts(settled: Sequence[Settled | None]) -> list[str]:
    return ["" if one is None or one.verdict is None else one.verdict.verdict for one in settled]


def seqs() -> dict[str, int]:
    return dict(Terminal.objects.values_list("name", "next_seq"))


def test_gathered__are_decided_in_one_transaction(visits: list[Visit]) -> None:
    settled = settle_each([wishing(visit, courts=3) for visit in visits])
    # Of six courts the third finds none, which the others have in this very transaction.
    assert verdicts(settled) == ["applied", "applied", "conflict"]
    assert set(seqs().values()) == {2}
    assert Line.objects.filter(kind="book").count() == 3
    assert Booking.objects.count() == 2


def test_gathered__of_one_terminal_only_the_first(visits: list[Visit]) -> None:
    first, other = wishing(visits[0]), wishing(visits[1])
    again = settling(visits[0].terminal, visits[0].act(body(start_minute=9 * 60, end_minute=600)))
    assert verdicts(settle_each([first, again, other])) == ["applied", "", "applied"]
    assert Booking.objects.count() == 2


def test_gathered__leave_who_has_not_logged_in(line: InProcess, visits: list[Visit]) -> None:
    stranger = Visit.offline(enrolled(line), card="04A1")
    each = [wishing(stranger), wishing(visits[0]), wishing(visits[1])]
    assert verdicts(settle_each(each)) == ["", "applied", "applied"]
    # It is settled by itself, and its password looked at.
    assert verdicts([_alone(each[0])]) == ["applied"]


def test_gathered__leave_what_has_been_settled(visits: list[Visit]) -> None:
    first, other = wishing(visits[0]), wishing(visits[1])
    assert verdicts([_alone(first)]) == ["applied"]
    assert verdicts(settle_each([first, other])) == ["", "applied"]
    assert Booking.objects.count() == 2


def test_gathered__visit_vouches_at_its_own_terminal_only(
    line: InProcess, visits: list[Visit]
) -> None:
    """Another terminal that says the same visit and sends the same box acts for nobody."""
    thief = Visit(enrolled(line), visits[0].visit, visits[0].box)
    each = [wishing(visits[0]), wishing(thief, start_minute=9 * 60, end_minute=600)]
    assert verdicts(settle_each(each)) == ["applied", ""]
    assert verdicts([_alone(each[1])]) == ["rejected"]


def test_gathered__that_lose_a_race_are_left(
    visits: list[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verdicts([_alone(wishing(visits[0], courts=6))]) == ["applied"]
    monkeypatch.setattr("central.booking.batch.room_from", lambda *_: (frozenset(), ()))
    each = [wishing(visits[1]), wishing(visits[2], start_minute=9 * 60, end_minute=600)]
    assert settle_each(each) == [None, None]
    assert verdicts([_alone(one) for one in each]) == ["conflict", "applied"]


def _alone(one: Settling) -> Settled:
    settled = settle_action(one, private_keys())
    assert isinstance(settled, Settled)
    return settled
