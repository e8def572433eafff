"""Demonstration only: the hands of a person at the terminal, and what lies in the ticket tray."""

from dataclasses import dataclass

from PIL.Image import Image, new

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """``cards`` can be held to the reader; ``switches`` are line, paper and the like.

    ``ticket`` is the picture of one printed ticket, None where none has come out yet;
    ``tray`` turns through the others.
    """

    title: str
    cards: tuple[Press, ...]
    card_note: str
    switches: tuple[Press, ...]
    tray_note: str
    tray: tuple[Press, ...]
    ticket: Image | None = None


def _example(ticket: Image | None) -> View:
    return View(
        title="見本の機器",
        cards=(Press("見本・市内個人 パスワード mihon", "card"),),
        card_note="さわると、このカードを読み取り部にかざします。",
        switches=(Press("通信をもどす", "line", look=Look.STOP), Press("用紙を切らす", "paper")),
        tray_note="票はまだ出ていません" if ticket is None else "1枚のうち 1枚目",
        tray=(Press("前の票", "back", enabled=False), Press("次の票", "on", enabled=False)),
        ticket=ticket,
    )


EXAMPLES = {"empty": _example(None), "ticket": _example(new("1", (576, 1600), 1))}
