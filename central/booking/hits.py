"""Whom a closure hits: the bookings that a decision of ``rain_off`` or ``block_room`` names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from central.booking.models import Booking
from central.booking.words import day_and_time, phone_text, place_text, who_text

__all__ = ["HEAD", "Hit", "cells_of_hit", "hits_of", "lines_of_hits"]

#: In the order in which they are listed: what the outcome calls them, and what it means.
_BECAME = {
    "cancelled": "取消",
    "reduced": "時間を短縮",
    "left": "職員の確認が要る",
    "met": "そのまま（連絡が要る）",
}
HEAD = ("予約番号", "利用者", "電話", "施設", "利用日時", "どうなるか", "お返しする額")


@dataclass(frozen=True, slots=True)
class Hit:
    """A booking as it stands in the database, what becomes of it, and the yen to give back."""

    booking: Booking
    became: str
    back_yen: int


def hits_of(municipality: str, outcome: Mapping[str, object]) -> Sequence[Hit]:
    """As the outcome lists them."""
    became = {
        number: said for key, said in _BECAME.items() for number in _words(outcome.get(key, ""))
    }
    backs = dict(word.split("=") for word in _words(outcome.get("backs", "")))
    rows = Booking.objects.filter(municipality=municipality, number__in=became)
    known = {row.number: row for row in rows.select_related("resident")}
    return [
        Hit(known[number], said, int(backs.get(number, 0)))
        for number, said in became.items()
        if number in known
    ]


def lines_of_hits(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    """A line each, by the number of the booking."""
    return [(hit.booking.number, "\n".join(_told(hit))) for hit in hits]


def cells_of_hit(hit: Hit) -> tuple[str, ...]:
    """A row of a list, below ``HEAD``."""
    one = hit.booking
    return (
        one.number,
        who_text(one),
        phone_text(one),
        place_text(one.municipality, one.facility),
        day_and_time(one.day, one.start_minute, one.end_minute),
        hit.became,
        f"{hit.back_yen:,}円" if hit.back_yen else "",
    )


def _told(hit: Hit) -> list[str]:
    _, who, phone, place, when, became, back = cells_of_hit(hit)
    person = f"{who}　電話 {phone}" if phone else who
    return [person, f"{place}　{when}", f"{became}　お返し {back}" if back else became]


def _words(text: object) -> list[str]:
    return str(text).split()
