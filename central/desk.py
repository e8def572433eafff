"""The staff's pages, on Django's admin."""

from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin  # type: ignore[import-untyped]

__all__ = ["ReadOnlyAdmin"]


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold ships no types
    """To look up and search: rows of a use case are changed by the use case alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False
