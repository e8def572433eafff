"""What is due of registrations: those that renew themselves do, the others end."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from central.journal.jobs import Due, Job
from central.registry.kept_forms import over
from central.registry.models import Resident, ResidentState
from central.registry.renewals import ends_with, renewal_settings
from central.registry.use_cases import expire, forget_forms, remind_expiry, renew_automatically
from rules.calendar import day_of, months_after
from rules.policy import Municipality

__all__ = ["JOBS"]

#: What is not listed this time is listed the next time.
AT_ONCE_MAX = 1_000


def _renewals(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """On the day of renewal itself (更新期日), not after it."""
    today = day_of(now)
    if renewal_settings(municipality, today).withdrawal is None:
        return
    for resident, last in _ending(municipality, today):
        if not ends_with(municipality, resident, last):
            body = renew_automatically.Body(resident=resident.id, last=last)
            yield Due(f"{resident.id} {last}", body)


def _expiries(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """A registration is valid on its last day, and no longer."""
    for resident, last in _ending(municipality, day_of(now) - timedelta(days=1)):
        if ends_with(municipality, resident, last):
            yield Due(f"{resident.id} {last}", expire.Body(resident=resident.id, last=last))


def _reminders(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """From the day on which it can be renewed (ON-23), for those who wish to be told by mail."""
    today = day_of(now)
    settings = renewal_settings(municipality, today)
    if settings.opens is None or settings.term is None:
        return
    rows = Resident.objects.filter(
        municipality=municipality.id,
        state=ResidentState.ACTIVE,
        valid_until__gte=today,
        valid_until__lte=months_after(today, settings.opens.months_before + 1),
        mail_wishes__bookings=True,
    ).order_by("valid_until", "number")
    for resident in rows[:AT_ONCE_MAX]:
        last = resident.valid_until
        if last is not None and months_after(last, -settings.opens.months_before) <= today:
            body = remind_expiry.Body(resident=resident.id, last=last)
            yield Due(f"{resident.id} {last}", body)


def _forgotten(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Once a day, where there is something: on its last day a form is still there (AG-13)."""
    today = day_of(now)
    if over(municipality.id, today).exists():
        yield Due(today.isoformat(), forget_forms.Body())


def _ending(municipality: Municipality, until: date) -> Iterator[tuple[Resident, date]]:
    rows = Resident.objects.filter(
        municipality=municipality.id, state=ResidentState.ACTIVE, valid_until__lte=until
    ).order_by("valid_until", "number")
    for resident in rows[:AT_ONCE_MAX]:
        if resident.valid_until is not None:
            yield resident, resident.valid_until


JOBS = (
    Job("renew", _renewals),
    Job("expire", _expiries),
    Job("expiry_reminders", _reminders),
    Job("forget_forms", _forgotten),
)
