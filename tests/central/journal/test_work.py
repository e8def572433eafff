"""python -m central work: each thing once, whatever fails beside it."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError, connection

from central import clock
from central.booking.models import Booking
from central.journal import work as working
from central.journal.chain import verify
from central.journal.jobs import Due, Job, line_of
from central.journal.models import Line, WorkerTurn
from central.journal.work import Turn, work
from central.registry.models import Resident
from central.terminals.use_cases import set_aside
from tests.central.databases import use_file
from tests.central.journal.world import ONO, booking, later, registered
from tests.central.world import InProcess, body
from tests.support.centre import ROOT, central, central_environment

NOTHING = set_aside.Body(wish=body(), verdict="rejected", code="tested")


def job(name: str, *due: Due) -> Job:
    return Job(name, lambda municipality, now: due)


def turn(*jobs: Job) -> tuple[Turn, list[str]]:
    said: list[str] = []
    return work([ONO], jobs, said.append, Event()), said


def test_work__does_what_is_due_and_says_so(ticking: InProcess) -> None:
    wish = booking(registered())
    done, said = turn(job("bookings", Due("one", wish), Due("two", NOTHING)))
    assert said == ["bookings ono one: applied", "bookings ono two: rejected (tested)"]
    assert (done.done, done.failed) == (2, 0)
    line = Line.objects.get(kind="book")
    assert (line.actor, line.id) == ("job:bookings", Booking.objects.get().id)


def test_work__the_second_time_finds_it_done(ticking: InProcess) -> None:
    due = job("bookings", Due("one", booking(registered())))
    turn(due)
    assert turn(due) == (Turn(), [])
    assert Booking.objects.count() == 1


def test_work__looks_up_what_is_done_in_few_statements(ticking: InProcess) -> None:
    many = job("many", *(Due(str(number), NOTHING) for number in range(20)))
    turn(many)
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        turn(many)
    assert len([sql for sql in asked if "journal_line" in sql]) <= 8


def test_work__a_failing_command_blocks_nothing_and_is_tried_again(
    ticking: InProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wish = booking(registered())
    jobs = job("bookings", Due("one", wish), Due("two", NOTHING))

    def breaks(*_):
        raise ZeroDivisionError("a name")

    monkeypatch.setattr("central.booking.use_cases.book.take_cells", breaks)
    done, said = turn(jobs)
    assert (done.done, done.failed, said) == (1, 1, ["bookings ono two: rejected (tested)"])
    assert not Booking.objects.exists()
    fields = next(r.fields for r in caplog.records if r.getMessage() == "job_failed")
    assert fields == {"job": "bookings", "municipality": "ono", "key": "one"}
    monkeypatch.undo()
    assert turn(jobs)[1] == ["bookings ono one: applied"]


def test_work__a_job_that_cannot_say_what_is_due_blocks_nothing(ticking: InProcess) -> None:
    def breaks(municipality, now):
        yield Due("one", NOTHING)
        raise ZeroDivisionError

    done, said = turn(Job("broken", breaks), job("whole", Due("one", NOTHING)))
    assert (done.failed, said) == (1, ["whole ono one: rejected (tested)"])


def test_work__ends_its_turn_where_the_database_is_away(
    ticking: InProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_):
        raise OperationalError

    monkeypatch.setattr(working, "carry_out_once", away)
    monkeypatch.setattr(working, "_is_away", lambda: True)
    done, said = turn(job("many", Due("one", NOTHING), Due("two", NOTHING)))
    assert (done.done, said) == (0, [])
    assert [r.getMessage() for r in caplog.records].count("job_failed") == 1
    assert "database_away" in [r.getMessage() for r in caplog.records]


def test_work__stops_between_two_commands(ticking: InProcess) -> None:
    stopping = Event()
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        stopping.set()

    work([ONO], [job("many", Due("one", NOTHING), Due("two", NOTHING))], say, stopping)
    assert said == ["many ono one: rejected (tested)"]


def test_work__seals_what_has_settled(ticking: InProcess) -> None:
    registered()
    assert turn()[0].sealed == 0
    with later(60):
        assert turn()[0].sealed == 1
    assert verify("ono") == (1, None)


@pytest.mark.parametrize("sealed", [False, True])
def test_work__a_clock_that_goes_back_runs_no_job(
    ticking: InProcess, caplog: pytest.LogCaptureFixture, sealed: bool
) -> None:
    registered()
    if sealed:
        with later(60):
            turn()
    due = job("many", Due("one", NOTHING))
    with later(-3600):
        refused, said = turn(due)
    assert (refused.refused, refused.done, said) == (True, 0, [])
    alarm = next(r for r in caplog.records if r.getMessage() == "clock_went_back")
    assert alarm.levelname == "ERROR"
    assert 3_590 < alarm.fields["seconds"] <= 3_600
    with later(-4):
        assert turn(due)[1] == ["many ono one: rejected (tested)"]


def test_work__a_key_is_of_its_job_and_its_municipality() -> None:
    lines = {
        line_of(job(name), municipality, Due(key, NOTHING))
        for name in ("a", "b")
        for municipality in ("ono", "ageo")
        for key in ("1", "2")
    }
    assert len(lines) == 8


def start(state: Path, url: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "central", "work", "--state", str(state), *words],
        cwd=ROOT,
        env=central_environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


EXPIRED = 40


def expired(state: Path, url: str, count: int) -> set[str]:
    """So many registrations whose end is past; the keys of what is due with them."""
    central("migrate", state=state, database_url=url)
    with use_file(state, url):
        made = [registered(str(90_000_000 + number), None).id for number in range(count)]
        Resident.objects.filter(pk__in=made).update(valid_until=date(2020, 3, 31))
    return {f"expire ono {resident} 2020-03-31: applied" for resident in made}


def test_work__two_processes_at_once_do_everything_once(
    tmp_path: Path, fresh_database_url: str
) -> None:
    wanted = expired(tmp_path, fresh_database_url, EXPIRED)
    workers = [start(tmp_path, fresh_database_url, "--once") for _ in range(2)]
    ended = [worker.communicate(timeout=120) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], ended
    said = Counter(line for out, _ in ended for line in out.splitlines())
    assert {line for line in said if line.startswith("expire ono")} == wanted
    assert set(said.values()) == {1}
    logged = [json.loads(line) for _, log in ended for line in log.splitlines()]
    assert {entry["event"] for entry in logged} == {"job"}
    with use_file(tmp_path, fresh_database_url):
        assert Line.objects.filter(actor="job:expire").count() == EXPIRED
        assert Resident.objects.filter(state="expired").count() == EXPIRED


def test_work__goes_on_until_it_is_told_to_end(tmp_path: Path) -> None:
    wanted = expired(tmp_path, "", 1)
    worker = start(tmp_path, "", "--every", "1")
    said = set()
    while not wanted <= said:
        said.add(worker.stdout.readline().strip())
        assert worker.poll() is None
    worker.terminate()
    worker.communicate(timeout=60)
    assert worker.returncode == 0


def test_work__with_a_clock_that_went_back_ends_with_a_line(
    tmp_path: Path, fresh_database_url: str
) -> None:
    """Nothing is done and no mail is sent; the log and the worker's row raise the alarm."""
    expired(tmp_path, fresh_database_url, 1)
    with use_file(tmp_path, fresh_database_url):
        Line.objects.update(written_at=clock.now() + timedelta(hours=1))
    worker = start(tmp_path, fresh_database_url, "--once")
    out, log = worker.communicate(timeout=120)
    assert (worker.returncode, out) == (1, "")
    assert log.splitlines()[-1] == "the clock went back: no job is run until it has caught up"
    told = json.loads(log.splitlines()[0])
    assert (told["event"], told["level"]) == ("clock_went_back", "error")
    with use_file(tmp_path, fresh_database_url):
        assert not Resident.objects.filter(state="expired").exists()
        assert WorkerTurn.objects.get().refused


def test_work__wants_a_number_of_seconds(tmp_path: Path) -> None:
    worker = start(tmp_path, "", "--every", "0")
    _, log = worker.communicate(timeout=60)
    assert worker.returncode == 2
    assert "'0' is not a number from 1 to 3600" in log
