"""Which cards open the staff's page: as salted digests, so that no list of cards is at hand."""

import hashlib
from dataclasses import dataclass

__all__ = ["SALT", "StaffCards", "digest"]

#: How a salt is written.
SALT = r"^([0-9a-f]{2}){16,32}$"

#: About a hundredth of a second and four megabytes for each card that is tried.
ROUNDS, BLOCK = 2**12, 8


def digest(card: str, salt: str) -> str:
    """What stands for a card; alike whatever the case of its letters."""
    known = card.strip().upper().encode()
    return hashlib.scrypt(known, salt=bytes.fromhex(salt), n=ROUNDS, r=BLOCK, p=1).hex()


@dataclass(frozen=True, slots=True)
class StaffCards:
    """``digests`` of the cards, under one salt; none at all: no card opens anything."""

    salt: str = ""
    digests: frozenset[str] = frozenset()

    def knows(self, card: str) -> bool:
        return bool(self.digests) and digest(card, self.salt) in self.digests
