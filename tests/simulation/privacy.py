"""After the visits nothing of a person stands in a file of a terminal, or in any log."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.simulation.centre import BIRTHDAY, CARDS, NAME, Known
from tests.simulation.forms import NEWCOMERS
from tests.simulation.laws import LawBrokenError
from tests.simulation.wishes import PHONE

__all__ = ["judge"]


def judge(folder: Path, log: str, residents: Sequence[Known]) -> None:
    words = [word.encode() for word in _personal(residents)]
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            _scan(str(file.relative_to(folder)), file.read_bytes(), words)
    _scan("the centre's log", log.encode(), words)


def _scan(where: str, content: bytes, words: Sequence[bytes]) -> None:
    for word in words:
        if word in content:
            raise LawBrokenError(f"{where} holds {word.decode()!r}")


def _personal(residents: Sequence[Known]) -> Iterator[str]:
    # What every password and every address of theirs has in it.
    yield from ("himitsu", "@example.com", NAME, NAME.split("・")[1], str(BIRTHDAY))
    yield from (NEWCOMERS, NEWCOMERS.split("・")[0], PHONE)
    yield CARDS
    yield from (str(known.id) for known in residents)
