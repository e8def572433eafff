"""The journal to look up: who did what, when; the content holds what only a command may see."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from central.desk.filters import ColumnFilter
from central.desk.links import long_text
from central.desk.pages import ReadOnlyAdmin
from central.desk.roles import READS_RECORDS
from central.journal.answers import answer_of
from central.journal.models import Line, WorkerTurn
from central.journal.words import KINDS, kind_text, verdict_text
from central.registry.shown import actor_text

__all__ = ["LineAdmin", "WorkerTurnAdmin"]


class KindFilter(ColumnFilter):
    title = "種別"
    parameter_name = column = "kind"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        model_admin: "admin.ModelAdmin[Any]",  # noqa: ARG002
    ) -> Sequence[tuple[str, str]]:
        return sorted(KINDS.items(), key=lambda kind: kind[1])


@admin.register(Line)
class LineAdmin(ReadOnlyAdmin):
    roles = READS_RECORDS
    list_display = ("at", "what", "by", "verdict", "booking", "place", "municipality")
    list_filter = ("municipality", KindFilter)
    search_fields = ("actor",)
    date_hierarchy = "at"
    fields = readonly_fields = (
        *("at", "written_at", "what", "by", "verdict", "booking", "recorded"),
        *("rules", "place", "digest"),
    )

    @admin.display(description="種別", ordering="kind")
    def what(self, row: Line) -> str:
        return kind_text(row.kind)

    @admin.display(description="操作者", ordering="actor")
    def by(self, row: Line) -> str:
        return actor_text(row.actor)

    @admin.display(description="結果")
    def verdict(self, row: Line) -> str:
        return verdict_text(row.answer)

    @admin.display(description="記録された答え")
    def recorded(self, row: Line) -> str:
        """As it stands in the chain, with the codes of the program."""
        return long_text(row.answer)

    @admin.display(description="規則の版")
    def rules(self, row: Line) -> str:
        return long_text(row.policy)

    @admin.display(description="ハッシュ")
    def digest(self, row: Line) -> str:
        return long_text(row.hash)

    @admin.display(description="予約番号")
    def booking(self, row: Line) -> str:
        return str(answer_of(row.answer).get("booking") or "")


@admin.register(WorkerTurn)
class WorkerTurnAdmin(ReadOnlyAdmin):
    roles = READS_RECORDS
    list_display = ("machine", "ended_at", "done", "failed", "refused")
