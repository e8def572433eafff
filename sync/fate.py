"""One table: what each outcome of a request means for the line, for the rows sent, and for next."""

from dataclasses import dataclass
from typing import assert_never

from sync.replies import Answered, Nonsense, NotModified, Refused, Reply, Unreachable

__all__ = ["Fate", "fate_of"]


@dataclass(frozen=True, slots=True)
class Fate:
    """No outcome but a verdict settles a row, and none deletes one.

    ``line_up``: the centre decides now what it is sent. ``maybe_done``: the rows that were sent
    become ``unknown``. ``one_by_one``: something in the batch is not understood; find it alone.
    """

    line_up: bool
    maybe_done: bool = False
    one_by_one: bool = False
    wait_s: int = 0


def fate_of(reply: Reply[object]) -> Fate:
    match reply:
        case Answered() | NotModified():
            return Fate(line_up=True)
        case Unreachable(sent=sent):
            return Fate(line_up=False, maybe_done=sent)
        case Nonsense():
            # Whoever answered may have passed the request on before it failed.
            return Fate(line_up=False, maybe_done=True)
        case Refused():
            return _fate_of_refusal(reply)
        case _:
            assert_never(reply)


def _fate_of_refusal(refused: Refused) -> Fate:
    match refused.status:
        case 400 | 413 | 422:
            return Fate(line_up=True, one_by_one=True)
        case 401 | 403:
            # Not believed, or not enrolled any more: a matter of the staff, and nothing is decided.
            return Fate(line_up=False)
        case 429 | 503:
            return Fate(line_up=False, wait_s=refused.retry_after_s)
        case status if status >= 500:
            return Fate(line_up=False, maybe_done=True, wait_s=refused.retry_after_s)
        case _:
            return Fate(line_up=True)
