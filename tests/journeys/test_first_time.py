"""Somebody comes for the first time: badminton, next Wednesday evening, counted to the ticket."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.messages import (
    BookingConfirmed,
    CellChosen,
    DayChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SportChosen,
)
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

WEDNESDAY = date(2026, 10, 14)
EVENING = 17 * 60
TOUCHES_MAX = 14
#: Between the first page and the ticket: each asks for one thing.
SCREENS_MAX = 7


@dataclass
class Count:
    """Every touch with the question that it answers; the screens in their order."""

    walker: Walker
    lines: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)

    def touch(self, wanted: Any, fits: Callable[[Any], bool] = lambda _: True) -> None:
        before, question = self.walker.touches, self.walker.shown.frame.question
        self.see()
        self.walker.touch(wanted, fits)
        for _ in range(self.walker.touches - before):
            self.lines.append(f"touch {len(self.lines) + 1}: {question or self.walker.page}")

    def see(self) -> None:
        if self.walker.page not in self.screens:
            self.screens.append(self.walker.page)


def first_time(walker: Walker) -> None:
    count = Count(walker)
    who = walker.sample("市内個人")
    count.touch(PageOpened("look.sport"))
    count.touch(SportChosen("badminton"))
    count.touch(DayChosen(WEDNESDAY))
    walker.at("look.day")
    count.touch(CellChosen, lambda event: event.minute >= EVENING)
    count.touch(CellChosen, lambda event: event.minute > EVENING)
    count.touch(NextPressed)
    count.touch(PeopleChosen(4))
    walker.at("identify.card")
    count.see()
    walker.tap_card(who.card)
    walker.at("identify.password")
    count.see()
    walker.type_password(who.password)
    walker.at("book.confirm")
    count.touch(BookingConfirmed())
    walker.result(Tone.CONFIRMED, "booked")
    walker.in_centre(walker.ticket("booked"), "book", "confirmed")
    screens = count.screens[1:]
    walker.checks += [*count.lines, f"{len(screens)} screens: {', '.join(screens)}"]
    print(*walker.checks, sep="\n")
    assert len(count.lines) <= TOUCHES_MAX
    assert len(screens) <= SCREENS_MAX


def test_first_time__from_home_to_the_ticket(stand: Stand, capsys) -> None:
    """At most 14 touches besides the password, and 7 screens that ask."""
    out = stand.walk(first_time, "ono")
    with capsys.disabled():
        print(f"\n{(out / 'said').read_text()}")
