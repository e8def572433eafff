"""Entries, withdrawals and confirmations as actions of a terminal; it is 10 September."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from central.journal.models import Line
from central.lottery.models import Draw, Entry, EntryState
from central.lottery.sealed import first_commitment, open_secret
from central.lottery.use_cases import close_draw, hold_draw
from central.terminals.models import Action, Terminal
from rules.calendar import JAPAN
from sync.wire import (
    ConfirmWinBody,
    EnterLotteryBody,
    RankEntriesBody,
    WithdrawEntryBody,
    entry_number,
)
from tests.central.lottery.lots import do, person, slot
from tests.central.world import NOW, InProcess, Visit, enrolled, here
from tests.support.terminal import HandMadeTerminal
from tests.support.terminal import clock as terminal_clock

MONTH = date(2026, 10, 1)
MINUTE = timedelta(minutes=1)
CARD = b"Mihon01".hex().upper()
CLOSES = datetime(2026, 9, 11, tzinfo=JAPAN)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    terminal = enrolled(line)
    terminal.municipality = "kumamoto"
    do(first_commitment("kumamoto", MONTH, NOW), NOW - timedelta(days=9))
    return terminal


@pytest.fixture
def visit(line: InProcess, terminal: HandMadeTerminal) -> Visit:
    person("Mihon01")
    return Visit.logged_in(line, terminal, card=CARD)


def wish(day: int = 3, preference: int = 1) -> EnterLotteryBody:
    wanted = slot().model_copy(update={"day": date(2026, 10, day)})
    return EnterLotteryBody(slots=(wanted,), preference=preference, people=10)


def codes(verdict) -> list[tuple[str, str]]:
    return [(reason.code, reason.rule) for reason in verdict.reasons]


def test_entry__has_number_commitment_and_leaf_in_its_answer(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    verdict = terminal.verdict(line, visit.act(wish()))
    entry = Entry.objects.get()
    assert (verdict.verdict, verdict.reasons, verdict.booking) == ("applied", (), None)
    assert verdict.outcome["entry"] == entry.number == entry_number(verdict.action)
    assert {"draw", "user", "commitment", "leaf"} < verdict.outcome.keys()
    assert Line.objects.filter(pk=verdict.action, kind="enter_lottery").exists()
    assert Action.objects.get().verb == "enter_lottery"


def test_entry__sent_again_is_one(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(wish())
    assert terminal.send(line, signed) == terminal.send(line, signed)
    assert Entry.objects.count() == 1


def test_entry__with_the_line_cut_counts_as_the_terminal_recorded_it(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """KM-30: received by the terminal before the close, by the centre before the list is closed."""
    person("Mihon01")
    signed = Visit.offline(terminal, card=CARD).act(wish(), at=here())
    with time_machine.travel(CLOSES + MINUTE, tick=False):
        verdict = terminal.verdict(line, signed)
    assert (verdict.verdict, Entry.objects.get().state) == ("applied", EntryState.ENTERED)


def test_entry__of_a_clock_that_nobody_can_believe_is_left_to_the_staff(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """KM-30: it came after the end, and may have been recorded before."""
    person("Mihon01")
    offline = Visit.offline(terminal, card=CARD)
    signed = offline.act(wish(), at=terminal_clock())
    with time_machine.travel(CLOSES + MINUTE, tick=False):
        verdict = terminal.verdict(line, signed)
    assert (verdict.verdict, codes(verdict)) == ("parked", [("time_unknown", "")])
    assert not Entry.objects.exists()


def test_entry__after_the_list_is_closed_is_late(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """KM-30"""
    person("Mihon01")
    signed = Visit.offline(terminal, card=CARD).act(wish(), at=here())
    do(close_draw.Body(month=MONTH), CLOSES)
    with time_machine.travel(CLOSES + MINUTE, tick=False):
        verdict = terminal.verdict(line, signed)
    assert (verdict.verdict, codes(verdict)) == ("rejected", [("lottery_over", "KM-30")])
    assert Entry.objects.get().state == EntryState.LATE


def test_entry__what_the_terminal_holds_is_counted_without_what_has_come(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    batch = [visit.act(wish(day, preference)) for preference, day in enumerate((3, 4), start=1)]
    terminal.send(line, *batch, unsent=3)
    assert Terminal.objects.get().unsent == 1


def test_withdrawal__of_ones_own_entry(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    """KM-47"""
    number = terminal.verdict(line, visit.act(wish())).outcome["entry"]
    assert terminal.verdict(line, visit.act(WithdrawEntryBody(number=number))).verdict == "applied"
    again = terminal.verdict(line, visit.act(WithdrawEntryBody(number=number)))
    assert codes(again) == [("not_own", "CM-07")]


def test_new_order__sent_twice_over_a_broken_line_changes_places_once(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    """KM-37: one action, so that there is no time in which an entry is withdrawn."""
    one, two = (
        terminal.verdict(line, visit.act(wish(day, preference))).outcome["entry"]
        for preference, day in enumerate((3, 4), start=1)
    )
    signed = visit.act(RankEntriesBody(ranks={one: 2, two: 1}))
    verdict = terminal.verdict(line, signed)
    assert (verdict.verdict, verdict.outcome.keys()) == ("applied", {one, two})
    assert terminal.send(line, signed) == terminal.send(line, signed)
    found = Entry.objects.values_list("number", "preference", "state")
    assert set(found) == {(one, 2, "entered"), (two, 1, "entered")}
    assert Line.objects.filter(pk=verdict.action, kind="rank_entries").exists()


def test_confirmation__of_all_that_was_won(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    """KM-32"""
    for preference, day in enumerate((3, 4), start=1):
        terminal.verdict(line, visit.act(wish(day, preference)))
    do(close_draw.Body(month=MONTH), CLOSES)
    secret = open_secret(Draw.objects.get()) or ""
    body = hold_draw.Body(month=MONTH, public_value="", secret=secret)
    do(body, CLOSES + timedelta(hours=8))
    with time_machine.travel(CLOSES + timedelta(hours=10), tick=False):
        verdict = terminal.verdict(line, visit.act(ConfirmWinBody(month=MONTH)))
    assert (verdict.verdict, verdict.booking.state) == ("applied", "confirmed")
    assert len(str(verdict.outcome["bookings"]).split()) == 2


def test_entry__a_set_that_is_too_large_is_no_message(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    text = visit.act(wish()).text.replace('"preference":1', '"preference":0')
    answer = terminal.post(line, terminal.sign_text(text))
    assert (answer.status, answer.problem) == (422, "invalid")
    with pytest.raises(ValueError, match="slots"):
        EnterLotteryBody(slots=(slot(),) * 32, preference=1, people=1)
