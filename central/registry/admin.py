"""Residents, cards and credentials to look up; what changes them is a use case."""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from central.booking.words import place_text
from central.desk.inlines import ReadOnlyInline
from central.desk.links import link
from central.desk.pages import ReadOnlyAdmin
from central.policies import municipalities
from central.registry.columns import ByWhom, OfClass, OfDataChange, OfDocument, OfStateChange
from central.registry.filters import TypeFilter
from central.registry.inlines import OF_A_RESIDENT
from central.registry.models import (
    Card,
    ClassRegistration,
    Consent,
    Credential,
    DataChange,
    DocumentSeen,
    KeptForm,
    PasswordLink,
    RenewalApplication,
    Resident,
    StateChange,
)
from central.registry.search import folded, has_phone
from central.registry.shown import roster_text, value_text

__all__ = [
    "CardAdmin",
    "ClassRegistrationAdmin",
    "ConsentAdmin",
    "CredentialAdmin",
    "DataChangeAdmin",
    "DocumentSeenAdmin",
    "KeptFormAdmin",
    "PasswordLinkAdmin",
    "RenewalApplicationAdmin",
    "ResidentAdmin",
    "StateChangeAdmin",
]

_VALID = ("registered_on", "valid_until")
_DECLARED = (
    ("representative", "born_on"),
    ("school_name", "phone"),
    ("mail", "address"),
    ("members", "returned"),
)


@admin.register(Resident)
class ResidentAdmin(ReadOnlyAdmin):
    """All that a clerk asks about somebody, on one page; tables without rows are left out."""

    list_display = ("number", "name", "type_name", "state", "valid_until", "phone", "municipality")
    list_display_links = ("number", "name")
    list_filter = ("state", TypeFilter, "municipality")
    search_fields = ("number", "name", "representative", "phone", "cards__uid")
    search_help_text = "利用者番号、氏名、団体名、電話番号、カードIDで探せます。"
    ordering = ("municipality", "number")
    inlines = OF_A_RESIDENT
    fieldsets = (
        (None, {"fields": (("number", "state"), ("name", "type_name"), _VALID)}),
        ("届出事項", {"fields": _DECLARED}),
        ("利用と納付", {"fields": (("method", "no_shows"), ("withdrawn_on", "password"))}),
    )
    readonly_fields = ("type_name", "school_name", "members", "method", "password", "returned")

    @admin.display(description="区分", ordering="type")
    def type_name(self, row: Resident) -> str:
        return value_text(municipalities()[row.municipality], "type", row.type)

    @admin.display(description="在学")
    def school_name(self, row: Resident) -> str:
        return value_text(municipalities()[row.municipality], "school", row.school)

    @admin.display(description="構成員名簿")
    def members(self, row: Resident) -> str:
        return roster_text(municipalities()[row.municipality], row.roster) or "—"

    @admin.display(description="納付方法")
    def method(self, row: Resident) -> str:
        return value_text(municipalities()[row.municipality], "payment_method", row.payment_method)

    @admin.display(description="郵便不着")
    def returned(self, row: Resident) -> str:
        return "郵便が戻ってきた" if row.mail_returned else "なし"

    @admin.display(description="パスワード")
    def password(self, row: Resident) -> str:
        kept = row.credentials.values_list("temporary", flat=True).first()
        return {None: "まだない", True: "仮パスワード", False: "登録済み"}[kept]

    def get_inlines(
        self, request: HttpRequest, obj: Resident | None
    ) -> Sequence[type[ReadOnlyInline]]:
        every: Sequence[type[ReadOnlyInline]] = super().get_inlines(request, obj)
        return [each for each in every if each.model.objects.filter(resident=obj).exists()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Resident], search_term: str
    ) -> tuple[QuerySet[Resident], bool]:
        term = folded(search_term)
        found, several = super().get_search_results(request, queryset, term)
        by_phone = has_phone(term)
        return (found if by_phone is None else found | queryset.filter(by_phone)), several


class _OfResident(ReadOnlyAdmin):
    """Rows of residents, with the way back to them."""

    list_select_related = ("resident",)
    search_fields: tuple[str, ...] = ("resident__number", "resident__name")

    @admin.display(description="利用者", ordering="resident__number")
    def who(self, row: Card) -> str:
        return link(row.resident)


@admin.register(Card)
class CardAdmin(_OfResident):
    list_display = ("uid", "state", "who", "municipality")
    list_filter = ("state", "municipality")
    search_fields = ("uid", "resident__number", "resident__name")
    fields = readonly_fields = ("uid", "state", "who")


@admin.register(Credential)
class CredentialAdmin(_OfResident):
    list_display = ("changed_at", "temporary", "who", "municipality")
    list_filter = ("temporary", "municipality")
    fields = readonly_fields = ("who", "temporary", "changed_at")


@admin.register(PasswordLink)
class PasswordLinkAdmin(_OfResident):
    """That one was sent; what stands in it nobody sees."""

    list_display = ("until", "used", "who", "municipality")
    list_filter = ("used", "municipality")
    ordering = ("-until", "id")
    fields = readonly_fields = ("who", "until", "used")


@admin.register(StateChange)
class StateChangeAdmin(OfStateChange, _OfResident):
    list_display = ("at", "who", "before_state", "after_state", "reason", "by", "municipality")
    list_filter = ("after", "municipality")
    ordering = ("-at",)
    fields = readonly_fields = ("who", "at", "before_state", "after_state", "reason", "by")


@admin.register(ClassRegistration)
class ClassRegistrationAdmin(OfClass, ByWhom, _OfResident):
    list_display = ("class_name", "who", "approved", "at", "by", "municipality")
    list_filter = ("approved", "municipality")
    fields = readonly_fields = ("who", "class_name", "approved", "at", "by")


@admin.register(DataChange)
class DataChangeAdmin(OfDataChange, _OfResident):
    list_display = ("at", "who", "what", "was", "became", "by", "municipality")
    list_filter = ("municipality",)
    ordering = ("-at",)
    fields = readonly_fields = ("who", "at", "what", "was", "became", "by")


@admin.register(Consent)
class ConsentAdmin(OfClass, _OfResident):
    list_display = ("at", "who", "class_name", "municipality")
    list_filter = ("municipality",)
    ordering = ("-at",)
    fields = readonly_fields = ("who", "class_name", "version", "at")


@admin.register(DocumentSeen)
class DocumentSeenAdmin(OfDocument, _OfResident):
    list_display = ("at", "who", "document_name", "by", "municipality")
    list_filter = ("municipality",)
    ordering = ("-at",)
    fields = readonly_fields = ("who", "document_name", "by", "at")


@admin.register(RenewalApplication)
class RenewalApplicationAdmin(ByWhom, _OfResident):
    list_display = ("number", "state", "who", "received_at", "changed_at", "by", "municipality")
    list_filter = ("state", "municipality")
    search_fields = ("number", "resident__number", "resident__name")
    ordering = ("-received_at",)
    fields = readonly_fields = (
        *("number", "state", "who", "rooms", "received_at"),
        *("changed_at", "by", "why", "before", "after"),
    )

    def subject(self, row: RenewalApplication) -> str:
        return f"{row}　{row.resident}"

    @admin.display(description="申請する施設")
    def rooms(self, row: RenewalApplication) -> str:
        places = [place_text(row.municipality, room) for room in row.facilities]
        return "、".join(places) or "すべて"

    @admin.display(description="前の申請")
    def before(self, row: RenewalApplication) -> str:
        return link(row.follows)

    @admin.display(description="後の申請")
    def after(self, row: RenewalApplication) -> str:
        return link(row.renewalapplication_set.first())


@admin.register(KeptForm)
class KeptFormAdmin(ReadOnlyAdmin):
    """That there are some, and until when; nobody here can read one."""

    list_display = ("kept_at", "verb", "until", "actor", "municipality")
    list_filter = ("verb", "municipality")
    fields = readonly_fields = ("kept_at", "verb", "until", "actor")
