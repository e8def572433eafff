"""An action on paper: its signed envelope as the digits of a QR code, and back.

Digits are what every scanner types alike, whatever keyboard it plays, and cost a QR code no more
than the bytes do. What is personal stays in its sealed box; nothing else of the person is in it.
"""

import unicodedata
import zlib

from pydantic import ValidationError

from sync.wire.hashing import decode_bytes, encode_bytes
from sync.wire.messages import Signed

__all__ = ["TICKET_DIGITS_MAX", "signed_of", "ticket_code"]

#: No more than Python reads as one number, and than a code at 3 dots a module on 80 mm holds.
TICKET_DIGITS_MAX = 4_100
_FORM = b"\x01"
_SIGNATURE_BYTES = 64
_LENGTH_BYTES = 2
_TEXT_MAX = 16_000
#: Where the box stands in a canonical envelope; no text within it can read like this.
_BOX = '"sealed":{"box":"'
#: What most envelopes have in common, the likeliest last. It is part of the form: another one
#: needs another number in its place.
_WORDS = (
    b'"slots":[{"courts":1,"day":"2026-,"facility":"","sport":"","start_minute":],'
    b'"preference":1,"verb":"enter_lottery""ranks":{"verb":"rank_entries"'
    b'"to":{"verb":"change""verb":"apply_formally""verb":"withdraw_entry""verb":"confirm_win"'
    b'{"cost_yen":null,"number":"","verb":"cancel"},'
    b'{"action":"","body":{"courts":1,"day":"2026-","end_minute":1260,"equipment":{},'
    b'"facility":"","grant":null,"people":4,"sport":"badminton","start_minute":1080,"students":0,'
    b'"verb":"book"},"clock":{"boot_id":"","boot_ms":,"centre_boot_ms":,"centre_ms":17,'
    b'"trusted":true,"wall_ms":17},"municipality":"","prev":"","sealed":{"box":"","kid":""},'
    b'"seq":,"session":"","terminal":"","v":1,"visit":""}'
)


def ticket_code(signed: Signed) -> str | None:
    """Its digits; None where an action is too long for a code that every scanner reads."""
    head, marker, rest = signed.text.partition(_BOX)
    box, _, tail = rest.partition('"')
    sealed = decode_bytes(box)
    packed = (
        _FORM
        + decode_bytes(signed.signature)
        + len(sealed).to_bytes(_LENGTH_BYTES)
        + sealed
        + _pressed(f'{head}{marker}"{tail}')
    )
    # 10 digits hold more than 33 bits, and fewer than 34.
    return str(int.from_bytes(packed)) if len(packed) * 80 < TICKET_DIGITS_MAX * 33 else None


def signed_of(typed: str) -> Signed | None:
    """What a scanner typed; None where it is no such code, or not the whole of one.

    Whether what was read is what was printed, its signature says.
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split())
    if len(digits) > TICKET_DIGITS_MAX or not (digits.isascii() and digits.isdigit()):
        return None
    number = int(digits)
    packed = number.to_bytes((number.bit_length() + 7) // 8)
    return _unpacked(packed[1:]) if packed[:1] == _FORM else None


def _unpacked(packed: bytes) -> Signed | None:
    signature, rest = packed[:_SIGNATURE_BYTES], packed[_SIGNATURE_BYTES:]
    length = int.from_bytes(rest[:_LENGTH_BYTES])
    rest = rest[_LENGTH_BYTES:]
    try:
        head, marker, tail = _unpressed(rest[length:]).partition(_BOX)
        text = f"{head}{marker}{encode_bytes(rest[:length])}{tail}"
        return Signed(text=text, signature=encode_bytes(signature))
    except (zlib.error, ValidationError, ValueError):
        return None


def _pressed(text: str) -> bytes:
    press = zlib.compressobj(9, wbits=-15, zdict=_WORDS)
    return press.compress(text.encode()) + press.flush()


def _unpressed(packed: bytes) -> str:
    """ValueError where it does not end, or goes on after its end."""
    press = zlib.decompressobj(wbits=-15, zdict=_WORDS)
    text = press.decompress(packed, _TEXT_MAX)
    if not press.eof or press.unused_data:
        raise ValueError
    return text.decode()
