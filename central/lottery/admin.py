"""Draws and entries to look up; the secret of a draw is shown by its result file alone."""

from django.contrib import admin

from central.desk.pages import ReadOnlyAdmin
from central.lottery.models import Draw, Entry

__all__ = ["DrawAdmin", "EntryAdmin"]


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "month", "state", "closed_at", "drawn_at")
    list_filter = ("municipality", "state")
    search_fields = ("commitment",)
    exclude = ("secret",)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("number", "month", "resident", "preference", "state", "lost_to")
    list_filter = ("municipality", "state")
    list_select_related = ("resident",)
    search_fields = ("number", "resident__number")
