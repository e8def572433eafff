"""What stands on a ticket: pure text, before any picture of it."""

from dataclasses import dataclass

__all__ = ["Paper", "Point", "Sketch"]

#: Shares of the width from the left and of the height from the top.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A small plain map (概略図): all places, where to go, and the terminal if it is on the map.

    ``shape`` is how much wider than high the town is.
    """

    shape: float
    places: tuple[Point, ...]
    goal: Point
    goal_word: str
    here: Point | None
    here_word: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One ticket; all text ready to print.

    ``title`` is 予約票, 仮受付票 or 取消票; ``banner`` is the warning of a ticket that is not yet
    decided, printed white on black, "" on a decided one. ``again`` is 再発行 on a reprint.
    ``rows`` are pairs of label and value. ``large`` prints in large type.
    ``sketch`` is where the place lies, None where that need not or cannot be said.
    """

    title: str
    place: str
    number_label: str
    number: str
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    contact: str
    printed_at: str
    qr: str
    banner: str = ""
    again: str = ""
    large: bool = False
    sketch: Sketch | None = None
