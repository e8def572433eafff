"""A ticket that says 確定（端末確保枠） is kept, by whichever way its action comes."""

from central import clock
from central.policies import municipalities
from central.registry.models import Credential
from central.registry.passwords import hash_password
from central.terminals.letters import Letter
from central.terminals.models import Fork, Terminal
from central.terminals.quarantine import run_body
from central.terminals.scans import read_scan, settle_scan
from central.terminals.sealing import private_keys
from sync.wire import ticket_code
from tests.central.booking import test_holds
from tests.central.booking.world import check_the_cells, do
from tests.central.world import InProcess, Visit, body, register
from tests.support.terminal import HandMadeTerminal

held_in_the_arena, terminal = test_holds.held_in_the_arena, test_holds.terminal


def test_hold__of_a_terminal_that_burnt_is_used_by_the_ticket(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """確定（端末確保枠） on paper alone: nobody has got the slot meanwhile."""
    held = test_holds.granted(line, terminal)
    test_holds.fill(line, terminal, 5)
    register("90000002", card="04BB")
    visit = Visit.logged_in(line, terminal, card="04BB")
    visit.act(body())  # burnt with it
    letter = read_scan(ticket_code(visit.act(body(grant=held.grant))) or "", clock.now())
    assert isinstance(letter, Letter)
    scanned = settle_scan(letter, municipalities(), private_keys())
    assert scanned.settled is not None
    verdict = scanned.settled.verdict
    assert verdict is not None
    assert verdict.verdict == "applied"
    assert verdict.booking is not None
    assert verdict.booking.cells == held.cells
    assert test_holds.state_of(held) == "used"
    check_the_cells()


def test_hold__of_a_terminal_in_quarantine_is_used_when_the_staff_run_it(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """The visit was accepted: that the password is another by now does not break the promise."""
    held = test_holds.granted(line, terminal)
    test_holds.fill(line, terminal, 5)
    register("90000002", card="04BB")
    visit = Visit.logged_in(line, terminal, card="04BB")
    signed = visit.act(body(grant=held.grant))
    Terminal.objects.update(quarantined=True)
    assert terminal.verdict(line, signed).verdict == "quarantined"
    Credential.objects.update(secret=hash_password("betsuno1"))
    made = run_body(
        Fork.objects.get(), municipalities()["ono"], private_keys(), "asked", clock.now()
    )
    run = do(made, "ono", clock.now(), "staff:mihon")
    assert run.verdict == "applied", run
    assert run.booking.cells == list(held.cells)
    assert test_holds.state_of(held) == "used"
    check_the_cells()
