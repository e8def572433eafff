"""Text by keys on the screen: kana, letters, digits, or a mail address with its usual endings."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event

__all__ = ["EXAMPLES", "SPACE", "Plane", "View"]

SPACE = " "


@dataclass(frozen=True, slots=True)
class Plane:
    """One of the sets of keys; a key is a character or a few of them.

    The row with the space stands last. ``small``: the word on the key that makes a kana small;
    with it come those that voice one.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    small: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The screen keeps the text, ``text`` at first, and emits ``typed(text)``.

    ``label`` is empty where the question says all of it.
    """

    label: str
    planes: tuple[Plane, ...]
    typed: Callable[[str], Event]
    length_max: int
    done: str
    erase: str
    space: str
    text: str = ""
    sample: str = ""
    error: str = ""
    length_min: int = 1


def _typed(text: str) -> Event:
    return f"typed:{text}"


def _keys(*rows: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


_KANA = Plane(
    "カナ",
    _keys(
        "アイウエオハヒフヘホ",
        "カキクケコマミムメモ",
        "サシスセソヤユヨワヲ",
        "タチツテトラリルレロ",
        "ナニヌネノンー・",
        SPACE,
    ),
    "小さく",
)
_LATIN = Plane("ABC", _keys("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "- "))
_DIGITS = Plane("123", _keys("12345", "67890"))
_MAIL = Plane(
    "",
    (
        *_keys("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm._@"),
        ("@docomo.ne.jp", "@ezweb.ne.jp", "@softbank.ne.jp", "@gmail.com", ".ne.jp", ".co.jp"),
    ),
)
_WORDS = ("決定", "1文字消す", "1字あける")

EXAMPLES: dict[str, View] = {
    "normal": View("お名前（カタカナ）", (_KANA, _LATIN), _typed, 60, *_WORDS),
    "mail": View(
        "メールアドレス", (_MAIL,), _typed, 254, *_WORDS, text="taro", sample="taro@example.jp"
    ),
    "english": View("Your address", (_LATIN, _DIGITS), _typed, 60, "Done", "Erase", "Space"),
    "error": View(
        "メールアドレス",
        (_MAIL,),
        _typed,
        254,
        *_WORDS,
        text="a" * 120 + "@example.jp",
        error="メールアドレスの形がちがいます。「@」の前と後ろをたしかめてください。",
    ),
    "long": View(
        "団体の名前（カタカナで、登録簿にのるとおりに）",
        (_KANA, _LATIN, _DIGITS),
        _typed,
        60,
        *_WORDS,
        text="ヨシダスポーツクラブタカサキシブ" * 3,
    ),
    "digits": View("電話番号", (_DIGITS,), _typed, 11, *_WORDS, sample="0794000000", length_min=10),
}
