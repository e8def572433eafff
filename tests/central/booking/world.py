"""Bookings as the desk and residents make them, in each of the cities, and what is true of all."""

from datetime import date, datetime
from uuid import uuid4  # noqa: TID251 - a test makes its own ids

from central.booking.jobs import JOBS
from central.booking.models import LIVE, Booking, BookingStatus, Cell, Hold, HoldState
from central.booking.use_cases import book_for_caller
from central.decision import Decision
from central.journal.commands import Body, Context
from central.journal.jobs import line_of
from central.journal.write import carry_out, carry_out_once
from central.money.models import Charge
from central.money.use_cases import pay_at_desk
from central.policies import municipalities
from central.registry.models import Consent, Resident
from central.registry.terms import terms_version
from rules.calendar import JAPAN
from rules.floor import occupy
from sync.wire import BookBody
from tests.central.world import register

__all__ = [
    "at",
    "booked",
    "check_the_cells",
    "codes",
    "do",
    "izumi",
    "kumamoto",
    "kumatori",
    "make",
    "ogaki",
    "paid",
    "run_jobs",
    "wish",
]

HELD = (*LIVE, BookingStatus.WON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def do(body: Body, municipality: str, now: datetime, actor: str = "staff:mihon") -> Decision:
    return carry_out(body, Context(municipalities()[municipality], now, actor, uuid4()))


def wish(facility: str, sport: str, day: date, hours: tuple[int, int], **changes) -> BookBody:
    """So many hours of a room; halves of an hour are not needed here."""
    told = {"courts": 1, "people": 10, "start_minute": hours[0] * 60, "end_minute": hours[1] * 60}
    return BookBody(facility=facility, sport=sport, day=day, **told | changes)


def make(
    resident: Resident | None, wanted: BookBody, municipality: str, now: datetime, **changes
) -> Decision:
    """At the desk, if not otherwise said."""
    who = {"resident": resident.id if resident else None, "channel": "desk"} | changes
    return do(book_for_caller.Body(wish=wanted, **who), municipality, now)


def booked(resident: Resident, wanted: BookBody, now: datetime, **changes) -> Booking:
    decision = make(resident, wanted, resident.municipality, now, **changes)
    assert decision.verdict == "applied", decision
    return Booking.objects.get(pk=decision.booking.pk)


def paid(booking: Booking, now: datetime) -> Booking:
    """Every charge of it, at the desk."""
    for charge in Charge.objects.filter(booking=booking):
        body = pay_at_desk.Body(charge=charge.id, yen=charge.yen - charge.paid_yen)
        assert do(body, booking.municipality, now).verdict == "applied"
    booking.refresh_from_db()
    assert booking.paid
    return booking


def codes(decision: Decision) -> set[tuple[str, str]]:
    """What refuses, with the clause."""
    assert decision.verdict != "applied", decision
    return {(reason.code, reason.rule) for reason in decision.reasons}


def run_jobs(municipality: str, now: datetime) -> list[tuple[str, str]]:
    """As ``python -m central work`` does: the job and the verdict of each that had no line yet."""
    policy, done = municipalities()[municipality], []
    for job in JOBS:
        for due in list(job.due(policy, now)):
            line = line_of(job, municipality, due)
            decision = carry_out_once(due.body, Context(policy, now, f"job:{job.name}", line))
            if decision is not None:
                done.append((job.name, decision.verdict))
    return done


def check_the_cells() -> None:
    """The rows of cells are those of bookings and holds that stand, each once, and no others."""
    wanted = set()
    for hold in Hold.objects.filter(state=HoldState.HELD):
        floor = municipalities()[hold.municipality].rooms[hold.facility].floor
        cells = occupy(floor, hold.cells, hold.start_minute, hold.end_minute)
        wanted |= {(None, hold.id, hold.facility, hold.day, *cell) for cell in cells}
    for booking in Booking.objects.all():
        if booking.state in HELD or booking.released_at is not None:
            floor = municipalities()[booking.municipality].rooms[booking.facility].floor
            time = (booking.start_minute, booking.end_minute)
            cells = occupy(floor, booking.cells, *time)
            wanted |= {(booking.id, None, booking.facility, booking.day, *cell) for cell in cells}
    names = ("booking_id", "hold_id", "facility", "day", "start_minute", "cell")
    rows = Cell.objects.values_list(*names)
    assert sorted(rows, key=str) == sorted(wanted, key=str)


def kumamoto(number: str = "k00001", method: str = "cash", **changes) -> Resident:
    kept = {"type": "individual", "payment_method": method}
    return _resident("kumamoto", number, **kept | changes)


def ogaki(number: str = "00000001", **changes) -> Resident:
    return _resident("ogaki", number, **{"type": "group"} | changes)


def kumatori(number: str = "90000001", **changes) -> Resident:
    return _resident("kumatori", number, **{"type": "individual"} | changes)


def izumi(number: str = "90000001", **changes) -> Resident:
    return _resident("izumi", number, **{"type": "individual"} | changes)


def _resident(municipality: str, number: str, **changes) -> Resident:
    """Somebody who has agreed to the terms of every class as they stand."""
    kept = {"valid_until": None, "registered_on": date(2020, 1, 1), "municipality": municipality}
    resident = register(number=number, card=None, **kept | changes)
    here = municipalities()[municipality]
    for name in here.scopes:
        if (version := terms_version(here, name)) is not None:
            Consent.objects.create(
                id=uuid4(),
                municipality=municipality,
                resident=resident,
                facility_class=name,
                version=version,
                at=at("2020-01-01"),
            )
    return resident
