"""An entry as the staff read it."""

from collections.abc import Mapping
from datetime import date

from central.booking.words import day_and_time, place_text, sport_text
from central.lottery.models import Entry

__all__ = ["WHY_VOID", "slot_texts"]

#: The reasons of ``void_entry``.
WHY_VOID: Mapping[str, str] = {
    "second_registration": "同じ人が二つの登録で申し込んだ",
    "not_entitled": "申し込める方ではない",
    "room_closed": "施設を使えなくなった",
}


def slot_texts(entry: Entry) -> list[str]:
    """A line for each slot; several are a set."""
    return [
        f"{day_and_time(date.fromisoformat(slot['day']), slot['start_minute'], slot['end_minute'])}"
        f"　{place_text(entry.municipality, slot['facility'])}"
        f"　{sport_text(entry.municipality, slot['sport'])}　{slot['courts']}面"
        for slot in entry.slots
    ]
