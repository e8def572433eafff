"""Terminals, their journal, and what waits for the staff, to look up."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from central.desk.labels import reading
from central.desk.links import link, links
from central.desk.pages import Extra, ReadOnlyAdmin
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
from central.terminals.quarantine import envelope_of, waits
from central.terminals.words import asked_lines, venue_text, verb_text

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

#: Nobody who called waits longer than this to be seen.
AGAIN_S = 20


@admin.register(Terminal)
class TerminalAdmin(ReadOnlyAdmin):
    list_display = (
        *("name", "place", "calls", "seen_at", "unsent"),
        *("quarantined", "revoked", "municipality"),
    )
    list_select_related = ("statereport",)
    list_filter = ("quarantined", "revoked", "municipality")
    search_fields = ("name",)
    fields = readonly_fields = (
        *("name", "place", "calls", "enrolled_at", "seen_at", "unsent", "next_seq"),
        *("quarantined", "revoked", "waiting"),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Extra = None) -> HttpResponse:
        """The browser asks again by itself: who stands at a counter sees that somebody calls."""
        response = super().changelist_view(request, extra_context)
        response.headers["Refresh"] = str(AGAIN_S)
        return response

    @admin.display(description="設置場所", ordering="venue")
    def place(self, row: Terminal) -> str:
        return venue_text(row.municipality, row.venue)

    @admin.display(description="係員の呼び出し", ordering="statereport__called_at")
    def calls(self, row: Terminal) -> str:
        """Since when somebody waits there; nothing once somebody of the staff has gone."""
        report: StateReport | None = getattr(row, "statereport", None)
        if report is None or report.called_at is None or not report.is_calling:
            return ""
        return reading("at", report.called_at.isoformat())

    @admin.display(description="職員の確認を待つ操作")
    def waiting(self, row: Terminal) -> str:
        kept: list[Fork | Action] = [*row.fork_set.filter(outcome="")]
        kept += row.actions.exclude(signed="")
        return links((each, verb_text(envelope_of(each).body.verb)) for each in kept)


class _Sent(ReadOnlyAdmin):
    """What a terminal sent; of what still waits for the staff, what it asks."""

    @admin.display(description="申込みの内容")
    def asked(self, row: Fork | Action) -> str:
        if not waits(row):
            return "—"
        return format_html_join("", "<div>{}　{}</div>", asked_lines(row))


@admin.register(Action)
class ActionAdmin(_Sent):
    list_display = ("number", "terminal", "asks", "verdict", "received_at", "municipality")
    list_filter = ("verdict", "verb", "municipality")
    list_select_related = ("terminal",)
    search_fields = ("number", "resident__number")
    ordering = ("-received_at",)
    fields = readonly_fields = (
        *("number", "terminal", "seq", "asks", "who", "received_at"),
        *("verdict", "untold", "asked"),
    )

    @admin.display(description="操作", ordering="verb")
    def asks(self, row: Action) -> str:
        return verb_text(row.verb)

    @admin.display(description="利用者")
    def who(self, row: Action) -> str:
        return link(row.resident)


@admin.register(Fork)
class ForkAdmin(_Sent):
    list_display = ("received_at", "terminal", "seq", "outcome", "municipality")
    list_filter = ("outcome", "municipality")
    list_select_related = ("terminal",)
    ordering = ("-received_at",)
    fields = readonly_fields = ("terminal", "seq", "received_at", "outcome", "asked")


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
    list_display = ("raised_at", "kind", "about", "count", "acknowledged_at", "acknowledged_by")
    list_filter = (("acknowledged_at", admin.EmptyFieldListFilter), "municipality", "kind")
