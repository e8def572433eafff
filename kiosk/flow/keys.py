"""Keys for what a resident types: digits, letters, kana, mail addresses; and what a day is."""

from collections.abc import Callable
from datetime import date

from pydantic import ValidationError

from kiosk.messages import Event
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.typing.view import SPACE, Plane
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Visit
from sync.wire import MailAddress

__all__ = [
    "birthday_of",
    "capitals",
    "digits",
    "is_address",
    "kana",
    "large_letters",
    "letters",
    "mail",
    "pad",
    "text",
]

DAY_DIGITS = 8
#: Nobody who registers was born before this.
BORN_FIRST = date(1900, 1, 1)
_DIGITS = tuple("1234567890")
_LATIN = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SIGNS = ("", "-", "._")


def pad(
    visit: Visit, page: str, entered: Callable[[str], Event], length: int, *, wrong: bool
) -> Keypad:
    """So many digits by large keys; the texts are those of the page."""
    t = visit.speech
    return Keypad(
        label=t.say(f"{page}.label"),
        length_min=length,
        length_max=length,
        entered=entered,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        sample=t.say(f"{page}.sample"),
        error=t.say(f"{page}.wrong") if wrong else "",
    )


def text(
    visit: Visit,
    label: str,
    planes: tuple[Plane, ...],
    typed: Callable[[str], Event],
    *,
    length_max: int,
    now: str = "",
    sample: str = "",
    error: str = "",
) -> Typing:
    """A text by keys; ``now`` is what there is already."""
    t = visit.speech
    return Typing(
        label=label,
        planes=planes,
        typed=typed,
        length_max=length_max,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        space=t.say("keys.space"),
        text=now,
        sample=sample,
        error=error,
    )


def kana(visit: Visit) -> Plane:
    t = visit.speech
    rows = (*map(tuple, t.say("keys.kana").split("/")), (SPACE,))
    return Plane(t.say("keys.kana.name"), rows, t.say("keys.small"))


def capitals(visit: Visit) -> Plane:
    rows = tuple(tuple(row.upper()) for row in _LATIN)
    return Plane(visit.speech.say("keys.capitals.name"), (*rows, ("-", ".", SPACE)))


def digits(visit: Visit) -> Plane:
    return Plane(visit.speech.say("keys.digits.name"), (_DIGITS, ("-", SPACE)))


def letters(visit: Visit) -> Plane:
    """Small letters and digits, as a user name has them."""
    rows = tuple(tuple(row) for row in _LATIN)
    return Plane(visit.speech.say("keys.letters.name"), (_DIGITS, *rows))


def large_letters(visit: Visit) -> Plane:
    """The same in capitals, which are other letters in a user name (KM-20)."""
    rows = tuple(tuple(row.upper()) for row in _LATIN)
    return Plane(visit.speech.say("keys.capitals.name"), (_DIGITS, *rows))


def mail(visit: Visit) -> Plane:
    """What stands in an address, and whole endings of addresses by one key."""
    rows = tuple(tuple(row + signs) for row, signs in zip(_LATIN, _SIGNS, strict=True))
    at, *endings = visit.speech.say("keys.mail.endings").split()
    return Plane(visit.speech.say("keys.letters.name"), (_DIGITS, *rows, (at, *endings)))


def birthday_of(typed: str, today: date) -> date | None:
    """Eight digits as the day on which somebody who lives was born."""
    if len(typed) != DAY_DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    try:
        day = date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    except ValueError:
        return None
    return day if BORN_FIRST <= day <= today else None


def is_address(typed: str) -> bool:
    """Whether it can be a mail address; only a mail to it says whether it is one."""
    _, _, domain = typed.rpartition("@")
    try:
        MailAddress(mail=typed)
    except ValidationError:
        return False
    return typed.isascii() and "." in domain.strip(".") and ".." not in typed
