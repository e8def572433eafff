"""For each job a situation in which it has something to do, and the instant at which it has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from central.booking.models import Booking
from central.booking.use_cases import cancel
from central.ids import new_id
from central.money.models import Charge
from central.money.use_cases import mark_unpaid, send_letter
from central.notices.models import MailWish
from central.policies import municipalities
from central.registry.models import KeptForm, Resident
from central.terminals.bounds import ALARM_KEPT, TRIES_WINDOW, WRONG_MAX
from central.terminals.models import Alarm, FailedLogin, Terminal
from rules.facts import Slot
from rules.families.holds import Settings
from tests.central.booking import world as booking
from tests.central.booking.world import at
from tests.central.lottery import lots
from tests.central.money import world as money
from tests.central.registry import commands as registry
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.rules.test_hold_slots import SAID

__all__ = ["SITUATIONS", "Situation"]

TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Situation:
    """``make`` says when; ``count`` commands are due then."""

    municipality: str
    count: int
    make: Callable[[InProcess, pytest.MonkeyPatch], datetime]


def wishing(resident: Resident) -> Resident:
    wishes = {"results": True, "bookings": True, "debits": True}
    here = {"municipality": resident.municipality, "resident": resident}
    MailWish.objects.create(**here, **wishes)
    return resident


# Bookings and holds --------------------------------------------------------------------------


def to_grant(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    """Two terminals that may hold a court of the arena each, where one day's is left to both."""
    ono = municipalities()["ono"]
    said = SAID | {"slots_max": 1, "from_days_before": 7, "until_days_before": 7}
    offered = Settings.model_validate({"offered": said})
    parts = {
        key: {**old, Settings: offered} if key[0] == "argo/arena" else old
        for key, old in ono.parts.items()
    }
    patch.setitem(municipalities(), "ono", replace(ono, parts=parts))
    for _ in range(2):
        terminal = enrolled(line)
        terminal.report(line, session=terminal.session)
    return NOW


def to_recall(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    to_grant(line, patch)
    booking.run_jobs("ono", NOW)
    return NOW + timedelta(days=1)


def without_application(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    for hour in (9, 13):
        wanted = booking.wish("suitopia/meeting", "meeting", date(2025, 11, 20), (hour, hour + 2))
        booking.booked(booking.ogaki(f"{hour:08}"), wanted, at("2025-11-01T10:00"))
    return at("2025-11-14T00:00")


def unpaid_at_the_start(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    resident = register()
    wanted = booking.wish("argo/arena", "badminton", date(2026, 9, 17), (18, 20), people=4)
    for _ in range(2):
        booking.booked(resident, wanted, NOW)
    return at("2026-09-17T18:00")


def cancelled_wins(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    resident, given_up_at = booking.kumatori(), at("2026-09-12T18:00")
    for hour in (10, 13):
        wanted = booking.wish("kumatori/gym", "badminton", date(2026, 9, 17), (hour, hour + 2))
        won = booking.booked(resident, wanted, NOW)
        Booking.objects.filter(pk=won.pk).update(won=True)
        given_up = cancel.Body(
            resident=resident.id, channel="desk", number=won.number, recorded_at=given_up_at
        )
        booking.do(given_up, "kumatori", given_up_at)
    return at("2026-09-13T12:00")


# Draws ---------------------------------------------------------------------------------------


def no_commitment(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    return lots.OPENS


def to_close(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    lots.commit()
    for number in range(3):
        lots.entered(wishing(lots.person(f"Mihon{number:02}")))
    return lots.CLOSES


def to_draw(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    to_close(line, patch)
    lots.close()
    return lots.DRAWN


def to_tell(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    to_draw(line, patch)
    lots.hold()
    return lots.DRAWN


def to_lapse(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    to_tell(line, patch)
    return lots.LAPSED


# Money ---------------------------------------------------------------------------------------


def used_in_july(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    for number in range(3):
        known = wishing(money.kumamoto(f"k{number:05}", method="debit"))
        for hour in (9, 13):
            slot = Slot(
                "paid/sogo/large", "badminton", 1, date(2025, 7, 20), hour * 60, hour * 60 + 120
            )
            money.book(known, slot, at("2025-07-01T10:00"))
    return at("2025-09-01T00:00")


def to_announce(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    used_in_july(line, patch)
    Charge.objects.update(debit_on=date(2025, 9, 30))
    return at("2025-09-01T00:00")


def in_cash(count: int, now: datetime) -> None:
    for number in range(count):
        slot = Slot("paid/sogo/large", "badminton", 1, date(2025, 11, 20 + number), 780, 960)
        money.book(wishing(money.kumamoto(f"k{number:05}", method="cash")), slot, now)


def soon_due(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    in_cash(2, at("2025-10-16T10:00"))
    return at("2025-10-19T10:00")


def not_paid(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    in_cash(3, at("2025-10-16T10:00"))
    return at("2025-10-20T00:00")


def demanded(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    """Both letters were written, and their days are past."""
    resident = money.kumamoto()
    slot = Slot("paid/sogo/large", "badminton", 1, date(2025, 9, 20), 780, 960)
    money.book(resident, slot, at("2025-08-27T10:00"))
    charge = Charge.objects.get().id
    money.do(mark_unpaid.Body(charges=(charge,)), "kumamoto", at("2025-08-31T10:00"))
    for step, when in (("reminder", "2025-08-31T10:00"), ("demand", "2025-09-01T10:00")):
        money.do(send_letter.Body(charge=charge, step=step), "kumamoto", at(when))
    return at("2025-10-01T10:00")


# Registrations, mails, terminals -------------------------------------------------------------


def booked(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    resident = wishing(register())
    for hour in (9, 18):
        wanted = booking.wish("argo/arena", "badminton", date(2026, 9, 17), (hour, hour + 2))
        booking.booked(resident, wanted, NOW)
    return NOW


def left_at_a_terminal(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    """A booking that stands and one that does not, of somebody who wishes no mails."""
    register()
    terminal = enrolled(line)
    visit = Visit.offline(terminal)
    for courts in (1, 99):
        terminal.verdict(line, visit.act(body(courts=courts)))
    return NOW


def ending(municipality: str, last: date) -> None:
    for number in range(2):
        resident = wishing(registry.registered(municipality, phone=f"000-0000-000{number}"))
        Resident.objects.filter(pk=resident.pk).update(valid_until=last)


def renewing(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    ending("kumatori", TODAY)
    return NOW


def expiring(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    ending("ono", TODAY - timedelta(days=1))
    return NOW


def soon_expiring(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    ending("ono", TODAY + timedelta(days=30))
    return NOW


def forms_kept(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    for number in range(2):
        KeptForm.objects.create(
            id=new_id(),
            municipality="ono",
            verb="register",
            digest=f"{number:064}",
            box_digest="0" * 64,
            actor="terminal:mihon",
            kept_at=NOW,
            until=TODAY - timedelta(days=1),
        )
    return NOW


def alarming(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    """One terminal is silent and in quarantine, and there were too many wrong passwords."""
    enrolled(line)
    Terminal.objects.update(quarantined=True)
    wrong(NOW, "0" * 64)
    return NOW + timedelta(minutes=11)


def wrong(since: datetime, subject: str) -> None:
    FailedLogin.objects.create(
        municipality="ono",
        source="terminal:mihon",
        way="card",
        subject=subject,
        failures=WRONG_MAX + 1,
        since=since,
    )


def old_tries(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    for number in range(2):
        wrong(NOW - TRIES_WINDOW, f"{number:064}")
    return NOW


def old_alarms(line: InProcess, patch: pytest.MonkeyPatch) -> datetime:
    for _ in range(2):
        Alarm.objects.create(
            id=new_id(),
            municipality="ono",
            kind="guessing",
            count=1,
            raised_at=NOW - ALARM_KEPT,
            acknowledged_at=NOW - ALARM_KEPT,
        )
    return NOW


SITUATIONS: Mapping[str, Situation] = {
    "recall_holds": Situation("ono", 2, to_recall),
    "grant_holds": Situation("ono", 2, to_grant),
    "lapse_formal": Situation("ogaki", 2, without_application),
    "lapse_unpaid": Situation("ono", 2, unpaid_at_the_start),
    "release_cells": Situation("kumatori", 2, cancelled_wins),
    "commit_draws": Situation("kumamoto", 2, no_commitment),
    "close_draws": Situation("kumamoto", 1, to_close),
    "hold_draws": Situation("kumamoto", 1, to_draw),
    "tell_results": Situation("kumamoto", 1, to_tell),
    "lapse_wins": Situation("kumamoto", 1, to_lapse),
    "debits": Situation("kumamoto", 1, used_in_july),
    "debts": Situation("kumamoto", 1, not_paid),
    "debit_announcements": Situation("kumamoto", 3, to_announce),
    "due_reminders": Situation("kumamoto", 2, soon_due),
    "stops_for_debts": Situation("kumamoto", 1, demanded),
    "tell_bookings": Situation("ono", 2, booked),
    "tell_outcomes": Situation("ono", 2, left_at_a_terminal),
    "renew": Situation("kumatori", 2, renewing),
    "expire": Situation("ono", 2, expiring),
    "expiry_reminders": Situation("ono", 2, soon_expiring),
    "forget_forms": Situation("ono", 1, forms_kept),
    "raise_alarms": Situation("ono", 3, alarming),
    "forget_tries": Situation("ono", 1, old_tries),
    "forget_alarms": Situation("ono", 1, old_alarms),
}
