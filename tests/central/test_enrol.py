from datetime import timedelta

import pytest
import time_machine

from central.ids import new_code
from central.terminals.models import Terminal
from sync.wire import ENROL_PATH, Enrol
from tests.central.world import NOW, InProcess, issue_code
from tests.support.terminal import HandMadeTerminal


@pytest.fixture
def code(line: InProcess) -> str:
    code = new_code()
    issue_code("ono", "argo", code)
    return code


def test_enrol__gives_an_identity_and_the_sealing_keys(line: InProcess, code: str) -> None:
    terminal = HandMadeTerminal()
    enrolled = terminal.enrol(line, code)
    assert (enrolled.municipality, enrolled.venue) == ("ono", "argo")
    assert enrolled.terminal.startswith("ono-argo-")
    assert len(enrolled.sealing_keys) == 1
    assert Terminal.objects.get().public_key == terminal.public_key


def test_enrol__asked_again_with_the_same_key_answers_the_same(line: InProcess, code: str) -> None:
    terminal = HandMadeTerminal()
    first = terminal.enrol(line, code)
    typed = code.lower().replace("-", " ")
    assert terminal.enrol(line, typed).terminal == first.terminal
    assert Terminal.objects.count() == 1


def test_enrol__a_code_serves_one_key_only(line: InProcess, code: str) -> None:
    HandMadeTerminal().enrol(line, code)
    other = line.post(ENROL_PATH, Enrol(code=code, public_key=HandMadeTerminal().public_key))
    assert (other.status, other.problem) == (403, "bad_code")


def test_enrol__an_old_code_is_refused(line: InProcess, code: str) -> None:
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        late = line.post(ENROL_PATH, Enrol(code=code, public_key=HandMadeTerminal().public_key))
    assert (late.status, late.problem) == (403, "bad_code")


def test_enrol__an_unknown_code_is_refused(line: InProcess) -> None:
    answer = line.post(
        ENROL_PATH, Enrol(code="0000-0000", public_key=HandMadeTerminal().public_key)
    )
    assert (answer.status, answer.problem) == (403, "bad_code")


def test_enrol__a_key_that_is_none_is_refused(line: InProcess, code: str) -> None:
    answer = line.post(ENROL_PATH, Enrol(code=code, public_key="AAAA"))
    assert (answer.status, answer.problem) == (422, "invalid")
    assert Terminal.objects.count() == 0
