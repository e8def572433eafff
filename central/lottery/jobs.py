"""What becomes due in a draw: commitment, close, draw, mails, lapse of wins."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from central.journal.jobs import Due, Job
from central.lottery.models import Draw, DrawState, Entry, EntryState
from central.lottery.proof import draw_id
from central.lottery.public_values import provider_of
from central.lottery.sealed import first_commitment, open_secret
from central.lottery.terms import Terms, terms_of
from central.lottery.use_cases import (
    close_draw,
    hold_draw,
    lapse_wins,
    tell_results,
)
from central.terminals.models import Terminal
from rules.calendar import day_of, first_of_month
from rules.policy import Municipality

__all__ = ["JOBS"]

#: The commitment is public for so long before anybody can enter, and longer where that can be.
COMMITTED_BEFORE = timedelta(days=31)
#: How far ahead windows are looked for, in months.
MONTHS_AHEAD = 13


def commitments(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Months whose window opens soon or is open."""
    known = Draw.objects.filter(municipality=municipality.id).values_list("month", flat=True)
    done = set(known.filter(month__gte=first_of_month(day_of(now))))
    for ahead in range(MONTHS_AHEAD):
        month = first_of_month(day_of(now), ahead)
        terms = terms_of(municipality, month)
        if terms is None or month in done:
            continue
        if terms.opens_at - COMMITTED_BEFORE <= now < terms.closes_at:
            yield Due(_key(month), first_commitment(municipality.id, month, now))


def closes(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """After the period, as soon as no terminal is known to hold something, or at the limit."""
    for draw, terms in _draws(municipality, DrawState.COMMITTED):
        waited = now >= terms.waits_until or not _is_awaited(municipality)
        if now >= terms.closes_at and waited:
            yield Due(_key(draw.month), close_draw.Body(month=draw.month))


def draws(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """After the hours for complaints, as soon as the public value is there: the secret is opened.

    Where it cannot be, the log says so at every turn, until the staff commit to another one.
    """
    for draw, terms in _draws(municipality, DrawState.CLOSED):
        assert draw.closed_at is not None, "a closed draw has the instant"
        if now < draw.closed_at + terms.complaints:
            continue
        number = draw_id(municipality.id, draw.month)
        value = provider_of(terms.public_value).value_after(number, draw.closed_at, now)
        secret = None if value is None else open_secret(draw)
        if value is not None and secret is not None:
            body = hold_draw.Body(month=draw.month, public_value=value, secret=secret)
            yield Due(_key(draw.month), body)


def lapses(municipality: Municipality, now: datetime) -> Iterator[Due]:
    months = _months_with(municipality, EntryState.WON)
    for month in months:
        terms = terms_of(municipality, month)
        if terms is not None and terms.confirms_until is not None and now >= terms.confirms_until:
            yield Due(_key(month), lapse_wins.Body(month=month))


def results(municipality: Municipality, now: datetime) -> Iterator[Due]:  # noqa: ARG001 - as every job
    """Some residents at a time, so that no transaction is long."""
    for month in _months_with(municipality, *tell_results.TOLD, told=False):
        users = iter(_untold(municipality, month))
        while some := tuple(islice(users, tell_results.RESIDENTS_MAX)):
            yield Due(f"{_key(month)} {some[0]}", tell_results.Body(month=month, users=some))


JOBS = (
    Job("commit_draws", commitments),
    Job("close_draws", closes),
    Job("hold_draws", draws),
    Job("tell_results", results),
    Job("lapse_wins", lapses),
)


def _draws(municipality: Municipality, state: DrawState) -> Iterator[tuple[Draw, Terms]]:
    rows = Draw.objects.filter(municipality=municipality.id, state=state).order_by("month")
    for draw in rows:
        terms = terms_of(municipality, draw.month)
        if terms is not None:
            yield draw, terms


def _is_awaited(municipality: Municipality) -> bool:
    """Whether a terminal that is believed said that it holds actions which have not come yet.

    It may stand in another municipality and serve this one, too; what it holds is not told apart.
    """
    waiting = Terminal.objects.filter(unsent__gt=0, revoked=False, quarantined=False)
    return any(municipality.id in {one.municipality, *one.serves} for one in waiting)


def _months_with(municipality: Municipality, *states: EntryState, **more: bool) -> Iterable[date]:
    rows = Entry.objects.filter(municipality=municipality.id, state__in=states, **more)
    return rows.order_by("month").values_list("month", flat=True).distinct()


def _untold(municipality: Municipality, month: date) -> Iterable[str]:
    rows = Entry.objects.filter(
        municipality=municipality.id, month=month, state__in=tell_results.TOLD, told=False
    )
    return rows.order_by("user").values_list("user", flat=True).distinct()


def _key(month: date) -> str:
    return f"{month:%Y-%m}"
