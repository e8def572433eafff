"""How many actions a card or number may leave here in a day while nobody has vouched for it.

Without the line a terminal cannot look at a password: whoever knows a number could fill the outbox
in somebody's name. What was typed is known here by a digest alone, under a key that was made at
the start and is nowhere else; nothing of it is written down.
"""

import hmac
from collections import Counter
from collections.abc import Callable
from datetime import date
from uuid import UUID

__all__ = ["UNVERIFIED_MAX", "Unverified"]

#: So many wrong passwords of one card the centre looks at, too, when actions come late; it is
#: all that two visits can do.
UNVERIFIED_MAX = 20


class Unverified:
    """``today`` is asked at every action; another day begins anew, as another start does."""

    def __init__(self, key: bytes, today: Callable[[], date]) -> None:
        self._key = key
        self._today = today
        self._day = today()
        self._left: Counter[bytes] = Counter()
        #: Who stands here: the visit, and the digest of what it typed.
        self._claim: tuple[UUID, bytes] | None = None
        self._accepted: UUID | None = None

    def typed(self, visit: UUID, claimed: str) -> None:
        """From the thread of the keyboard: a card or number, and a password that was sealed."""
        self._claim = (visit, hmac.digest(self._key, claimed.encode(), "sha256"))

    def accepted(self, visit: UUID) -> None:
        """The centre knows who this is: what this visit records from now on is not counted."""
        self._accepted = visit

    def is_full(self, visit: UUID) -> bool:
        """Whether this visit may record nothing more."""
        claim = self._counted(visit)
        return claim is not None and self._left[claim] >= UNVERIFIED_MAX

    def recorded(self, visit: UUID) -> None:
        claim = self._counted(visit)
        if claim is not None:
            self._left[claim] += 1

    def _counted(self, visit: UUID) -> bytes | None:
        if (day := self._today()) != self._day:
            self._day = day
            self._left.clear()
        if self._claim is None or self._claim[0] != visit or self._accepted == visit:
            return None
        return self._claim[1]
