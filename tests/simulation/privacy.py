"""After the visits nothing of a person stands in a terminal's objects or files, or in any log."""

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType

from sync.service import Service
from tests.simulation.centre import BIRTHDAY, CARDS, NAME, Known
from tests.simulation.forms import NEWCOMERS
from tests.simulation.laws import LawBrokenError
from tests.simulation.wishes import PHONE

__all__ = ["judge", "judge_memory"]

_LEADS_ANYWHERE = (ModuleType, FunctionType, type)


def judge(folder: Path, log: str, residents: Sequence[Known]) -> None:
    words = [word.encode() for word in _personal(residents)]
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            _scan(str(file.relative_to(folder)), file.read_bytes(), words)
    _scan("the centre's log", log.encode(), words)


def judge_memory(where: str, service: Service, residents: Sequence[Known]) -> None:
    """All that a terminal's objects lead to; what the simulation itself knows is left out."""
    words = [word.encode() for word in _personal(residents)]
    seen: set[int] = set()
    ahead: list[object] = [service]
    while ahead:
        thing = ahead.pop()
        ours = type(thing).__module__.partition(".")[0] == "tests"
        if id(thing) in seen or ours or isinstance(thing, _LEADS_ANYWHERE):
            continue
        seen.add(id(thing))
        match thing:
            case str():
                _scan(where, thing.encode("utf-8", "surrogatepass"), words)
            case bytes() | bytearray():
                _scan(where, bytes(thing), words)
            case _:
                ahead += gc.get_referents(thing)


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
