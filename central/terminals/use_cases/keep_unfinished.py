"""A terminal has an unfinished form kept: the command, and in its transaction the box itself."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Literal

from django.db.models import QuerySet

from central.clock import millis
from central.decision import Decision
from central.ids import derived_id
from central.journal import write
from central.journal.commands import Context
from central.journal.models import Line
from central.policies import municipalities
from central.registry.kept_forms import lasting
from central.registry.models import KeptForm
from central.registry.use_cases import keep_form
from central.terminals.access import Heard
from central.transactions import in_transaction
from rules.calendar import day_of
from sync.wire import FormKept, FormRefused, KeepForm, Problem

__all__ = ["keep_unfinished"]

_SAID: Mapping[str, Literal["unknown", "full", "not_here"]] = {
    "forms_not_kept": "not_here",
    "forms_full": "full",
    "form_known": "unknown",
}


def keep_unfinished(heard: Heard[KeepForm], now: datetime) -> FormKept | FormRefused | Problem:
    """The same request once more has the same answer, and brings back nothing that was used up."""
    terminal, wanted = heard.terminal, heard.message
    here = municipalities().get(wanted.municipality)
    if here is None:
        return Problem(code="unknown_municipality", detail=terminal.name)
    line = derived_id(terminal.id, f"{keep_form.KIND} {here.id} {wanted.digest}")
    context = Context(here, now, f"terminal:{terminal.name}", line)
    return in_transaction(partial(_keep, wanted, context))


def _keep(wanted: KeepForm, context: Context) -> FormKept | FormRefused:
    told_ms, box_digest = millis(context.now), sha256(wanted.box.encode()).hexdigest()
    if Line.objects.filter(pk=context.line).exists():
        row = _kept(wanted, context).filter(box_digest=box_digest).first()
        if row is None:
            return FormRefused(code="unknown", centre_ms=told_ms)
        return FormKept(until=row.until, centre_ms=told_ms)
    decision = _perform(wanted, box_digest, context)
    if decision.verdict != "applied":
        return FormRefused(code=_SAID[decision.reasons[0].code], centre_ms=told_ms)
    _kept(wanted, context).update(box=wanted.box)
    return FormKept(until=_kept(wanted, context).get().until, centre_ms=told_ms)


def _kept(wanted: KeepForm, context: Context) -> QuerySet[KeptForm]:
    return lasting(context.municipality.id, wanted.digest, day_of(context.now))


def _perform(wanted: KeepForm, box_digest: str, context: Context) -> Decision:
    body = keep_form.Body(
        verb=wanted.verb, digest=wanted.digest, box_digest=box_digest, replaces=wanted.replaces
    )
    decision = write.perform(body, context)
    write.write_line(body, context, decision)
    return decision
