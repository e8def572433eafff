"""Residents, cards and credentials to look up; what changes them is a use case."""

from django.contrib import admin

from central.desk.pages import ReadOnlyAdmin
from central.registry.models import (
    Card,
    ClassRegistration,
    Consent,
    Credential,
    DataChange,
    DocumentSeen,
    RenewalApplication,
    Resident,
    StateChange,
)

__all__ = [
    "CardAdmin",
    "ClassRegistrationAdmin",
    "ConsentAdmin",
    "CredentialAdmin",
    "DataChangeAdmin",
    "DocumentSeenAdmin",
    "RenewalApplicationAdmin",
    "ResidentAdmin",
    "StateChangeAdmin",
]


@admin.register(Resident)
class ResidentAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "number", "name", "type", "state", "valid_until")
    list_filter = ("municipality", "type", "state")
    search_fields = ("number", "name")


@admin.register(Card)
class CardAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "uid", "resident", "state")
    list_filter = ("municipality", "state")
    list_select_related = ("resident",)
    search_fields = ("uid", "resident__number")


@admin.register(Credential)
class CredentialAdmin(ReadOnlyAdmin):
    list_display = ("resident", "changed_at")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)
    exclude = ("secret",)


@admin.register(StateChange)
class StateChangeAdmin(ReadOnlyAdmin):
    list_display = ("resident", "before", "after", "actor", "why", "at")
    list_filter = ("municipality", "after")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(ClassRegistration)
class ClassRegistrationAdmin(ReadOnlyAdmin):
    list_display = ("resident", "facility_class", "approved", "actor", "at")
    list_filter = ("municipality", "facility_class", "approved")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(DataChange)
class DataChangeAdmin(ReadOnlyAdmin):
    list_display = ("resident", "field", "actor", "at")
    list_filter = ("municipality", "field")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("resident", "facility_class", "version", "at")
    list_filter = ("municipality", "facility_class")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(DocumentSeen)
class DocumentSeenAdmin(ReadOnlyAdmin):
    list_display = ("resident", "document", "actor", "at")
    list_filter = ("municipality", "document")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)


@admin.register(RenewalApplication)
class RenewalApplicationAdmin(ReadOnlyAdmin):
    list_display = ("number", "resident", "state", "actor", "received_at")
    list_filter = ("municipality", "state")
    list_select_related = ("resident",)
    search_fields = ("resident__number",)
