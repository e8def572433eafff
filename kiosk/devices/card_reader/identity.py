"""What a card's number says of the card, whichever reader read it."""

from kiosk.devices.ports import CardTouched, CardUnreadable

__all__ = ["judge"]

#: UIDs of ISO 14443 have 4, 7 or 10 bytes, the IDm of FeliCa has 8.
_LENGTHS = frozenset({4, 7, 8, 10})

#: A UID of 4 bytes that begins so is drawn anew at every touch, as telephones do.
_RANDOM = 0x08


def judge(uid: bytes) -> CardTouched | CardUnreadable:
    """A number that is always the same names a card; any other is refused."""
    if len(uid) not in _LENGTHS:
        return CardUnreadable("foreign")
    if len(uid) == 4 and uid[0] == _RANDOM:
        return CardUnreadable("random_id")
    return CardTouched(uid.hex().upper())
