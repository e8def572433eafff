"""A terminal wants an unfinished form back by its code; what is wrong is counted, as passwords."""

from datetime import datetime
from functools import partial

from central.clock import millis
from central.policies import municipalities
from central.registry.kept_forms import lasting
from central.registry.models import KeptForm
from central.terminals.access import Heard
from central.terminals.throttle import form_at_terminal, with_throttle
from rules.calendar import day_of
from sync.wire import FormRefused, FormResumed, Problem, ResumeForm

__all__ = ["resume_unfinished"]


def resume_unfinished(
    heard: Heard[ResumeForm], now: datetime
) -> FormResumed | FormRefused | Problem:
    """It is changed by this in nothing: it stays until it is finished, or kept anew."""
    if heard.message.municipality not in municipalities():
        return Problem(code="unknown_municipality", detail=heard.terminal.name)
    attempt = form_at_terminal(
        heard.message.municipality, heard.terminal.name, heard.message.digest
    )
    found = with_throttle(attempt, now, partial(_look, heard, now), lambda rows: not rows)
    if found is None:
        return FormRefused(code="throttled", centre_ms=millis(now))
    for row in found:
        return FormResumed(box=row.box, until=row.until, centre_ms=millis(now))
    return FormRefused(code="unknown", centre_ms=millis(now))


def _look(heard: Heard[ResumeForm], now: datetime) -> tuple[KeptForm, ...]:
    wanted = heard.message
    rows = lasting(wanted.municipality, wanted.digest, day_of(now))
    return tuple(rows.filter(verb=wanted.verb))
