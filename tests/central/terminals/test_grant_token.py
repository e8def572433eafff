"""A signed request buys a token for reading, once, and for ten minutes."""

from datetime import timedelta

import pytest
import time_machine

from central import clock
from central.terminals.access import TOKEN_SECONDS
from central.terminals.models import Terminal, UsedNonce
from sync.wire import AVAILABILITY_PATH, TOKEN_PATH, Token, TokenWanted
from tests.central.world import NOW, InProcess, enrolled
from tests.support.terminal import HandMadeTerminal

PATH = f"{AVAILABILITY_PATH}?municipality=ono"


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def bearer(line: InProcess, terminal: HandMadeTerminal) -> dict[str, str]:
    return terminal.bearer(line)


def test_token__is_bought_once_with_a_nonce(line: InProcess, terminal: HandMadeTerminal) -> None:
    wanted = terminal.sign(
        TokenWanted(terminal=terminal.name, nonce="n" * 16, wall_ms=clock.millis(clock.now()))
    )
    line.post(TOKEN_PATH, wanted).read(Token)
    again = line.post(TOKEN_PATH, wanted)
    assert (again.status, again.problem) == (401, "used_nonce")


def test_token__old_nonces_are_forgotten(line: InProcess, terminal: HandMadeTerminal) -> None:
    terminal.token(line)
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        terminal.token(line)
    assert UsedNonce.objects.count() == 1


def test_token__ends(line: InProcess, bearer: dict[str, str]) -> None:
    with time_machine.travel(NOW + timedelta(seconds=TOKEN_SECONDS + 1), tick=False):
        answer = line.get(PATH, **bearer)
    assert (answer.status, answer.problem) == (401, "bad_token")


def test_token__of_a_revoked_terminal_is_worth_nothing(
    line: InProcess, terminal: HandMadeTerminal, bearer: dict[str, str]
) -> None:
    Terminal.objects.update(revoked=True)
    answer = line.get(PATH, **bearer)
    assert (answer.status, answer.problem) == (401, "bad_token")
