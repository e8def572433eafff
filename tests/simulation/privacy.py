"""After the visits nothing of a person stands in a terminal's objects or files, or in any log."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType, ModuleType

from kiosk.texts import Texts
from rules.policy import Municipality
from tests.simulation.centre import BIRTHDAY, CARDS, NAME, Known
from tests.simulation.forms import NEWCOMERS
from tests.simulation.laws import LawBrokenError
from tests.simulation.wishes import PHONE

__all__ = ["judge", "judge_memory"]

_LEADS_ANYWHERE = (ModuleType, FunctionType, type, Texts, Municipality)


def judge(folder: Path, logs: Mapping[str, str], residents: Sequence[Known]) -> None:
    words = [word.encode() for word in _personal(residents)]
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            _scan(str(file.relative_to(folder)), file.read_bytes(), words)
    for whose, log in logs.items():
        _scan(f"the {whose} log", log.encode(), words)


def judge_memory(where: str, things: Iterable[object], residents: Sequence[Known]) -> None:
    """All that a terminal's objects lead to; what the simulation itself knows is left out.

    So are the texts and the rules, which are older than any visit.
    """
    seen: set[int] = set()
    found: list[bytes] = []
    ahead = list(things)
    while ahead:
        thing = ahead.pop()
        ours = type(thing).__module__.partition(".")[0] == "tests"
        if id(thing) in seen or ours or isinstance(thing, _LEADS_ANYWHERE):
            continue
        seen.add(id(thing))
        match thing:
            case str():
                found.append(thing.encode("utf-8", "surrogatepass"))
            case bytes() | bytearray():
                found.append(bytes(thing))
            case _:
                ahead += gc.get_referents(thing)
    # All at once, which takes a third of the time.
    _scan(where, b"\n".join(found), [word.encode() for word in _personal(residents)])


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
