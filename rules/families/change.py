"""What may become of a booking: changed, extended on the day, or moved for bad weather.

変更・時間延長・振替.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated

from pydantic import Strict

from rules.calendar import instant
from rules.case import Case
from rules.deadlines import Before, NoFault
from rules.facts import Booking, Closure, Slot, Stage, Verb
from rules.families import fees
from rules.schema import Channels, Group, Many, Rule
from rules.verdict import Reason

CODES = {
    "not_changed_here": ("verb",),
    "change_too_late": ("until_at",),
    "change_after_approval": (),
    "change_after_payment": (),
    "change_at_the_desk": ("facility",),
    "no_less_after": ("until_at",),
    "no_student_fee_after": ("until_at",),
    "extend_on_the_day": ("day",),
    "extend_only_longer": (),
    "move_only_for_weather": (),
    "move_only_paid": (),
    "move_not_debited": (),
    "move_costs_more": ("unused_yen", "later_yen"),
    "move_takes_longer": ("unused_minutes", "later_minutes"),
    "staff_change": ("why",),
}


class Offered(Rule):
    """Whether it can be done here at all."""

    offered: bool = True


class Change(Before, Offered):
    """Changed before the limit; with ``stages`` only a booking that stands so.

    ``unpaid``: only what is not paid yet.
    """

    stages: Many[Annotated[Stage, Strict(strict=False)]] | None = None
    unpaid: bool = False
    refused_on: Channels = ()


class Paid(Rule):
    """A booking that is paid is not changed on these channels."""

    refused_on: Channels


class Limit(Before, Rule):
    """A limit before a use."""


class Settings(Group):
    """``reduce``: fewer courts or less time only before it; ``fee_class``: students' fee likewise.

    ``no_fault``: where weather and the like count, and lift those limits.
    """

    change: Change | None = None
    paid: Paid | None = None
    reduce: Limit | None = None
    fee_class: Limit | None = None
    no_fault: NoFault | None = None
    extend: Offered | None = None
    substitute: Offered | None = None


def unused_minutes(booking: Booking, closed: Iterable[Closure]) -> int:
    """What notices take of a booking; all of it where none is told."""
    slot, lost = booking.slot, 0
    for notice in closed:
        if (notice.facility, notice.day) == (slot.facility, slot.day):
            end = min(notice.end_minute, slot.end_minute)
            lost += max(0, end - max(notice.start_minute, slot.start_minute))
    return min(lost, _minutes(slot)) or _minutes(slot)


def reasons(case: Case) -> Iterator[Reason]:
    booking = case.request.booking
    if case.verb not in {Verb.CHANGE, Verb.EXTEND, Verb.SUBSTITUTE} or booking is None:
        return
    settings = case.settings_of(booking.slot, Settings) or Settings()
    rule: Offered | None = getattr(settings, case.verb.value)
    if rule is None or not rule.offered:
        cited = "CM-04" if rule is None else rule.cited
        if not _is_spared(case, settings):
            yield Reason("not_changed_here", cited, {"verb": case.verb.value})
        return
    match rule:
        case Change():
            yield from _change(case, rule, settings, booking)
        case _ if case.verb is Verb.EXTEND:
            yield from _extend(case, rule, booking)
        case _:
            yield from _move(case, rule, booking)


def _change(case: Case, rule: Change, settings: Settings, booking: Booking) -> Iterator[Reason]:
    channel, here = case.request.channel, {"facility": booking.slot.facility}
    if rule.stages is not None and booking.stage not in rule.stages:
        yield Reason("change_after_approval", rule.cited)
    if rule.unpaid and booking.paid:
        yield Reason("change_after_payment", rule.cited)
    if channel in rule.refused_on:
        yield Reason("change_at_the_desk", rule.cited, here)
    if settings.paid is not None and booking.paid and channel in settings.paid.refused_on:
        yield Reason("change_at_the_desk", settings.paid.cited, here)
    if case.request.reason != "user" and settings.no_fault is not None:
        yield from _no_fault(case, settings.no_fault)
        return
    if (limit := _passed(case, rule, booking)) is not None:
        yield Reason("change_too_late", rule.cited, _at(limit), allowed_until=limit)
    yield from _less(case, settings, booking)


def _less(case: Case, settings: Settings, booking: Booking) -> Iterator[Reason]:
    reduce, student = settings.reduce, settings.fee_class
    limit = _passed(case, reduce, booking)
    if reduce is not None and limit is not None and _is_less(case.slot, booking.slot):
        yield Reason("no_less_after", reduce.cited, _at(limit), allowed_until=limit)
    limit = _passed(case, student, booking)
    if student is not None and limit is not None and _turns_student(case, booking):
        yield Reason("no_student_fee_after", student.cited, _at(limit), allowed_until=limit)


def _is_spared(case: Case, settings: Settings) -> bool:
    """Whether weather and the like leave less of it: that is done also where nothing is changed."""
    no_fault, request = settings.no_fault, case.request
    if case.verb is not Verb.CHANGE or request.reason == "user" or no_fault is None:
        return False
    return no_fault.counts(request.channel) and not case.takes_more


def _no_fault(case: Case, no_fault: NoFault) -> Iterator[Reason]:
    if not no_fault.counts(case.request.channel):
        yield Reason("staff_change", no_fault.cited, {"why": case.request.reason})


def _passed(case: Case, rule: Before | None, booking: Booking) -> datetime | None:
    """The limit, where it has passed."""
    limit = None if rule is None else rule.limit(booking.slot)
    return limit if limit is not None and case.now >= limit else None


def _at(limit: datetime) -> dict[str, str]:
    return {"until_at": limit.isoformat()}


def _is_less(new: Slot, old: Slot) -> bool:
    """Whether anything of what was booked is given up."""
    stays = (new.facility, new.day) == (old.facility, old.day)
    longer = new.start_minute <= old.start_minute and old.end_minute <= new.end_minute
    return not (stays and longer and new.courts >= old.courts)


def _turns_student(case: Case, booking: Booking) -> bool:
    """Whether it is to cost the students' fee, and has not been booked for it."""
    prices = case.settings_of(booking.slot, fees.Settings)
    if prices is None:
        return False
    people, students = case.request.people, case.request.students
    fee = fees.fee_of(prices, booking.slot, case.resident, people, students)
    if booking.people is None:
        return fee.fee_class == "student" and booking.fee != fee.yen
    had = fees.fee_of(prices, booking.slot, case.resident, booking.people, booking.students)
    return fee.fee_class == "student" != had.fee_class


def _extend(case: Case, rule: Offered, booking: Booking) -> Iterator[Reason]:
    old, new = booking.slot, case.slot
    day = {"day": old.day.isoformat()}
    opens, closes = instant(old.day), old.ends_at
    ever = opens < closes
    if case.now < opens:
        yield Reason("extend_on_the_day", rule.cited, day, allowed_from=opens if ever else None)
    elif case.now >= closes:
        yield Reason("extend_on_the_day", rule.cited, day, allowed_until=closes if ever else None)
    if _is_less(new, old) or new.end_minute - new.start_minute <= _minutes(old):
        yield Reason("extend_only_longer", rule.cited)


def _move(case: Case, rule: Offered, booking: Booking) -> Iterator[Reason]:
    if case.request.reason == "user":
        yield Reason("move_only_for_weather", rule.cited)
    if not booking.paid:
        yield Reason("move_only_paid", rule.cited)
    if case.resident is not None and case.resident.payment_method == "debit":
        yield Reason("move_not_debited", rule.cited)
    yield from _compare(case, rule, booking)


def _compare(case: Case, rule: Offered, booking: Booking) -> Iterator[Reason]:
    """The unused time and its fee must cover those of the later use."""
    unused = unused_minutes(booking, case.facts.closed)
    unused_yen = booking.fee * unused // max(1, _minutes(booking.slot))
    prices = case.settings(fees.Settings) or fees.Settings()
    people, students = case.request.people, case.request.students
    later = fees.fee_of(prices, case.slot, case.resident, people, students).yen
    if later is not None and later > unused_yen:
        params = {"unused_yen": unused_yen, "later_yen": later}
        yield Reason("move_costs_more", rule.cited, params)
    elif _minutes(case.slot) > unused:
        minutes = {"unused_minutes": unused, "later_minutes": _minutes(case.slot)}
        yield Reason("move_takes_longer", rule.cited, minutes)


def _minutes(slot: Slot) -> int:
    return slot.end_minute - slot.start_minute
