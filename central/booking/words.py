"""A booking as the staff read it: names and times, no ids."""

from datetime import date

from central.booking.models import Booking
from central.policies import municipalities
from rules.calendar import clock_text
from rules.families import equipment
from rules.policy import Municipality
from rules.wording import day_text, facility_text, in_language

__all__ = [
    "day_and_time",
    "equipment_text",
    "phone_text",
    "place_text",
    "scope_text",
    "sport_text",
    "time_text",
    "who_text",
]


def time_text(start_minute: int, end_minute: int) -> str:
    return f"{clock_text(start_minute)}〜{clock_text(end_minute)}"


def day_and_time(day: date, start_minute: int, end_minute: int) -> str:
    """2026年9月17日(木) 09:00〜11:00."""
    return f"{day.year}年{day_text(day, 'ja')} {time_text(start_minute, end_minute)}"


def place_text(municipality: str, facility: str) -> str:
    """Venue and room; a room that the data knows no more says itself."""
    here = municipalities()[municipality]
    return facility_text(here, facility, "ja") if facility in here.rooms else facility


def scope_text(municipality: Municipality, scope: str) -> str:
    """A room, or a venue with all of its rooms."""
    if scope in municipality.venues:
        return in_language(municipality.venues[scope].name, "ja")
    return place_text(municipality.id, scope)


def sport_text(municipality: str, sport: str) -> str:
    names = municipalities()[municipality].sports.get(sport)
    return sport if names is None else in_language(names, "ja")


def equipment_text(booking: Booking) -> str:
    """マイク 2、長机 10, as the data lists them; what is lent no more says its id."""
    here, asked = municipalities()[booking.municipality], booking.equipment
    lent = equipment.offered(here, booking.facility, booking.day)
    names = {item: in_language(known.name, "ja") for item, known in lent.items()}
    items = (*(item for item in lent if item in asked), *sorted(asked.keys() - lent.keys()))
    return "、".join(f"{names.get(item, item)} {asked[item]}" for item in items)


def who_text(booking: Booking) -> str:
    """The resident with the number; else the name that was told on the telephone."""
    resident = booking.resident
    if resident is None:
        return f"{booking.holder}（登録なし）"
    return f"{resident.name}（{resident.number}）"


def phone_text(booking: Booking) -> str:
    return "" if booking.resident is None else booking.resident.phone
