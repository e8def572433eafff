"""A password by the keys that the municipality allows, and no others."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event

__all__ = ["EXAMPLES", "Again", "View"]


@dataclass(frozen=True, slots=True)
class Again:
    """A new password is typed twice; ``label`` asks for the second time, ``differ`` says it failed.

    ``mixed``: a letter and a digit at least, or ``unmixed`` is said. ``weak``, ``fair`` and
    ``strong`` say how good it is, ``wanted`` what it must be, before it is long enough.
    """

    label: str
    differ: str
    mixed: bool
    wanted: str
    unmixed: str
    weak: str
    fair: str
    strong: str


@dataclass(frozen=True, slots=True)
class View:
    """The characters stay in the widget, in bytes that it overwrites.

    On ``done`` the widget seals them with what the application gives it, and emits
    ``sealed(kid, box)``; nothing in the clear leaves it. ``rows`` are rows of keys, a character
    each. ``subject`` says whose password this is; the widget hands it on as it is. ``tries`` says
    what is left of the tries, "" where that is not known.
    """

    subject: object

    label: str
    rows: tuple[str, ...]
    length_min: int
    length_max: int
    sealed: Callable[[str, str], Event]
    done: str
    erase: str
    reveal: str
    help: str = ""
    tries: str = ""
    error: str = ""
    again: Again | None = None


def _sealed(kid: str, box: str) -> Event:
    return f"sealed:{kid}:{box}"


_ROWS = ("1234567890", "abcdefghij", "klmnopqrst", "uvwxyz")
_WORDS = ("決定", "1文字消す", "表示する")
_AGAIN = Again(
    "もう一度、同じパスワード",
    "2回の入力がちがいました。はじめから入れてください。",
    mixed=True,
    wanted="8文字以上で、文字と数字をまぜてください。",
    unmixed="文字と数字をまぜてください。",
    weak="弱いパスワードです。",
    fair="ふつうのパスワードです。",
    strong="強いパスワードです。",
)

EXAMPLES: dict[str, View] = {
    "normal": View("card", "パスワード（4文字以上）", _ROWS, 4, 12, _sealed, *_WORDS),
    "digits": View("card", "暗証番号（4けた）", ("12345", "67890"), 4, 4, _sealed, *_WORDS),
    "error": View(
        "card",
        "パスワード（4文字以上）",
        _ROWS,
        4,
        12,
        _sealed,
        *_WORDS,
        help="わからないときは、総合体育館の窓口で新しくできます。",
        tries="あと4回ためせます。",
        error="パスワードがちがいます。",
    ),
    "new": View(
        "card", "新しいパスワード（8文字以上）", _ROWS, 8, 16, _sealed, *_WORDS, again=_AGAIN
    ),
    "english": View(
        "card", "Password (4 or more)", _ROWS, 4, 12, _sealed, "Done", "Erase", "Hold to show"
    ),
    "many": View(
        "card",
        "パスワード（8文字以上）",
        (
            "1234567890",
            "abcdefghijklm",
            "nopqrstuvwxyz",
            "ABCDEFGHIJKLM",
            "NOPQRSTUVWXYZ",
            "!#$%&()*+-",
            "./:;=?@[]^_{}~",
        ),
        8,
        32,
        _sealed,
        *_WORDS,
    ),
}
