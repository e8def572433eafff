"""Bookings, and the places that they take, to look up."""

from datetime import date, datetime

from django.contrib import admin

from central.booking.columns import OfUse
from central.booking.filters import DayFilter, VenueFilter
from central.booking.models import BoardChange, Booking, Cell, Hold
from central.booking.words import equipment_text, place_text, who_text
from central.desk.links import link, links
from central.desk.pages import ReadOnlyAdmin
from rules.calendar import clock_text

__all__ = ["BoardChangeAdmin", "BookingAdmin", "CellAdmin", "HoldAdmin"]


@admin.register(Booking)
class BookingAdmin(OfUse, ReadOnlyAdmin):
    """The latest that changed first; of each the names and times, and what belongs to it."""

    list_display = ("number", "when", "place", "sport_name", "who", "fee_text", "state")
    list_filter = ("state", DayFilter, VenueFilter, "paid", "municipality")
    list_select_related = ("resident",)
    search_fields = ("number", "resident__number", "resident__name", "holder")
    date_hierarchy = "day"
    ordering = ("-changed_at",)
    fields = (
        "number",
        "state",
        "when",
        "place",
        "sport_name",
        "courts",
        "people",
        "students",
        "equipment_list",
        "who_link",
        "phone",
        "fee_text",
        "charge_links",
        "won",
        "why",
        "released_at",
        "booked_on",
        "changed_at",
    )
    readonly_fields = fields

    def subject(self, row: Booking) -> str:
        return f"{row}　{self.when(row)}　{self.place(row)}　{self.who(row)}"

    @admin.display(description="備品")
    def equipment_list(self, row: Booking) -> str:
        return equipment_text(row)

    @admin.display(description="利用者")
    def who(self, row: Booking) -> str:
        return who_text(row)

    @admin.display(description="利用者")
    def who_link(self, row: Booking) -> str:
        return who_text(row) if row.resident is None else link(row.resident, who_text(row))

    @admin.display(description="電話")
    def phone(self, row: Booking) -> str:
        return "" if row.resident is None else row.resident.phone

    @admin.display(description="使用料")
    def fee_text(self, row: Booking) -> str:
        owed = "" if row.paid or not row.fee else "（未納）"
        return f"{row.fee:,}円{owed}"

    @admin.display(description="請求")
    def charge_links(self, row: Booking) -> str:
        charges = row.charges.order_by("made_at", "id")
        return links((each, f"{each}（{each.get_state_display()}）") for each in charges)


@admin.register(Hold)
class HoldAdmin(OfUse, ReadOnlyAdmin):
    """Slots in the hands of terminals (端末確保枠); those that stand are asked back or released."""

    list_display = ("terminal", "when", "place", "state", "recalled_at", "asked_by", "municipality")
    list_filter = ("state", "municipality")
    search_fields = ("terminal",)
    ordering = ("-granted_at",)
    fields = readonly_fields = (
        *("terminal", "state", "when", "place", "sport_name"),
        *("granted_at", "recalled_at", "ended_at", "asked_by"),
    )

    def subject(self, row: Hold) -> str:
        return f"{row}　{self.when(row)}　{self.place(row)}"


class _OfDay(ReadOnlyAdmin):
    """A room on a day."""

    list_filter = (DayFilter, VenueFilter, "municipality")
    search_fields = ("facility",)

    @admin.display(description="利用日", ordering="day")
    def on(self, row: Cell | BoardChange) -> date:
        return row.day

    @admin.display(description="施設")
    def place(self, row: Cell | BoardChange) -> str:
        return place_text(row.municipality, row.facility)


@admin.register(Cell)
class CellAdmin(_OfDay):
    """What is taken, and by which booking or for which terminal: each place and time once."""

    list_display = ("on", "begins", "place", "number", "owner", "municipality")
    list_select_related = ("booking__resident", "hold")
    ordering = ("-day", "facility", "start_minute", "cell")
    # There are many times as many as bookings.
    show_full_result_count = False
    fields = readonly_fields = ("on", "begins", "place", "number", "owner")

    @admin.display(description="開始")
    def begins(self, row: Cell) -> str:
        return clock_text(row.start_minute)

    @admin.display(description="区画")
    def number(self, row: Cell) -> int:
        return row.cell + 1

    @admin.display(description="予約・確保枠")
    def owner(self, row: Cell) -> str:
        return link(row.booking or row.hold)


@admin.register(BoardChange)
class BoardChangeAdmin(_OfDay):
    """Which boards terminals were told to fetch anew, beside those on which a booking changed."""

    list_display = ("when", "on", "place", "municipality")
    ordering = ("-at", "id")
    fields = readonly_fields = ("when", "on", "place")

    @admin.display(description="更新日時", ordering="at")
    def when(self, row: BoardChange) -> datetime:
        return row.at
