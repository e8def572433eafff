"""Terminals, their journal, and what waits for the staff, to look up."""

from django.contrib import admin

from central.desk.pages import ReadOnlyAdmin
from central.terminals.models import Action, EnrolmentCode, Fork, SealingKey, Terminal, Visit

__all__ = [
    "ActionAdmin",
    "EnrolmentCodeAdmin",
    "ForkAdmin",
    "SealingKeyAdmin",
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
    list_display = ("terminal", "seq", "digest", "received_at")
    list_select_related = ("terminal",)


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ("terminal", "resident", "accepted_at")
    list_select_related = ("terminal", "resident")
    search_fields = ("resident__number",)


@admin.register(SealingKey)
class SealingKeyAdmin(ReadOnlyAdmin):
    list_display = ("kid", "created_at")


@admin.register(EnrolmentCode)
class EnrolmentCodeAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "venue", "expires_at", "terminal")
    list_select_related = ("terminal",)
