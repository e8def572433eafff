"""Consent to the terms as they stand, and whether what was agreed to is still that."""

from collections.abc import Iterable

from central.journal.commands import Context
from central.registry.fields import Agreement
from central.registry.models import Consent, Resident
from central.registry.terms import terms_version

__all__ = ["agree", "outdated"]


def outdated(agreed: Iterable[Agreement], context: Context) -> str | None:
    """A class whose terms have another version than the one agreed to; None: there is none."""
    for agreement in agreed:
        stands = terms_version(context.municipality, agreement.facility_class)
        if agreement.version is not None and agreement.version != stands:
            return agreement.facility_class
    return None


def agree(resident: Resident, agreement: Agreement, context: Context) -> None:
    """Once for a version; a second consent to the same says nothing new."""
    Consent.objects.get_or_create(
        municipality=resident.municipality,
        resident=resident,
        facility_class=agreement.facility_class,
        version=agreement.version,
        defaults={
            "id": context.make_id(f"consent {agreement.facility_class}"),
            "at": context.now,
        },
    )
