"""Mails before a payment is due, and before a registration ends, to those who wish them."""

from datetime import date, timedelta

import pytest

from central.money.jobs import JOBS
from central.money.models import Charge
from central.money.use_cases import pay_at_desk, remind_due
from central.notices.models import Mail, MailWish
from central.policies import municipalities
from central.registry.jobs import JOBS as REGISTRY_JOBS
from central.registry.use_cases import remind_expiry
from rules.facts import Slot
from tests.central.money.world import at, book, do, kumamoto
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

NOW = at("2025-10-16T10:00")
#: Three days after the booking, 24:00 (KM-66).
DUE = at("2025-10-20T00:00")
SLOT = Slot("paid/sogo/large", "badminton", 1, date(2025, 11, 20), 13 * 60, 15 * 60)


def due(name: str, municipality: str, now) -> list:
    (job,) = (job for job in (*JOBS, *REGISTRY_JOBS) if job.name == name)
    return [one.body for one in job.due(municipalities()[municipality], now)]


def wishing(resident, **wishes):
    told = {"municipality": resident.municipality, "resident": resident}
    MailWish.objects.create(**told, **wishes or {"bookings": True})
    return resident


def test_due__is_told_a_day_before_and_once() -> None:
    """KM-66: until the end of the third day; ON-30, OG-W3 likewise."""
    book(wishing(kumamoto(method="cash")), SLOT, NOW)
    book(kumamoto("k00002", method="cash"), SLOT, NOW)
    early = DUE - timedelta(days=1, minutes=1)
    assert due("due_reminders", "kumamoto", early) == []
    (body,) = due("due_reminders", "kumamoto", early + timedelta(minutes=1))
    for _ in range(2):
        assert do(body, "kumamoto", DUE - timedelta(hours=23)).verdict == "applied"
    mail = Mail.objects.get()
    assert (mail.template, mail.params["yen"], mail.resident.number) == (
        "payment_due",
        800,
        "k00001",
    )
    assert due("due_reminders", "kumamoto", DUE) == []


@pytest.mark.parametrize("method", ["online", "cash", "debit"])
def test_due__has_a_link_where_it_can_be_paid_online(method: str) -> None:
    """KM-60: whatever way was chosen before."""
    book(wishing(kumamoto(method=method)), SLOT, NOW)
    charge = Charge.objects.get()
    Charge.objects.update(due_at=DUE)
    body = remind_due.Body(charge=charge.id, due_at=DUE)
    assert do(body, "kumamoto", DUE - timedelta(hours=23)).verdict == "applied"
    assert Mail.objects.get().params["charge"] == str(charge.id)


def test_due__not_of_what_was_charged_in_the_last_day() -> None:
    book(wishing(kumamoto(method="cash")), SLOT, NOW)
    Charge.objects.update(made_at=DUE - timedelta(hours=23))
    assert due("due_reminders", "kumamoto", DUE - timedelta(hours=22)) == []


def test_due__not_where_it_was_paid_or_put_off_meanwhile() -> None:
    book(wishing(kumamoto(method="cash")), SLOT, NOW)
    charge = Charge.objects.get()
    other = remind_due.Body(charge=charge.id, due_at=DUE + timedelta(days=1))
    assert do(other, "kumamoto", NOW).reasons[0].code == "not_due"
    do(pay_at_desk.Body(charge=charge.id, yen=800), "kumamoto", NOW)
    body = remind_due.Body(charge=charge.id, due_at=DUE)
    assert do(body, "kumamoto", NOW).reasons[0].code == "not_due"
    assert not Mail.objects.exists()


@pytest.mark.parametrize(("now", "told"), [("2025-08-14T23:59", 0), ("2025-08-15T00:00", 1)])
def test_expiry__is_told_from_the_day_on_which_it_can_be_renewed(now: str, told: int) -> None:
    """ON-23: two months before."""
    days = {"registered_on": date(2023, 10, 15), "valid_until": date(2025, 10, 15)}
    wishing(register(**days))
    register(number="90000002", card=None, **days)
    bodies = due("expiry_reminders", "ono", at(now))
    assert len(bodies) == told
    for body in bodies * 2:
        assert do(body, "ono", at(now)).verdict == "applied"
    assert list(Mail.objects.values_list("template", flat=True)) == ["registration_ends"] * told


def test_expiry__not_once_it_is_renewed() -> None:
    resident = wishing(register(valid_until=date(2027, 10, 15)))
    body = remind_expiry.Body(resident=resident.id, last=date(2025, 10, 15))
    assert do(body, "ono", at("2025-09-01T00:00")).reasons[0].code == "nothing_to_expire"
    assert not Mail.objects.exists()
