"""Every job: run by several machines at once it does what one machine would have done, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
import time_machine
from django.apps import apps
from django.db import connections, transaction
from django.db.models import Model

from central.journal import work as working
from central.journal.jobs import Job, all_jobs
from central.journal.models import Line
from central.journal.work import Turn, work
from central.policies import municipalities
from tests.central.databases import OURS
from tests.central.journal.due import SITUATIONS, Situation
from tests.central.world import InProcess

MACHINES = 3
JOBS = {job.name: job for job in all_jobs()}
#: Made at random, by whoever comes first.
RANDOM = {"commitment", "sealed", "secret"}
#: Nor does the id of a cell's row say anything.
IDS = {"Cell"}


def turn(job: Job, situation: Situation) -> tuple[Turn, list[str]]:
    said: list[str] = []
    here = municipalities()[situation.municipality]
    return work([here], [job], said.append, Event()), said


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that jobs write, but for the journal."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(*columns(model)), key=str)
        for app in OURS
        if app not in ("desk", "journal")
        for model in apps.get_app_config(app).get_models()
    }


def columns(model: type[Model]) -> list[str]:
    left_out = RANDOM | ({"id"} if model.__name__ in IDS else set())
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if name not in left_out]


def by_one_alone(job: Job, situation: Situation) -> dict[str, list[tuple[object, ...]]]:
    """What is there after one machine ran it; taken back again."""
    with transaction.atomic():
        done, said = turn(job, situation)
        found = rows()
        transaction.set_rollback(True)
    assert (done.done, done.failed, len(said)) == (situation.count, 0, situation.count), said
    assert all(one.endswith(": applied") for one in said), said
    return found


def test_every_job_has_a_situation() -> None:
    assert SITUATIONS.keys() == JOBS.keys()


@pytest.mark.parametrize("name", SITUATIONS)
def test_job__by_several_machines_at_once_is_done_once(
    line: InProcess, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    job, situation = JOBS[name], SITUATIONS[name]
    now = situation.make(line, monkeypatch)
    # What was done for it was done before.
    Line.objects.update(written_at=now)
    with time_machine.travel(now, tick=False):
        before, wanted = rows(), by_one_alone(job, situation)
        assert before == rows() != wanted
        everybody, listed = Barrier(MACHINES), working._listed

        def list_and_wait(job, municipality):
            """Each has the same list before anybody begins with it."""
            found = listed(job, municipality)
            everybody.wait()
            return found

        def machine(_: int) -> tuple[Turn, list[str]]:
            try:
                return turn(job, situation)
            finally:
                connections.close_all()

        with monkeypatch.context() as patch, ThreadPoolExecutor(MACHINES) as pool:
            patch.setattr(working, "_listed", list_and_wait)
            turns = list(pool.map(machine, range(MACHINES)))
        said = Counter(one for _, told in turns for one in told)
        assert [done.failed for done, _ in turns] == [0] * MACHINES
        assert (len(said), set(said.values())) == (situation.count, {1})
        assert Line.objects.filter(actor=f"job:{name}").count() >= situation.count
        assert rows() == wanted
        assert turn(job, situation) == (Turn(), []), "there is nothing left"
