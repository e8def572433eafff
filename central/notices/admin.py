"""Mails, wishes for them, and notices, to look up."""

from django.contrib import admin

from central.booking.words import place_text, time_text
from central.desk.labels import word
from central.desk.pages import ReadOnlyAdmin
from central.notices.models import Mail, MailWish, RoomNotice, ServiceNotice

__all__ = ["MailAdmin", "MailWishAdmin", "RoomNoticeAdmin", "ServiceNoticeAdmin"]


@admin.register(MailWish)
class MailWishAdmin(ReadOnlyAdmin):
    list_display = ("resident", "results", "bookings", "debits", "language")
    list_filter = ("municipality",)
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Without the content: that of a link for a new password is for its resident alone."""

    list_display = ("resident", "template", "state", "tries", "next_at")
    list_filter = ("municipality", "state", "template")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)
    exclude = ("params",)


@admin.register(RoomNotice)
class RoomNoticeAdmin(ReadOnlyAdmin):
    list_display = ("day", "time", "place", "why", "text", "lifted")
    list_filter = ("lifted", "reason", "municipality")
    search_fields = ("facility", "text")
    date_hierarchy = "day"
    fields = ("place", "day", "time", "why", "text", "lifted", "made_at")
    readonly_fields = fields

    @admin.display(description="施設", ordering="facility")
    def place(self, row: RoomNotice) -> str:
        return place_text(row.municipality, row.facility)

    @admin.display(description="時間")
    def time(self, row: RoomNotice) -> str:
        return time_text(row.start_minute, row.end_minute)

    @admin.display(description="理由", ordering="reason")
    def why(self, row: RoomNotice) -> str:
        return word("why", row.reason)


@admin.register(ServiceNotice)
class ServiceNoticeAdmin(ReadOnlyAdmin):
    list_display = ("begins_at", "ends_at", "japanese", "stops", "lifted", "municipality")
    list_filter = ("stops", "lifted", "municipality")
    search_fields = ("text",)
    fields = ("begins_at", "ends_at", "japanese", "english", "stops", "lifted", "made_at")
    readonly_fields = fields

    @admin.display(description="掲示（日本語）")
    def japanese(self, row: ServiceNotice) -> str:
        return str(row.text.get("ja", ""))

    @admin.display(description="掲示（英語）")
    def english(self, row: ServiceNotice) -> str:
        return str(row.text.get("en", ""))
