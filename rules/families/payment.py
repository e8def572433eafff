"""How a booking stands once it is made, until when it is paid, and what is paid online (納付)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal, cast, get_args

from rules.calendar import (
    first_of_month,
    instant,
    is_between_month_days,
    is_weekend_or_holiday,
    last_of_month,
)
from rules.case import Case
from rules.deadlines import Before
from rules.facts import Booking, Resident, Slot, Verb
from rules.facts import Stage as Stands
from rules.municipality import Municipality
from rules.schema import Cited, DayOfMonth, Days, Group, MonthDay, Months, Rule, Section, Sourced
from rules.verdict import Reason

CODES = {
    "no_online_payment": (),
    "already_paid": (),
    "cash_after_failed_debit": (),
    "payment_closed": ("until_at",),
    "payment_too_late": ("until_at",),
}
Way = Literal["debit", "online", "cash"]


class Stage(Section):
    """``confirmed`` at once, or ``provisional`` (仮予約) until something more is done."""

    value: Literal["confirmed", "provisional"]


class Method(Section):
    """How is paid where the resident has not chosen; ``fixed``: whatever was chosen."""

    value: Way
    fixed: bool = False


class Won(Rule):
    """What a lottery gave is paid by this day of the month in which it was confirmed."""

    day: DayOfMonth


class Due(Before, Rule):
    """Pay before the limit, and by the end of so many days after the day of the booking.

    The earlier counts. The day of the booking (予約日) itself is not counted.
    """

    days_after_booking: Days | None = None
    won: Won | None = None


class BankRest(Section):
    """Days of the year on which banks are closed beside weekends and holidays."""

    first: MonthDay
    last: MonthDay


class Debit(Section):
    """Debited (口座振替) at the end of the month so many months after the use.

    ``moved``: on the next business day where that is none. ``bank_rest`` are no business days.
    """

    months_after: Months
    moved: Sourced[bool]
    bank_rest: BankRest | None = None


class Online(Rule):
    """Whether a fee can be paid in the system."""

    offered: bool


class Unpaid(Section):
    """What becomes of a booking that is not paid in time; ``keep``: it stays."""

    value: Literal["keep", "cancel", "no_show"]


class Settings(Group):
    """``due`` is for every way of payment that has no table of its own.

    ``free``: nothing is paid at all. ``failed_debit``: no online payment once a debit has failed.
    ``billed``: paid with a slip (納付書) that comes with the permit, at a bank and at no desk.
    """

    stage: Stage | None = None
    method: Method | None = None
    due: Due | None = None
    online_due: Due | None = None
    cash_due: Due | None = None
    debit: Debit | None = None
    failed_debit: Cited | None = None
    online: Online | None = None
    unpaid: Unpaid | None = None
    free: Cited | None = None
    billed: Cited | None = None


def stage_of_new(municipality: Municipality, slot: Slot) -> Stands:
    """How a booking of a slot stands when it has just been made."""
    settings = municipality.settings(slot.facility, slot.day).get(Settings)
    if isinstance(settings, Settings) and settings.stage is not None:
        return Stands(settings.stage.value)
    return Stands.CONFIRMED


def lapses_unpaid(
    municipality: Municipality, booking: Booking
) -> tuple[datetime, Literal["cancel", "no_show"]] | None:
    """When an unpaid booking ends by itself, and as what; None: it does not (KM-68)."""
    settings = municipality.settings(booking.slot.facility, booking.slot.day).get(Settings)
    if not isinstance(settings, Settings) or settings.unpaid is None or booking.paid:
        return None
    limits = _limits(settings.due, booking.slot, booking.booked_on, won=booking.won)
    end = settings.unpaid.value
    return None if end == "keep" or not limits else (min(limits)[0], end)


def way_to_pay(settings: Settings, resident: Resident | None) -> Way | None:
    """How a resident pays: as chosen, unless one way is fixed; None: nothing is said of ways."""
    if settings.method is None:
        return None
    chosen = None if resident is None else resident.payment_method
    if settings.method.fixed or chosen not in get_args(Way):
        return settings.method.value
    return cast("Way", chosen)


def debit_day(debit: Debit, use: date) -> date:
    """The day on which the fee of a use is debited (引落日)."""
    day = last_of_month(use, debit.months_after)
    while debit.moved.value and not _is_bank_day(debit, day):
        day += timedelta(days=1)
    return day


def due_of(
    settings: Settings, way: Way | None, slot: Slot | None, booked_on: date, *, won: bool = False
) -> datetime | None:
    """From when on it is too late to pay for a use that was booked on a day; None: no limit."""
    if settings.free is not None:
        return None
    limits = _limits(_due_of(settings, way), slot, booked_on, won=won)
    return min(limits, default=(None, ""))[0]


def debit_on(settings: Settings, way: Way | None, use: date) -> date | None:
    """The day on which a use is debited; None: it is paid by another way, or not at all."""
    if way != "debit" or settings.debit is None or settings.free is not None:
        return None
    return debit_day(settings.debit, use)


def reasons(case: Case) -> Iterator[Reason]:
    settings, booking = case.settings(Settings) or Settings(), case.request.booking
    if case.verb is not Verb.PAY_ONLINE or booking is None:
        return
    online = settings.online
    if settings.free is not None:
        yield Reason("no_online_payment", settings.free.cited)
    elif online is None or not online.offered:
        yield Reason("no_online_payment", "CM-04" if online is None else online.cited)
    else:
        yield from _online(case, settings, online, booking)


def warnings(case: Case) -> Iterator[Reason]:
    """Where a booking would have to be paid before it is made, the desk must be asked."""
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None or settings.due is None:
        return
    limit = settings.due.limit(case.slot)
    if limit is not None and limit < case.starts_at and case.now >= limit:
        params = {"until_at": limit.isoformat()}
        yield Reason("payment_too_late", settings.due.cited, params, allowed_until=limit)


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb not in {Verb.BOOK, Verb.CONFIRM_WIN} or settings is None:
        return {}
    won = case.verb is Verb.CONFIRM_WIN
    method = way_to_pay(settings, case.resident)
    due = due_of(settings, method, case.slot_or_none, case.today, won=won)
    if won:
        return {"payment_due": due}
    return {
        "stage": None if settings.stage is None else settings.stage.value,
        "payment_due": due,
        "debit_on": debit_on(settings, method, case.slot.day),
    }


def _online(case: Case, settings: Settings, online: Online, booking: Booking) -> Iterator[Reason]:
    if booking.paid:
        yield Reason("already_paid", online.cited)
    if settings.failed_debit is not None and _debit_failed(case, settings, booking):
        yield Reason("cash_after_failed_debit", settings.failed_debit.cited)
    due = settings.online_due or settings.due
    lapses = settings.unpaid is not None and settings.unpaid.value != "keep"
    for limit, rule in sorted(_limits(due, booking.slot, booking.booked_on, won=booking.won))[:1]:
        if case.now >= limit:
            params = {"until_at": limit.isoformat()}
            if lapses:
                yield Reason("payment_too_late", rule, params, allowed_until=limit)
            else:
                yield Reason("payment_closed", rule, params, allowed_until=limit)


def _debit_failed(case: Case, settings: Settings, booking: Booking) -> bool:
    """Whether its debit has been tried, and is among what the resident owes."""
    resident = case.resident
    if resident is None or settings.debit is None or booking.paid or not resident.debts:
        return False
    tried = case.today >= debit_day(settings.debit, booking.slot.day)
    return tried and resident.payment_method == "debit"


def _due_of(settings: Settings, method: str | None) -> Due | None:
    match method:
        case "debit":
            return None
        case "online":
            return settings.online_due or settings.due
        case "cash":
            return settings.cash_due or settings.due
        case _:
            return settings.due


def _limits(
    due: Due | None, slot: Slot | None, booked_on: date | None, *, won: bool
) -> list[tuple[datetime, str]]:
    """Each first instant that is too late, with the rule that says so."""
    if due is None:
        return []
    found = []
    before = None if slot is None else due.limit(slot)
    if before is not None:
        found.append((before, due.cited))
    if won and due.won is not None and booked_on is not None:
        last = first_of_month(booked_on) + timedelta(days=due.won.day)
        found.append((instant(last), due.won.cited))
    elif due.days_after_booking is not None and booked_on is not None:
        found.append((instant(booked_on + timedelta(days=due.days_after_booking + 1)), due.cited))
    return found


def _is_bank_day(debit: Debit, day: date) -> bool:
    rest = debit.bank_rest
    resting = rest is not None and is_between_month_days(day, rest.first, rest.last)
    return not (resting or is_weekend_or_holiday(day))
