"""A terminal says how it is; the last report of each is kept, and no line of the journal."""

from datetime import datetime
from functools import partial

from central.booking.models import Hold, HoldState
from central.booking.use_cases import return_hold
from central.clock import from_millis, millis
from central.ids import derived_id
from central.journal.commands import Context
from central.journal.write import carry_out_once
from central.policies import municipalities
from central.terminals.access import Heard
from central.terminals.letters import UNSENT_MAX
from central.terminals.models import StateReport, Terminal
from central.terminals.nonces import use_nonce
from central.terminals.sealing import published_keys
from central.terminals.use_cases import answer_call, raise_alarm
from central.transactions import in_transaction
from sync.wire import Problem, StateNoted, TerminalState

__all__ = ["report_state"]

#: A clock that shows a later year is as wrong as one can be.
CLOCK_MS_MAX = 10**15


def report_state(heard: Heard[TerminalState], now: datetime) -> StateNoted | Problem:
    if not use_nonce(heard.terminal, heard.message.nonce, now):
        return Problem(code="used_nonce", detail=heard.terminal.name)
    in_transaction(partial(_keep, heard, now))
    _take_back(heard, now)
    _ring(heard, now)
    return StateNoted(sealing_keys=published_keys(now), centre_ms=millis(now))


def _keep(heard: Heard[TerminalState], now: datetime) -> None:
    """A draw waits for what its terminals hold (``central/lottery/jobs.py``)."""
    told, unsent = heard.message, min(heard.message.unsent, UNSENT_MAX)
    changes: dict[str, object] = {"unsent": unsent, "seen_at": now}
    if told.session is not None:
        changes["session"] = told.session
    Terminal.objects.filter(pk=heard.terminal.pk).update(**changes)
    before = StateReport.objects.filter(terminal=heard.terminal).first()
    same_key = before is not None and before.kid == told.kid
    StateReport.objects.update_or_create(
        terminal=heard.terminal,
        defaults={
            "municipality": heard.terminal.municipality,
            "reported_at": now,
            "version": told.version,
            "paper": told.paper,
            "reader": told.reader,
            "intake": told.intake or "",
            "unsent": unsent,
            "oldest_at": _oldest(told, now),
            "clock_off_ms": min(told.clock_ms, CLOCK_MS_MAX) - millis(now),
            "kid": told.kid,
            "kid_since": before.kid_since if before is not None and same_key else now,
            "called_at": _called(told, now),
            "policy": told.policy or "",
            "policy_refused": told.policy_refused,
        },
    )


def _take_back(heard: Heard[TerminalState], now: datetime) -> None:
    """The holds that it returns, each once; nobody else's, and none of another session."""
    told, name = heard.message, heard.terminal.name
    if told.session is None or not told.returned:
        return
    theirs = Hold.objects.filter(
        pk__in=told.returned, terminal=name, session=told.session, state=HoldState.HELD
    )
    for grant, municipality in theirs.values_list("pk", "municipality"):
        body = return_hold.Body(grant=grant, terminal=name, session=told.session)
        line = derived_id(grant, "returned")
        context = Context(municipalities()[municipality], now, f"terminal:{name}", line)
        carry_out_once(body, context)


def _called(told: TerminalState, now: datetime) -> datetime | None:
    return None if told.called_ms is None else from_millis(min(told.called_ms, millis(now)))


def _ring(heard: Heard[TerminalState], now: datetime) -> None:
    """An alarm for each call, at once: who called stands there and waits."""
    here = municipalities().get(heard.terminal.municipality)
    if heard.message.called_ms is None or here is None:
        return
    name = heard.terminal.name
    line = derived_id(heard.terminal.id, f"{answer_call.CALLED} {heard.message.called_ms}")
    body = raise_alarm.Body(alarm=answer_call.CALLED, about=name)
    carry_out_once(body, Context(here, now, f"terminal:{name}", line))


def _oldest(told: TerminalState, now: datetime) -> datetime | None:
    """By the terminal's clock it is so old, whatever that clock shows."""
    if told.oldest_ms is None:
        return None
    age_ms = max(told.clock_ms - told.oldest_ms, 0)
    return from_millis(max(millis(now) - age_ms, 0))
