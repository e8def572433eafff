"""A ticket's QR code holds the whole action as it was signed, and nothing personal in clear."""

import json
import string
from uuid import UUID

import pytest
import segno

from sync.sealer import Sealer
from sync.wire import (
    TICKET_DIGITS_MAX,
    BookBody,
    CancelBody,
    ChangeBody,
    EnterLotteryBody,
    EntrySlot,
    RankEntriesBody,
    entry_number,
    signed_of,
    ticket_code,
)
from tests.sync.conftest import CARD, DAY, NUMBER, PASSWORD, VISIT

BOOK = BookBody(
    facility="sports/gymnasium/arena",
    sport="table_tennis",
    courts=2,
    people=24,
    day=DAY,
    start_minute=1080,
    end_minute=1260,
    equipment={"microphone": 2},
    grant=UUID("0d9f6f0c-1c33-4b53-9d9d-1f4c5c0b7f10"),
)
SLOT = EntrySlot(
    facility="argo/arena", sport="badminton", courts=1, day=DAY, start_minute=540, end_minute=720
)


def ranks(count: int) -> RankEntriesBody:
    numbers = [entry_number(UUID(int=n)) for n in range(count)]
    return RankEntriesBody(ranks={number: n for n, number in enumerate(numbers, 1)})


BODIES = {
    "book": BOOK,
    "cancel": CancelBody(number="ABCDE-FGHJK"),
    "change": ChangeBody(number="ABCDE-FGHJK", to=BOOK),
    "set": EnterLotteryBody(slots=(SLOT,) * 31, preference=1, people=4),
    "ranks": ranks(30),
}


@pytest.fixture
def code(terminal, draft):
    """What the outbox gives for the ticket of an action."""
    service = terminal.open()
    credential = Sealer(service.identity)(VISIT, CARD, None, bytearray(PASSWORD.encode()))

    def made(body=BOOK):
        recorded = service.submit(draft(body=body, credential=credential))
        (*_, row) = service._parts.outbox.due(-1)
        return recorded.code, row.signed

    return made


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_code__is_what_was_signed_and_digits_alone(code, body):
    digits, signed = code(body)
    assert set(digits) <= set(string.digits)
    assert signed_of(digits) == signed


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_code__is_one_that_handheld_scanners_read(code, body):
    """3 dots of a printer of 203 an inch are 0.375 mm; on 58 mm there is room for 125 of them."""
    made = segno.make_qr(code(body)[0], error="m")
    assert made.mode == "numeric"
    assert made.symbol_size(border=4)[0] * 3 <= 384


def test_code__has_nothing_of_the_person_in_clear(code):
    digits, signed = code()
    number = int(digits)
    packed = number.to_bytes((number.bit_length() + 7) // 8)
    for secret in (CARD, NUMBER, PASSWORD, json.dumps(PASSWORD)[1:-1]):
        assert secret not in signed.text
        assert secret.encode() not in packed


@pytest.mark.parametrize("around", ["{}\n", "  {}\r\n\r\n", "{}"])
def test_code__is_read_as_a_scanner_types_it(code, around):
    digits, signed = code()
    assert signed_of(around.format(digits)) == signed


def test_code__is_read_in_wide_digits_and_with_blanks_within(code):
    """A keyboard set to Japanese types wide ones."""
    digits, signed = code()
    wide = digits.translate({ord(c): ord(c) + 0xFEE0 for c in string.digits})
    assert signed_of(wide) == signed
    assert signed_of(f"{digits[:700]}\n{digits[700:]}") == signed


def test_code__that_is_not_whole_is_none(code):
    digits, signed = code()
    for end in (1, 10, 500, len(digits) - 1):
        assert signed_of(digits[:end]) != signed
        assert signed_of(digits[end:]) != signed


def test_code__with_any_digit_altered_is_none_or_another(code):
    digits, signed = code()
    for place in range(0, len(digits), 7):
        other = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
        assert signed_of(other) != signed


@pytest.mark.parametrize(
    "typed",
    [
        *("", "0", "1", "x", "MACHIKADO1:ono:ABCDE-FGHJK", "-1", "1e9", "\u00b2"),
        *("9" * TICKET_DIGITS_MAX, "9" * (TICKET_DIGITS_MAX + 1), "1" * 100_000),
        *(str(1 << 8 * 66), str((1 << 8 * 80) - 1)),
    ],
    ids=lambda typed: f"{typed[:12]}.{len(typed)}",
)
def test_garbage__is_none(typed):
    assert signed_of(typed) is None


def test_code__that_blows_up_is_none(code):
    """As short as a code is, what is pressed in it has no more than a message's length."""
    _, signed = code()
    large = signed.text.replace('"facility":"', '"facility":"' + "a" * 20_000, 1)
    assert signed_of(ticket_code(signed.model_copy(update={"text": large}))) is None


def test_action__that_is_too_long_for_paper_has_its_number_alone(code):
    assert code(ranks(60))[0] is not None
    assert code(ranks(99))[0] is None


def test_code__of_an_action_that_was_decided_is_none(terminal, draft):
    """Its sealed part is gone."""
    service, wanted = terminal.open(), draft()
    service.submit(wanted)
    terminal.drain(service)
    assert service.submit(wanted).code is None


def test_code__of_an_action_that_is_put_again_is_the_same(terminal, draft):
    service, wanted = terminal.open(), draft()
    first = service.submit(wanted).code
    assert first is not None
    assert service.submit(wanted).code == first
