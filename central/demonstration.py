"""Sample residents and bookings, from assets/demonstration/; loading them twice changes nothing."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from central.booking.use_cases import import_bookings
from central.ids import new_id
from central.journal.commands import Body, Context
from central.journal.write import carry_out
from central.registry.models import Resident
from central.registry.passwords import hash_password
from central.registry.use_cases import block_card, change_state, register
from central.sample_bookings import Samples, new_samples
from rules.calendar import day_of
from rules.facts import Channel
from rules.fault_words import in_words
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
    phone: str = ""
    registered_days: int
    valid_days: int


class _CardHolder(_Person):
    card: Annotated[str, Field(pattern=r"^[0-9A-F]{8,64}$")]
    card_state: Literal["active", "lost"] = "active"
    #: Without one the first is still to be set.
    password: Annotated[str, Field(max_length=128)] = ""
    #: A desk gave the password, which is to be changed.
    temporary: bool = False
    #: Why the registration is suspended; "" where it is not.
    suspended: Annotated[str, Field(max_length=200)] = ""


class _Samples(Samples):
    holder: _Person


class _Document(_Table):
    residents: Annotated[tuple[_CardHolder, ...], Field(max_length=100)]
    samples: _Samples | None = None


def load_demonstration(municipalities: Mapping[str, Municipality], now: datetime) -> Iterator[str]:
    """Every municipality that has a file; yields a line about each."""
    for path in sorted(settings.DEMONSTRATION.glob("*.toml")):
        municipality = municipalities.get(path.stem)
        if municipality is None:
            raise DemonstrationError(f"{path.name}: there is no municipality {path.stem}")
        document = _read(path)
        desk = _Desk(municipality, now)
        booked = desk.load(document)
        yield f"{path.stem}: {len(document.residents)} sample residents, {booked} new bookings"


def _read(path: Path) -> _Document:
    try:
        return _Document.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DemonstrationError(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise DemonstrationError(f"{path.name}: {key}: {in_words(first)}") from None


@dataclass(frozen=True, slots=True)
class _Desk:
    """Takes over what is not there yet, as the staff would what an older system had."""

    municipality: Municipality
    now: datetime

    def load(self, document: _Document) -> int:
        """How many bookings are new."""
        for person in document.residents:
            self._card_holder(person)
        if document.samples is None:
            return 0
        holder = self._resident(document.samples.holder)
        wanted = new_samples(document.samples, self.municipality, holder, self.now)
        for first in range(0, len(wanted), import_bookings.AT_ONCE_MAX):
            some = tuple(wanted[first : first + import_bookings.AT_ONCE_MAX])
            self._carry_out(import_bookings.Body(resident=holder, bookings=some))
        return len(wanted)

    def _card_holder(self, person: _CardHolder) -> None:
        if self._known(person.number) is None:
            self._register(person)
            if person.card_state == "lost":
                self._carry_out(block_card.Body(uid=person.card))
            if person.suspended:
                who = self._resident(person)
                why = person.suspended
                self._carry_out(change_state.Body(resident=who, to="suspended", why=why))

    def _resident(self, person: _Person) -> UUID:
        if self._known(person.number) is None:
            self._register(person)
        known = self._known(person.number)
        assert known is not None, "it was registered just now"
        return known

    def _known(self, number: str) -> UUID | None:
        rows = Resident.objects.filter(municipality=self.municipality.id, number=number)
        return rows.values_list("id", flat=True).first()

    def _register(self, person: _Person) -> None:
        today = day_of(self.now)
        body = register.Body(
            channel=Channel.DESK,
            carried_over=True,
            type=person.type,
            name=person.label,
            number=person.number,
            born_on=date(today.year - person.age, 1, 1),
            mail=person.mail,
            phone=person.phone,
            registered_on=today + timedelta(days=person.registered_days),
            valid_until=today + timedelta(days=person.valid_days),
            **_opened_by(person),
        )
        self._carry_out(body)

    def _carry_out(self, body: Body) -> None:
        decision = carry_out(body, Context(self.municipality, self.now, "import", new_id()))
        if decision.verdict != "applied":
            codes = ", ".join(reason.code for reason in decision.reasons)
            raise DemonstrationError(f"{self.municipality.id}.toml: refused: {codes}")


def _opened_by(person: _Person) -> dict[str, Any]:
    """The card, and the password where there is one already."""
    if not isinstance(person, _CardHolder):
        return {}
    secret = hash_password(person.password) if person.password else None
    return {"card": person.card, "secret": secret, "temporary": person.temporary}
