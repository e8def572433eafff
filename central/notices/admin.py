"""Mails, wishes for them, and notices, to look up."""

from django.contrib import admin

from central.booking.words import place_text, time_text
from central.desk.labels import word
from central.desk.links import link
from central.desk.pages import ReadOnlyAdmin
from central.notices.models import Mail, MailWish, RoomNotice, ServiceNotice
from central.notices.words import LANGUAGES, failure_text, template_text

__all__ = ["MailAdmin", "MailWishAdmin", "RoomNoticeAdmin", "ServiceNoticeAdmin"]


@admin.register(MailWish)
class MailWishAdmin(ReadOnlyAdmin):
    list_display = ("who", "results", "bookings", "debits", "in_language", "municipality")
    list_filter = ("municipality",)
    list_select_related = ("resident",)
    search_fields = ("resident__number", "resident__name")
    fields = readonly_fields = ("who_link", "results", "bookings", "debits", "in_language")

    @admin.display(description="利用者", ordering="resident__number")
    def who(self, row: MailWish) -> str:
        return str(row.resident)

    @admin.display(description="利用者")
    def who_link(self, row: MailWish) -> str:
        return link(row.resident)

    @admin.display(description="言語", ordering="language")
    def in_language(self, row: MailWish) -> str:
        return LANGUAGES.get(row.language, row.language)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Without the content: that of a link for a new password is for its resident alone."""

    list_display = ("next_at", "who", "what", "state", "tries", "failure", "municipality")
    list_filter = ("municipality", "state")
    list_select_related = ("resident",)
    search_fields = ("resident__number", "resident__name")
    ordering = ("-next_at", "id")
    fields = readonly_fields = ("who_link", "what", "state", "tries", "next_at", "failure")

    @admin.display(description="利用者", ordering="resident__number")
    def who(self, row: Mail) -> str:
        return str(row.resident)

    @admin.display(description="利用者")
    def who_link(self, row: Mail) -> str:
        return link(row.resident)

    @admin.display(description="内容", ordering="template")
    def what(self, row: Mail) -> str:
        return template_text(row.template)

    @admin.display(description="不達の理由", ordering="why")
    def failure(self, row: Mail) -> str:
        return failure_text(row.why)


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
