"""Terminals, their journal, and what waits for the staff, to look up."""

from django.contrib import admin

from central.desk.pages import ReadOnlyAdmin
from central.terminals.models import (
    Action,
    Alarm,
    EnrolmentCode,
    Fork,
    SealingKey,
    StateReport,
    Terminal,
    Visit,
)

__all__ = [
    "ActionAdmin",
    "AlarmAdmin",
    "EnrolmentCodeAdmin",
    "ForkAdmin",
    "SealingKeyAdmin",
    "StateReportAdmin",
    "TerminalAdmin",
    "VisitAdmin",
]


@admin.register(Terminal)
class TerminalAdmin(ReadOnlyAdmin):
    list_display = ("name", "venue", "next_seq", "unsent", "seen_at", "quarantined", "revoked")
    list_filter = ("municipality", "quarantined", "revoked")
    search_fields = ("name",)


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ("terminal", "seq", "verb", "number", "verdict", "received_at")
    list_filter = ("municipality", "verdict", "verb")
    list_select_related = ("terminal",)
    search_fields = ("number",)


@admin.register(Fork)
class ForkAdmin(ReadOnlyAdmin):
    list_display = ("terminal", "seq", "digest", "received_at", "outcome")
    list_filter = ("municipality", "outcome")
    list_select_related = ("terminal",)


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ("terminal", "resident", "accepted_at")
    list_select_related = ("terminal", "resident")
    search_fields = ("resident__number",)


@admin.register(SealingKey)
class SealingKeyAdmin(ReadOnlyAdmin):
    list_display = ("kid", "created_at", "used_from", "retired_at")


@admin.register(EnrolmentCode)
class EnrolmentCodeAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "venue", "expires_at", "terminal")
    list_select_related = ("terminal",)


@admin.register(StateReport)
class StateReportAdmin(ReadOnlyAdmin):
    list_display = (
        "terminal",
        "reported_at",
        "version",
        "paper",
        "reader",
        "intake",
        "unsent",
        "oldest_at",
        "clock_off_ms",
    )
    list_filter = ("municipality", "paper", "reader")
    list_select_related = ("terminal",)


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    list_display = ("raised_at", "kind", "about", "count")
    list_filter = ("municipality", "kind")
