"""The formal application (本申請) that makes a provisional booking firm, and until when."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from rules.case import Case
from rules.deadlines import after_day
from rules.facts import Booking, Slot, Stage, Verb
from rules.municipality import Municipality
from rules.schema import Channels, Days, Rule
from rules.verdict import Reason

CODES = {
    "no_formal_application": (),
    "applied_already": (),
    "formal_at_the_desk": ("facility",),
    "formal_too_late": ("until_at",),
}


class Settings(Rule):
    """Handed in on these channels, by the end of the day so many days before the use.

    Without ``days_before``: before the use begins.
    """

    channels: Channels
    days_before: Days | None = None


def lapses_at(municipality: Municipality, booking: Booking) -> datetime | None:
    """When a booking ends by itself, since no formal application was made; None: it does not."""
    settings = municipality.settings(booking.slot.facility, booking.slot.day).get(Settings)
    if booking.stage is not Stage.PROVISIONAL or not isinstance(settings, Settings):
        return None
    return _due(settings, booking.slot)


def reasons(case: Case) -> Iterator[Reason]:
    settings, booking = case.settings(Settings), case.request.booking
    if case.verb is not Verb.APPLY_FORMALLY or booking is None:
        return
    if settings is None:
        yield Reason("no_formal_application", "CM-04")
        return
    if booking.stage is not Stage.PROVISIONAL:
        yield Reason("applied_already", settings.cited)
    if case.request.channel not in settings.channels:
        yield Reason("formal_at_the_desk", settings.cited, {"facility": case.room.id})
    yield from _late(case, settings, _due(settings, case.slot) or case.starts_at)


def warnings(case: Case) -> Iterator[Reason]:
    """A booking for which it is too late already needs the desk."""
    settings = case.settings(Settings)
    due = None if settings is None else _due(settings, case.slot_or_none)
    if case.verb is Verb.BOOK and settings is not None and due is not None:
        yield from _late(case, settings, due)


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return {}
    return {"formal_application_due": _due(settings, case.slot)}


def _late(case: Case, settings: Settings, limit: datetime) -> Iterator[Reason]:
    if case.now >= limit:
        params = {"until_at": limit.isoformat()}
        yield Reason("formal_too_late", settings.cited, params, allowed_until=limit)


def _due(settings: Settings, slot: Slot | None) -> datetime | None:
    if settings.days_before is None or slot is None:
        return None
    return after_day(slot, settings.days_before)
