"""By what the staff choose rows of a table."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from central.desk.labels import town_text
from central.desk.roles import posts_of

__all__ = ["ColumnFilter", "TownFilter"]


class ColumnFilter(SimpleListFilter):
    """Rows of which a column holds just what was chosen."""

    column: ClassVar[str]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: QuerySet[Model],
    ) -> QuerySet[Model]:
        wanted = self.value()
        return queryset if wanted is None else queryset.filter(**{self.column: wanted})


class TownFilter(ColumnFilter):
    """One of the municipalities in which one has a post."""

    title = "自治体"
    parameter_name = column = "municipality"

    def lookups(
        self,
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",  # noqa: ARG002 - Django's signature
    ) -> Sequence[tuple[str, str]]:
        return [(name, town_text(name)) for name in posts_of(request.user)]
