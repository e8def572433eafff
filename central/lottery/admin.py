"""Draws and entries to look up; the secret of a draw is shown by its result file alone."""

from django.contrib import admin
from django.utils.html import format_html_join

from central.desk.links import link
from central.desk.pages import ReadOnlyAdmin
from central.lottery.models import Draw, Entry
from central.lottery.words import WHY_VOID, slot_texts

__all__ = ["DrawAdmin", "EntryAdmin"]


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    list_display = ("month", "state", "closed_at", "drawn_at", "municipality")
    list_filter = ("municipality", "state")
    search_fields = ("commitment",)
    exclude = ("secret", "sealed")


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
