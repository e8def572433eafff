"""Mails, wishes for them, and notices, to look up."""

from django.contrib import admin

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
    list_display = ("facility", "day", "start_minute", "end_minute", "reason", "lifted")
    list_filter = ("municipality", "reason", "lifted")
    search_fields = ("facility",)
    date_hierarchy = "day"


@admin.register(ServiceNotice)
class ServiceNoticeAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "begins_at", "ends_at", "stops", "lifted")
    list_filter = ("municipality", "stops")
    search_fields = ("municipality",)
