"""One action that is kept twice for the staff is done once, if at all."""

import pytest

from central import clock
from central.decision import Decision
from central.journal.commands import Body
from central.policies import municipalities
from central.registry.models import DataChange
from central.terminals.models import Action, Fork, Terminal
from central.terminals.quarantine import run_body
from central.terminals.sealing import private_keys
from sync.wire import MailAddress, WishMailBody
from tests.central.registry.commands import do
from tests.central.terminals.test_take_scan import scan
from tests.central.world import InProcess, Visit, body, enrolled, here, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.offline(terminal)


def kept_twice(line: InProcess, terminal: HandMadeTerminal, visit: Visit) -> tuple[Action, Fork]:
    """Settled on paper; and then brought by its terminal, which is not believed any more."""
    missing = visit.act(body())
    typed = terminal.form(visit.visit, "wish_mail", MailAddress(mail="mihon@example.com"))
    wish = WishMailBody(results=True, bookings=False, debits=False)
    signed = terminal.act(wish, visit.visit, visit.box, here(), form=typed)
    assert scan(signed)[0].verdict == "applied"
    Terminal.objects.update(quarantined=True)
    assert len(terminal.send(line, missing, signed).verdicts) == 2
    return Action.objects.get(), Fork.objects.get(seq=2)


def to_run(kept: Action | Fork) -> Body | Decision:
    return run_body(kept, municipalities()["ono"], private_keys(), "asked", clock.now())


def test_kept__that_was_decided_on_paper_is_never_done_again(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    """The resident may have wished for another address since."""
    _, fork = kept_twice(line, terminal, visit)
    told = to_run(fork)
    assert isinstance(told, Decision)
    assert told.reasons[0].code == "already_decided"


def test_kept__that_was_parked_on_paper_is_done_once(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    parked, fork = kept_twice(line, terminal, visit)
    DataChange.objects.all().delete()
    parked.signed = fork.signed
    parked.save()
    wanted = to_run(fork)
    assert isinstance(wanted, Body)
    assert do(wanted).verdict == "applied"
    told = to_run(parked)
    assert isinstance(told, Decision)
    assert told.reasons[0].code == "already_decided"
