"""An unfinished form is given back to whoever has its code, until its last day (AG-13)."""

import json
from datetime import timedelta

import pytest
import time_machine

from central.journal.models import Line
from central.registry.models import KeptForm
from central.registry.use_cases import forget_forms
from central.terminals.bounds import TRIES, TRIES_WINDOW, Way
from sync.form_lock import FormLock
from sync.wire import FormKept, FormRefused, FormResumed
from tests.central.registry.commands import run_jobs
from tests.central.terminals.asks import people_at
from tests.central.terminals.test_keep_unfinished import (
    DAYS,
    keep,
    lock,
    resume,
    why_not,
)
from tests.central.world import NOW, InProcess
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return people_at(line, "ono").terminal


def test_resume__a_code_of_another_kind_of_form_is_unknown(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    own = lock()
    keep(line, terminal, own).read(FormKept)
    assert isinstance(resume(line, terminal, own, "renew"), FormRefused)


def test_resume__not_in_another_municipality(line: InProcess, terminal: HandMadeTerminal) -> None:
    own = lock()
    keep(line, terminal, own).read(FormKept)
    terminal.municipality = "kumamoto"
    assert isinstance(resume(line, terminal, own), FormRefused)


def test_resume__wrong_codes_make_a_terminal_wait(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """AG-13: guessing is stopped, here alone, and not for ever; right ones do not count."""
    own, most = lock(), TRIES[Way.FORM].source_max
    assert most is not None
    keep(line, terminal, own).read(FormKept)
    for _ in range(most + 5):
        assert isinstance(resume(line, terminal, own), FormResumed)
    guesses = [FormLock(f"{number:064x}", b"") for number in range(most + 1)]
    said = [why_not(resume(line, terminal, guess)) for guess in guesses]
    assert said == ["unknown"] * most + ["throttled"]
    assert why_not(resume(line, terminal, own)) == "throttled"
    assert isinstance(resume(line, people_at(line, "ono").terminal, own), FormResumed)
    with time_machine.travel(NOW + TRIES_WINDOW, tick=False):
        assert isinstance(resume(line, terminal, own), FormResumed)


def test_resume__on_the_last_day_and_not_after_it(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """AG-13: a job deletes it then, and says how many there were."""
    own = lock()
    keep(line, terminal, own).read(FormKept)
    last = NOW.replace(hour=23, minute=59) + timedelta(days=DAYS)
    with time_machine.travel(last, tick=False):
        assert isinstance(resume(line, terminal, own), FormResumed)
        assert run_jobs("ono", last) == []
    over = last + timedelta(minutes=1)
    with time_machine.travel(over, tick=False):
        assert isinstance(resume(line, terminal, own), FormRefused)
        assert run_jobs("ono", over) == [("forget_forms", "applied")]
        assert run_jobs("ono", over) == []
    assert not KeptForm.objects.exists()
    assert json.loads(Line.objects.get(kind=forget_forms.KIND).answer)["outcome"] == {"forms": 1}
