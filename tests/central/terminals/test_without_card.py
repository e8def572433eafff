"""What is asked without a card: odds of a draw, and what became of a receipt."""

import pytest

from sync.wire import (
    ODDS_PATH,
    RECEIPT_PATH,
    CancelBody,
    Odds,
    ReceiptState,
    RegisterBody,
    receipt_number,
)
from tests.central.lottery import lots
from tests.central.terminals.asks import people_at
from tests.central.world import InProcess, body, enrolled, register

ODDS = f"{ODDS_PATH}?municipality=kumamoto&month=2026-11"


def test_odds__count_entries_and_the_courts_they_want(line: InProcess) -> None:
    bearer = enrolled(line).bearer(line)
    before = line.get(ODDS, **bearer).read(Odds)
    assert (before.state, before.slots, before.commitment) == ("none", (), None)
    lots.commit()
    lots.entered(lots.person("Mihon01"), lots.slot(3, courts=2), lots.slot(4))
    lots.entered(lots.person("Mihon02"), lots.slot(3, courts=1))
    gone = lots.person("Mihon03")
    lots.withdrawing(gone, lots.entered(gone, lots.slot(3)).number, lots.ENTERED)
    odds = line.get(ODDS, **bearer).read(Odds)
    assert (odds.state, odds.root) == ("committed", None)
    assert odds.opens_ms < odds.closes_ms < (odds.confirms_until_ms or 0)
    third, fourth = odds.slots
    assert (third.day.day, third.entries, third.courts) == (3, 2, 3)
    assert (fourth.day.day, fourth.entries) == (4, 1)


def test_odds__unchanged_are_not_sent_again(line: InProcess) -> None:
    bearer = enrolled(line).bearer(line)
    tag = {"If-None-Match": line.get(ODDS, **bearer).headers["ETag"]}
    assert line.get(ODDS, **bearer, **tag).status == 304
    lots.commit()
    assert line.get(ODDS, **bearer, **tag).status == 200


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("municipality=nowhere&month=2026-11", 404, "unknown_municipality"),
        ("municipality=kumamoto&month=2026-13", 404, "not_found"),
        ("municipality=ono&month=2026-11", 404, "not_found"),
        ("municipality=kumamoto", 422, "invalid"),
    ],
)
def test_odds__of_what_is_not_drawn(line: InProcess, query: str, status: int, code: str) -> None:
    answer = line.get(f"{ODDS_PATH}?{query}", **enrolled(line).bearer(line))
    assert (answer.status, answer.problem) == (status, code)


def test_odds__are_told_to_terminals(line: InProcess) -> None:
    assert line.get(ODDS).problem == "bad_token"


def test_receipt__says_what_became_of_it_and_nothing_more(line: InProcess) -> None:
    person = people_at(line, "ono").logged_in(register())
    verdict = person.asks(body())
    number = verdict.booking.number
    told = line.get(f"{RECEIPT_PATH}?number={number}").read(ReceiptState)
    assert (told.number, told.verb, told.state) == (number, "book", "applied")
    assert told.decided_ms == verdict.centre_ms
    assert set(told.model_dump()) == {"number", "state", "verb", "decided_ms", "centre_ms"}
    refused = person.asks(CancelBody(number="0"))
    number = receipt_number(refused.action)
    told = line.get(f"{RECEIPT_PATH}?number={number}").read(ReceiptState)
    assert (told.verb, told.state) == ("cancel", "rejected")


def test_receipt__as_it_is_typed(line: InProcess) -> None:
    verdict = people_at(line, "ono").asks(RegisterBody())
    number = receipt_number(verdict.action)
    misread = number.replace("0", "o").replace("1", "l").replace("-", "").lower()
    assert line.get(f"{RECEIPT_PATH}?number={misread}").read(ReceiptState).state == "rejected"


def test_receipt__that_has_not_arrived_is_unknown(line: InProcess) -> None:
    told = line.get(f"{RECEIPT_PATH}?number=00000-00000").read(ReceiptState)
    assert (told.state, told.verb, told.decided_ms) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("query", "status"), [("number=1", 404), ("number=U0000-00000", 404), ("", 422)]
)
def test_receipt__of_no_number(line: InProcess, query: str, status: int) -> None:
    assert line.get(f"{RECEIPT_PATH}?{query}").status == status
