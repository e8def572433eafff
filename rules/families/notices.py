"""No notice closes the room at that time (CM-08): rain, repair, an event."""

from collections.abc import Iterator

from rules.calendar import clock_text
from rules.case import Case
from rules.facts import Closure
from rules.verdict import Reason

CODES = {"closed_by_notice": ("why", "from_time", "until_time")}


def reasons(case: Case) -> Iterator[Reason]:
    if not case.takes_more:
        return
    for closure in case.facts.closed:
        if _meets(case, closure):
            params = {
                "why": closure.reason,
                "from_time": clock_text(closure.start_minute),
                "until_time": clock_text(closure.end_minute),
            }
            yield Reason("closed_by_notice", "CM-08", params)


def _meets(case: Case, closure: Closure) -> bool:
    slot = case.slot
    return (
        closure.facility == slot.facility
        and closure.day == slot.day
        and closure.start_minute < slot.end_minute
        and slot.start_minute < closure.end_minute
    )
