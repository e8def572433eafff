"""Who says to be whom, and whether the password agrees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from central.find import find_one
from central.registry.models import Card, CardState, Credential, Resident, ResidentState
from central.registry.passwords import are_passwords
from sync import wire

__all__ = ["Claim", "Refusal", "Refused", "find_claimed", "identify", "identify_each"]


class Refusal(StrEnum):
    """Why nobody was identified; the codes of ``LoginRefused``."""

    CREDENTIAL = "credential"
    UNKNOWN_CARD = "unknown_card"
    BLOCKED_CARD = "blocked_card"
    NO_REGISTRATION = "no_registration"
    #: Registered, and no password was set yet.
    NONE_YET = "no_password"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a card or a number names; ``resident`` is None for a number that nobody has."""

    resident: Resident | None
    secret: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    refusal: Refusal
    resident: Resident | None = None


def identify(municipality: str, credential: wire.Credential) -> Resident | Refused:
    """``identify_each`` of one."""
    return identify_each([(municipality, credential)])[0]


def identify_each(each: Sequence[tuple[str, wire.Credential]]) -> list[Resident | Refused]:
    """The resident of each municipality whose card or number and whose password these are."""
    found = [(find_claimed(*one), one[1].password) for one in each]
    claimed = [(claim.secret, typed) for claim, typed in found if isinstance(claim, Claim)]
    right = iter(are_passwords(claimed))
    return [_proven(claim, right) for claim, _ in found]


def _proven(claim: Claim | Refused, right: Iterator[bool]) -> Resident | Refused:
    if isinstance(claim, Refused):
        return claim
    proven = next(right)
    if not proven or claim.resident is None:
        return Refused(Refusal.CREDENTIAL, claim.resident)
    return claim.resident


def find_claimed(municipality: str, credential: wire.Credential) -> Claim | Refused:
    """Look the card up, else the number; the password is not looked at."""
    if credential.card is not None:
        return _by_card(municipality, credential.card)
    return _by_number(municipality, credential.number or "")


def _by_number(municipality: str, number: str) -> Claim | Refused:
    if not number.isprintable():
        return _claim(None)
    return _claim(find_one(Resident, municipality=municipality, number=number))


def _by_card(municipality: str, uid: str) -> Claim | Refused:
    if not uid.isprintable():
        return Refused(Refusal.UNKNOWN_CARD)
    card = find_one(Card, municipality=municipality, uid=uid.upper())
    if card is None:
        return Refused(Refusal.UNKNOWN_CARD)
    resident = find_one(Resident, id=card.resident_id)
    if card.state != CardState.ACTIVE:
        return Refused(Refusal.BLOCKED_CARD, resident)
    return _claim(resident)


def _claim(resident: Resident | None) -> Claim | Refused:
    """A number that nobody has is refused like a wrong password, after the same work."""
    if resident is None:
        return Claim(None, None)
    if resident.state == ResidentState.CLOSED:
        return Refused(Refusal.NO_REGISTRATION, resident)
    found = find_one(Credential, municipality=resident.municipality, resident_id=resident.id)
    return Claim(resident, None if found is None else found.secret)
