"""Registrations with the other municipalities of the same system (KT-01, KT-17).

Nothing of them counts here; but somebody who has the card, or knows the password, is told that the
registration is another one's, instead of hearing that the password is wrong.
"""

from dataclasses import dataclass

from central.policies import municipalities
from central.registry.models import Card, CardState, Credential, ResidentState
from rules.systems import municipalities_of_system

__all__ = ["SecretElsewhere", "is_card_elsewhere", "secret_elsewhere"]


@dataclass(frozen=True, slots=True)
class SecretElsewhere:
    """What a password is compared with, and the municipality whose it is."""

    municipality: str
    secret: str


def is_card_elsewhere(municipality: str, uid: str) -> bool:
    others = _others(municipality)
    if not others or not uid.isprintable():
        return False
    cards = Card.objects.filter(municipality__in=others, uid=uid.upper(), state=CardState.ACTIVE)
    return cards.exclude(resident__state=ResidentState.CLOSED).exists()


def secret_elsewhere(municipality: str, number: str) -> SecretElsewhere | None:
    """Of the first registration with this number that has a password."""
    others = _others(municipality)
    if not others or not number.isprintable():
        return None
    found = (
        Credential.objects.filter(municipality__in=others, resident__number=number)
        .exclude(resident__state=ResidentState.CLOSED)
        .order_by("municipality")
        .values_list("municipality", "secret")
        .first()
    )
    return None if found is None else SecretElsewhere(*found)


def _others(municipality: str) -> tuple[str, ...]:
    """By id; none where the municipality has a system of its own."""
    place = municipalities()[municipality].system
    if place is None:
        return ()
    together = municipalities_of_system(municipalities().values(), place.id)
    return tuple(each.id for each in together if each.id != municipality)
