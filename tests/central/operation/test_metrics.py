"""Health and metrics: for whom they are, and what they say."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from central import clock, metrics
from central.journal.commandline import work_turns
from central.journal.models import Line, WorkerTurn
from central.policies import municipalities
from central.state import counting_folder, metrics_token
from central.terminals.models import Action, Terminal
from central.terminals.use_cases import discard_kept, raise_alarm, settle_action
from tests.central.journal.world import do
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.centre import Centre, Http
from tests.support.waiting import wait_until


def read(line: InProcess | Http, state: Path = settings.STATE) -> dict[str, float]:
    """Each sample by its name and labels."""
    answer = line.get("/metrics", Authorization=f"Bearer {metrics_token(state)}")
    assert answer.status == 200
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.body.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer x"}, {"Authorization": "表"}])
def test_metrics__are_for_whoever_has_the_token(line: InProcess, shown: dict) -> None:
    refused = line.get("/metrics", **shown)
    assert (refused.status, refused.problem) == (401, "bad_token")


def test_metrics__count_what_is_asked_and_what_becomes_of_it(line: InProcess) -> None:
    register()
    terminal = enrolled(line)
    before = read(line)
    Visit.offline(terminal, "wrong").log_in(line)
    visit = Visit.logged_in(line, terminal)
    terminal.verdict(line, visit.act(body()))
    line.get("/nowhere")
    metrics.raise_alarm("trial")
    now = read(line)
    gained = {name: now[name] - before.get(name, 0) for name in now}
    assert gained["central_logins_total credential"] == 1
    assert gained["central_logins_total accepted"] == 1
    assert gained["central_actions_total applied"] == 1
    assert gained["central_requests_total v1/login 200"] == 2
    assert gained["central_request_seconds_count v1/actions"] == 1
    assert gained["central_requests_total none 404"] == 1
    assert gained["central_alarms_total trial"] == 1


def test_metrics__name_no_person(line: InProcess) -> None:
    resident = register(name="見本・太郎", card="04C0FFEE")
    terminal = enrolled(line)
    visit = Visit.logged_in(line, terminal, "04C0FFEE")
    terminal.verdict(line, visit.act(body()))
    line.get(f"/admin/registry/resident/{resident.id}/change/")
    said = " ".join(read(line))
    for secret in (resident.name, resident.number, str(resident.id), "04C0FFEE"):
        assert secret not in said


def test_metrics__say_what_waits_for_somebody(
    line: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    terminal = enrolled(line)
    visit = Visit.logged_in(line, terminal)

    def breaks(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(settle_action, "book", breaks)
    assert terminal.verdict(line, visit.act(body())).verdict == "parked"
    said = read(line)
    assert said["central_actions_parked ono"] == 1
    assert said["central_journal_unsealed ono"] == 1
    assert said["central_database_up"] == 1
    at = clock.now().timestamp()
    assert said[f"central_terminal_seen_timestamp_seconds {terminal.name}"] == at
    assert said["central_journal_unsealed_timestamp_seconds ono"] == at
    do(discard_kept.Body(kept=Action.objects.get().pk, why="rang up"))
    Terminal.objects.update(quarantined=True)
    do(raise_alarm.Body(alarm="silent_terminal", about=terminal.name))
    said = read(line)
    assert said["central_alarms_recorded silent_terminal"] == 1
    assert "central_actions_parked ono" not in said
    assert said["central_terminals_quarantined ono"] == 1


def test_metrics__of_a_worker_whose_clock_went_back(line: InProcess) -> None:
    register()
    enrolled(line)
    served = {"ono": municipalities()["ono"]}
    assert work_turns(served, None) == 0
    (machine,) = WorkerTurn.objects.values_list("machine", flat=True)
    assert read(line)[f"central_worker_clock_back {machine}"] == 0
    Line.objects.create(
        municipality="ono",
        at=clock.now(),
        written_at=clock.now() + timedelta(minutes=1),
        actor="x",
        kind="x",
        body="{}",
        answer="{}",
        policy="",
    )
    assert work_turns(served, None) == 1
    said = read(line)
    assert said[f"central_worker_clock_back {machine}"] == 1
    assert said[f"central_worker_turn_timestamp_seconds {machine}"] == clock.now().timestamp()


def test_health__says_when_the_worker_was_last_seen(line: InProcess) -> None:
    assert line.get("/health").body == (
        b'{"status": "ok", "worker_s": null, "clock": "2026-09-10T10:00:00+09:00"}'
    )
    WorkerTurn.objects.create(machine="a", ended_at=clock.now() - timedelta(seconds=40))
    WorkerTurn.objects.create(machine="b", ended_at=clock.now() - timedelta(seconds=90))
    assert b'"worker_s": 40.0' in line.get("/health").body


def test_health__of_a_database_that_lacks_a_migration(line: InProcess) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'gone' WHERE app = 'journal'")
    try:
        refused = line.get("/health")
        assert (refused.status, refused.problem) == (503, "unavailable")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'journal' WHERE app = 'gone'")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Centre]:
    centre = Centre(tmp_path, workers=2)
    yield centre
    centre.stop()


def test_metrics__of_several_processes_are_added_up(running: Centre) -> None:
    asked = 40
    for _ in range(asked):
        line = running.http()
        assert line.get("/health").status == 200
        line.close()
    line = running.http()
    wait_until(
        lambda: read(line, running.state)["central_requests_total health 200"] == asked,
        "every request is counted, whichever process answered it",
    )
    line.close()


def test_metrics__folders_of_servers_that_are_gone_are_removed(tmp_path: Path) -> None:
    left = tmp_path / "counting" / "999999999"
    left.mkdir(parents=True)
    (left / "counter_1.db").touch()
    own = counting_folder(tmp_path)
    (own / "counter_1.db").touch()
    assert list(tmp_path.glob("counting/*")) == [own]
    assert list(counting_folder(tmp_path).iterdir()) == []
