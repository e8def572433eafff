"""Where secrets would be found: every form in which bytes lie about, on a disk or in a memory."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

__all__ = ["MASK", "Searched", "masked", "memory_of", "written_forms"]

#: What a process is told under it, its memory does not show.
MASK = 0x5A
_EMPTY = re.compile(rb"\0{64,}")


class Searched:
    """Secrets by their kind; ``found_in`` says of which kind something is there, in which form.

    Those of a kind begin alike: what they have in common is looked for, and then the rest.
    """

    def __init__(self, kinds: dict[str, Sequence[str]]) -> None:
        self._wanted = {
            (kind, form): (_common(written), frozenset(written))
            for kind, secrets in kinds.items()
            for form, written in _forms(secrets).items()
        }

    def found_in(self, content: bytes) -> set[tuple[str, str]]:
        # Of empty memory a little is enough: the wide forms begin with noughts.
        content = _EMPTY.sub(bytes(64), content)
        wanted = self._wanted.items()
        return {about for about, (common, whole) in wanted if _is_in(content, common, whole)}


def _common(written: Sequence[bytes]) -> bytes:
    """What all begin with: so much as the first in the alphabet and the last one share."""
    low, high = min(written), max(written)
    alike = (at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other)
    return low[: next(alike, min(len(low), len(high)))]


def _is_in(content: bytes, common: bytes, whole: frozenset[bytes]) -> bool:
    lengths = {len(one) for one in whole}
    at = content.find(common)
    while at >= 0:
        if any(content[at : at + length] in whole for length in lengths):
            return True
        at = content.find(common, at + 1)
    return False


def _forms(secrets: Sequence[str]) -> dict[str, list[bytes]]:
    """By name of the form, each of the secrets in it."""
    each = [written_forms(secret) for secret in secrets]
    return {form: [written[form] for written in each] for form in each[0]}


def written_forms(secret: str) -> dict[str, bytes]:
    """In base64 it may begin at any of three bytes, and then its first and last signs vary."""
    plain = secret.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "utf-32": secret.encode("utf-32-le"),
        "JSON": json.dumps(secret)[1:-1].encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
    }
    for before in range(3):
        coded = base64.b64encode(bytes(before) + plain)
        whole = len(bytes(before) + plain) // 3 * 4
        found[f"base64 after {before}"] = coded[(0, 2, 3)[before] : whole]
    return found


def masked(secret: str) -> str:
    """As it may be told to a process that is searched."""
    return bytes(sign ^ MASK for sign in secret.encode()).hex()


def memory_of(pid: int) -> Iterator[bytes]:
    """All that a process may write to, a piece at a time: what a core dump of it would hold."""
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            memory.seek(start)
            # A piece that is mapped and has nothing behind it cannot be read.
            with suppress(OSError):
                yield memory.read(end - start)
