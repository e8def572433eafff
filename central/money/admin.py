"""What is owed and what was paid, to look up."""

from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from central.booking.words import day_and_time, place_text, scope_text
from central.desk.links import link, links
from central.desk.looks import note_looks
from central.desk.pages import ReadOnlyAdmin
from central.money.models import AT_A_DESK, Charge, Letter, Movement, OnlinePayment
from central.money.names import letter_text, method_text, purpose_text
from central.money.receipts import receipt_page
from central.money.words import payer_text, refusal_text
from central.policies import municipalities

__all__ = ["ChargeAdmin", "LetterAdmin", "MovementAdmin", "OnlinePaymentAdmin"]


@admin.register(Charge)
class ChargeAdmin(ReadOnlyAdmin):
    list_display = ("what", "payer", "use", "yen_text", "paid_text", "way", "state")
    list_display_links = ("what",)
    list_filter = ("state", "method", "purpose", "municipality")
    list_select_related = ("resident", "booking__resident")
    search_fields = ("resident__number", "resident__name", "booking__number", "booking__holder")
    fields = (
        "what",
        "state",
        "yen_text",
        "paid_text",
        "way",
        "due_at",
        "debit_on",
        "unpaid_since",
        "payer_link",
        "booking_link",
        "movement_links",
        "letter_links",
        "refund_place",
        "refund_until",
        "made_at",
    )
    readonly_fields = fields

    def subject(self, row: Charge) -> str:
        return f"{row}　{self.payer(row)}　{self.use(row)}".rstrip()

    @admin.display(description="費目")
    def what(self, row: Charge) -> str:
        return purpose_text(row.purpose)

    @admin.display(description="利用者")
    def payer(self, row: Charge) -> str:
        return payer_text(row)

    @admin.display(description="利用")
    def use(self, row: Charge) -> str:
        one = row.booking
        return "" if one is None else day_and_time(one.day, one.start_minute, one.end_minute)

    @admin.display(description="金額", ordering="yen")
    def yen_text(self, row: Charge) -> str:
        return f"{row.yen:,}円"

    @admin.display(description="納付済の額", ordering="paid_yen")
    def paid_text(self, row: Charge) -> str:
        return f"{row.paid_yen:,}円"

    @admin.display(description="納付方法", ordering="method")
    def way(self, row: Charge) -> str:
        return method_text(row.method)

    @admin.display(description="利用者")
    def payer_link(self, row: Charge) -> str:
        return payer_text(row) if row.resident is None else link(row.resident, payer_text(row))

    @admin.display(description="予約")
    def booking_link(self, row: Charge) -> str:
        one = row.booking
        if one is None:
            return "—"
        place = place_text(one.municipality, one.facility)
        return link(one, f"{one.number}　{place}　{self.use(row)}")

    @admin.display(description="入出金")
    def movement_links(self, row: Charge) -> str:
        return links((each, str(each)) for each in row.movements.order_by("at", "id"))

    @admin.display(description="督促")
    def letter_links(self, row: Charge) -> str:
        letters = row.letters.order_by("sent_on", "id")
        return links((each, f"{letter_text(each.step)} {each.sent_on}") for each in letters)

    @admin.display(description="還付窓口")
    def refund_place(self, row: Charge) -> str:
        return (
            scope_text(municipalities()[row.municipality], row.refund_desk)
            if row.refund_desk
            else "—"
        )


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    """With the paper that a desk hands out, to print again as often as it is wanted."""

    list_display = ("at", "kind", "yen_text", "payer", "reference")
    list_filter = ("kind", "municipality")
    list_select_related = ("charge__resident", "charge__booking__resident")
    search_fields = ("reference",)
    fields = ("at", "kind", "yen_text", "payer", "charge_link", "reference", "paper")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._receipt)
        return [path("<uuid:key>/receipt/", view, name="money_receipt"), *super().get_urls()]

    @admin.display(description="金額", ordering="yen")
    def yen_text(self, row: Movement) -> str:
        return f"{row.yen:,}円"

    @admin.display(description="利用者")
    def payer(self, row: Movement) -> str:
        return payer_text(row.charge)

    @admin.display(description="請求")
    def charge_link(self, row: Movement) -> str:
        return link(row.charge)

    @admin.display(description="書類")
    def paper(self, row: Movement) -> str:
        """What a desk hands out, to print it again."""
        if row.kind not in AT_A_DESK:
            return "—"
        place = reverse("admin:money_receipt", args=(row.pk,))
        words = '<a href="{}" target="_blank" class="text-primary-600 underline">印刷する</a>'
        return format_html(words, place)

    def _receipt(self, request: HttpRequest, key: UUID) -> HttpResponse:
        row = self.get_object(request, str(key))
        page = None if row is None else receipt_page(key)
        if row is None or page is None:
            raise Http404
        note_looks(request, [row], "money.receipt")
        return HttpResponse(page)


@admin.register(OnlinePayment)
class OnlinePaymentAdmin(ReadOnlyAdmin):
    list_display = ("begun_at", "payer", "yen_text", "state", "ended_at", "municipality")
    list_filter = ("state", "municipality")
    list_select_related = ("charge__resident", "charge__booking__resident")
    search_fields = ("charge__resident__number", "charge__resident__name")
    ordering = ("-begun_at", "id")
    fields = readonly_fields = (
        *("payer", "charge_link", "yen_text", "state", "failure", "begun_at", "ended_at"),
    )

    @admin.display(description="利用者")
    def payer(self, row: OnlinePayment) -> str:
        return payer_text(row.charge)

    @admin.display(description="請求")
    def charge_link(self, row: OnlinePayment) -> str:
        return link(row.charge)

    @admin.display(description="金額", ordering="yen")
    def yen_text(self, row: OnlinePayment) -> str:
        return f"{row.yen:,}円"

    @admin.display(description="理由", ordering="why")
    def failure(self, row: OnlinePayment) -> str:
        return refusal_text(row.why)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ("sent_on", "what", "payer", "owed", "pay_by", "municipality")
    list_filter = ("municipality",)
    list_select_related = ("charge__resident", "charge__booking__resident")
    search_fields = ("charge__resident__number", "charge__resident__name")
    ordering = ("-sent_on", "id")
    fields = readonly_fields = ("what", "payer", "charge_link", "sent_on", "pay_by")

    @admin.display(description="請求")
    def owed(self, row: Letter) -> str:
        return str(row.charge)

    @admin.display(description="請求")
    def charge_link(self, row: Letter) -> str:
        return link(row.charge)

    @admin.display(description="文書")
    def what(self, row: Letter) -> str:
        return letter_text(row.step)

    @admin.display(description="利用者")
    def payer(self, row: Letter) -> str:
        return payer_text(row.charge)
