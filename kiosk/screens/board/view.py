"""One day: time down, courts across, one cell a granule; touch the start, then the end."""

from dataclasses import dataclass, replace

from kiosk.screens.parts import Event, Look, Mark, Press

__all__ = ["EXAMPLES", "Cell", "View"]


@dataclass(frozen=True, slots=True)
class Cell:
    """``event`` is None where the cell cannot be touched."""

    mark: Mark
    word: str
    event: Event | None


@dataclass(frozen=True, slots=True)
class View:
    """``cells[row][column]``: a row for each of ``times``, a column for each of ``courts``.

    ``where`` names place, room and sport. ``summary`` says what is chosen so far, or how to
    choose, ``hint`` what can be touched next. ``kept`` are other summaries and hints that this
    board may come to say, and ``words`` what its cells may: room is kept for them, so that no touch
    moves the grid.
    """

    times: tuple[str, ...]
    courts: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    summary: str
    as_of: str
    legend: tuple[tuple[Mark, str], ...]
    days: tuple[Press, ...] = ()
    where: str = ""
    hint: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


WORDS_JA = {
    Mark.FREE: "空き",
    Mark.FEW: "残り1",
    Mark.FULL: "満",
    Mark.LOTTERY: "抽選",
    Mark.CLOSED: "休館",
    Mark.OUTSIDE: "受付外",
    Mark.HELD: "確保",
    Mark.WAITING: "確認中",
    Mark.CHOSEN: "選択中",
}
WORDS_EN = {
    Mark.FREE: "Available",
    Mark.FULL: "Fully booked",
    Mark.CLOSED: "Maintenance",
    Mark.OUTSIDE: "Not yet open",
    Mark.CHOSEN: "Your choice",
}
#: The letters of the pictures below; a dot is a cell that is free.
LETTERS = {
    ".": Mark.FREE,
    "n": Mark.FEW,
    "x": Mark.FULL,
    "l": Mark.LOTTERY,
    "c": Mark.CLOSED,
    "o": Mark.OUTSIDE,
    "h": Mark.HELD,
    "w": Mark.WAITING,
    "v": Mark.CHOSEN,
}
TOUCHABLE = {Mark.FREE, Mark.FEW, Mark.LOTTERY, Mark.HELD, Mark.CHOSEN}
START_JA = "使いはじめる時間にふれてください"
WHERE_JA = "小野市匠台公園体育館(おのアクト) アリーナ バレーボール(6人制)"
KEPT_JA = (
    (START_JA, ""),
    ("えらんだ時間: 14:00–15:00", "もっと長く使うときは、あとの時間にもふれてください"),
)
WHERE_EN = "Takumidai Park Gymnasium (Ono Act) Arena · Volleyball (6 a side)"
KEPT_EN = (
    ("Touch the hour you start", ""),
    ("Your choice: 14:00–15:00", "To play longer, touch a later hour too"),
)


def example(
    rows: str,
    courts: tuple[str, ...],
    summary: str = START_JA,
    words: dict[Mark, str] | None = None,
    days: tuple[Press, ...] = (),
) -> View:
    """A board from a picture in letters: a word for each hour from 9:00, a letter for a court."""
    words = WORDS_JA if words is None else words
    cells = tuple(
        tuple(_cell(LETTERS[letter], words, f"{9 + row}-{column}") for column, letter in line)
        for row, line in ((row, enumerate(line)) for row, line in enumerate(rows.split()))
    )
    return View(
        times=tuple(f"{9 + row}:00" for row in range(len(cells))),
        courts=courts,
        cells=cells,
        summary=summary,
        as_of="10:21 現在" if words is WORDS_JA else "As of 10:21",
        legend=tuple(words.items()),
        days=days,
        where=WHERE_JA if words is WORDS_JA else WHERE_EN,
        kept=KEPT_JA if words is WORDS_JA else KEPT_EN,
        words=tuple(words.values()),
    )


def _cell(mark: Mark, words: dict[Mark, str], event: str) -> Cell:
    return Cell(mark, words[mark], event if mark in TOUCHABLE else None)


def _courts(count: int) -> tuple[str, ...]:
    return tuple(f"{number}面" for number in range(1, count + 1))


DAYS_JA = (
    Press("12月9日(火)", "day-before", "back", Look.QUIET),
    Press("12月11日(木)", "day-after", "next", Look.QUIET),
)
DAYS_EN = (
    Press("Tuesday, December 9", "day-before", "back", Look.QUIET),
    Press("Thursday, December 11", "day-after", "next", Look.QUIET),
)
USUAL = """
    xx.x.. xx.x.. xxxxxx x..xxx x..xxx ...... ...... x....x x....x
    xxxx.x xxxx.x .x.x.. ......
"""

EXAMPLES: dict[str, View] = {
    "normal": example(USUAL, _courts(6), days=DAYS_JA),
    "chosen": example(
        """
        xx.x.. xx.x.. xxxxxx x..xxx x..xxx ..v... ..v... x.v..x x....x
        xxxx.x xxxx.x .x.x.. ......
        """,
        _courts(6),
        "バドミントン 3面 14:00–17:00 3時間",
        days=DAYS_JA,
    ),
    "first touch": replace(
        example("...... " * 5 + "..v... " + "...... " * 6, _courts(6), days=DAYS_JA),
        summary=KEPT_JA[1][0],
        hint=KEPT_JA[1][1],
    ),
    "states": example(
        "xx.... xn.ooo xnlcoo xnlchw x.lchw ...cc. ..v... x.v..x", _courts(6), days=DAYS_JA
    ),
    "full": example("xxxxxx " * 13, _courts(6), "この日は すべて満員です", days=DAYS_JA),
    "closed": example("cccccc " * 13, _courts(6), "12月10日は休館日です", days=DAYS_JA),
    "lottery": example("llllll llllxx xxllll", _courts(6), "この日は抽選です", days=DAYS_JA),
    "one court": example("x x . . . x x . . v v . .", ("テニスコート",), days=DAYS_JA),
    "two halls": example(
        ".x .x x. x. .. .. ..", ("アリーナ バスケットボール 北側", "アリーナ バスケットボール 南側")
    ),
    "twelve courts": example("xx.x..xx.x.. " * 14, _courts(12), days=DAYS_JA),
    "twenty courts": example("xx.x..xx.x..xxxx...x " * 13, _courts(20), days=DAYS_JA),
    "english": example(
        """
        xx.x.. xx.x.. xxccxx x.ccxx x.oxxx .o.... ..v... x.v..x x....x
        xxxx.x xxxx.x .x.x.. ......
        """,
        tuple(f"Badminton court {number}" for number in range(1, 7)),
        "Badminton court 3, 15:00–17:00, for 2 hours",
        WORDS_EN,
        DAYS_EN,
    ),
}
