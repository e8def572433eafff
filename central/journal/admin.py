"""The journal to look up: who did what, when; the content holds what only a command may see."""

from django.contrib import admin

from central.desk import ReadOnlyAdmin
from central.journal.models import Line

__all__ = ["LineAdmin"]


@admin.register(Line)
class LineAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "place", "kind", "actor", "at")
    list_filter = ("municipality", "kind")
    search_fields = ("actor",)
    exclude = ("body",)
