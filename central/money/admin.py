"""What is owed and what was paid, to look up."""

from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from central.desk.looks import note_looks
from central.desk.pages import ReadOnlyAdmin
from central.money.models import Charge, Letter, Movement, OnlinePayment
from central.money.receipts import receipt_page

__all__ = ["ChargeAdmin", "LetterAdmin", "MovementAdmin", "OnlinePaymentAdmin"]


@admin.register(Charge)
class ChargeAdmin(ReadOnlyAdmin):
    list_display = ("resident", "booking", "purpose", "yen", "paid_yen", "method", "state")
    list_filter = ("municipality", "state", "method", "purpose")
    list_select_related = ("resident", "booking")
    search_fields = ("resident__number", "booking__number")


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    """With the paper that a desk hands out, to print again as often as it is wanted."""

    list_display = ("charge", "kind", "yen", "reference", "at")
    list_filter = ("municipality", "kind")
    list_select_related = ("charge",)
    search_fields = ("reference",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._receipt)
        return [path("<uuid:key>/receipt/", view, name="money_receipt"), *super().get_urls()]

    def _receipt(self, request: HttpRequest, key: UUID) -> HttpResponse:
        row = self.get_object(request, str(key))
        page = None if row is None else receipt_page(key)
        if row is None or page is None:
            raise Http404
        note_looks(request, [row], "money.receipt")
        return HttpResponse(page)


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
