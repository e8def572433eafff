"""By what the staff choose residents from the list."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from central.desk.filters import ColumnFilter
from central.desk.roles import posts_of
from central.policies import municipalities
from rules.wording import in_language

__all__ = ["TypeFilter"]


class TypeFilter(ColumnFilter):
    """A kind of registration of one's own municipalities: 市内個人, 団体 and so on."""

    title = "区分"
    parameter_name = column = "type"

    def lookups(
        self,
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",  # noqa: ARG002 - Django's signature
    ) -> Sequence[tuple[str, str]]:
        mine = [municipalities()[name] for name in posts_of(request.user)]
        return [
            (key, in_language(known.name, "ja"))
            for key, known in {
                key: known for here in mine for key, known in here.types.items()
            }.items()
        ]
