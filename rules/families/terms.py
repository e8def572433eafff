"""Consent to the terms of use of a class of facilities (利用規約への同意)."""

from collections.abc import Iterator

from rules.case import Case
from rules.schema import Rule
from rules.verdict import Reason

CODES = {"terms_not_agreed": ("facility_class",)}


class Settings(Rule):
    """Courts are given only to someone who agreed to the terms of their class as they stand."""


def reasons(case: Case) -> Iterator[Reason]:
    settings, resident = case.settings(Settings), case.resident
    if settings is None or resident is None or not case.takes_courts:
        return
    if resident.agreed is not None and case.facility_class not in resident.agreed:
        yield Reason("terms_not_agreed", settings.cited, {"facility_class": case.facility_class})
