"""Bookings to look up."""

from django.contrib import admin

from central.booking.models import Booking
from central.desk.pages import ReadOnlyAdmin

__all__ = ["BookingAdmin"]


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ("number", "facility", "sport", "day", "start_minute", "resident", "state")
    list_filter = ("municipality", "state", "facility")
    list_select_related = ("resident",)
    search_fields = ("number", "resident__number")
    date_hierarchy = "day"
