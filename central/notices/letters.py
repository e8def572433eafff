"""The subject and the text of a mail: a template, filled with what it tells in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template import Context, Engine, Template

from central.reasons import reason_text
from central.web.addresses import PayLink, password_address, pay_address
from rules.calendar import clock_text
from rules.policy import Municipality
from rules.wording import (
    day_text,
    facility_text,
    in_language,
    limit_text,
    money_text,
    month_text,
)
from sync.wire import ReasonText

__all__ = ["TEMPLATES", "Letter", "has_template", "letter_of", "slot_text"]

TEMPLATES = Path(__file__).parent / "templates" / "mail"
_ENGINE = Engine(dirs=[str(TEMPLATES)], autoescape=False)


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def has_template(template: str, language: str) -> bool:
    return (TEMPLATES / f"{template}.{language}.txt").is_file()


def letter_of(
    template: str, params: Mapping[str, Any], language: str, municipality: Municipality
) -> Letter:
    """The first line of a template is the subject; a key of ``params`` says what its value is.

    A link is made here and kept nowhere: empty where it would lead to nothing.
    """
    words = {key: _said(key, value, language, municipality) for key, value in params.items()}
    words["link"] = _link(params, language)
    words["municipality"] = in_language(municipality.name, language)
    text = _template(template, language).render(Context(words, autoescape=False))
    subject, _, body = text.partition("\n")
    return Letter(" ".join(subject.split()), body.strip() + "\n")


def _link(params: Mapping[str, Any], language: str) -> str:
    match params:
        case {"password_link": str(link)}:
            return password_address(UUID(link), language)
        case {"charge": str(charge), "link_until": str(until)}:
            return pay_address(PayLink(UUID(charge), datetime.fromisoformat(until)), language)
        case _:
            return ""


@lru_cache(maxsize=64)
def _template(template: str, language: str) -> Template:
    return _ENGINE.get_template(f"{template}.{language}.txt")


def _said(key: str, value: Any, language: str, municipality: Municipality) -> Any:
    """A value of another kind than its key says is said as it is."""
    match key.rpartition("_")[2], value:
        case "won" | "lost", list():
            return [_entry(each, language, municipality) for each in value]
        case "reasons", list():
            reasons = map(ReasonText.model_validate, value)
            return [reason_text(each, language, municipality) for each in reasons]
        case "slot", dict():
            return slot_text(value, language, municipality)
        case "yen", int():
            return money_text(value, language)
        case kind, str() if kind in _TIMES and value:
            return _TIMES[kind](value, language)
        case _:
            return value


_TIMES: Mapping[str, Callable[[str, str], str]] = {
    "day": lambda value, language: day_text(date.fromisoformat(value), language),
    "month": lambda value, language: month_text(date.fromisoformat(f"{value}-01"), language),
    "until": lambda value, language: limit_text(
        datetime.fromisoformat(value), language, until=True
    ),
}


def _entry(slots: list[dict[str, Any]], language: str, municipality: Municipality) -> str:
    return " / ".join(slot_text(slot, language, municipality) for slot in slots)


def slot_text(slot: Mapping[str, Any], language: str, municipality: Municipality) -> str:
    """Place, sport, day and hours; a room that is gone from the data says its id."""
    known = slot["facility"] in municipality.rooms
    sport = municipality.sports.get(slot["sport"], {"en": slot["sport"]})
    return " ".join(
        (
            facility_text(municipality, slot["facility"], language) if known else slot["facility"],
            in_language(sport, language),
            day_text(date.fromisoformat(slot["day"]), language),
            f"{clock_text(slot['start_minute'])}-{clock_text(slot['end_minute'])}",
        )
    )
