"""Draws and entries to look up; the secret of a draw is shown by its result file alone."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from central.desk.links import link, long_text
from central.desk.pages import ReadOnlyAdmin
from central.lottery.models import Draw, Entry
from central.lottery.words import WHY_VOID, slot_texts

__all__ = ["DrawAdmin", "EntryAdmin"]


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    list_display = ("month_text", "state", "closed_at", "drawn_at", "municipality")
    list_filter = ("municipality", "state")
    search_fields = ("commitment",)
    fields = readonly_fields = (
        *("month_text", "state", "sealed_as", "committed_at", "closed_at", "entries_root"),
        *("drawn_at", "public_value", "drawn_from", "published"),
    )

    @admin.display(description="利用月", ordering="month")
    def month_text(self, row: Draw) -> str:
        return f"{row.month.year}年{row.month.month}月"

    @admin.display(description="公表値")
    def sealed_as(self, row: Draw) -> str:
        return long_text(row.commitment)

    @admin.display(description="申込一覧のハッシュ")
    def entries_root(self, row: Draw) -> str:
        return long_text(row.root)

    @admin.display(description="抽選の種")
    def drawn_from(self, row: Draw) -> str:
        return long_text(row.seed)

    @admin.display(description="公開されている記録")
    def published(self, row: Draw) -> str:
        """List and result as anybody gets them, to check the draw with."""
        path = f"/v1/draws/{row.municipality}/{row.month:%Y-%m}"
        return format_html('<a href="{0}" class="text-primary-600 underline">{0}</a>', path)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("number", "month_text", "who", "preference", "first_slot", "state")
    list_filter = ("state", "month", "municipality")
    list_select_related = ("resident",)
    search_fields = ("number", "resident__number", "resident__name")
    fields = (
        "number",
        "state",
        "month_text",
        "resident_link",
        "preference",
        "slot_lines",
        "people",
        "students",
        "user",
        "entered_at",
        "why_void",
        "lost_to",
        "told",
    )
    readonly_fields = fields

    def subject(self, row: Entry) -> str:
        return f"{row}　{self.who(row)}　{self.first_slot(row)}"

    @admin.display(description="利用月", ordering="month")
    def month_text(self, row: Entry) -> str:
        return f"{row.month.year}年{row.month.month}月"

    @admin.display(description="利用者")
    def who(self, row: Entry) -> str:
        return f"{row.resident.name}（{row.resident.number}）"

    @admin.display(description="利用者")
    def resident_link(self, row: Entry) -> str:
        return link(row.resident, self.who(row))

    @admin.display(description="枠")
    def first_slot(self, row: Entry) -> str:
        """With how many more there are in the set."""
        first, *more = slot_texts(row) or [""]
        return f"{first}（ほか{len(more)}枠）" if more else first

    @admin.display(description="枠")
    def slot_lines(self, row: Entry) -> str:
        return format_html_join("", "<div>{}</div>", ((text,) for text in slot_texts(row)))

    @admin.display(description="無効の理由")
    def why_void(self, row: Entry) -> str:
        return WHY_VOID.get(row.void, row.void) or "—"
