"""Keep in mind who looked at whose data."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

from central import clock
from central.desk.models import LookUp

__all__ = ["note_looks"]


def note_looks(request: HttpRequest, rows: Iterable[Model], page: str) -> None:
    """Before the page goes out: what could not be noted is not shown."""
    looked_at = {found for row in rows if (found := _resident_of(row)) is not None}
    LookUp.objects.bulk_create(
        LookUp(
            municipality=municipality,
            resident=resident,
            actor=f"staff:{request.user.get_username()}",
            page=page,
            at=clock.now(),
        )
        for municipality, resident in sorted(looked_at)
    )


def _resident_of(row: Model) -> tuple[str, UUID] | None:
    """Whose data a row shows: its own, a resident's, or those of the booking or charge it is of."""
    if row._meta.label == "registry.Resident":  # noqa: SLF001 - Django's public name for it
        return row.municipality, row.pk  # type: ignore[attr-defined]
    if (resident := getattr(row, "resident_id", None)) is not None:
        return row.municipality, resident  # type: ignore[attr-defined]
    for name in ("charge", "booking"):
        if (other := getattr(row, name, None)) is not None:
            return _resident_of(other)
    return None
