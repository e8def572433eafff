"""A slot in the hands of a terminal that burnt: the ticket brings its booking."""

from central import clock
from central.policies import municipalities
from central.terminals.letters import Letter
from central.terminals.scans import read_scan, settle_scan
from central.terminals.sealing import private_keys
from sync.wire import ticket_code
from tests.central.booking import test_holds
from tests.central.booking.world import check_the_cells
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
