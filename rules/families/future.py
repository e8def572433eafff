"""What is booked lies in the future (CM-02); the staff may record the past."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Channel, Verb
from rules.verdict import Reason

CODES = {"in_the_past": ()}


def reasons(case: Case) -> Iterator[Reason]:
    if case.verb is not Verb.BOOK or case.request.channel is Channel.DESK:
        return
    if case.now >= case.starts_at:
        yield Reason("in_the_past", "CM-02", allowed_until=case.starts_at)
