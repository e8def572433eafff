"""What a ticket brings on paper: settled as if it had been sent, and once whichever comes first."""

import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.db import connections

from central import clock
from central.__main__ import _parser
from central.booking.models import Booking
from central.commands import run
from central.journal.models import Line
from central.policies import municipalities
from central.terminals import journal
from central.terminals.letters import Letter
from central.terminals.models import Action, Fork, Terminal
from central.terminals.quarantine import run_body
from central.terminals.scans import SCAN_MAX, Chain, ScanFault, chain_of, read_scan, settle_scan
from central.terminals.sealing import private_keys
from central.terminals.use_cases import revoke_terminal, settle_action
from sync.wire import (
    CHAIN_START,
    ActionVerdict,
    CancelBody,
    ReceiptState,
    Signed,
    receipt_number,
    ticket_code,
)
from tests.central.registry.commands import do
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(terminal: HandMadeTerminal) -> Visit:
    """With the line cut: no login was ever asked for."""
    register()
    return Visit.offline(terminal)


def letter_of(signed: Signed) -> Letter:
    code = ticket_code(signed)
    assert code is not None
    letter = read_scan(f"{code}\r\n", clock.now())
    assert isinstance(letter, Letter), letter
    return letter


def scan(signed: Signed) -> tuple[ActionVerdict, Chain]:
    """What became of a ticket, and what was known of its place before."""
    letter = letter_of(signed)
    chain = chain_of(letter)
    scanned = settle_scan(letter, municipalities(), private_keys())
    assert scanned.settled is not None, scanned.why
    assert scanned.settled.verdict is not None
    return scanned.settled.verdict, chain


def cancelling(signed: Signed) -> CancelBody:
    return CancelBody(number=receipt_number(letter_of(signed).envelope.action))


# Both ways ------------------------------------------------------------------------------------


def test_scan__before_the_line_has_the_one_verdict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    verdict, chain = scan(signed)
    assert (verdict.verdict, chain) == ("applied", Chain.FOLLOWS)
    told = terminal.send(line, signed)
    assert told.verdicts == (verdict,)
    assert (told.next_seq, told.chain_head) == (2, terminal.prev)
    assert Booking.objects.count() == 1
    assert Action.objects.count() == 1


def test_scan__after_the_line_has_the_one_verdict(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    sent = terminal.verdict(line, signed)
    assert scan(signed) == (sent, Chain.KNOWN)
    assert (Booking.objects.count(), Action.objects.count()) == (1, 1)


def test_scan__twice_is_once(visit: Visit) -> None:
    signed = visit.act(body())
    first, _ = scan(signed)
    assert scan(signed) == (first, Chain.KNOWN)
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("together", [True, False])
def test_scan__out_of_its_turn_stands_when_the_others_come(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, *, together: bool
) -> None:
    """The terminal was only slow, and knows nothing of the paper."""
    signed = [visit.act(body()) for _ in range(5)]
    verdict, chain = scan(signed[2])
    assert (verdict.verdict, chain) == ("applied", Chain.GAP)
    if together:
        told = list(terminal.send(line, *signed).verdicts)
    else:
        told = [terminal.verdict(line, one) for one in signed]
    assert [one.seq for one in told] == [1, 2, 3, 4, 5]
    assert told[2] == verdict
    assert Booking.objects.count() == len([one for one in told if one.verdict == "applied"])
    row = Terminal.objects.get()
    assert (row.next_seq, row.chain_head, row.quarantined) == (6, terminal.prev, False)


def test_scan__and_the_line_at_the_same_moment_have_one_effect(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    ways: list[Callable[[], ActionVerdict]] = [
        lambda: terminal.verdict(InProcess(), signed),
        lambda: scan(signed)[0],
    ] * 3
    verdicts: list[ActionVerdict] = []
    begin = threading.Barrier(len(ways))

    def go(way: Callable[[], ActionVerdict]) -> None:
        begin.wait()
        verdicts.append(way())
        connections.close_all()

    threads = [threading.Thread(target=go, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(verdicts) == len(ways)
    assert {one.model_dump_json() for one in verdicts} == {verdicts[0].model_dump_json()}
    assert (Booking.objects.count(), Action.objects.count()) == (1, 1)
    assert Terminal.objects.get().next_seq == 2


# A terminal that is gone ----------------------------------------------------------------------


def test_burnt__every_ticket_is_taken_in_whatever_was_lost_between(visit: Visit) -> None:
    first, lost, third = (visit.act(body()) for _ in range(3))
    fourth = visit.act(cancelling(lost))
    scanned = [scan(one) for one in (third, first, fourth)]
    assert [chain for _, chain in scanned] == [Chain.GAP, Chain.FOLLOWS, Chain.FOLLOWS]
    assert [verdict.verdict for verdict, _ in scanned] == ["applied", "applied", "rejected"]
    assert Booking.objects.count() == 2


def test_burnt__a_ticket_whose_predecessor_came_on_paper_follows_it(visit: Visit) -> None:
    first = visit.act(body())
    second = visit.act(cancelling(first))
    assert scan(first)[1] is Chain.FOLLOWS
    verdict, chain = scan(second)
    assert (verdict.verdict, chain) == ("applied", Chain.FOLLOWS)
    assert Booking.objects.get().state == "cancelled"


def test_scan__is_no_sign_of_life(terminal: HandMadeTerminal, visit: Visit) -> None:
    scan(visit.act(body()))
    row = Terminal.objects.get()
    assert (row.next_seq, row.chain_head, row.seen_at, row.session) == (1, CHAIN_START, None, None)


def test_scan__is_looked_up_by_its_number(line: InProcess, visit: Visit) -> None:
    signed = visit.act(body())
    number = cancelling(signed).number
    scan(signed)
    assert line.get(f"/v1/receipt?number={number}").read(ReceiptState).state == "applied"


def test_scan__of_a_wrong_password_is_refused_and_stays_so(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = Visit.offline(terminal, "wrong").act(body())
    verdict, _ = scan(signed)
    assert (verdict.verdict, verdict.reasons[0].code) == ("rejected", "credential")
    assert terminal.verdict(line, signed) == verdict
    assert Action.objects.get().signed == ""


def test_scan__that_fails_inside_is_parked_and_stays_so(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    visit = Visit.logged_in(line, terminal)
    signed = visit.act(body())
    monkeypatch.setattr(settle_action, "book", breaks)
    verdict, _ = scan(signed)
    monkeypatch.undo()
    assert verdict.verdict == "parked"
    assert terminal.verdict(line, signed) == verdict
    wanted = run_body(
        Action.objects.get(), municipalities()["ono"], private_keys(), "asked", clock.now()
    )
    assert do(wanted).verdict == "applied"
    assert Booking.objects.count() == 1


# What is not believed -------------------------------------------------------------------------


def test_revoked__terminals_tickets_wait_for_the_staff(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    sent, kept = visit.act(body()), visit.act(body())
    terminal.send(line, sent)
    do(revoke_terminal.Body(terminal=terminal.name, why="stolen"))
    assert scan(sent)[1] is Chain.KNOWN
    verdict, chain = scan(kept)
    assert (verdict.verdict, chain) == ("quarantined", Chain.BROKEN)
    assert scan(kept)[0] == verdict
    fork = Fork.objects.get()
    wanted = run_body(fork, municipalities()["ono"], private_keys(), "it is hers", clock.now())
    assert do(wanted).verdict == "applied"
    assert Booking.objects.count() == 2
    assert not Terminal.objects.get().quarantined


def test_quarantined__terminals_tickets_wait_for_the_staff(
    terminal: HandMadeTerminal, visit: Visit
) -> None:
    Terminal.objects.update(quarantined=True)
    assert scan(visit.act(body()))[0].verdict == "quarantined"
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("decided", ["by the line", "by a scan", "not yet"])
def test_other__action_in_the_same_place_is_a_fork(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, decided: str
) -> None:
    """Of a copy of the disk; the second place has a predecessor that is known."""
    first = visit.act(body())
    copy = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing, key=terminal.key)
    copy.seq, copy.prev = (1, CHAIN_START) if decided != "not yet" else (2, "f" * 64)
    theirs = Visit(copy, visit.visit, visit.box).act(body())
    if decided == "by a scan":
        scan(first)
    else:
        terminal.send(line, first)
    verdict, chain = scan(theirs)
    assert verdict.verdict == "quarantined"
    assert chain is not Chain.KNOWN
    assert Terminal.objects.get().quarantined
    assert (Booking.objects.count(), Fork.objects.count()) == (1, 1)


def test_line__that_brings_another_action_than_the_paper_is_a_fork(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    copy = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing, key=terminal.key)
    verdict, _ = scan(Visit(copy, visit.visit, visit.box).act(body()))
    assert terminal.verdict(line, visit.act(body())).verdict == "quarantined"
    assert (verdict.verdict, Booking.objects.count()) == ("applied", 1)


def test_discarded__action_is_not_decided_anew_once_its_terminal_is_released(
    terminal: HandMadeTerminal, visit: Visit
) -> None:
    Terminal.objects.update(quarantined=True)
    signed = visit.act(body())
    scan(signed)
    Fork.objects.update(outcome="discarded")
    Terminal.objects.update(quarantined=False)
    assert scan(signed)[0].verdict == "quarantined"


def test_quarantine__that_is_full_says_so(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FORKS_MAX", 0)
    Terminal.objects.update(quarantined=True)
    scanned = settle_scan(letter_of(visit.act(body())), municipalities(), private_keys())
    assert scanned.why == "full"
    assert Fork.objects.count() == 0


def test_unknown__municipality_is_refused(terminal: HandMadeTerminal, visit: Visit) -> None:
    terminal.municipality = "atlantis"
    verdict, _ = scan(visit.act(body()))
    assert (verdict.verdict, verdict.reasons[0].code) == ("rejected", "unknown_municipality")


# Bad scans ------------------------------------------------------------------------------------


def test_bad__scans_have_one_clear_error_and_do_nothing(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body())
    code = ticket_code(signed)
    assert code is not None
    stranger = HandMadeTerminal(name="ono-argo-ffffffff", sealing=terminal.sealing)
    forged = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing)
    flipped = signed.text.replace('"people":4', '"people":5')
    bad = {
        code[:-1]: ScanFault.UNREADABLE,
        code[1:]: ScanFault.UNREADABLE,
        "": ScanFault.UNREADABLE,
        "ONO-1234": ScanFault.UNREADABLE,
        code + code: ScanFault.UNREADABLE,
        "1" * (SCAN_MAX + 1): ScanFault.TOO_LONG,
        "machikado1:ono:ABCDE-FGHJK": ScanFault.NUMBER_ONLY,
    }
    for other, fault in (
        (Signed(text=flipped, signature=signed.signature), ScanFault.ALTERED),
        (Visit(forged, visit.visit, visit.box).act(body()), ScanFault.ALTERED),
        (Visit(stranger, visit.visit, visit.box).act(body()), ScanFault.UNKNOWN_TERMINAL),
    ):
        digits = ticket_code(other)
        assert digits is not None
        bad[digits] = fault
    assert {typed: read_scan(typed, clock.now()) for typed in bad} == bad
    assert (Action.objects.count(), Fork.objects.count()) == (0, 0)


# The command line -----------------------------------------------------------------------------


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> int:
    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{one}\n" for one in lines)))
    return run(_parser().parse_args(["scan"]))


def test_command_line__takes_tickets_in_a_line_each(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, lost, third = (visit.act(body()) for _ in range(3))
    codes = [ticket_code(one) or "" for one in (first, third)]
    assert typed(monkeypatch, codes[0], "", codes[1], codes[0]) == 0
    said = capsys.readouterr().out.splitlines()
    numbers = [cancelling(one).number for one in (first, third)]
    assert said[0] == f"{numbers[0]}: applied (the next of its terminal)"
    assert said[1].startswith(f"{numbers[1]}: applied (earlier actions of its terminal have not")
    assert said[2] == f"{numbers[0]}: applied (it had come before)"
    assert lost not in (first, third)
    noted = Line.objects.filter(kind="take_scan")
    assert {row.actor for row in noted} == {"shell"}
    assert not any("sealed" in row.body for row in Line.objects.all())


def test_command_line__says_what_is_wrong_and_goes_on(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ticket_code(visit.act(body())) or ""
    assert typed(monkeypatch, code[:-3], code) == 1
    out, err = capsys.readouterr()
    assert ": applied" in out
    assert err == f"{code[:20]}: {ScanFault.UNREADABLE}\n"


def test_command_line__a_line_without_an_end_is_too_long(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "1" * (3 * SCAN_MAX)) == 1
    assert str(ScanFault.TOO_LONG) in capsys.readouterr().err
