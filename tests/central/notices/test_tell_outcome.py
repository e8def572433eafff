"""What a terminal only received is told by mail, whatever became of it."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine

from central.clock import now
from central.ids import new_id
from central.journal.commandline import replay_into
from central.journal.work import work
from central.notices import jobs as jobs_of_notices
from central.notices.letters import letter_of
from central.notices.models import Mail, MailWish
from central.notices.use_cases import tell_outcome
from central.registry.models import Resident
from central.terminals import jobs as jobs_of_terminals
from sync.wire import CancelBody
from tests.central.journal.world import ONO, do, registered
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

JOBS = (*jobs_of_notices.JOBS, *jobs_of_terminals.JOBS)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


def mails() -> list[Mail]:
    """All that there are once the worker has been round twice."""
    for _ in range(2):
        assert work([ONO], JOBS, lambda _: None, Event()).failed == 0
    return list(Mail.objects.order_by("next_at", "id"))


def text(mail: Mail, language: str = "ja") -> str:
    letter = letter_of(mail.template, mail.params, language, ONO)
    return f"{letter.subject}\n{letter.body}"


def test_outcome__of_what_was_received_is_mailed_once(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """Also to somebody who wishes no mails; of a booking with its place and time."""
    register()
    verdict = terminal.verdict(line, Visit.offline(terminal).act(body()))
    (mail,) = mails()
    said = text(mail)
    assert verdict.booking is not None
    for word in (verdict.booking.number, "手続きが済みました", "18:00-20:00"):
        assert word in said
    assert "理由" not in said


def test_outcome__that_was_refused_says_every_reason(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    visit = Visit.offline(terminal)
    assert terminal.verdict(line, visit.act(body(courts=99))).verdict == "rejected"
    unknown = visit.act(CancelBody(number="AAAAA-AAAAA"))
    assert terminal.verdict(line, unknown).verdict == "rejected"
    booking, cancelling = sorted(mails(), key=lambda mail: mail.params["slot"] is None)
    assert "お受けできませんでした" in text(booking)
    assert text(booking).count("理由: ") == len(booking.params["reasons"]) > 0
    assert "It could not be done" in text(cancelling, "en")
    assert cancelling.params["slot"] is None


def test_outcome__of_a_place_that_was_taken(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    register("90000002", "04BB")
    first = Visit.offline(terminal, card="04BB").act(body(courts=6))
    assert terminal.verdict(line, first).verdict == "applied"
    assert terminal.verdict(line, Visit.offline(terminal).act(body())).verdict == "conflict"
    (mail,) = (mail for mail in mails() if mail.resident.number == "90000001")
    assert "先約があったため" in text(mail)


def test_outcome__of_wrong_passwords_is_mailed_once_a_day(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """Who mistyped is to know; who only knows a number fills nobody's mailbox."""
    register()
    for visit in (Visit.offline(terminal, "chigau00") for _ in range(3)):
        assert terminal.verdict(line, visit.act(body())).verdict == "rejected"
    (mail,) = mails()
    assert [reason["code"] for reason in mail.params["reasons"]] == ["credential"]
    unknown = Visit.offline(terminal, card="04EE").act(body())
    assert terminal.verdict(line, unknown).verdict == "rejected"
    assert len(mails()) == 1
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        terminal.verdict(line, Visit.offline(terminal, "chigau00").act(body()))
        assert len(mails()) == 2


def test_outcome__that_was_shown_is_not_mailed(line: InProcess, terminal: HandMadeTerminal) -> None:
    register()
    visit = Visit.logged_in(line, terminal)
    shown = terminal.verdict(line, visit.act(body()), watching=visit.visit)
    assert shown.verdict == "applied"
    assert mails() == []


def test_outcome__of_a_booking_that_stands_is_mailed_as_was_wished(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    resident = register()
    MailWish.objects.create(municipality="ono", resident=resident, bookings=True)
    visit = Visit.offline(terminal)
    assert terminal.verdict(line, visit.act(body())).verdict == "applied"
    assert terminal.verdict(line, visit.act(body(courts=99))).verdict == "rejected"
    assert sorted(mail.template for mail in mails()) == ["booking", "outcome"]


def test_outcome__of_whoever_has_no_address(line: InProcess, terminal: HandMadeTerminal) -> None:
    """Nothing is due; and where the address went meanwhile, nothing is queued."""
    resident = register(mail="")
    terminal.verdict(line, Visit.offline(terminal).act(body(courts=99)))
    assert mails() == []
    told = tell_outcome.Body(
        resident=resident.id, number="AAAAA-AAAAA", verdict="parked", reasons=(), slot=None
    )
    assert [reason.code for reason in do(told).reasons] == ["not_as_it_was"]
    nobody = told.model_copy(update={"resident": new_id()})
    assert [reason.code for reason in do(nobody).reasons] == ["not_as_it_was"]
    assert not Mail.objects.exists()


def test_outcome__is_mailed_for_three_days(line: InProcess, terminal: HandMadeTerminal) -> None:
    """A worker that rested for longer tells what is old no more."""
    register()
    terminal.verdict(line, Visit.offline(terminal).act(body(courts=99)))
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        assert mails() == []


def test_outcome__plays_again(ticking: InProcess, tmp_path: Path) -> None:
    registered()
    terminal = enrolled(ticking)
    visit = Visit.offline(terminal)
    for act in (visit.act(body()), visit.act(body(courts=99))):
        terminal.verdict(ticking, act)
    assert len(mails()) == 2
    assert Resident.objects.get().mail
    assert replay_into({"ono": ONO}, tmp_path) == 0
