"""Where to hold the card, drawn for this terminal."""

from dataclasses import dataclass

from kiosk.screens.parts import Press

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """``state`` is waiting, reading, or trouble; ``hint`` is what to do now."""

    hint: str
    state: str = "waiting"
    others: tuple[Press, ...] = ()


_TYPED = Press("カードがない方（利用者番号を入れる）", "typed", "keys")

EXAMPLES: dict[str, View] = {
    "waiting": View("カードを、画面の下の読み取り台にかざしてください", "waiting", (_TYPED,)),
    "reading": View("読み取っています。そのままお待ちください", "reading"),
    "trouble": View(
        "読み取れませんでした。カードを一度はなして、もう一度ゆっくりかざしてください",
        "trouble",
        (_TYPED, Press("係員を呼ぶ", "staff", "staff")),
    ),
    "english": View(
        "Hold your card against the reader below the screen", "waiting", (Press("No card?", "x"),)
    ),
    "plain": View("カードをかざしてください"),
}
