"""Commands, carried out as the staff would, and what the journal then holds."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import UUID

import time_machine

from central import clock
from central.booking.use_cases import book
from central.decision import Decision
from central.ids import new_id
from central.journal.chain import SETTLED_AFTER, seal
from central.journal.commands import Body, Context
from central.journal.models import Line
from central.journal.write import carry_out
from central.policies import municipalities
from central.registry.models import Resident
from central.registry.use_cases import register
from rules.facts import Channel
from tests.central.world import SECRET, body

__all__ = ["ONO", "booking", "do", "later", "registered", "seal_all"]

ONO = municipalities()["ono"]


def do(wanted: Body, line: UUID | None = None) -> Decision:
    return carry_out(wanted, Context(ONO, clock.now(), "staff:desk", line or new_id()))


def registered(number: str = "90000001", card: str | None = "04AA") -> Resident:
    wanted = register.Body(
        channel=Channel.DESK,
        carried_over=True,
        type="city_group",
        name="見本・利用者",
        number=number,
        born_on=date(1990, 4, 1),
        mail="mihon@example.com",
        registered_on=date(2026, 1, 5),
        valid_until=date(2027, 1, 5),
        card=card,
        secret=SECRET,
    )
    assert do(wanted).verdict == "applied"
    return Resident.objects.get(municipality="ono", number=number)


def booking(resident: Resident, **changes) -> book.Body:
    return book.Body(resident=resident.id, channel=Channel.DESK, wish=body(**changes))


def later(seconds: float) -> AbstractContextManager[object]:
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=True)


def seal_all() -> list[Line]:
    """The sealed lines, in their order."""
    with later(SETTLED_AFTER.total_seconds() + 1):
        seal("ono", clock.now())
    return list(Line.objects.filter(municipality="ono", place__isnull=False).order_by("place"))
