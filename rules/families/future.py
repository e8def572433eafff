"""What is asked for lies in the future (CM-02); the staff may record the past."""

from collections.abc import Iterator
from datetime import datetime

from rules.case import Case
from rules.facts import Channel, Verb
from rules.verdict import Reason

CODES = {"in_the_past": ()}


def reasons(case: Case) -> Iterator[Reason]:
    if not case.takes_courts or case.request.channel is Channel.DESK:
        return
    starts = _starts_at(case)
    if case.now >= starts:
        yield Reason("in_the_past", "CM-02", allowed_until=starts)


def _starts_at(case: Case) -> datetime:
    """When what is asked for begins; of an extension, what is added to the booking."""
    booking = case.request.booking
    if case.verb is not Verb.EXTEND or booking is None or case.starts_at < booking.slot.starts_at:
        return case.starts_at
    return booking.slot.ends_at
