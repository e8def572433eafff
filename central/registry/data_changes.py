"""What a resident declared, and what it was before (届出事項の変更)."""

from central.journal.commands import Context
from central.registry.models import DataChange, Resident

__all__ = ["note_change"]


def note_change(resident: Resident, field: str, before: object, context: Context) -> None:
    """The field has its new value already."""
    DataChange.objects.create(
        id=context.make_id(f"data {field}"),
        municipality=resident.municipality,
        resident=resident,
        field=field,
        before=str(before),
        after=str(getattr(resident, field)),
        actor=context.actor,
        at=context.now,
    )
