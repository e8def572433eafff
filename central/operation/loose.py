"""Rows that name one which is not there.

The database itself looks where that costs little. What an action writes names only what its
transaction has locked or writes too, and there the database is not asked to look it up again.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Exists, ForeignKey, Model, OuterRef

__all__ = ["loose_rows"]


def loose_rows() -> Iterator[str]:
    """Of each relation that the database does not watch, how many rows lead nowhere."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 - documented
            if isinstance(field, ForeignKey) and not field.db_constraint:  # type: ignore[attr-defined]  # the stubs lack it
                count = _leading_nowhere(model, field)
                if count:
                    yield f"{model._meta.db_table}.{field.attname}: {count} rows lead nowhere"  # noqa: SLF001 - documented


def _leading_nowhere(model: type[Model], field: "ForeignKey[Model, Model]") -> int:
    named = field.related_model._default_manager.filter(pk=OuterRef(field.attname))  # noqa: SLF001 - documented
    rows = model._default_manager.filter(**{f"{field.name}__isnull": False})  # noqa: SLF001 - documented
    return rows.filter(~Exists(named)).count()
