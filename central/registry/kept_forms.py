"""Unfinished forms (一時保存): those that are still there, and those of no more use (AG-13)."""

from datetime import date

from django.db.models import QuerySet

from central.journal.commands import Context
from central.registry.models import KeptForm
from rules.families import unfinished
from rules.policy import Municipality

__all__ = ["kept_days", "lasting", "over", "use_up"]


def kept_days(municipality: Municipality, day: date) -> int | None:
    """How many days a form is kept; None where none is."""
    found = municipality.settings(municipality.id, day).get(unfinished.Settings)
    kept = found.kept if isinstance(found, unfinished.Settings) else None
    return None if kept is None else kept.days


def lasting(municipality: str, digest: str, day: date) -> QuerySet[KeptForm]:
    """The one that is found under what a terminal made of its code."""
    return KeptForm.objects.filter(municipality=municipality, digest=digest, until__gte=day)


def over(municipality: str, day: date) -> QuerySet[KeptForm]:
    """Those whose last day was before this one."""
    return KeptForm.objects.filter(municipality=municipality, until__lt=day)


def use_up(digest: str | None, context: Context) -> None:
    """The form is finished, or kept anew: its code opens nothing from here on."""
    if digest is not None:
        KeptForm.objects.filter(municipality=context.municipality.id, digest=digest).delete()
