"""Something about terminals or logins that somebody should look at soon: a row, and a log line.

The rows are counted for Prometheus where the centre is served (``central/operation/scrape.py``).
"""

import logging
from functools import partial
from typing import Annotated, Literal

from django.db import transaction
from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.logs import event
from central.terminals.models import Alarm

__all__ = ["KIND", "Body", "perform"]

KIND = "raise_alarm"


class Body(commands.Body):
    """``about`` names a terminal, or is empty; never a person or an address."""

    alarm: Literal[
        "silent_terminal", "quarantined_terminal", "guessing", "wrong_passwords", "staff_called"
    ]
    about: Annotated[str, Field(max_length=128)] = ""
    count: Annotated[int, Field(ge=1)] = 1


def perform(body: Body, context: Context) -> Decision:
    Alarm.objects.create(
        id=context.make_id("alarm"),
        municipality=context.municipality.id,
        kind=body.alarm,
        about=body.about,
        count=body.count,
        raised_at=context.now,
    )
    transaction.on_commit(partial(_tell, body, context.municipality.id))
    return APPLIED


def _tell(body: Body, municipality: str) -> None:
    fields = {"municipality": municipality, "alarm": body.alarm, "about": body.about}
    event("alarm", level=logging.WARNING, **fields, count=body.count)
