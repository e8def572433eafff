"""Numbers of residents and of applications: text of digits, the next one after the highest."""

from django.db.models import Max

from central.registry.models import RenewalApplication, Resident
from rules.document import NumberFormat

__all__ = ["next_application", "next_number"]

_APPLICATION_DIGITS = 6


def next_number(municipality: str, form: NumberFormat) -> str | None:
    """None where the highest is the last that the form has; they are all of the same length."""
    length = form.length_max
    issued = Resident.objects.filter(
        municipality=municipality, number__regex=rf"^[0-9]{{{length}}}$"
    )
    following = int(issued.aggregate(last=Max("number"))["last"] or 0) + 1
    return None if following >= 10**length else f"{following:0{length}}"


def next_application(municipality: str) -> str:
    """Two that are given the same meet at the unique number, and one is tried again."""
    count = RenewalApplication.objects.filter(municipality=municipality).count()
    return f"{count + 1:0{_APPLICATION_DIGITS}}"
