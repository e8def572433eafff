"""What belongs to a row, in a table on its page; nothing of it is changed there."""

from typing import ClassVar

from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import TabularInline  # type: ignore[import-untyped]

from central.desk.models import Role
from central.desk.roles import READS, may

__all__ = ["ReadOnlyInline"]


class ReadOnlyInline(TabularInline):  # type: ignore[misc]  # unfold ships no types
    """Whoever sees the row and has one of the roles sees these; the newest of many first."""

    roles: ClassVar[frozenset[Role]] = READS
    extra = 0
    can_delete = False
    hide_title = True
    per_page = 10

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, self.roles, getattr(obj, "municipality", None))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False
