"""An unfinished form (一時保存) is kept in a box that only its slip opens, and given back by it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from central import clock
from central.journal.commandline import replay_into
from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import KeptForm, RenewalApplication, Resident
from central.registry.use_cases import keep_form
from rules.calendar import day_of
from sync.form_lock import FormLock
from sync.form_lock import new_code as new_form_code
from sync.wire import (
    KEEP_FORM_PATH,
    RESUME_FORM_PATH,
    ActionVerdict,
    FormKept,
    FormRefused,
    FormResumed,
    KeepForm,
    Message,
    RegisterBody,
    RenewBody,
    ResumeForm,
    UnfinishedRegistration,
)
from tests.central.terminals.asks import Person, people_at
from tests.central.terminals.test_registration import WHO
from tests.central.world import NOW, InProcess, register
from tests.support.centre import Answer
from tests.support.terminal import HandMadeTerminal

DAYS = 14
FORM = UnfinishedRegistration(type="city_individual", name="ミホン タロウ", address="見本町1-2-3")


def lock(noise: str = "one") -> FormLock:
    return FormLock.of(new_form_code(noise), "ono")


def ask(line: InProcess, terminal: HandMadeTerminal, path: str, told: Message) -> Answer:
    return line.post(path, terminal.sign(told))


def keep(line: InProcess, terminal: HandMadeTerminal, own: FormLock, **told: Any) -> Answer:
    wanted = {
        "terminal": terminal.name,
        "municipality": terminal.municipality,
        "verb": "register",
        "digest": own.digest,
        "box": own.seal(FORM),
        "wall_ms": clock.millis(clock.now()),
    }
    return ask(line, terminal, KEEP_FORM_PATH, KeepForm.model_validate(wanted | told))


def resume(
    line: InProcess, terminal: HandMadeTerminal, own: FormLock, verb: str = "register"
) -> FormResumed | FormRefused:
    wanted = {"verb": verb, "digest": own.digest, "wall_ms": clock.millis(clock.now())}
    place = {"terminal": terminal.name, "municipality": terminal.municipality}
    told = ResumeForm.model_validate(place | wanted)
    answer = ask(line, terminal, RESUME_FORM_PATH, told)
    resumed = json.loads(answer.body)["kind"] == "resumed"
    return answer.read(FormResumed) if resumed else answer.read(FormRefused)


def in_kumamoto(line: InProcess) -> Person:
    """Where one registers at a terminal."""
    return people_at(line, "kumamoto")


def registers(person: Person, own: FormLock, **told: object) -> ActionVerdict:
    wanted = {"number": "Mihon01"} | told
    return person.asks(RegisterBody(kept=own.digest), WHO.model_copy(update=wanted))


def why_not(answer: FormResumed | FormRefused) -> str:
    assert isinstance(answer, FormRefused)
    return answer.code


def code_of(answer: Answer) -> str:
    return answer.read(FormRefused).code


@pytest.fixture
def person(line: InProcess) -> Person:
    return people_at(line, "ono")


@pytest.fixture
def terminal(person: Person) -> HandMadeTerminal:
    return person.terminal


def test_keep__is_given_back_to_whoever_has_the_code(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """AG-13: what was typed comes back, until the day that was told; another code opens nothing."""
    own, other = lock(), lock("two")
    kept = keep(line, terminal, own).read(FormKept)
    assert kept.until == day_of(NOW) + timedelta(days=DAYS)
    found = resume(line, terminal, own)
    assert isinstance(found, FormResumed)
    assert (own.open(found.box), found.until) == (FORM, kept.until)
    assert other.open(found.box) is None
    assert resume(line, terminal, other) == FormRefused(code="unknown", centre_ms=clock.millis(NOW))


def test_keep__leaves_nothing_that_anybody_can_read(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """AG-13: neither table nor journal has a word of it, the code, or even the box (journal)."""
    own = lock()
    keep(line, terminal, own).read(FormKept)
    row, told = KeptForm.objects.get(), Line.objects.get(kind=keep_form.KIND)
    assert row.box == own.seal(FORM)
    assert row.box not in told.body + told.answer
    stored = " ".join(str(value) for value in vars(row).values()) + told.body + told.answer
    for secret in (FORM.name, FORM.address, new_form_code("one")):
        assert secret not in stored


def test_keep__the_same_once_more_has_the_same_answer(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    own = lock()
    assert keep(line, terminal, own).read(FormKept) == keep(line, terminal, own).read(FormKept)
    assert KeptForm.objects.count() == 1


def test_keep__the_same_once_more_brings_back_nothing_that_was_used_up(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    own, newer = lock(), lock("two")
    keep(line, terminal, own).read(FormKept)
    keep(line, terminal, newer, replaces=own.digest).read(FormKept)
    assert code_of(keep(line, terminal, own)) == "unknown"
    assert KeptForm.objects.get().digest == newer.digest


def test_keep__anew_replaces_the_older_one(line: InProcess, terminal: HandMadeTerminal) -> None:
    """AG-13: one form has one code."""
    own, newer = lock(), lock("two")
    keep(line, terminal, own).read(FormKept)
    keep(line, terminal, newer, replaces=own.digest).read(FormKept)
    assert isinstance(resume(line, terminal, own), FormRefused)
    assert isinstance(resume(line, terminal, newer), FormResumed)


def test_keep__a_code_that_another_terminal_has_taken(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    own, another = lock(), people_at(line, "ono").terminal
    keep(line, terminal, own).read(FormKept)
    assert code_of(keep(line, another, own)) == "unknown"


def test_keep__so_many_of_a_terminal_and_no_more(
    line: InProcess, terminal: HandMadeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that is replaced does not count, and stays where the new one is refused."""
    monkeypatch.setattr(keep_form, "FORMS_MAX", 2)
    first, second = lock(), lock("two")
    keep(line, terminal, first).read(FormKept)
    keep(line, terminal, second, replaces=first.digest).read(FormKept)
    keep(line, terminal, lock("three")).read(FormKept)
    assert code_of(keep(line, terminal, lock("four"))) == "full"
    assert isinstance(resume(line, terminal, second), FormResumed)
    keep(line, people_at(line, "ono").terminal, lock("five")).read(FormKept)


def test_keep__a_box_too_large_is_no_message(line: InProcess, terminal: HandMadeTerminal) -> None:
    own = lock()
    told = KeepForm(
        terminal=terminal.name,
        municipality="ono",
        verb="register",
        digest=own.digest,
        box=own.seal(FORM),
        wall_ms=clock.millis(NOW),
    )
    signed = terminal.sign(told.model_copy(update={"box": "A" * 8_001}))
    answer = line.post(KEEP_FORM_PATH, signed)
    assert (answer.status, answer.problem) == (422, "invalid")
    assert not KeptForm.objects.exists()


def test_keep__not_where_the_municipality_keeps_none(
    line: InProcess, terminal: HandMadeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_form, "kept_days", lambda *_: None)
    assert code_of(keep(line, terminal, lock())) == "not_here"


def test_form__of_a_municipality_that_is_not_served(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    terminal.municipality = "nowhere"
    own = lock()
    answer = keep(line, terminal, own)
    assert (answer.status, answer.problem) == (404, "unknown_municipality")
    told = ResumeForm(
        terminal=terminal.name,
        municipality="nowhere",
        verb="register",
        digest=own.digest,
        wall_ms=clock.millis(NOW),
    )
    answer = ask(line, terminal, RESUME_FORM_PATH, told)
    assert (answer.status, answer.problem) == (404, "unknown_municipality")


@pytest.mark.parametrize("path", [KEEP_FORM_PATH, RESUME_FORM_PATH])
def test_form__another_message_is_none(
    line: InProcess, terminal: HandMadeTerminal, path: str
) -> None:
    answer = line.post(path, terminal.sign_text('{"v": 1}'))
    assert (answer.status, answer.problem) == (422, "invalid")


def test_register__ends_the_form_that_it_came_from(line: InProcess) -> None:
    """AG-13: a code is used up by what is sent, and by nothing that was refused."""
    person, own = in_kumamoto(line), lock()
    keep(line, person.terminal, own).read(FormKept)
    assert registers(person, own, type="nobody").verdict == "rejected"
    assert isinstance(resume(line, person.terminal, own), FormResumed)
    assert registers(person, own).verdict == "applied"
    assert Resident.objects.count() == 1
    assert isinstance(resume(line, person.terminal, own), FormRefused)


def test_renew__ends_the_form_that_it_came_from(line: InProcess, person: Person) -> None:
    """AG-13."""
    own = lock()
    keep(line, person.terminal, own, verb="renew").read(FormKept)
    resident = register(type="city_individual", valid_until=NOW.date() + timedelta(days=10))
    done = person.logged_in(resident).asks(RenewBody(kept=own.digest))
    assert done.verdict == "applied", done.reasons
    assert RenewalApplication.objects.count() == 1
    assert isinstance(resume(line, person.terminal, own, "renew"), FormRefused)


def test_register__a_form_that_is_gone_hinders_nothing(line: InProcess) -> None:
    assert registers(in_kumamoto(line), FormLock("0" * 64, b"")).verdict == "applied"


def test_replay__comes_to_the_same_without_the_box(
    line: InProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept, kept anew, finished and over: the rows are the same, and no line has what is inside."""
    with time_machine.travel(NOW, tick=True):
        person = in_kumamoto(line)
        first, second = lock(), lock("two")
        keep(line, person.terminal, first).read(FormKept)
        keep(line, person.terminal, second, replaces=first.digest).read(FormKept)
        keep(line, person.terminal, lock("three")).read(FormKept)
        assert registers(person, second).verdict == "applied"
        assert KeptForm.objects.count() == 1
        assert replay_into(municipalities(), tmp_path) == 0
    assert "replayed 4 lines: the same" in capsys.readouterr().out
