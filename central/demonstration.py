"""Sample residents and bookings, from assets/demonstration/; loading them twice changes nothing."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from central.registry.models import Card, Credential, Resident
from central.registry.passwords import hash_password
from central.sample_bookings import Samples, load_samples
from central.transactions import in_transaction
from rules.calendar import day_of
from rules.policy import Municipality

__all__ = ["DemonstrationError", "load_demonstration"]


class DemonstrationError(Exception):
    """A file of sample residents cannot be used; one line with file and key."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Person(_Table):
    label: Annotated[str, Field(min_length=1, max_length=200)]
    number: Annotated[str, Field(min_length=1, max_length=64)]
    type: str
    age: Annotated[int, Field(ge=0, le=120)]
    mail: str
    registered_days: int
    valid_days: int


class _CardHolder(_Person):
    card: Annotated[str, Field(pattern=r"^[0-9A-F]{8,64}$")]
    card_state: Literal["active", "lost"] = "active"
    password: Annotated[str, Field(min_length=1, max_length=128)]


class _Samples(Samples):
    holder: _Person


class _Document(_Table):
    residents: Annotated[tuple[_CardHolder, ...], Field(max_length=100)]
    samples: _Samples


def load_demonstration(municipalities: Mapping[str, Municipality], now: datetime) -> Iterator[str]:
    """Every municipality that has a file; yields a line about each."""
    for path in sorted(settings.DEMONSTRATION.glob("*.toml")):
        municipality = municipalities.get(path.stem)
        if municipality is None:
            raise DemonstrationError(f"{path.name}: there is no municipality {path.stem}")
        document = _read(path)
        booked = in_transaction(partial(_load, municipality, document, now))
        yield f"{path.stem}: {len(document.residents)} sample residents, {booked} new bookings"


def _read(path: Path) -> _Document:
    try:
        return _Document.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DemonstrationError(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise DemonstrationError(f"{path.name}: {key}: {first['msg']}") from None


def _load(municipality: Municipality, document: _Document, now: datetime) -> int:
    today = day_of(now)
    for person in document.residents:
        resident = _register(municipality.id, person, today)
        Card.objects.get_or_create(
            municipality=municipality.id,
            uid=person.card,
            defaults={"resident": resident, "state": person.card_state},
        )
        _set_password(resident, person.password, now)
    holder = _register(municipality.id, document.samples.holder, today)
    return load_samples(document.samples, municipality, holder, now)


def _register(municipality: str, person: _Person, today: date) -> Resident:
    """The days of validity move with the day of loading, so that a sample stays what it shows."""
    resident, _ = Resident.objects.update_or_create(
        municipality=municipality,
        number=person.number,
        defaults={
            "name": person.label,
            "type": person.type,
            "born_on": date(today.year - person.age, 1, 1),
            "mail": person.mail,
            "registered_on": today + timedelta(days=person.registered_days),
            "valid_until": today + timedelta(days=person.valid_days),
        },
    )
    return resident


def _set_password(resident: Resident, password: str, now: datetime) -> None:
    known = Credential.objects.filter(municipality=resident.municipality, resident=resident)
    if not known.exists():
        Credential.objects.create(
            municipality=resident.municipality,
            resident=resident,
            secret=hash_password(password),
            changed_at=now,
        )
