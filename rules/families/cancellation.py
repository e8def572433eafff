"""Until when and by which way a booking can be cancelled, and what is given back (取消・還付)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from rules.calendar import instant, last_of_month
from rules.case import Case
from rules.facts import Verb
from rules.schema import Channels, Group, Months, Percent, Rule, Section
from rules.verdict import Reason

CODES = {"cancel_too_late": ("until_at",), "paid_at_the_desk": ("facility",)}


class Until(Rule):
    """Possible, and free, before this many minutes before the start of the use."""

    minutes_before_start: Annotated[int, Field(ge=0, le=100_000)]


class Paid(Rule):
    """A booking that is paid cannot be cancelled on these channels."""

    refused_on: Channels


class Refund(Section):
    """``claim_months``: to be asked for by the end of the month so many months after the use."""

    percent: Percent
    claim_months: Months


class Settings(Group):
    until: Until | None = None
    paid: Paid | None = None
    refund: Refund | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings, booking = case.settings(Settings), case.request.booking
    if case.verb is not Verb.CANCEL or settings is None or booking is None:
        return
    limit = _limit(case, settings)
    if settings.until is not None and limit is not None and case.now >= limit:
        params = {"until_at": limit.isoformat()}
        yield Reason("cancel_too_late", settings.until.cited, params, allowed_until=limit)
    paid = settings.paid
    if paid is not None and booking.paid and case.request.channel in paid.refused_on:
        yield Reason("paid_at_the_desk", paid.cited, {"facility": case.room.id})


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings) or Settings()
    if case.verb is Verb.BOOK:
        return {"cancel_free_until": _limit(case, settings)}
    if case.verb is Verb.CANCEL:
        return {"fee_due": 0, "released_at": case.now, **_refund(case, settings)}
    return {}


def _limit(case: Case, settings: Settings) -> datetime | None:
    if settings.until is None:
        return None
    return case.starts_at - timedelta(minutes=settings.until.minutes_before_start)


def _refund(case: Case, settings: Settings) -> Mapping[str, object]:
    if settings.refund is None:
        return {}
    last = last_of_month(case.slot.day, settings.refund.claim_months)
    desk = case.municipality.venues[case.room.venue].document.refund_desk
    return {
        "refund_percent": settings.refund.percent,
        "refund_until": instant(last, 24 * 60),
        "refund_desk": None if desk is None else desk.value,
    }
