"""The code of a slip: easy to type, noticed when typed wrong, and the only key to its box."""

import base64
import itertools

import pytest

from sync.form_lock import CODE_DIGITS, FormLock, has_check_digit, new_code, spelt
from sync.wire import UnfinishedCounts, UnfinishedRegistration, UnfinishedRenewal

CODE = new_code("a word")
REGISTRATION = UnfinishedRegistration(type="group", name="𠮷田 髙﨑", mail="a@example.jp")
RENEWAL = UnfinishedRenewal(counts=UnfinishedCounts(members=12))


def test_code__has_digits_alone_and_is_printed_in_fours() -> None:
    codes = {new_code(str(number)) for number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == CODE_DIGITS and code.isdigit() for code in codes)
    assert all(map(has_check_digit, codes))
    assert spelt("1234567890123456") == "1234-5678-9012-3456"


def test_code__one_digit_typed_wrong_is_noticed() -> None:
    for at, digit in itertools.product(range(CODE_DIGITS), "0123456789"):
        typed = CODE[:at] + digit + CODE[at + 1 :]
        assert has_check_digit(typed) == (typed == CODE)


def test_code__two_neighbours_exchanged_are_noticed() -> None:
    """Luhn's digit misses 09 for 90 alone."""
    for at in range(CODE_DIGITS - 1):
        first, second = CODE[at], CODE[at + 1]
        typed = CODE[:at] + second + first + CODE[at + 2 :]
        if first != second and {first, second} != {"0", "9"}:
            assert not has_check_digit(typed)


@pytest.mark.parametrize(
    "typed", ["", "0", CODE[:-1], CODE + "0", spelt(CODE), "１" * CODE_DIGITS, "abcd" * 4]
)
def test_code__anything_else_is_none(typed: str) -> None:
    assert not has_check_digit(typed)


@pytest.mark.parametrize("form", [REGISTRATION, RENEWAL])
def test_lock__opens_what_it_has_sealed(form: UnfinishedRegistration | UnfinishedRenewal) -> None:
    """AG-13: the same code makes the same lock, at whichever terminal."""
    box = FormLock.of(CODE, "ono").seal(form)
    assert FormLock.of(CODE, "ono").open(box) == form


def test_lock__opens_nothing_of_another_code_or_place() -> None:
    own = FormLock.of(CODE, "ono")
    box = own.seal(REGISTRATION)
    others = (FormLock.of(new_code("another"), "ono"), FormLock.of(CODE, "kumamoto"))
    assert [other.open(box) for other in others] == [None, None]
    assert len({own.digest, *(other.digest for other in others)}) == 3


def test_lock__a_box_that_was_altered_is_none() -> None:
    own = FormLock.of(CODE, "ono")
    sealed = bytearray(base64.b64decode(own.seal(REGISTRATION)))
    sealed[3] ^= 1
    altered = base64.b64encode(sealed).decode()
    assert [own.open(box) for box in (altered, "", "AAAA", "no box")] == [None] * 4


def test_lock__says_neither_code_nor_key() -> None:
    own = FormLock.of(CODE, "ono")
    assert CODE not in repr(own)
    assert "key" not in repr(own)
    assert "田" not in own.seal(REGISTRATION)
