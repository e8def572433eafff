"""Columns of a use that several tables have: when, where and for what."""

from datetime import date
from typing import Protocol

from django.contrib import admin

from central.booking.words import day_and_time, place_text, sport_text

__all__ = ["OfUse"]


class _Used(Protocol):
    municipality: str
    facility: str
    sport: str
    day: date
    start_minute: int
    end_minute: int


class OfUse:
    @admin.display(description="利用日時", ordering="day")
    def when(self, row: _Used) -> str:
        return day_and_time(row.day, row.start_minute, row.end_minute)

    @admin.display(description="施設")
    def place(self, row: _Used) -> str:
        return place_text(row.municipality, row.facility)

    @admin.display(description="種目")
    def sport_name(self, row: _Used) -> str:
        return sport_text(row.municipality, row.sport)
