"""Every sentence that a resident reads, by a symbolic id, in the language of the visit."""

from dataclasses import dataclass
from datetime import date, datetime
from gettext import GNUTranslations
from pathlib import Path
from struct import error as StructError  # noqa: N812 - it is a class
from typing import Self

from rules import wording
from rules.calendar import JAPAN, clock_text

__all__ = ["Speech", "Texts", "TextsError"]

DOMAIN = "kiosk"


class TextsError(Exception):
    """A catalogue cannot be read, or lacks a text; the message names the file or the id."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogues by language; the first language is the one a visit begins in."""

    catalogues: tuple[tuple[str, GNUTranslations], ...]

    @classmethod
    def load(cls, folder: Path, languages: tuple[str, ...] = ("ja", "en")) -> Self:
        return cls(tuple((language, _read(folder, language)) for language in languages))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.catalogues)

    def of(self, language: str) -> "Speech":
        return Speech(language, dict(self.catalogues)[language])


@dataclass(frozen=True, slots=True)
class Speech:
    """One language: sentences with their values filled in, days, times and money."""

    language: str
    catalogue: GNUTranslations

    def say(self, text_id: str, **values: object) -> str:
        text = self.catalogue.gettext(text_id)
        if text == text_id:
            raise TextsError(f"{self.language}: no text for {text_id}")
        return text.format_map(values)

    def special(self, text_id: str, usual: str) -> str:
        """The first id where the catalogue has a text for it, else the usual one.

        One with plurals has to be asked for as such: Debian 12's Python finds it in no other way.
        """
        said = {self.catalogue.gettext(text_id), self.catalogue.ngettext(text_id, text_id, 1)}
        return usual if said == {text_id} else text_id

    def count(self, text_id: str, n: int) -> str:
        """A number with its noun: 4人, 1 person, 2 people."""
        text = self.catalogue.ngettext(text_id, text_id, n)
        if text == text_id:
            raise TextsError(f"{self.language}: no text for {text_id}")
        return text.format(n=n)

    def weekdays_from_sunday(self) -> tuple[str, ...]:
        return tuple(wording.text(f"weekday.{n}", self.language) for n in (6, 0, 1, 2, 3, 4, 5))

    def day(self, day: date) -> str:
        """12月10日(水), Wed 10 Dec."""
        return wording.day_text(day, self.language)

    def month(self, day: date) -> str:
        """2025年12月, Dec 2025."""
        month = wording.text(f"month.{day.month}", self.language)
        return self.say("date.month", month=month, year=day.year)

    def span(self, start_minute: int, end_minute: int) -> str:
        return f"{clock_text(start_minute)}–{clock_text(end_minute)}"

    def clock(self, instant: datetime) -> str:
        """The time of day in Japan."""
        return f"{instant.astimezone(JAPAN):%H:%M}"

    def instant(self, instant: datetime) -> str:
        return wording.instant_text(instant.astimezone(JAPAN), self.language)

    def deadline(self, instant: datetime) -> str:
        """The first instant that is too late, as people say it."""
        return wording.limit_text(instant.astimezone(JAPAN), self.language, until=True)

    def yen(self, amount: int) -> str:
        return wording.money_text(amount, self.language)


def _read(folder: Path, language: str) -> GNUTranslations:
    path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, StructError) as cause:
        raise TextsError(f"{path}: cannot be read ({cause})") from cause
