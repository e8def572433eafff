"""Residents, cards and credentials to look up; what changes them is a use case."""

from django.contrib import admin

from central.desk import ReadOnlyAdmin
from central.registry.models import Card, Credential, Resident

__all__ = ["CardAdmin", "CredentialAdmin", "ResidentAdmin"]


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
