"""What is owed and what was paid, to look up."""

from django.contrib import admin

from central.desk import ReadOnlyAdmin
from central.money.models import Charge, Letter, Movement, OnlinePayment

__all__ = ["ChargeAdmin", "LetterAdmin", "MovementAdmin", "OnlinePaymentAdmin"]


@admin.register(Charge)
class ChargeAdmin(ReadOnlyAdmin):
    list_display = ("resident", "booking", "purpose", "yen", "paid_yen", "method", "state")
    list_filter = ("municipality", "state", "method", "purpose")
    list_select_related = ("resident", "booking")
    search_fields = ("resident__number", "booking__number")


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ("charge", "kind", "yen", "reference", "at")
    list_filter = ("municipality", "kind")
    list_select_related = ("charge",)
    search_fields = ("reference",)


@admin.register(OnlinePayment)
class OnlinePaymentAdmin(ReadOnlyAdmin):
    list_display = ("charge", "yen", "state", "begun_at", "ended_at")
    list_filter = ("municipality", "state")
    list_select_related = ("charge",)
    search_fields = ("charge__resident__number",)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ("charge", "step", "sent_on", "pay_by")
    list_filter = ("municipality", "step")
    list_select_related = ("charge",)
    search_fields = ("charge__resident__number",)
