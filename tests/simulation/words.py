"""What a page or a paper says of an action, read as a resident reads it: by its words alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as Rows
from kiosk.screens.parts import Mark, Shown
from kiosk.screens.result.view import Tone
from kiosk.screens.result.view import View as Result
from tests.simulation.front import TEXTS
from tests.simulation.laws import demand

__all__ = ["Says", "Word", "said_by_page", "said_by_paper"]

#: As it stands on a ticket.
NUMBER = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")


class Word(StrEnum):
    """確定, 確定（端末確保枠）, 仮予約, 仮受付, 確認中, and what was refused."""

    CONFIRMED = "confirmed"
    HELD = "held"
    PROVISIONAL = "provisional"
    RECEIVED = "received"
    CHECKING = "checking"
    REFUSED = "refused"


DONE = frozenset({Word.CONFIRMED, Word.HELD})


@dataclass(frozen=True, slots=True)
class Says:
    """``number`` is "" where none stands there: it is of the last that was asked for.

    ``listed``: in a row among others, of whatever was asked for anywhere.
    """

    word: Word
    number: str = ""
    listed: bool = False


def said_by_page(shown: Shown, verb: str) -> Iterator[Says]:
    """``verb``: what was asked for last in this visit, "" for nothing."""
    match shown.view:
        case Result() if verb and shown.view.word in _results(shown.language, verb):
            word = _results(shown.language, verb)[shown.view.word]
            well = shown.view.tone is Tone.CONFIRMED
            demand(not well or word in DONE, f"{shown.view.word} looks like confirmed")
            yield Says(word, shown.view.number)
        case Rows(rows=rows):
            for row in rows:
                yield from _said_by_row(row, shown.language)


def _said_by_row(row: Row, language: str) -> Iterator[Says]:
    if row.mark is not Mark.CONFIRMED:
        return
    held = row.word == TEXTS.of(language).say("mine.state.held")
    for number in NUMBER.findall(f"{row.title} {row.detail}"):
        yield Says(Word.HELD if held else Word.CONFIRMED, number, listed=True)


def said_by_paper(paper: Paper) -> Says | None:
    """In whatever language; None: it is no ticket of an action."""
    word = _titles().get(paper.title)
    return None if word is None else Says(word, paper.number)


@cache
def _titles() -> dict[str, Word]:
    ids = re.compile(rf"ticket\.title\.({'|'.join(Word)})(\.[a-z_]+)?$")
    return {text: word for name in TEXTS.languages for text, word in _words(name, ids).items()}


@cache
def _results(language: str, verb: str) -> dict[str, Word]:
    return _words(language, re.compile(rf"result\.word\.{verb}\.({'|'.join(Word)})$"))


def _words(language: str, text_ids: re.Pattern[str]) -> dict[str, Word]:
    """No text stands for two of them: nobody could tell them apart."""
    found: dict[str, Word] = {}
    for text_id, text in vars(TEXTS.of(language).catalogue)["_catalog"].items():
        named = text_ids.match(text_id) if isinstance(text_id, str) else None
        if named is not None:
            word = Word(named[1])
            demand(found.setdefault(text, word) is word, f"{text} means two things")
    return found
