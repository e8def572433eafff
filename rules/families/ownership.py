"""One acts on one's own booking (CM-07)."""

from collections.abc import Iterator

from rules.case import Case
from rules.verdict import Reason

CODES = {"not_own": ()}


def reasons(case: Case) -> Iterator[Reason]:
    booking = case.request.booking
    if booking is not None and not booking.own:
        yield Reason("not_own", "CM-07")
