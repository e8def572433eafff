"""Whether the centre has vouched for who stands here; if not, under which mark that is counted."""

from uuid import UUID

__all__ = ["Unverified"]


class Unverified:
    """Of the visit that typed last; what it typed is known by its mark alone (``Sealer.mark``)."""

    def __init__(self) -> None:
        self._claim: tuple[UUID, int] | None = None
        self._accepted: UUID | None = None

    def typed(self, visit: UUID, mark: int) -> None:
        """From the thread of the keyboard: a card or number, and a password that was sealed."""
        self._claim = (visit, mark)

    def accepted(self, visit: UUID) -> None:
        """The centre knows who this is: what this visit records from now on is not counted."""
        self._accepted = visit

    def mark(self, visit: UUID) -> int | None:
        """What its actions are counted under; None where they are not."""
        if self._claim is None or self._claim[0] != visit or self._accepted == visit:
            return None
        return self._claim[1]
