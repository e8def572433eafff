"""Mails, from the queue to a mail server on this machine."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event

import pytest
import time_machine
from django.db import OperationalError
from django.test import override_settings

from central import clock
from central.booking.use_cases import book, cancel
from central.journal.commands import Context
from central.journal.jobs import line_of
from central.journal.write import carry_out_once
from central.logs import Lines
from central.mail_server import mail_settings
from central.notices import postman
from central.notices.jobs import JOBS
from central.notices.models import Mail, MailState, MailWish
from central.notices.postman import Sent, send_due
from central.notices.tries import TRIES_MAX, pause_after
from central.notices.use_cases import mark_mail_failed, mark_mail_sent, take_mail
from central.policies import municipalities
from central.registry.models import Resident
from rules.facts import Channel
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, body, register
from tests.support.mail_sink import MailSink

ONO = municipalities()["ono"]


@pytest.fixture
def sink(line: InProcess) -> Iterator[MailSink]:
    with MailSink() as server, override_settings(**by(server)):
        yield server


def by(server: MailSink) -> dict:
    return mail_settings(server.url)


def queued(key: str = "one", mail: str = "mihon@example.com", **changes) -> Mail:
    number = f"9{Resident.objects.count():07}"
    resident = register(number=number, card=None, mail=mail)
    params = {"day": "2026-09-30", "yen": 1200}
    row = {"key": key, "resident": resident, "template": "debit", "params": params}
    return Mail.objects.create(**{"municipality": "ono", "next_at": NOW} | row | changes)


def send() -> Sent:
    return send_due([ONO], Event())


def later(span: timedelta) -> time_machine.travel:
    return time_machine.travel(clock.now() + span, tick=False)


def states() -> list[tuple[str, int, str]]:
    return list(Mail.objects.order_by("key").values_list("state", "tries", "why"))


def test_send__each_once(sink: MailSink) -> None:
    queued()
    assert send() == Sent(sent=1)
    assert send() == Sent()
    (letter,) = sink.taken
    assert (letter["To"], letter["From"]) == ("mihon@example.com", "argo@cityono.jp")
    assert letter["Subject"] == "小野市 口座振替のお知らせ"
    assert "9月30日(水)に、ご指定の口座から 1,200円 を引き落とします。" in letter.get_content()
    assert states() == [("sent", 1, "")]


def test_send__in_the_language_that_was_wished_for(sink: MailSink) -> None:
    mail = queued()
    MailWish.objects.create(municipality="ono", resident=mail.resident, language="en")
    send()
    assert sink.taken[0]["Subject"] == "Ono City: your debit"


def test_send__waits_for_a_server_that_is_down(line: InProcess) -> None:
    queued()
    with MailSink() as gone:
        settings = by(gone)
    with override_settings(**settings):
        assert send() == Sent(away=True)
    assert states() == [("queued", 0, "")]
    with MailSink() as server, override_settings(**by(server)):
        assert send() == Sent(sent=1)
        assert len(server.taken) == 1


def test_send__again_after_a_pause_where_the_line_broke(sink: MailSink) -> None:
    queued("one")
    queued("two")
    sink.drops = 1
    assert send() == Sent(failed=1, away=True)
    assert sorted(states()) == [("queued", 0, ""), ("queued", 1, "later")]
    assert send() == Sent(sent=1)
    with later(pause_after(1)):
        assert send() == Sent(sent=1)
    assert {state for state, _, _ in states()} == {"sent"}
    assert len({letter["Message-ID"] for letter in sink.taken}) == 2


def test_send__an_address_that_is_refused_blocks_nobody(sink: MailSink) -> None:
    queued("a", "nobody@example.com")
    queued("b", "full@example.com")
    queued("c")
    sink.answers |= {"nobody@example.com": 550, "full@example.com": 452}
    assert send() == Sent(sent=1, failed=2)
    assert states() == [("failed", 1, "refused"), ("queued", 1, "later"), ("sent", 1, "")]


@pytest.mark.parametrize("address", ["見本@例え@x", "a,b@example.com", "@"])
def test_send__what_is_no_address_is_given_up(sink: MailSink, address: str) -> None:
    queued("a", address)
    queued("b")
    assert send() == Sent(sent=1, failed=1)
    assert states() == [("failed", 1, "refused"), ("sent", 1, "")]


def test_send__no_mail_to_whoever_has_no_address_any_more(sink: MailSink) -> None:
    queued(mail="")
    assert send() == Sent(failed=1)
    assert states() == [("failed", 1, "no_address")]


def test_send__gives_up_after_so_many_tries(sink: MailSink) -> None:
    queued()
    sink.answers["mihon@example.com"] = 452
    now = clock.now()
    for tries in range(1, TRIES_MAX + 1):
        with time_machine.travel(now, tick=False):
            assert send() == Sent(failed=1)
            assert send() == Sent()
        now += pause_after(tries)
    assert states() == [("failed", TRIES_MAX, "later")]


def test_pauses__grow_to_four_hours() -> None:
    assert [pause_after(n).total_seconds() / 60 for n in (1, 2, 3, 9, 20)] == [1, 2, 4, 240, 240]


def test_send__of_two_workers_one_takes_a_mail(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued()
    listed = postman._due(ONO)
    assert send() == Sent(sent=1)
    monkeypatch.setattr(postman, "_due", lambda _: listed)
    assert send() == Sent()
    assert len(sink.taken) == 1


def test_send__again_where_a_worker_died_before_it_said_so(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one case of twice: the server had it, and nobody knows."""
    queued()

    def dies(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(mark_mail_sent, "Body", dies)
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.undo()
    assert send() == Sent()
    with later(pause_after(1)):
        assert send() == Sent(sent=1)
    one, other = sink.taken
    assert one["Message-ID"] == other["Message-ID"]


def test_send__stops_between_two_mails(sink: MailSink) -> None:
    queued()
    stopping = Event()
    stopping.set()
    assert send_due([ONO], stopping) == Sent()
    assert states() == [("queued", 0, "")]


def test_send__ends_its_turn_where_the_database_is_away(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued()

    def away(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(postman, "carry_out_once", away)
    assert send() == Sent(away=True)


def test_send__logs_neither_address_nor_text(
    sink: MailSink, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    queued("a", "nobody@example.com")
    queued("b")
    sink.answers["nobody@example.com"] = 550
    send()
    lines = [Lines().format(record) for record in caplog.records]
    outcomes = [json.loads(text).get("outcome") for text in lines]
    assert sorted(outcome for outcome in outcomes if outcome) == ["refused", "sent"]
    assert not [text for text in lines if "example.com" in text or "1,200" in text]


def test_marks__of_no_mail(line: InProcess) -> None:
    mail = queued(state=MailState.SENT)
    failed = mark_mail_failed.Body(mail=mail.id, why="later")
    assert do(failed).reasons[0].code == "no_such_mail"
    assert do(take_mail.Body(mail=mail.id, tries=0)).reasons[0].code == "mail_not_due"
    elsewhere = mark_mail_sent.Body(mail=mail.id)
    assert do(elsewhere, "kumatori").reasons[0].code == "no_such_mail"


def run_jobs(now: datetime) -> int:
    """How many lines are new."""
    (job,) = JOBS
    lines = [
        carry_out_once(due.body, Context(ONO, now, "job:tested", line_of(job, "ono", due)))
        for due in job.due(ONO, now)
    ]
    return len([one for one in lines if one is not None])


def booked() -> book.Body:
    return book.Body(resident=register().id, channel=Channel.DESK, wish=body())


def test_bookings__are_told_as_they_change(sink: MailSink) -> None:
    """KT-18: with the booking's content, to whoever wishes it."""
    wanted = booked()
    MailWish.objects.create(municipality="ono", resident_id=wanted.resident, bookings=True)
    decision = do(wanted)
    assert decision.booking is not None
    assert (run_jobs(NOW), run_jobs(NOW)) == (1, 0)
    number = decision.booking.number
    after = NOW + timedelta(minutes=1)
    stopped = cancel.Body(
        resident=wanted.resident, channel=Channel.DESK, number=number, recorded_at=after
    )
    assert do(stopped, now=after).verdict == "applied"
    assert run_jobs(after) == 1
    with later(timedelta(minutes=1)):
        send()
    texts = [letter.get_content() for letter in sink.taken]
    assert ["確定しています" in text for text in texts] == [True, False]
    assert ["取り消されました" in text for text in texts] == [False, True]
    assert all(number in text and "バドミントン" in text for text in texts)


def test_bookings__are_not_told_to_who_wishes_only_results(line: InProcess) -> None:
    """KT-18: with results alone a booking sends no mail."""
    wanted = booked()
    MailWish.objects.create(municipality="ono", resident_id=wanted.resident, results=True)
    do(wanted)
    assert run_jobs(NOW) == 0
    assert not Mail.objects.exists()
