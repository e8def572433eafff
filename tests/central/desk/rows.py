"""A row of each table that the staff look up, about one resident of Ono."""

from datetime import datetime
from typing import Any

from central.booking import models as booking
from central.desk.models import LookUp
from central.ids import new_id
from central.journal.models import Line, WorkerTurn
from central.lottery import models as lottery
from central.money import models as money
from central.notices import models as notices
from central.registry import models as registry
from central.registry.models import Resident
from central.terminals import models as terminals
from rules.calendar import JAPAN
from sync.wire import StateNoted
from tests.central.world import InProcess, Visit, body, enrolled, register

__all__ = ["SECRET", "one_of_each"]

#: Stands wherever something must not be shown.
SECRET = "5ec2e7" * 8
NOW = datetime(2025, 11, 10, 10, 0, tzinfo=JAPAN)


def one_of_each(line: InProcess) -> None:
    """A terminal in quarantine, a booking with its charge, and all that hangs on them."""
    resident = register()
    terminal = enrolled(line)
    terminal.verdict(line, Visit.logged_in(line, terminal).act(body()))
    terminal.report(line).read(StateNoted)
    terminal.prev = "f" * 64
    terminal.verdict(line, Visit.offline(terminal).act(body()))
    _others(resident)


def _others(resident: Resident) -> None:
    """A row of each table that the bookings of a terminal leave empty."""
    here: dict[str, Any] = {"municipality": "ono", "resident": resident}
    known = {"id": new_id(), **here, "actor": "staff:counter", "at": NOW}
    registry.StateChange.objects.create(**known, before="active", after="suspended", why="-")
    registry.ClassRegistration.objects.create(**known, facility_class="ono", approved=True)
    registry.DataChange.objects.create(**known, field="phone", before="1", after="2")
    registry.DocumentSeen.objects.create(**known, document="passport")
    agreed = {"facility_class": "ono", "version": "0" * 64, "at": NOW}
    registry.Consent.objects.create(id=new_id(), **here, **agreed)
    renewal = {"number": "000001", "state": "received", "received_at": NOW, "changed_at": NOW}
    registry.RenewalApplication.objects.create(id=new_id(), **here, **renewal)
    registry.PasswordLink.objects.create(id=new_id(), **here, until=NOW)
    form = {"verb": "register", "digest": SECRET, "box_digest": SECRET, "box": SECRET}
    registry.KeptForm.objects.create(
        id=new_id(), municipality="ono", **form, actor="-", kept_at=NOW, until=NOW.date()
    )
    slot = {"facility": "argo/arena", "sport": "badminton", "day": NOW.date(), "cells": [0]}
    booking.Hold.objects.create(
        id=new_id(),
        municipality="ono",
        terminal="-",
        session=new_id(),
        **{**slot, "start_minute": 540, "end_minute": 600, "granted_at": NOW},
    )
    booking.BoardChange.objects.create(
        id=new_id(), municipality="ono", facility="argo/arena", day=NOW.date(), at=NOW
    )
    month = {"municipality": "ono", "month": NOW.date()}
    proof = {"secret": SECRET, "commitment": "1" * 64, "committed_at": NOW}
    lottery.Draw.objects.create(**month, **proof, state="committed")
    entry = {"number": "AAAAA-AAAAA", "user": "BBBBB-BBBBB", "preference": 1, "slots": []}
    lottery.Entry.objects.create(
        id=new_id(), **month, **entry, resident=resident, people=2, entered_at=NOW
    )
    charge = money.Charge.objects.first()
    assert charge is not None
    paid = {"municipality": "ono", "charge": charge}
    one = {"id": new_id(), **paid, "yen": 100}
    money.Movement.objects.create(**one, kind="desk", reference="R1", at=NOW)
    money.OnlinePayment.objects.create(**one, begun_at=NOW)
    money.Letter.objects.create(**paid, step="reminder", sent_on=NOW.date(), pay_by=NOW.date())
    notices.MailWish.objects.create(**here)
    mail = {"key": "k", "template": "password_link", "params": {"code": SECRET}, "next_at": NOW}
    notices.Mail.objects.create(**here, **mail)
    hours = {"start_minute": 540, "end_minute": 600, "reason": "weather", "made_at": NOW}
    notices.RoomNotice.objects.create(
        id=new_id(), municipality="ono", facility="argo/arena", day=NOW.date(), **hours
    )
    seen = {"resident": resident.id, "actor": "staff:counter", "page": "-", "at": NOW}
    LookUp.objects.create(municipality="ono", **seen)
    stop = {"begins_at": NOW, "ends_at": NOW, "text": {}, "made_at": NOW}
    notices.ServiceNotice.objects.create(id=new_id(), municipality="ono", **stop)
    WorkerTurn.objects.create(machine="one", ended_at=NOW)
    raised = {"municipality": "ono", "kind": "guessing", "count": 30, "raised_at": NOW}
    terminals.Alarm.objects.create(id=new_id(), **raised)
    wrong = {"source": "terminal:ono-argo-1", "way": "sent_number", "subject": SECRET}
    terminals.FailedLogin.objects.create(municipality="ono", **wrong, failures=3, since=NOW)
    terminals.UsedNonce.objects.all().delete()
    terminals.UsedNonce.objects.create(
        municipality="ono", terminal=terminals.Terminal.objects.first(), nonce=SECRET, used_at=NOW
    )
    content = {"body": SECRET, "answer": "{}", "policy": "0" * 64}
    Line.objects.create(
        municipality="ono", at=NOW, written_at=NOW, actor="job:draws", kind="commit_draw", **content
    )
