"""Terminals, their journal, and what waits for the staff, to look up."""

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from central.desk.labels import reading
from central.desk.links import link, links
from central.desk.pages import Extra, ReadOnlyAdmin
from central.desk.roles import READS_RECORDS
from central.registry.shown import actor_text
from central.terminals.models import (
    Action,
    Alarm,
    EnrolmentCode,
    FailedLogin,
    Fork,
    SealingKey,
    StateReport,
    Terminal,
    UsedNonce,
    Visit,
)
from central.terminals.quarantine import envelope_of, waits
from central.terminals.words import (
    alarm_text,
    asked_lines,
    rules_text,
    source_text,
    state_code_text,
    venue_text,
    verb_text,
    way_text,
)

__all__ = [
    "ActionAdmin",
    "AlarmAdmin",
    "EnrolmentCodeAdmin",
    "FailedLoginAdmin",
    "ForkAdmin",
    "SealingKeyAdmin",
    "StateReportAdmin",
    "TerminalAdmin",
    "UsedNonceAdmin",
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
        *("rules", "quarantined", "revoked", "waiting"),
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

    @admin.display(description="規則")
    def rules(self, row: Terminal) -> str:
        report: StateReport | None = getattr(row, "statereport", None)
        return "" if report is None else rules_text(report)

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
    list_display = ("accepted_at", "terminal", "who", "municipality")
    list_filter = ("municipality",)
    list_select_related = ("terminal", "resident")
    search_fields = ("resident__number", "resident__name", "terminal__name")
    ordering = ("-accepted_at", "id")
    fields = readonly_fields = ("accepted_at", "terminal", "who_link")

    @admin.display(description="利用者", ordering="resident__number")
    def who(self, row: Visit) -> str:
        return str(row.resident)

    @admin.display(description="利用者")
    def who_link(self, row: Visit) -> str:
        return link(row.resident)


@admin.register(SealingKey)
class SealingKeyAdmin(ReadOnlyAdmin):
    list_display = ("kid", "created_at", "used_from", "retired_at")


@admin.register(EnrolmentCode)
class EnrolmentCodeAdmin(ReadOnlyAdmin):
    list_display = ("expires_at", "place", "terminal", "municipality")
    list_select_related = ("terminal",)
    ordering = ("-expires_at", "id")
    fields = readonly_fields = ("place", "expires_at", "terminal")

    @admin.display(description="設置場所", ordering="venue")
    def place(self, row: EnrolmentCode) -> str:
        return venue_text(row.municipality, row.venue)


@admin.register(StateReport)
class StateReportAdmin(ReadOnlyAdmin):
    list_display = (
        "terminal",
        "reported_at",
        "version",
        "printer",
        "card_reader",
        "intake_text",
        "unsent",
        "oldest_at",
        "clock_off_s",
        "rules",
        "municipality",
    )
    list_filter = ("municipality", "policy_refused")
    list_select_related = ("terminal",)
    fields = readonly_fields = (
        *("terminal", "reported_at", "version", "printer", "card_reader", "intake_text"),
        *("unsent", "oldest_at", "clock_off_s", "called_at", "answered_at", "kid"),
        "rules",
    )

    @admin.display(description="プリンター", ordering="paper")
    def printer(self, row: StateReport) -> str:
        return state_code_text(row.paper)

    @admin.display(description="カードリーダー", ordering="reader")
    def card_reader(self, row: StateReport) -> str:
        return state_code_text(row.reader)

    @admin.display(description="受付", ordering="intake")
    def intake_text(self, row: StateReport) -> str:
        return f"停止（{state_code_text(row.intake)}）" if row.intake else "受付中"

    @admin.display(description="時計のずれ", ordering="clock_off_ms")
    def clock_off_s(self, row: StateReport) -> str:
        return f"{row.clock_off_ms / 1000:+.1f}秒"

    @admin.display(description="規則", ordering="policy_refused")
    def rules(self, row: StateReport) -> str:
        return rules_text(row)


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    list_display = (
        *("raised_at", "what", "about", "count", "acknowledged_at", "by", "municipality"),
    )
    list_filter = (("acknowledged_at", admin.EmptyFieldListFilter), "municipality")
    ordering = ("-raised_at", "id")
    fields = readonly_fields = (
        *("raised_at", "what", "about", "count", "acknowledged_at", "by", "note"),
    )

    @admin.display(description="種類", ordering="kind")
    def what(self, row: Alarm) -> str:
        return alarm_text(row.kind)

    @admin.display(description="確認した人", ordering="acknowledged_by")
    def by(self, row: Alarm) -> str:
        return actor_text(row.acknowledged_by) or "—"


@admin.register(FailedLogin)
class FailedLoginAdmin(ReadOnlyAdmin):
    """How many passwords were wrong, and from where; for whom, the table itself does not know."""

    roles = READS_RECORDS
    list_display = ("when", "whence", "how", "of", "count", "municipality")
    list_filter = ("municipality",)
    search_fields = ("source",)
    ordering = ("-since", "id")
    fields = readonly_fields = ("when", "whence", "how", "of", "count")

    @admin.display(description="数え始め", ordering="since")
    def when(self, row: FailedLogin) -> datetime:
        return row.since

    @admin.display(description="どこから", ordering="source")
    def whence(self, row: FailedLogin) -> str:
        return source_text(row.source)

    @admin.display(description="方法", ordering="way")
    def how(self, row: FailedLogin) -> str:
        return way_text(row.way)

    @admin.display(description="対象")
    def of(self, row: FailedLogin) -> str:
        return "一つのカードか番号" if row.subject else "すべて"

    @admin.display(description="回数", ordering="failures")
    def count(self, row: FailedLogin) -> int:
        return row.failures

    def subject(self, row: FailedLogin) -> str:
        return source_text(row.source)


@admin.register(UsedNonce)
class UsedNonceAdmin(ReadOnlyAdmin):
    """When a terminal was given a token; what it showed for it counts no more, and is not shown."""

    roles = READS_RECORDS
    list_display = ("when", "which", "municipality")
    list_filter = ("municipality",)
    list_select_related = ("terminal",)
    search_fields = ("terminal__name",)
    ordering = ("-used_at", "id")
    fields = readonly_fields = ("when", "which")

    @admin.display(description="使用日時", ordering="used_at")
    def when(self, row: UsedNonce) -> datetime:
        return row.used_at

    @admin.display(description="端末", ordering="terminal__name")
    def which(self, row: UsedNonce) -> str:
        return link(row.terminal)
