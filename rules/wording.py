"""A reason or an outcome in a language, for screens, tickets, mails and the staff alike.

The texts are the gettext domain ``rules`` (assets/locale): a reason's msgid is its code, a
clause's its rule id. Fields of a text are filled from the reason's params by the key's ending:
``…_at`` is an instant and ``…day`` a day (both ISO 8601), ``…facility`` a room, and so on.
"""

import gettext
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from rules.calendar import JAPAN, day_of, instant
from rules.municipality import Municipality
from rules.verdict import Reason

LOCALE = Path(__file__).resolve().parents[1] / "assets" / "locale"


class WordingError(Exception):
    """A language without compiled texts."""


def say(reason: Reason, language: str, municipality: Municipality) -> str:
    """Why not: one sentence, without the rule and the time (``clause``, ``say_when``).

    A newer program at the other end may know reasons, or fields of them, that are not known here.
    """
    if not has_text(reason.code, language):
        return text("refused_otherwise", language)
    try:
        fields = {
            key: _field(key, value, language, municipality) for key, value in reason.params.items()
        }
        return text(reason.code, language).format(**fields)
    except (KeyError, ValueError):
        return text("refused_otherwise", language)


def say_when(reason: Reason, language: str) -> str:
    """From when it will be possible, or until when it was; "" where no other time helps."""
    if reason.allowed_from is not None:
        when = limit_text(reason.allowed_from, language, until=False)
        return text("possible_from", language).format(when=when)
    if reason.allowed_until is not None:
        when = limit_text(reason.allowed_until, language, until=True)
        return text("possible_until", language).format(when=when)
    return ""


def clause(rule: str, language: str) -> str:
    """What a rule says, in our own words."""
    return text(rule, language)


def say_outcome(
    outcome: Mapping[str, object], language: str, municipality: Municipality
) -> tuple[tuple[str, str], ...]:
    """Label and value of whatever an outcome says, in its order."""
    return tuple(
        (text(f"outcome.{key}", language), _value(key, value, language, municipality))
        for key, value in outcome.items()
        if value is not None
    )


def in_language(names: Mapping[str, str], language: str) -> str:
    """A name of the municipality's data; English where the language has none."""
    return names.get(language, names["en"])


def facility_text(municipality: Municipality, facility: str, language: str) -> str:
    """Venue and room: 小野市総合体育館(アルゴ) アリーナ; what both say is said once (弓道場)."""
    room = municipality.rooms[facility]
    venue = in_language(municipality.venues[room.venue].name, language)
    name = in_language(room.name, language)
    return venue if venue.endswith(name) else f"{venue} {name}"


def class_text(municipality: Municipality, name: str, language: str) -> str:
    """A class of facilities (施設区分); the municipality itself where it makes no difference."""
    known = municipality.classes.get(name)
    return in_language(municipality.name if known is None else known.name, language)


def money_text(yen: int, language: str) -> str:
    """1,200円 / ¥1,200."""
    return text("format.money", language).format(yen=f"{yen:,}")


def day_text(day: date, language: str) -> str:
    """12月10日(水) / Wed 10 Dec."""
    return text("format.day", language).format(
        month=text(f"month.{day.month}", language),
        day=day.day,
        weekday=text(f"weekday.{day.weekday()}", language),
    )


def month_text(month: date, language: str) -> str:
    """2026年6月 / Jun 2026."""
    return text("format.month", language).format(
        year=month.year, month=text(f"month.{month.month}", language)
    )


def instant_text(moment: datetime, language: str) -> str:
    """12月10日(水) 18:00 / Wed 10 Dec 18:00."""
    return f"{day_text(day_of(moment), language)} {moment.astimezone(JAPAN):%H:%M}"


def limit_text(moment: datetime, language: str, *, until: bool) -> str:
    """A limit as people say it: midnight is the day that begins, or (until) the one that ends."""
    day = day_of(moment)
    if moment != instant(day):
        return instant_text(moment, language)
    return day_text(day - timedelta(days=until), language)


def languages() -> tuple[str, ...]:
    """The languages in which the rules are said."""
    return tuple(sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/rules.mo")))


def has_text(msgid: str, language: str) -> bool:
    """Whether the catalogue has a text."""
    return _catalogue(language).gettext(msgid) != msgid


def text(msgid: str, language: str) -> str:
    """A text of the catalogue; a missing one is an error, never an empty label."""
    found = _catalogue(language).gettext(msgid)
    assert found != msgid, f"no text in {language} for {msgid}"
    return found


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        return gettext.translation("rules", LOCALE, [language])
    except OSError:
        path = f"{language}/LC_MESSAGES/rules.mo"
        raise WordingError(f"{path}: the file: is missing; scripts/setup compiles it") from None


def _field(key: str, value: object, language: str, municipality: Municipality) -> str:
    match key.rpartition("_")[2]:
        case "at":
            moment = datetime.fromisoformat(str(value))
            return limit_text(moment, language, until=key.startswith("until"))
        case "day":
            return day_text(date.fromisoformat(str(value)), language)
        case "yen" if isinstance(value, int):
            return money_text(value, language)
        case "documents":
            known = value if isinstance(value, (list, tuple)) else str(value).split(", ")
            return text("format.or", language).join(
                _name("document", d, language, municipality) for d in known
            )
        case "desks":
            return ", ".join(_desk(d, language, municipality) for d in str(value).split(", "))
        case kind:
            return _name(kind, str(value), language, municipality)


def _name(kind: str, value: str, language: str, municipality: Municipality) -> str:
    """What something of a kind is called; a value that has no name says itself."""
    match kind:
        case "facility":
            return facility_text(municipality, value, language)
        case "sport":
            return in_language(municipality.sports.get(value, {"en": value}), language)
        case "class":
            return class_text(municipality, value, language)
        case "venue" if value in municipality.venues:
            return in_language(municipality.venues[value].name, language)
        case "state" | "school" | "channel" | "verb" | "why" | "document":
            msgid = f"{kind}.{value}"
            found = _catalogue(language).gettext(msgid)
            return value if found == msgid else found
        case _:
            return value


def _desk(name: str, language: str, municipality: Municipality) -> str:
    desk = municipality.desks.get(name)
    return name if desk is None else in_language(desk.name, language)


def _value(key: str, value: object, language: str, municipality: Municipality) -> str:
    match key, value:
        case _, date():
            return _when(key, value, language)
        case (("fee" | "fee_due" | "charge"), int()):
            return money_text(value, language)
        case "refund_percent", _:
            return f"{value}%"
        case "refund_desk", _:
            return in_language(municipality.venues[str(value)].name, language)
        case "charge_month", _:
            return month_text(date.fromisoformat(f"{value}-01"), language)
        case _:
            return text(f"{key}.{value}", language)


def _when(key: str, value: date, language: str) -> str:
    if isinstance(value, datetime):
        return limit_text(value, language, until=key != "released_at")
    day = day_text(value, language)
    years_ahead = key == "valid_until"
    return text("format.date", language).format(day=day, year=value.year) if years_ahead else day
