"""The code of a slip, and the lock that it opens: an unfinished form (一時保存) is sealed by it.

The code is made here and leaves the terminal on paper alone. From it come, by scrypt, the digest
under which the centre finds the box, and the key of the box, which the centre never has: whoever
reads the database or the journal reads nothing of the form.
"""

from dataclasses import dataclass, field
from datetime import date
from hashlib import scrypt, sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pydantic import TypeAdapter, ValidationError

from sync.wire import (
    KEYS_ONLY,
    Unfinished,
    UnfinishedRegistration,
    UnfinishedRenewal,
    canonical,
    decode_bytes,
    encode_bytes,
)

__all__ = [
    "CODE_DIGITS",
    "FormLock",
    "GivenBack",
    "KeptUnder",
    "has_check_digit",
    "new_code",
    "spelt",
]

#: Fifteen by chance, 50 bits, and one that checks them: only digits, since they are typed by hand.
CODE_DIGITS = 16
_GROUP = 4
#: 32 MiB and a tenth of a second for every guess at a box that somebody has got hold of.
_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_HALF = 32
#: A code, and so a key, seals one form, once.
_NONCE = bytes(12)
_FORM: TypeAdapter[UnfinishedRegistration | UnfinishedRenewal] = TypeAdapter(
    Unfinished, config=KEYS_ONLY
)


def new_code(noise: str) -> str:
    """The digits that come of a word that is never the same twice."""
    chance = int.from_bytes(sha256(f"machikado/form/code|{noise}".encode()).digest())
    digits = f"{chance % 10 ** (CODE_DIGITS - 1):0{CODE_DIGITS - 1}d}"
    return digits + str(-_weight(f"{digits}0") % 10)


def has_check_digit(digits: str) -> bool:
    """Whether it can be a code: a digit typed wrong, or two neighbours exchanged, is noticed."""
    plain = digits.isascii() and digits.isdigit() and len(digits) == CODE_DIGITS
    return plain and _weight(digits) % 10 == 0


def spelt(code: str) -> str:
    """As it is printed: 1234-5678-9012-3456."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


@dataclass(frozen=True, slots=True)
class FormLock:
    """What a code locks; ``digest`` is all that the centre learns of the code."""

    digest: str
    _key: bytes = field(repr=False)

    @classmethod
    def of(cls, code: str, municipality: str) -> "FormLock":
        salt = f"machikado/form/v1|{municipality}".encode()
        derived = scrypt(code.encode(), salt=salt, dklen=2 * _HALF, **_SCRYPT)
        return cls(derived[:_HALF].hex(), derived[_HALF:])

    def seal(self, form: UnfinishedRegistration | UnfinishedRenewal) -> str:
        box = ChaCha20Poly1305(self._key).encrypt(_NONCE, canonical(form).encode(), None)
        return encode_bytes(box)

    def open(self, box: str) -> UnfinishedRegistration | UnfinishedRenewal | None:
        """None where the box was not made with this code, or its content is none of ours."""
        try:
            plain = ChaCha20Poly1305(self._key).decrypt(_NONCE, decode_bytes(box), None)
            return _FORM.validate_json(plain)
        except (InvalidTag, ValidationError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class KeptUnder:
    """The form is at the centre until a day, and this is its code."""

    code: str = field(repr=False)
    until: date


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A form that was kept; ``digest`` names it where it is finished, or kept anew."""

    digest: str
    form: UnfinishedRegistration | UnfinishedRenewal = field(repr=False)


def _weight(digits: str) -> int:
    """Luhn's sum."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return sum(map(int, digits[-1::-2])) + sum(each // 10 + each % 10 for each in doubled)
