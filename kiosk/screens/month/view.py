"""Three months at a glance, one in large; each day one symbol."""

from dataclasses import dataclass, replace

from kiosk.screens.parts import Event, Look, Mark, Press

__all__ = ["EXAMPLES", "Day", "Month", "View"]


@dataclass(frozen=True, slots=True)
class Day:
    """``column`` counts from Sunday = 0; ``event`` is None where the day cannot be touched.

    ``tone`` colours the number: weekday, saturday, holiday (Sundays too).
    """

    number: int
    column: int
    row: int
    mark: Mark
    word: str
    event: Event | None
    tone: str = "weekday"
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    days: tuple[Day, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class View:
    """``months[large]`` is the large one; ``wall`` says what lies beyond the last day."""

    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    large: int
    legend: tuple[tuple[Mark, str], ...]
    as_of: str
    wall: str
    filters: tuple[Press, ...] = ()


WORDS_JA = {
    Mark.FREE: "空き",
    Mark.FEW: "残り2枠",
    Mark.FULL: "満",
    Mark.LOTTERY: "抽選",
    Mark.CLOSED: "休館",
    Mark.OUTSIDE: "受付外",
    Mark.CHOSEN: "選択中",
    Mark.NONE: "",
}
WORDS_EN = {
    Mark.FREE: "Available",
    Mark.FEW: "2 left",
    Mark.FULL: "Full",
    Mark.LOTTERY: "Lottery",
    Mark.CLOSED: "Closed",
    Mark.OUTSIDE: "Not open",
    Mark.CHOSEN: "Chosen",
    Mark.NONE: "",
}
#: A letter for each day of a month; a space is a day that has passed.
LETTERS = {
    ".": Mark.FREE,
    "n": Mark.FEW,
    "x": Mark.FULL,
    "l": Mark.LOTTERY,
    "c": Mark.CLOSED,
    "o": Mark.OUTSIDE,
    "v": Mark.CHOSEN,
    " ": Mark.NONE,
}


def month(
    title: str, first_column: int, days: str, words: dict[Mark, str], *, today: int = 0
) -> Month:
    """A month from letters; ``first_column`` is the weekday of its first day."""
    made = (
        Day(
            number=number,
            column=(first_column + number - 1) % 7,
            row=(first_column + number - 1) // 7,
            mark=LETTERS[letter],
            word=words[LETTERS[letter]],
            event=None if letter == " " else f"{title}-{number}",
            tone={0: "holiday", 6: "saturday"}.get((first_column + number - 1) % 7, "weekday"),
            today=number == today,
        )
        for number, letter in enumerate(days, 1)
    )
    return Month(title, tuple(made), title)


def example(months: tuple[Month, ...], large: int = 0) -> View:
    """The view of a resident who reads Japanese."""
    return View(
        weekdays=("日", "月", "火", "水", "木", "金", "土"),
        months=months,
        large=large,
        legend=tuple((mark, WORDS_JA[mark]) for mark in list(WORDS_JA)[:6]),
        as_of="10:21 現在",
        wall="ここで見られるのは12月31日(木)までです",
    )


OCTOBER = month("10月", 4, " " * 14 + "x..n.xx.x.cn.xx..", WORDS_JA, today=15)
NOVEMBER = month("11月", 0, "xn....xx.c.n.xx......xxcllll..", WORDS_JA)
DECEMBER = month("12月", 2, "llllllxllllllcooooooooooooooccc", WORDS_JA)
USUAL = example((OCTOBER, NOVEMBER, DECEMBER))

EXAMPLES: dict[str, View] = {
    "normal": USUAL,
    "second month": replace(USUAL, large=1),
    "chosen": example(
        (replace(OCTOBER), month("11月", 0, "xn...vxx.c.n.xx......xxcllll..", WORDS_JA)), 1
    ),
    "six weeks": example((month("8月", 6, "x" + "x.n..xx" * 4 + "..", WORDS_JA, today=1), OCTOBER)),
    "full": example((month("10月", 4, "x" * 31, WORDS_JA), NOVEMBER, DECEMBER)),
    "closed": example((month("10月", 4, "c" * 31, WORDS_JA), NOVEMBER, DECEMBER)),
    "lottery": replace(USUAL, large=2),
    "rooms": replace(
        USUAL,
        filters=(
            Press("総合体育館アルゴ アリーナ", "room-1", look=Look.MAIN),
            Press("総合体育館アルゴ 体育室", "room-2"),
            Press("匠台公園体育館アクト アリーナ", "room-3"),
        ),
    ),
    "six months": example((OCTOBER, NOVEMBER, DECEMBER) * 2),
    "english": View(
        weekdays=("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
        months=(
            month("October", 4, " " * 14 + "x..n.xx.x.cn.xx..", WORDS_EN, today=15),
            month("November", 0, "xn....xx.c.n.xx......xxcllll..", WORDS_EN),
            month("December", 2, "llllllxllllllcooooooooooooooccc", WORDS_EN),
        ),
        large=1,
        legend=tuple((mark, WORDS_EN[mark]) for mark in list(WORDS_EN)[:6]),
        as_of="As of 10:21",
        wall="Dates up to Thursday, December 31 can be seen here",
    ),
}
