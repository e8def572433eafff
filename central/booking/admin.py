"""Bookings to look up."""

from django.contrib import admin

from central.booking.columns import OfUse
from central.booking.filters import DayFilter, VenueFilter
from central.booking.models import Booking, Hold
from central.booking.words import equipment_text, who_text
from central.desk.links import link, links
from central.desk.pages import ReadOnlyAdmin

__all__ = ["BookingAdmin", "HoldAdmin"]


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
