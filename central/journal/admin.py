"""The journal to look up: who did what, when; the content holds what only a command may see."""

from django.contrib import admin

from central.desk.pages import ReadOnlyAdmin
from central.desk.roles import READS_RECORDS
from central.journal.models import Line, WorkerTurn

__all__ = ["LineAdmin", "WorkerTurnAdmin"]


@admin.register(Line)
class LineAdmin(ReadOnlyAdmin):
    roles = READS_RECORDS
    list_display = ("municipality", "place", "kind", "actor", "at")
    list_filter = ("municipality", "kind")
    search_fields = ("actor",)
    exclude = ("body",)


@admin.register(WorkerTurn)
class WorkerTurnAdmin(ReadOnlyAdmin):
    roles = READS_RECORDS
    list_display = ("machine", "ended_at", "done", "failed", "refused")
