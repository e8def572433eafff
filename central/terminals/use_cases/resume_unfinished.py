"""A terminal wants an unfinished form back by its code; what is wrong is counted, as passwords."""

from datetime import datetime
from functools import partial

from central.clock import millis
from central.registry.kept_forms import lasting
from central.registry.models import KeptForm
from central.terminals.access import Heard
from central.terminals.throttle import form_at_terminal, with_throttle
from rules.calendar import day_of
from sync.wire import FormRefused, FormResumed, ResumeForm

__all__ = ["resume_unfinished"]


def resume_unfinished(heard: Heard[ResumeForm], now: datetime) -> FormResumed | FormRefused:
    """It is changed by this in nothing: it stays until it is finished, or kept anew."""
    here, wanted = heard.terminal.municipality, heard.message
    attempt = form_at_terminal(here, heard.terminal.name, wanted.digest)
    found = with_throttle(attempt, now, partial(_look, heard, now), lambda rows: not rows)
    if found is None:
        return FormRefused(code="throttled", centre_ms=millis(now))
    for row in found:
        return FormResumed(box=row.box, until=row.until, centre_ms=millis(now))
    return FormRefused(code="unknown", centre_ms=millis(now))


def _look(heard: Heard[ResumeForm], now: datetime) -> tuple[KeptForm, ...]:
    here, wanted = heard.terminal.municipality, heard.message
    return tuple(lasting(here, wanted.digest, day_of(now)).filter(verb=wanted.verb))
