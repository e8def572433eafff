"""Until when and by which way a booking is cancelled, what it costs then, what is given back.

取消・キャンセル料・還付, and when the courts of a cancelled lottery win can be had again.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Strict

from rules.calendar import day_of, instant, last_of_month
from rules.case import Case
from rules.deadlines import Before, NoFault, after_day
from rules.facts import Booking, Stage, Verb
from rules.families import payment
from rules.schema import (
    Channels,
    Cited,
    Days,
    Group,
    Many,
    Minute,
    Months,
    Percent,
    Rule,
    Section,
    Sourced,
    Yen,
)
from rules.verdict import Reason

CODES = {
    "cancel_too_late": ("until_at",),
    "cancel_too_late_here": ("until_at",),
    "cancel_costs_the_fee": ("until_at", "fee_yen"),
    "cancel_at_the_desk": ("facility",),
    "paid_at_the_desk": ("facility",),
    "staff_decide": ("why",),
}


class Until(Before, Rule):
    """Possible before the limit; ``channels``: on the others later too."""

    channels: Channels | None = None


class Paid(Rule):
    """A booking that is paid cannot be cancelled on these channels."""

    refused_on: Channels


class AtTheDesk(Rule):
    """Not cancelled on these channels; with ``stages`` only a booking that stands so."""

    refused_on: Channels
    stages: Many[Annotated[Stage, Strict(strict=False)]] | None = None


class Step(Section):
    """What a cancellation costs; of several, the first that fits holds.

    It fits a booking in one of ``stages`` that is cancelled by the end of the day so many days
    before the use; both may be left out. ``refund_percent`` is of what was paid; None: the terms
    do not say. ``fee_stands``: what is not paid yet is still owed. ``charge``: owed beside.
    """

    stages: Many[Annotated[Stage, Strict(strict=False)]] | None = None
    days_before: Days | None = None
    refund_percent: Percent | None = None
    fee_stands: bool = False
    charge: Sourced[Yen] | None = None

    @property
    def is_free(self) -> bool:
        return self.refund_percent in {None, 100} and not self.fee_stands and self.charge is None


class Refund(Section):
    """How a refund is claimed.

    ``claim_months``: by the end of the month so many months after the use. ``at_place``: at the
    place of use itself, where no other desk is named for it. ``bring`` is the clause that says
    what has to be brought.
    """

    claim_months: Months | None = None
    at_place: bool = False
    bring: Cited | None = None


class Release(Section):
    """A cancelled lottery win is free again at a time of a later day (独占利用抑制).

    It is so many days later where it was cancelled by ``until``, and a day more after that.
    """

    until: Minute
    days: Days
    at: Minute


class Settings(Group):
    """``no_fault``: where weather and the like count; nothing is then owed, all is given back."""

    until: Until | None = None
    paid: Paid | None = None
    at_the_desk: AtTheDesk | None = None
    no_fault: NoFault | None = None
    steps: Many[Step] = ()
    refund: Refund | None = None
    release: Release | None = None


def released_at(settings: Settings, booking: Booking, now: datetime) -> datetime:
    """When the courts of a booking that is cancelled now can be had by others."""
    release = settings.release
    if release is None or not booking.won:
        return now
    today = day_of(now)
    late = now > instant(today, release.until)
    return instant(today + timedelta(days=release.days + late), release.at)


def reasons(case: Case) -> Iterator[Reason]:
    settings, booking = case.settings(Settings), case.request.booking
    if case.verb is not Verb.CANCEL or settings is None or booking is None:
        return
    yield from _late(case, settings, booking)
    yield from _desk(case, settings, booking)
    no_fault, reason = settings.no_fault, case.request.reason
    if reason != "user" and no_fault is not None and not no_fault.counts(case.request.channel):
        yield Reason("staff_decide", no_fault.cited, {"why": reason})


def outcome(case: Case) -> Mapping[str, object]:
    settings, booking = case.settings(Settings) or Settings(), case.request.booking
    if case.verb is Verb.BOOK:
        return {"cancel_free_until": _free_until(case, settings)}
    if case.verb is not Verb.CANCEL or booking is None:
        return {}
    percent, due = _cost(case, settings, booking)
    return {
        "fee_due": due,
        "refund_percent": percent,
        "released_at": released_at(settings, booking, case.now),
        **(_claim(case, settings.refund) if percent else {}),
    }


def _late(case: Case, settings: Settings, booking: Booking) -> Iterator[Reason]:
    until = settings.until
    limit = None if until is None else until.limit(case.slot)
    if until is None or limit is None or case.now < limit or _is_no_fault(case, settings):
        return
    if until.channels is not None and case.request.channel not in until.channels:
        return
    params: dict[str, object] = {"until_at": limit.isoformat()}
    _, due = _cost(case, settings, booking)
    if due:
        params["fee_yen"] = due
        yield Reason("cancel_costs_the_fee", until.cited, params, allowed_until=limit)
    elif until.channels is None:
        yield Reason("cancel_too_late", until.cited, params, allowed_until=limit)
    else:
        yield Reason("cancel_too_late_here", until.cited, params, allowed_until=limit)


def _desk(case: Case, settings: Settings, booking: Booking) -> Iterator[Reason]:
    channel, here = case.request.channel, {"facility": case.room.id}
    paid, desk = settings.paid, settings.at_the_desk
    if paid is not None and booking.paid and channel in paid.refused_on:
        yield Reason("paid_at_the_desk", paid.cited, here)
    if desk is not None and channel in desk.refused_on and _stands_in(booking, desk.stages):
        yield Reason("cancel_at_the_desk", desk.cited, here)


def _is_no_fault(case: Case, settings: Settings) -> bool:
    request, no_fault = case.request, settings.no_fault
    return request.reason != "user" and no_fault is not None and no_fault.counts(request.channel)


def _stands_in(booking: Booking, stages: tuple[Stage, ...] | None) -> bool:
    return stages is None or booking.stage in stages


def _cost(case: Case, settings: Settings, booking: Booking) -> tuple[int | None, int]:
    """The percentage that is given back, and the yen that are still owed or kept."""
    if _is_no_fault(case, settings):
        return 100, 0
    for step in settings.steps:
        if not _stands_in(booking, step.stages):
            continue
        if step.days_before is not None and case.now >= after_day(booking.slot, step.days_before):
            continue
        return step.refund_percent, _due(step, booking)
    return None, 0


def _due(step: Step, booking: Booking) -> int:
    charge = 0 if step.charge is None else step.charge.value
    percent = 100 if step.refund_percent is None else step.refund_percent
    if booking.paid:
        return charge + booking.fee - booking.fee * percent // 100
    return charge + (booking.fee if step.fee_stands else 0)


def _free_until(case: Case, settings: Settings) -> datetime | None:
    """Until when a booking that is made now can be given up without any cost, by date alone."""
    until = None if settings.until is None else settings.until.limit(case.slot)
    fresh = Booking(case.slot, stage=payment.stage_of_new(case.municipality, case.slot))
    first = next((step for step in settings.steps if _stands_in(fresh, step.stages)), None)
    if first is None or (first.is_free and first.stages is None and first.days_before is None):
        return until
    if not first.is_free or first.days_before is None:
        return None
    free = after_day(case.slot, first.days_before)
    return free if until is None else min(free, until)


def _claim(case: Case, refund: Refund | None) -> Mapping[str, object]:
    months = None if refund is None else refund.claim_months
    last = None if months is None else last_of_month(case.slot.day, months)
    desk = case.municipality.venues[case.room.venue].document.refund_desk
    own = case.room.venue if refund is not None and refund.at_place else None
    return {
        "refund_until": None if last is None else instant(last, 24 * 60),
        "refund_desk": own if desk is None else desk.value,
    }
