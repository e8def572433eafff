"""A number by ten large keys."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """The screen keeps the digits and emits ``entered(digits)``; ``sample`` shows the form."""

    label: str
    length_min: int
    length_max: int
    entered: Callable[[str], Event]
    done: str
    erase: str
    sample: str = ""
    error: str = ""


def _entered(digits: str) -> Event:
    return f"entered:{digits}"


_LABEL, _DONE, _ERASE = "利用者番号（カードの表の8けた）", "決定", "消す"

EXAMPLES: dict[str, View] = {
    "normal": View(_LABEL, 8, 8, _entered, _DONE, _ERASE, "12345678"),
    "error": View(
        _LABEL,
        8,
        8,
        _entered,
        _DONE,
        _ERASE,
        error="この番号の登録はありません。もう一度おたしかめください。",
    ),
    "english": View("Your user number (8 digits)", 8, 8, _entered, "Done", "Erase", "12345678"),
    "long": View(
        "口座番号と支店番号をつづけて入れてください（ハイフンはいりません）",
        1,
        16,
        _entered,
        _DONE,
        "1文字消す",
        "0000-0000-0000-0000",
        "番号がちがいます。通帳の見開きの2ページ目に書いてある番号をおたしかめください。",
    ),
    "bare": View("人数", 1, 2, _entered, _DONE, _ERASE),
}
