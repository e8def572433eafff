"""What a clerk wants to see of a resident at once."""

from django.contrib import admin

from central.booking.columns import OfUse
from central.booking.models import Booking
from central.desk.inlines import ReadOnlyInline
from central.desk.links import link
from central.lottery.models import Entry
from central.lottery.words import slot_texts
from central.money.models import Charge
from central.money.names import method_text, purpose_text
from central.policies import municipalities
from central.registry.columns import ByWhom, OfClass, OfDataChange, OfDocument, OfStateChange
from central.registry.models import (
    Card,
    ClassRegistration,
    Consent,
    DataChange,
    DocumentSeen,
    RenewalApplication,
    StateChange,
)
from central.registry.terms import terms_version

__all__ = ["OF_A_RESIDENT"]


class Cards(ReadOnlyInline):
    model = Card
    fields = readonly_fields = ("uid", "state")
    ordering = ("state", "uid")


class Bookings(OfUse, ReadOnlyInline):
    model = Booking
    verbose_name_plural = "予約"
    fields = readonly_fields = ("number_link", "when", "place", "sport_name", "state", "is_paid")
    ordering = ("-day", "-start_minute")

    @admin.display(description="予約番号")
    def number_link(self, row: Booking) -> str:
        return link(row, row.number)

    @admin.display(description="使用料")
    def is_paid(self, row: Booking) -> str:
        return f"{row.fee:,}円" + ("" if row.paid or not row.fee else "（未納）")


class Charges(ReadOnlyInline):
    model = Charge
    fields = readonly_fields = ("what", "yen_text", "paid_text", "way", "due_at", "state")
    ordering = ("-made_at", "id")

    @admin.display(description="費目")
    def what(self, row: Charge) -> str:
        return link(row, purpose_text(row.purpose))

    @admin.display(description="金額")
    def yen_text(self, row: Charge) -> str:
        return f"{row.yen:,}円"

    @admin.display(description="納付済の額")
    def paid_text(self, row: Charge) -> str:
        return f"{row.paid_yen:,}円"

    @admin.display(description="納付方法")
    def way(self, row: Charge) -> str:
        return method_text(row.method)


class Entries(ReadOnlyInline):
    model = Entry
    verbose_name_plural = "抽選の申込み"
    fields = readonly_fields = ("number_link", "first_slot", "preference", "state")
    ordering = ("-month", "preference")

    @admin.display(description="申込番号")
    def number_link(self, row: Entry) -> str:
        return link(row, row.number)

    @admin.display(description="希望する枠")
    def first_slot(self, row: Entry) -> str:
        return "、".join(slot_texts(row))


class Renewals(ReadOnlyInline):
    model = RenewalApplication
    fields = readonly_fields = ("number_link", "received_at", "state", "why")
    ordering = ("-number",)

    @admin.display(description="申請番号")
    def number_link(self, row: RenewalApplication) -> str:
        return link(row, row.number)


class Classes(OfClass, ByWhom, ReadOnlyInline):
    model = ClassRegistration
    fields = readonly_fields = ("class_name", "approved", "by", "at")
    ordering = ("facility_class",)


class Consents(OfClass, ReadOnlyInline):
    model = Consent
    fields = readonly_fields = ("class_name", "at", "stands")
    ordering = ("-at",)

    @admin.display(description="いまの規約", boolean=True)
    def stands(self, row: Consent) -> bool:
        here = municipalities()[row.municipality]
        return terms_version(here, row.facility_class) == row.version


class Documents(OfDocument, ReadOnlyInline):
    model = DocumentSeen
    fields = readonly_fields = ("document_name", "by", "at")
    ordering = ("-at",)


class States(OfStateChange, ReadOnlyInline):
    model = StateChange
    fields = readonly_fields = ("at", "before_state", "after_state", "reason", "by")
    ordering = ("-at",)


class Changes(OfDataChange, ReadOnlyInline):
    model = DataChange
    fields = readonly_fields = ("at", "what", "was", "became", "by")
    ordering = ("-at", "field")


OF_A_RESIDENT = (
    Cards,
    Bookings,
    Charges,
    Entries,
    Renewals,
    Classes,
    Consents,
    Documents,
    States,
    Changes,
)
